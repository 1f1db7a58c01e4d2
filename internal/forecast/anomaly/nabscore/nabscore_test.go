package nabscore

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// answer is a series of 100 rows that scores 0.6 at the rows given.
func answer(windows []Window, alarms ...int) Series {
	s := Series{Scores: make([]float64, 100), Windows: windows}
	for _, row := range alarms {
		s.Scores[row] = 0.6
	}
	return s
}

// The figures below are worked out by hand from the published sigmoid 2/(1+e^5y)-1: 0.986614 at -1, 0.848284 at -0.5,
// 0.462117 at -0.2, 0.244919 at -0.1.
func TestAt(t *testing.T) {
	ten := []Window{{First: 40, Last: 49}}
	for name, c := range map[string]struct {
		series []Series
		want   float64
	}{
		"silence is 0":                           {[]Series{answer(ten)}, 0},
		"the window's first row is 100":          {[]Series{answer(ten, 40)}, 100},
		"later alarms in the window add nothing": {[]Series{answer(ten, 40, 44, 49)}, 100},
		"half way: (0.848284/0.986614+1)/2":      {[]Series{answer(ten, 45)}, 92.98966},
		"the last row: (0.244919/0.986614+1)/2":  {[]Series{answer(ten, 49)}, 62.41208},
		"before any window: -0.11/2":             {[]Series{answer(ten, 30)}, -5.5},
		"two rows are two false alarms":          {[]Series{answer(ten, 30, 31)}, -11},
		"probation is not scored":                {[]Series{answer(ten, 0, 14)}, 0},
		"the first row after probation is":       {[]Series{answer(ten, 15)}, -5.5},
		"9 rows, one width, past: -0.11·0.986614/2": {
			[]Series{answer(ten, 58)}, -5.42638,
		},
		"27 rows, three widths, past": {[]Series{answer(ten, 76)}, -5.5},
		"right after: 1/9 of a width, sigmoid -0.270847": {
			[]Series{answer(ten, 50)}, -1.48966,
		},
		"two windows, one found": {
			[]Series{answer([]Window{{20, 29}, {60, 69}}, 60)}, 50,
		},
		"between two windows it follows the first": {
			[]Series{answer([]Window{{20, 29}, {60, 69}}, 38)}, -100 * 0.11 * 0.986614 / 4,
		},
		"series are summed before they are normalised": {
			[]Series{answer(ten, 40), answer([]Window{{20, 29}, {60, 69}})}, 100.0 / 3,
		},
		"a series without a window can only lose": {
			[]Series{answer(ten, 40), answer(nil, 50, 90)}, 100 - 11,
		},
		"NaN is no alarm": {
			[]Series{{Scores: []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, math.NaN()}, Windows: []Window{{5, 6}}}}, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			assert.InDelta(t, c.want, At(0.5, c.series...), 1e-4)
		})
	}
}

func TestAlarmIsWhatReachesTheThreshold(t *testing.T) {
	s := answer([]Window{{40, 49}}, 40)
	assert.InDelta(t, 100, At(0.6, s), 1e-4)
	assert.InDelta(t, 0, At(0.61, s), 1e-4)
}

func TestProbationIsAtMost750Rows(t *testing.T) {
	s := Series{Scores: make([]float64, 10_000), Windows: []Window{{900, 999}}}
	s.Scores[749] = 1
	assert.Zero(t, At(0.5, s))
	s.Scores[750] = 1
	assert.InDelta(t, -5.5, At(0.5, s), 1e-9)
}

func TestBestTriesEveryThreshold(t *testing.T) {
	s := answer([]Window{{20, 29}, {60, 69}})
	s.Scores[60] = 0.9
	s.Scores[20] = 0.4
	s.Scores[80] = 0.3 // beyond two widths past the second window
	score, threshold := Best(s)
	assert.InDelta(t, 100, score, 1e-9)
	assert.InDelta(t, 0.4, threshold, 0)

	s.Scores[20] = 0.2 // now worth one false alarm as well
	score, threshold = Best(s)
	assert.InDelta(t, At(0.2, s), score, 1e-9)
	assert.InDelta(t, 0.2, threshold, 0)

	silent, threshold := Best(answer([]Window{{20, 29}}, 70, 80))
	assert.Zero(t, silent, "where every alarm loses")
	assert.True(t, math.IsInf(threshold, 1), "the best threshold alarms never")
}
