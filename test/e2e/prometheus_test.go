package e2e

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The shipped configuration, rules and dashboards, against a real Prometheus that scrapes the real collector.
func TestPrometheusShowsWhatFailuresCost(t *testing.T) {
	needPrometheus(t)
	hook := newReceiver(t)
	e := startExample(t, hook.URL)
	p := startPrometheus(t, e.metrics, e.telemetry)
	p.waitValue(t, 2, `sum(up)`) // it must see each counter begin

	// Most of an hour lies between, in the spans' time, which is the connector's: what fails in the first is over in the second.
	for hour, age := range []time.Duration{50 * time.Minute, 0} {
		e.sendHTTP(t, traffic(t, strconv.Itoa(hour), age))
		p.waitValue(t, float64((hour+1)*payments), `sum(apierror_requests_total{service_name="checkout", span_kind="server"})`)
	}

	t.Run("every documented metric arrives", func(t *testing.T) {
		for _, name := range documentedMetrics(t) {
			if !strings.HasPrefix(name, "apierror_forecast_") { // which take hours, see TestALeakIsForeseen
				p.waitSeries(t, name)
			}
		}
	})
	t.Run("every error counts, and what was lost", func(t *testing.T) {
		p.waitValue(t, 2*failedPayments, `sum(apierror_errors_total{service_name="checkout", span_kind="server", http_route="/api/v1/orders"})`)
		p.waitValue(t, 2*failedReports, `sum(apierror_errors_total{apierror_business_process="reports", apierror_category="internal"})`)
		p.waitValue(t, 2*atRisk, `sum(apierror_value_at_risk_total{apierror_business_process="payments", apierror_business_currency="USD"})`)
		p.waitValue(t, 2*cost, `sum(apierror_cost_total{apierror_business_process="payments", apierror_business_owner="payments-team"})`)
	})
	t.Run("in money, 1% of payments outranks 5% of reports", func(t *testing.T) {
		p.waitValue(t, 0.01, `sum(apierror_errors_total{apierror_business_process="payments", span_kind="server"})
			/ sum(apierror_requests_total{apierror_business_process="payments", span_kind="server"})`)
		p.waitValue(t, 0.05, `sum(apierror_errors_total{apierror_business_process="reports", span_kind="server"})
			/ sum(apierror_requests_total{apierror_business_process="reports", span_kind="server"})`)
		ranking := p.query(t, `sort_desc(sum by (apierror_business_process) (apierror_value_at_risk_total))`)
		require.Len(t, ranking, 2)
		assert.Equal(t, "payments", ranking[0].Metric["apierror_business_process"])
		assert.Equal(t, "reports", ranking[1].Metric["apierror_business_process"])
	})
	t.Run("a counter that is new misses nothing of its beginning", func(t *testing.T) {
		// Prometheus extrapolates to the edges of the range, so that increase may be more than what was counted.
		p.waitSeries(t, fmt.Sprintf(`sum(increase(apierror_value_at_risk_total{apierror_business_process="payments"}[5m])) >= %f`, 2*atRisk))
	})
	t.Run("durations have percentiles", func(t *testing.T) {
		p.waitValue(t, 2*payments, `histogram_count(sum(apierror_duration_seconds{service_name="checkout", span_kind="server"}))`)
		median := p.query(t, `histogram_quantile(0.5, sum(rate(apierror_duration_seconds{service_name="checkout", span_kind="server"}[5m])))`)
		require.Len(t, median, 1)
		assert.InEpsilon(t, 0.02, median[0].numbers()[0], 0.05)
	})
	t.Run("an error leads to a trace", func(t *testing.T) {
		ids := p.exemplars(t, `apierror_errors_total{service_name="checkout"}`)
		require.NotEmpty(t, ids)
		for _, id := range ids {
			assert.Regexp(t, "^e2[0-9a-f]{30}$", id, "an id that this test made")
		}
	})
	t.Run("objectives, agreements and transactions are judged", func(t *testing.T) {
		p.waitValue(t, 10, `apierror_slo_burn_rate{apierror_slo_name="payments-availability", apierror_slo_window="5m"}`)
		p.waitValue(t, 2*failedPayments, `apierror_slo_bad_calls{apierror_slo_name="payments-availability", apierror_slo_window="1h"}`)
		p.waitValue(t, 1-float64(failedPartnerCalls)/partnerCalls, `apierror_sla_availability_ratio{apierror_business_partner="cardnet"}`)
		// Those of the first hour; the second's wait for spans that are late, and for another attempt.
		p.waitSeries(t, fmt.Sprintf(`sum(apierror_transactions_total{apierror_transaction_name="purchase", apierror_transaction_outcome="completed",
			apierror_transaction_step="receipt"}) >= %d`, purchases))
		p.waitValue(t, failedPayments, `sum(apierror_transactions_total{apierror_transaction_name="purchase",
			apierror_transaction_outcome="failed", apierror_transaction_step="payment"})`)
	})
	t.Run("the rules record, and an attack is an alert", func(t *testing.T) {
		p.waitSeries(t, `process:apierror_value_at_risk:increase1h{apierror_business_process="payments", apierror_business_criticality="critical"}`)
		p.waitSeries(t, `ALERTS{alertname="ApierrorAttack", alertstate="firing", service_name="accounts"}`)
		assert.Empty(t, p.query(t, `ALERTS{alertname=~"ApierrorErrorBudgetBurns.*"}`), "four bad calls are nothing to get up for")
	})
	t.Run("findings reach the webhook", func(t *testing.T) {
		assert.Equal(t, "credential_stuffing", hook.wait(t, 1)[0].data(t)["name"])
	})
	t.Run("every query of the dashboards is answered", func(t *testing.T) { answerDashboards(t, p) })
	e.stop(t)
}

// waitSeries waits until an expression has a series.
func (p *prometheus) waitSeries(t *testing.T, expression string) {
	t.Helper()
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		assert.NotEmpty(c, p.query(c, expression), expression)
	}, patience, 200*time.Millisecond)
}

// documentedMetric is a row of docs/metrics.md: name, kind, unit.
var documentedMetric = regexp.MustCompile("(?m)^\\| `(apierror\\.[a-z_.]+)` \\| ([a-z ]+) \\| `([^`]*)` \\|")

// documentedMetrics are the names in docs/metrics.md, as they are in Prometheus.
func documentedMetrics(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, row := range documentedMetric.FindAllStringSubmatch(read(t, root+"docs/metrics.md"), -1) {
		name, kind, unit := strings.ReplaceAll(row[1], ".", "_"), row[2], row[3]
		switch {
		case unit == "s":
			name += "_seconds"
		case unit == "1" && kind == "gauge":
			name += "_ratio"
		case kind == "counter":
			name += "_total"
		}
		names = append(names, name)
	}
	require.NotEmpty(t, names, "docs/metrics.md lists no metrics")
	return names
}
