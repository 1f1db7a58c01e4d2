package format

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// worst fills every field of a finding with one text, as often as it can be repeated.
func worst(value string, number float64) apierror.Finding {
	nested := map[string]any{}
	for _, suffix := range strings.Split(strings.Repeat("k", 200), "") {
		nested[value+suffix] = []any{value, number, map[string]any{value: value}}
	}
	list := make([]any, 1000)
	references := make([]string, 1000)
	signals := make([]apierror.Signal, 1000)
	for i := range list {
		list[i], references[i], signals[i] = value, value, apierror.Signal(value)
	}
	return apierror.Finding{
		ID: value, Kind: apierror.Kind(value), Name: value, Status: apierror.Status(value),
		StartedAt: start, UpdatedAt: time.Unix(math.MaxInt32<<20, 0),
		Count: math.MaxInt64, Severity: apierror.SeverityCritical, Confidence: number, Summary: value, Rationale: value,
		Evidence: map[string]any{"list": list, "map": nested, "text": value, value: value},
		Covers:   references,
		Subject: apierror.Subject{
			Service: value, Route: value, RPCMethod: value, Tenant: value, Category: apierror.Category(value), Reason: value,
			Origin: apierror.Origin(value), Actor: apierror.Actor{ID: value, Type: apierror.ActorType(value)},
			Signals: signals, References: references,
			Business: apierror.Business{
				Process: value, Owner: value, Criticality: apierror.Criticality(value), Impact: apierror.Impact(value),
				ValueAtRisk: number, Cost: number, Currency: value, Partner: value, Rationale: value,
			},
		},
	}
}

// worstMessage has the worst finding as often as a notification may list it, and the worst words about it.
func worstMessage(value string, number float64) *Message {
	m := of(worst(value, number))
	alert := m.Alerts[0]
	alert.PartOf, alert.Before = value, &notification.Told{Severity: apierror.SeverityLow, ValueAtRisk: number, Cost: -number}
	m.Alerts = nil
	for range notification.MaxAlerts {
		m.Alerts = append(m.Alerts, alert)
	}
	m.ID, m.Destination, m.Group.ID, m.Group.Route, m.Firing = value, value, value, value, math.MaxInt32
	for range 100 {
		m.Group.Labels = append(m.Group.Labels, notification.Label{Name: value, Value: value})
		m.Text.Sections = append(m.Text.Sections, content.Section{Name: value, Lines: []string{value, value}})
		m.Text.Links = append(m.Text.Links, content.Link{Name: value, URL: value})
	}
	m.Text.Title = value
	return m
}

func checkBody(t *testing.T, body []byte) {
	t.Helper()
	assert.True(t, json.Valid(body), "valid JSON")
	assert.True(t, utf8.Valid(body), "valid UTF-8")
	assert.LessOrEqual(t, len(body), maxGeneric)
}

func TestTheWorstFindingFits(t *testing.T) {
	for _, unit := range []string{"a", `"`, `\`, "\n", "\x00", "\xff", "\u2028", "<", "😀", "\xff\n"} {
		value := strings.Repeat(unit, 64<<10)
		for _, m := range []*Message{of(worst(value, math.NaN())), worstMessage(value, math.Inf(-1))} {
			body := sent(t, newGeneric(hook, testSelf), m).Body
			checkBody(t, body)
			document := decoded(t, body)
			assert.NotEmpty(t, document.Cause)
			assert.NotEmpty(t, document.Group.ID)
		}
	}
}

func FuzzGeneric(f *testing.F) {
	f.Add("plain", 1.5)
	f.Add("\xff\x00\"\\\u2028", math.Inf(-1))
	f.Fuzz(func(t *testing.T, value string, number float64) {
		for _, m := range []*Message{of(worst(value, number)), worstMessage(value, number)} {
			body, err := encodeGeneric(m, testSelf, maxGeneric)
			require.NoError(t, err)
			checkBody(t, body)
		}
	})
}
