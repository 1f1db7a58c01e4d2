package surge

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// play shows an endpoint some minutes of 1,000 calls, and reports whether anything is told.
func (e *Endpoint) play(from, minutes int, failed uint64) bool {
	return judged(e, from, minutes, 1000, failed, apierror.CategoryTimeout) != Normal
}

// suspicious is an endpoint that failed 1% for 20 hours and has failed 1.7% for 80 minutes, which is too little to be told of.
func suspicious(tb testing.TB) *Endpoint {
	tb.Helper()
	e := steady(1200, 1000, 10, apierror.CategoryTimeout)
	require.False(tb, e.play(1200, 80, 17))
	require.NotZero(tb, e.categories[0].hold.blocks)
	return e
}

// usualRate is what is usual for the only category.
func usualRate(e *Endpoint) float64 { return e.categories[0].usual.usual(systemPrior).rate }

func TestWhatIsSuspiciousIsLearntLater(t *testing.T) {
	for name, c := range map[string]struct {
		minutes int    // more
		failed  uint64 // of 1,000 a minute
		usual   float64
	}{
		"as long as it is":               {60, 17, 0.01},
		"when it is over":                {60, 10, 0.0107},
		"when it has been for too long":  {260, 17, 0.0124},
		"never, where a rise is told of": {30, 60, 0.01},
	} {
		t.Run(name, func(t *testing.T) {
			e := suspicious(t)
			assert.Equal(t, c.failed > 20, e.play(1280, c.minutes, c.failed))
			assert.InDelta(t, c.usual, usualRate(e), 0.0003)
			switch held := e.categories[0].hold; {
			case c.failed > 20:
				assert.EqualValues(t, 1, held.blocks, "what the rise is like")
				assert.Greater(t, held.next.failed/held.next.calls, float32(0.015))
			case c.usual != 0.01:
				assert.Zero(t, held)
			}
		})
	}
}

// Nothing is held back where too little is known, nor where the rate falls.
func TestWhatIsNotSuspicious(t *testing.T) {
	cold := steady(40, 1000, 10, apierror.CategoryTimeout)
	cold.play(40, 60, 30)
	assert.Zero(t, cold.categories[0].hold)
	fell := steady(1200, 1000, 10, apierror.CategoryTimeout)
	fell.play(1200, 80, 2)
	assert.Zero(t, fell.categories[0].hold)
}

func TestAClockThatGoesBackLetsGo(t *testing.T) {
	e := suspicious(t)
	e.Judge(epoch, DefaultFalseAlarms, nil)
	assert.Zero(t, e.categories[0].hold)
	assert.InDelta(t, 0.01, usualRate(e), 0.0003)
}

// On its first day an endpoint that has come to fail 22% is told of, however wildly it seems to vary; later, and where callers decide, that is no reason.
func TestFirstDay(t *testing.T) {
	const wild = 4
	for name, c := range map[string]struct {
		category      apierror.Category
		hours, failed int
		want          State
	}{
		"a quarter on the first day":     {apierror.CategoryTimeout, 10, 250, Surging},
		"somewhat less":                  {apierror.CategoryTimeout, 10, 215, Normal},
		"a tenth":                        {apierror.CategoryTimeout, 10, 100, Normal},
		"a quarter on the second day":    {apierror.CategoryTimeout, 30, 250, Normal},
		"callers who send what is wrong": {apierror.CategoryValidation, 10, 250, Normal},
	} {
		t.Run(name, func(t *testing.T) {
			e := steady(60*c.hours, 1000, 30, c.category)
			known := &e.categories[0].usual
			known.excess = wild * known.weight
			assert.Equal(t, c.want, judged(e, 60*c.hours, 28, 1000, uint64(c.failed), c.category))
		})
	}
}
