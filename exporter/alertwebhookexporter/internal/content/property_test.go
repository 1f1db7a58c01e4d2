package content

import (
	"math"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// requireFit holds a text to what package format relies on.
func requireFit(t *testing.T, text Text) {
	t.Helper()
	size := len(text.Title)
	requireClean(t, text.Title)
	require.NotEmpty(t, text.Title)
	assert.LessOrEqual(t, utf8.RuneCountInString(text.Title), maxTitle)
	order := []string{sectionWhat, sectionSince, sectionBad, sectionWhy, sectionFirst, sectionChanged, sectionFiring, sectionEnded}
	last := -1
	for _, section := range text.Sections {
		at := slices.Index(order, section.Name)
		require.Greater(t, at, last, "%s is out of order", section.Name)
		last = at
		require.NotEmpty(t, section.Lines)
		size += len(section.Name)
		for _, l := range section.Lines {
			requireClean(t, l)
			require.NotEmpty(t, strings.TrimSpace(l))
			require.LessOrEqual(t, len(l), maxLine)
			size += len(l)
		}
	}
	require.Equal(t, sectionWhat, text.Sections[0].Name)
	for _, l := range text.Links {
		requireURL(t, l.URL)
		size += len(l.Name) + len(l.URL)
	}
	require.LessOrEqual(t, size, maxText)
}

func requireClean(t *testing.T, text string) {
	t.Helper()
	require.True(t, utf8.ValidString(text), "%q", text)
	require.False(t, strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	}), "%q", text)
}

// requireURL holds that a URL needs no escape by whoever shows it.
func requireURL(t *testing.T, written string) {
	t.Helper()
	parsed, err := url.Parse(written)
	require.NoError(t, err)
	require.Contains(t, []string{"http", "https"}, parsed.Scheme)
	require.NotContains(t, parsed.Path+"/", "/../")
	require.False(t, strings.ContainsFunc(written, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>\"{}|\\^`", r) }), "%q", written)
	require.LessOrEqual(t, len(written), maxURL)
}

// Whatever a notification holds, its text is bounded, clean and in order.
func TestWhateverComes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	c := composer(t, linked())
	for range 600 {
		requireFit(t, c.Compose(arbitrary(random)))
	}
}

var pieces = []string{
	"", "x", "{service}", "{{.}}", "\x00", "\xff", "\n", "\u202e", "\u2028", "漢", "🙂", "é", "..", "/", "?", "#", "%", "%2e", "@everyone", "<!channel>",
	`"`, `\`, "https://evil.example", "203.0.113.7", strings.Repeat("long ", 2000), strings.Repeat("\x1b", 5000),
}

func hostileText(random *rand.Rand) string {
	var text strings.Builder
	for range random.IntN(4) {
		text.WriteString(pieces[random.IntN(len(pieces))])
	}
	return text.String()
}

func one[T any](random *rand.Rand, values ...T) T { return values[random.IntN(len(values))] }

func arbitrary(random *rand.Rand) *notification.Notification {
	text := func() string { return hostileText(random) }
	sum := func() float64 {
		return one(random, 0, 1, -1, 42.5, 1e15, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64)
	}
	count := func() int64 { return one(random, 0, 1, -1, 480, int64(math.MaxInt64), int64(math.MinInt64)) }
	at := func() time.Time {
		return one(random, time.Time{}, time.Unix(0, math.MaxInt64), time.Unix(0, math.MinInt64), time.Unix(1<<40, 0), time.Unix(1_800_000_000, 0))
	}
	severity := func() apierror.Severity { return apierror.Severity(random.IntN(8)) }
	evidence := func() map[string]any {
		return map[string]any{
			text(): text(), text(): sum(), "users": one[any](random, count(), text(), []any{text()}, sum()), "services": []any{text(), text(), 1, nil},
			"processes": []any{map[string]any{"process": text(), "criticality": text()}, 7}, "penalty": sum(), "currency": text(), "services_total": count(),
		}
	}
	alert := func() notification.Alert {
		a := notification.Alert{
			News: random.IntN(2) == 0, PartOf: one(random, "", text()),
			Finding: apierror.Finding{
				ID: text(), Kind: one(random, apierror.KindSecurity, apierror.KindSurge, apierror.KindForecast, apierror.KindSLABreach, apierror.Kind(text())),
				Name: text(), Status: one(random, apierror.StatusFiring, apierror.StatusResolved), StartedAt: at(), UpdatedAt: at(), Count: count(),
				Severity: severity(), Confidence: sum(), Summary: text(), Rationale: text(), Evidence: evidence(), Covers: []string{text()},
				TraceID: one(random, [16]byte{}, [16]byte{1}), SpanID: one(random, [8]byte{}, [8]byte{1}),
				Subject: apierror.Subject{
					Service: text(), Route: text(), RPCMethod: text(), Tenant: text(), Reason: text(),
					Category: one(random, apierror.CategoryTimeout, "", apierror.Category(text())), Origin: one(random, "", apierror.OriginCaller),
					Actor:   apierror.Actor{ID: text(), Type: one(random, apierror.ActorUser, apierror.ActorType(text()))},
					Signals: []apierror.Signal{apierror.Signal(text())}, References: []string{text(), "cwe:89"},
					Business: apierror.Business{
						Process: one(random, "checkout", text()), Owner: text(), Currency: text(), Partner: text(), Rationale: text(),
						ValueAtRisk: sum(), Cost: sum(), SLABreached: random.IntN(2) == 0,
					},
				},
			},
		}
		if random.IntN(2) == 0 {
			a.Before = &notification.Told{At: at(), Severity: severity(), Count: count(), ValueAtRisk: sum(), Cost: sum()}
		}
		return a
	}
	n := &notification.Notification{
		Cause: one(random, notification.CauseOpened, notification.CauseWorsened, notification.CauseJoined, notification.CauseEnded, notification.CauseRepeated),
		At:    at(), Firing: one(random, 0, 1, 7, math.MaxInt32), Resolved: one(random, 0, 1, 7),
		Group: notification.Group{Flood: random.IntN(3) == 0, Labels: []notification.Label{{Name: text(), Value: text()}}},
	}
	for range 1 + random.IntN(14) {
		n.Alerts = append(n.Alerts, alert())
	}
	if random.IntN(2) == 0 {
		n.Rest = &notification.Rest{Situations: random.IntN(9), Severity: severity(), Events: count(), ValueAtRisk: sum(), Cost: sum(), Currency: text()}
	}
	if random.IntN(2) == 0 {
		n.Group.Labels = nil
		for range random.IntN(notification.MaxShares + 1) {
			n.Makeup = append(n.Makeup, notification.Share{
				Kind: one(random, apierror.KindSurge, apierror.Kind(text())), Name: text(), Situations: one(random, -1, 0, 7, math.MaxInt), Severity: severity(),
			})
		}
	}
	n.Joined, n.Worse = one(random, 0, -1, 7, math.MaxInt), one(random, 0, 7)
	return n
}
