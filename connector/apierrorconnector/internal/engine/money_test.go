package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// One payment in a hundred is worth more than five reports in a hundred.
func TestPaymentsOutrankReports(t *testing.T) {
	s := newScene(t)
	charge, report := server("payments", "POST /charges"), server("reporting", "GET /reports/{id}")
	lostCharge := charge.broken().worth("checkout", apierror.CriticalityCritical, 50)
	lostReport := report.broken().worth("reports", apierror.CriticalityLow, 0.1)
	s.pass(lived, charge.every(600).but(0.0005, lostCharge), report.every(600).but(0.001, lostReport))
	require.Empty(t, story(s.told))
	s.pass(time.Hour, charge.every(600).but(0.01, lostCharge), report.every(600).but(0.05, lostReport))

	worst := make(map[string]apierror.Finding)
	for _, f := range s.open {
		worst[f.Subject.Service] = f
	}
	require.Len(t, worst, 2, story(s.told))
	payments, reports := worst["payments"], worst["reporting"]
	assert.Greater(t, payments.Severity, reports.Severity)
	assert.Greater(t, payments.Subject.Business.ValueAtRisk, 20*reports.Subject.Business.ValueAtRisk)
	assert.Greater(t, payments.Subject.Business.Cost, 20*reports.Subject.Business.Cost)
	assert.Greater(t, reports.Count, payments.Count, "though fewer of them failed")

	value := make(map[string]float64)
	for _, dp := range metricNamed(s.metrics(true), "apierror.value_at_risk").Sum().DataPoints().All() {
		process, _ := dp.Attributes().Get(apierror.KeyBusinessProcess)
		value[process.Str()] = dp.DoubleValue()
	}
	assert.Greater(t, value["checkout"], 20*value["reports"])
}

// Whoever adds up the findings of an outage gets what the metric counts.
func TestMoneyOfAFindingIsThatOfTheMetric(t *testing.T) {
	s := newScene(t)
	charge := server("payments", "POST /charges")
	lost := charge.broken().worth("checkout", apierror.CriticalityCritical, 42.5)
	s.pass(lived, charge.every(60))
	for range 2 { // two outages, one soon after the other
		s.pass(8*time.Minute, charge.every(60).but(0.5, lost))
		s.pass(8*time.Minute, charge.every(60))
	}
	s.pass(time.Hour, charge.every(60))
	require.Empty(t, s.open)
	var told float64
	for _, f := range s.told {
		if f.Status == apierror.StatusResolved {
			told += f.Subject.Business.ValueAtRisk
			assert.Contains(t, f.Summary, "; "+sentence.Money(f.Subject.Business.ValueAtRisk, "USD")+" at risk", "the sentence says the same")
			assert.InEpsilon(t, f.Subject.Business.ValueAtRisk/42.5, f.Count, 0.02)
		}
	}
	counted := metricNamed(s.metrics(true), "apierror.value_at_risk").Sum().DataPoints().At(0).DoubleValue()
	assert.InEpsilon(t, counted, told, 0.02)
}

func TestMoneyInAnotherCurrencyIsNotAdded(t *testing.T) {
	s := newScene(t)
	lost := server("payments", "POST /charges").broken().worth("checkout", apierror.CriticalityCritical, 10)
	yen := lost
	yen.verdict.Business.Currency = "JPY"
	s.send(lost, yen, lost)
	assert.Equal(t, sum{20, 10}, s.engine.incidents.losses["checkout"].Total)
	assert.Equal(t, 2, metricNamed(s.metrics(true), "apierror.value_at_risk").Sum().DataPoints().Len())
}
