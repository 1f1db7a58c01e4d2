package surge

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// live is an endpoint that has been called for some minutes since the 600th.
func live(minutes int, calls, failed uint64) *Endpoint {
	e := &Endpoint{}
	for m := range int64(minutes) {
		e.AddCounts(epoch+(600+m)*minute, calls, failed, apierror.CategoryTimeout)
	}
	return e
}

func TestWhatCameBefore(t *testing.T) {
	const timeout = apierror.CategoryTimeout
	for name, c := range map[string]struct {
		live          *Endpoint
		past          *Endpoint
		usual         float64
		calls, failed float64 // of the last half hour, about
	}{
		"nothing yet":                       {&Endpoint{}, steady(600, 100, 3, timeout), 0.03, 3100, 93},
		"one call":                          {live(1, 1, 0), steady(600, 100, 3, timeout), 0.03, 3000, 91},
		"ten minutes":                       {live(10, 50, 10), steady(600, 100, 3, timeout), 0.03, 2600, 160},
		"ten minutes, long after":           {live(10, 50, 10), steady(400, 100, 3, timeout), 0.03, 500, 100},
		"an hour, of which half is old":     {live(60, 50, 1), steady(600, 100, 3, timeout), 0.03, 1600, 32},
		"the same time":                     {live(10, 50, 10), steady(610, 100, 3, timeout), 0.03, 3200, 96},
		"more is known already":             {live(600, 50, 1), steady(100, 100, 3, timeout), 0.02, 1600, 32},
		"nothing came before":               {live(100, 50, 1), &Endpoint{}, 0.02, 1600, 32},
		"nothing is known, nor came before": {&Endpoint{}, &Endpoint{}, 0, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			c.live.Precede(c.past)
			calls, failed := sum(c.live)
			assert.InDelta(t, c.calls, calls, 101)
			assert.InDelta(t, c.failed, failed, 6)
			if c.calls > 0 {
				assert.InDelta(t, c.usual, usualRate(c.live), 0.002)
			} else {
				assert.Equal(t, Endpoint{}, *c.live)
			}
		})
	}
}

// On its first call an endpoint knows what is usual: a rise is told of at once, and not what has been usual all along.
func TestARiseAfterHistory(t *testing.T) {
	for name, c := range map[string]struct {
		failed uint64
		want   State
	}{"as ever": {3, Normal}, "a rise": {40, Surging}} {
		t.Run(name, func(t *testing.T) {
			e := live(4, 100, c.failed)
			e.Precede(steady(600, 100, 3, apierror.CategoryTimeout))
			assert.Equal(t, c.want, judged(e, 604, 1, 100, c.failed, apierror.CategoryTimeout))
			for _, v := range e.Judge(epoch+605*minute, DefaultFalseAlarms, nil) {
				assert.False(t, v.Cold)
			}
		})
	}
}

// Each category keeps its own failures, and one that history knows nothing of has the calls that it knows.
func TestCategoriesAfterHistory(t *testing.T) {
	e := live(10, 100, 10)
	e.AddCounts(epoch+609*minute, 100, 7, apierror.CategoryData)
	e.Precede(steady(600, 100, 3, apierror.CategoryInternal))
	recent := stretch{e.newest - 19, e.newest}
	for category, failed := range map[apierror.Category]float64{apierror.CategoryTimeout: 100, apierror.CategoryData: 7, apierror.CategoryInternal: 0} {
		assert.InDelta(t, failed, e.category(category).failed.sum(recent), 0, category)
		assert.Greater(t, e.category(category).usual.calls, 30_000.0, category)
	}
	assert.InDelta(t, 1100, e.calls.sum(recent), 0)
}
