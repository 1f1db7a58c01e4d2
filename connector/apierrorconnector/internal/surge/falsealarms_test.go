package surge

import (
	"strconv"
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

// innocent is a series that nothing is to be told of.
type innocent struct {
	calls, rate float64
	habit
	categories int
}

// innocents are what the setting is calibrated with: from one call a minute to a hundred thousand by day, a tenth of it by night.
func innocents() []innocent {
	var all []innocent
	for _, h := range []habit{
		{"steady", 0, 1, false},
		{"varies by a fifth", 0.05, 5, false},
		{"varies by half", 0.25, 5, false},
		{"varies by half, an hour long", 0.25, 60, false},
	} {
		for _, calls := range []float64{1, 10, 100, 1000, 10_000, 100_000} {
			for _, rate := range []float64{0, 0.001, 0.01, 0.05} {
				all = append(all, innocent{calls, rate, h, 1})
			}
		}
	}
	return append(all,
		innocent{100, 0.01, habit{"steady, in three categories", 0, 1, false}, 3},
		innocent{1000, 0.05, habit{"varies by half, in three categories", 0.25, 5, false}, 3})
}

// alarms counts what is told of some weeks of it. Failures that are told of at once are one alarm.
func (i innocent) alarms(asked float64, seed uint64, weeks int) (alarms int, days float64) {
	categories := []apierror.Category{apierror.CategoryInternal, apierror.CategoryTimeout, apierror.CategoryDependency}[:i.categories]
	for week := range uint64(weeks) {
		var e Endpoint
		rising := make(map[apierror.Category]bool)
		watchBy(asked, &e, i.generator(seed+1000*week, daily(i.calls), i.rate), 0, 7*day, categories, func(_ float64, v *Verdict) {
			if !rising[v.Category] && v.State != Normal {
				alarms++
			}
			rising[v.Category] = v.State != Normal
		})
	}
	return alarms, 7 * float64(weeks)
}

// BenchmarkConfiguredFalseAlarms measures what the setting promises, in a thousand days of an endpoint: the mean of all kinds of innocent series,
// and that of the worst kind.
//
//	go test -run - -bench ConfiguredFalseAlarms -benchtime 1x ./connector/apierrorconnector/internal/surge
func BenchmarkConfiguredFalseAlarms(b *testing.B) {
	const weeks = 50
	for _, configured := range []float64{1000, 100, 10, 1} {
		b.Run(strconv.FormatFloat(configured, 'f', -1, 64), func(b *testing.B) {
			all, days, worst := 0, 0.0, 0.0
			for range b.N {
				for seed, kind := range innocents() {
					found, in := kind.alarms(configured, uint64(seed), weeks)
					all, days = all+found, days+in
					worst = max(worst, 1000*float64(found)/in)
					if testing.Verbose() {
						b.Logf("%s, %v calls, %v: %v", kind.name, kind.calls, kind.rate, 1000*float64(found)/in)
					}
				}
			}
			b.ReportMetric(days, "days")
			b.ReportMetric(1000*float64(all)/days, "alarms/1000days")
			b.ReportMetric(worst, "worst/1000days")
		})
	}
}

// BenchmarkWorstFalseAlarms is BenchmarkConfiguredFalseAlarms for many more days of the kinds that are told of most.
//
//	go test -run - -bench WorstFalseAlarms -benchtime 1x ./connector/apierrorconnector/internal/surge
func BenchmarkWorstFalseAlarms(b *testing.B) {
	for _, c := range []struct {
		configured float64
		weeks      int
	}{{10, 200}, {1, 600}} {
		b.Run(strconv.FormatFloat(c.configured, 'f', -1, 64), func(b *testing.B) {
			days, worst, all, kinds := 0.0, 0.0, 0.0, 0.0
			for range b.N {
				for seed, kind := range innocents() {
					if kind.hold != 60 || kind.calls*kind.rate < 1 {
						continue
					}
					found, in := kind.alarms(c.configured, 1_000_000+uint64(seed), c.weeks)
					rate := 1000 * float64(found) / in
					days, worst, all, kinds = in, max(worst, rate), all+rate, kinds+1
					b.Logf("%v calls, %v: %.2f", kind.calls, kind.rate, rate)
				}
			}
			b.ReportMetric(days, "days/kind")
			b.ReportMetric(all/kinds, "alarms/1000days")
			b.ReportMetric(worst, "worst/1000days")
		})
	}
}
