package surge

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// How many of the blocks are taken for fresh, where a rate of 5% holds for so long, and how much that widens what is usual on the first morning.
func TestBlocksThatSayTheSame(t *testing.T) {
	for _, c := range []struct {
		name        string
		variation   float64
		hold, hours int
		least, most float64
	}{
		{"nothing is known yet", 0.25, 5, 1, leastFresh, leastFresh},
		{"some hours of a rate that is drawn every five minutes", 0.25, 5, 5, 0.5, 1},
		{"a day of it", 0.25, 5, 24, 0.6, 1},
		{"some hours of one that holds for an hour", 0.25, 60, 5, leastFresh, 0.3},
		{"three days of it", 0.25, 60, 72, leastFresh, 0.3},
		{"a day of a steady one", 0, 1, 24, 0.6, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			const runs = 20
			fresh := 0.0
			for seed := range uint64(runs) {
				var e Endpoint
				g := habit{"", c.variation, c.hold, false}.generator(seed, flat(1000), 0.05)
				watch(&e, g, 0, 60*c.hours, apierror.CategoryInternal, func(float64, *Verdict) {})
				fresh += e.categories[0].usual.fresh() / runs
			}
			assert.GreaterOrEqual(t, fresh, c.least-1e-9)
			assert.LessOrEqual(t, fresh, c.most+1e-9)
		})
	}
}

// What may hold for an hour is known from few draws: an endpoint that was lucky for its first hours, as one of 5% that varies by half may be, is not told of when it
// is as usual again. What is known to be steady is.
func TestALuckyMorning(t *testing.T) {
	for hours, want := range map[int]State{3: Normal, 24: Surging} {
		t.Run(strconv.Itoa(hours)+" hours", func(t *testing.T) {
			e := steady(60*hours, 1000, 15, apierror.CategoryInternal)
			assert.Equal(t, want, judged(e, 60*hours, 20, 1000, 75, apierror.CategoryInternal))
		})
	}
}
