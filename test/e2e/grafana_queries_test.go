package e2e

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// emptyWhenWell are queries that have no answer as long as nothing of the kind has happened: they must be valid, no more.
var emptyWhenWell = map[string]string{
	`otelcol_connector_apierror_late_spans`:       "no span of the test is late",
	`otelcol_connector_apierror_malformed_values`: "no span of the test is malformed",
	`apierror_forecast_`:                          "forecasts take hours, see TestALeakIsForeseen",

	`otelcol_exporter_alert_webhook_notifications_failed`:  "the test's destination accepts everything",
	`otelcol_exporter_alert_webhook_notifications_retried`: "the test's destination accepts everything",
	`otelcol_exporter_alert_webhook_findings_suppressed`:   "no situation of the test has to end untold",
	`otelcol_exporter_alert_webhook_delivery_latency`:      "a percentile needs a delivery between two scrapes, and the first makes the series",
}

// answerDashboards runs every query of every dashboard, with its variables filled in as Grafana does, and requires data.
func answerDashboards(t *testing.T, p *prometheus) {
	t.Helper()
	for name, board := range dashboards(t) {
		fill := p.fill(t, board)
		for i := range board.Panels {
			for _, query := range board.Panels[i].Targets {
				where := name + ": " + board.Panels[i].Title + ": " + query.RefID
				p.answer(t, where, fill.Replace(query.Expr), &query)
			}
		}
		for _, annotation := range board.Annotations.List {
			if annotation.Expr != "" {
				p.queryRange(t, annotation.Expr)
			}
		}
	}
}

func (p *prometheus) answer(t *testing.T, where, expression string, query *target) {
	t.Helper()
	ask := p.queryRange
	if query.Instant {
		ask = p.query
	}
	for part, reason := range emptyWhenWell {
		if strings.Contains(expression, part) {
			ask(t, expression)
			t.Logf("%s: may be empty: %s", where, reason)
			return
		}
	}
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		tells := false
		for _, series := range ask(c, expression) {
			tells = tells || series.tells()
		}
		assert.True(c, tells, "%s has no data:\n%s", where, expression)
		if query.Exemplar {
			assert.NotEmpty(c, p.exemplars(c, expression), "%s has no exemplars", where)
		}
	}, patience, 200*time.Millisecond)
}

var labelValuesCall = regexp.MustCompile(`^label_values\((.+), (\w+)\)$`)

// fill replaces a dashboard's variables, and Grafana's own.
func (p *prometheus) fill(t *testing.T, board dashboard) *strings.Replacer {
	t.Helper()
	replaced := []string{"$__rate_interval", "5m", "$__range", "5m", "$__interval", "5s"}
	for _, v := range board.Templating.List {
		var value string
		switch v.Type {
		case "query":
			call := labelValuesCall.FindStringSubmatch(v.Definition)
			require.NotNil(t, call, "%s: %s", v.Name, v.Definition)
			offered := p.labelValues(t, call[2], call[1])
			require.NotEmpty(t, offered, "%s: nothing to choose from", v.Name)
			if value = v.AllValue; value == "" {
				value = offered[0]
			}
		case "custom":
			require.NotEmpty(t, v.Options, v.Name)
			value = v.Options[0].Value
		default:
			continue
		}
		replaced = append(replaced, "$"+v.Name, value)
	}
	return strings.NewReplacer(replaced...)
}
