package surge

import (
	"fmt"
	"math"
	"testing"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// wanderer fails at a rate whose logarithm is an autoregression: of a standard deviation, and forgotten by a factor of e in so many minutes.
func wanderer(deviation, memory float64) func(seed uint64, calls, rate float64) *generator {
	return func(seed uint64, calls, rate float64) *generator {
		g := newGenerator(seed, daily(calls), nil)
		keep := math.Exp(-5 / memory)
		x := deviation * g.NormFloat64()
		g.rate = func(at float64) float64 {
			if math.Mod(at, 5) == 0 {
				x = x*keep + deviation*math.Sqrt(1-keep*keep)*g.NormFloat64()
			}
			return rate * math.Exp(x-deviation*deviation/2)
		}
		return g
	}
}

func waver(part float64) func(seed uint64, calls, rate float64) *generator {
	return func(seed uint64, calls, rate float64) *generator {
		g := newGenerator(seed, daily(calls), wave(rate, part))
		g.variation, g.hold = 0.05, 5
		return g
	}
}

// BenchmarkFalseAlarmsOfWhatWanders measures what a baseline that waits costs: series whose rates go up and down for hours, and those that do with the day.
//
//	go test -run - -bench WhatWanders -benchtime 1x ./connector/apierrorconnector/internal/surge
func BenchmarkFalseAlarmsOfWhatWanders(b *testing.B) {
	const weeks = 16
	for _, kind := range []struct {
		name      string
		generator func(seed uint64, calls, rate float64) *generator
	}{
		{"by half, for an hour", wanderer(0.5, 60)},
		{"by half, for four hours", wanderer(0.5, 240)},
		{"by a third, for two hours", wanderer(0.3, 120)},
		{"by half with the day", waver(0.5)},
		{"by four fifths with the day", waver(0.8)},
		{"by four fifths with the night", waver(-0.8)},
	} {
		for _, configured := range []float64{100, 10, 1} {
			b.Run(fmt.Sprintf("%s/%v", kind.name, configured), func(b *testing.B) {
				days, alarms := 0.0, 0
				for range b.N {
					for week := range uint64(weeks) {
						for _, calls := range []float64{10, 100, 1000, 10_000, 100_000} {
							for _, rate := range []float64{0.001, 0.01, 0.05} {
								rising := false
								g := kind.generator(1000*week+uint64(calls)+uint64(1000*rate), calls, rate)
								watchBy(configured, &Endpoint{}, g, 0, 7*day, []apierror.Category{apierror.CategoryInternal}, func(_ float64, v *Verdict) {
									if !rising && v.State != Normal {
										alarms++
									}
									rising = v.State != Normal
								})
								days += 7
							}
						}
					}
				}
				b.ReportMetric(days, "days")
				b.ReportMetric(1000*float64(alarms)/days, "alarms/1000days")
			})
		}
	}
}
