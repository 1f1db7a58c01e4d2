package surge

import (
	"testing"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// BenchmarkFalseAlarms measures how many innocent series of a week are told of, in a thousand days of an endpoint; the package's documentation
// quotes it. Series have 1 to 10,000 calls a minute, ten times as many by day:
//
//	go test -run - -bench FalseAlarms -benchtime 1x ./connector/apierrorconnector/internal/surge
func BenchmarkFalseAlarms(b *testing.B) {
	few := []float64{0.001, 0.005, 0.01, 0.05}
	for _, kind := range []struct {
		habit
		rates    []float64
		category apierror.Category
	}{
		{habit{"steady", 0, 1, false}, few, apierror.CategoryInternal},
		{habit{"varies by a fifth, five minutes long", 0.05, 5, false}, few, apierror.CategoryInternal},
		{habit{"varies by half, five minutes long", 0.25, 5, false}, few, apierror.CategoryInternal},
		{habit{"varies by half, an hour long", 0.25, 60, false}, few, apierror.CategoryInternal},
		{habit{"log-normal by half, five minutes long", 0.25, 5, true}, few, apierror.CategoryInternal},
		{habit{"varies by itself, five minutes long", 1, 5, false}, few, apierror.CategoryInternal},
		{habit{"varies by itself, an hour long", 1, 60, false}, few, apierror.CategoryInternal},
		{habit{"a fifth fails, steady", 0, 1, false}, []float64{0.2}, apierror.CategoryInternal},
		{habit{"a fifth fails, varies by half, five minutes long", 0.25, 5, false}, []float64{0.2}, apierror.CategoryInternal},
		{habit{"a fifth of the forms is wrong, varies by half", 0.25, 5, false}, []float64{0.2}, apierror.CategoryValidation},
	} {
		b.Run(kind.name, func(b *testing.B) {
			days, alarms := 0.0, 0
			for range b.N {
				for seed := range uint64(120) {
					for i, calls := range []float64{1, 10, 100, 1000, 10_000} {
						var e Endpoint
						series := seed*5 + uint64(i)
						rising := false
						g := kind.generator(1_000_000+series, daily(calls), kind.rates[series%uint64(len(kind.rates))])
						watch(&e, g, 0, 7*day, kind.category, func(_ float64, v *Verdict) {
							if !rising && v.State != Normal {
								alarms++
							}
							rising = v.State != Normal
						})
						days += 7
					}
				}
			}
			b.ReportMetric(days, "days")
			b.ReportMetric(float64(alarms), "alarms")
			b.ReportMetric(1000*float64(alarms)/days, "alarms/1000days")
		})
	}
}
