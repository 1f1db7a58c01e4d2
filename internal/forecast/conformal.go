package forecast

import (
	"math"
	"slices"
)

// probabilities are those whose bounds a band keeps.
var probabilities = [...]float64{0.025, 0.1, 0.25, 0.75, 0.9, 0.975}

// quantiles are those of a normal distribution.
var quantiles = func() (z [len(probabilities)]float64) {
	for i, p := range probabilities {
		z[i] = normalQuantile(p)
	}
	return z
}()

// marks are how far outcomes lie from forecasts, in units of their usual error, by probability. Each moves out when an outcome lies
// beyond it and in when not, by steps of which the ratio is its probability's odds: in the long run it is passed as often as it should
// be, whatever the errors are.
type marks [len(probabilities)]float32

// normalMarks are a normal error's, in units of its mean absolute value.
var normalMarks = marks{-2.456, -1.606, -0.845, 0.845, 1.606, 2.456}

const (
	markGain      = 0.08 // of a mark's step
	firstMarkGain = 1.5
	furthestMark  = 50
	// farOff is the largest error, in units of the usual one, that tells of what is usual: one outlier chooses no model.
	farOff = 5
)

func (m *marks) learn(e, scale float64, count uint16) {
	if count == 0 {
		*m = normalMarks
		return
	}
	unit := e / (scale + tiny)
	step := max(firstMarkGain/float64(count+1), markGain)
	for i, p := range probabilities {
		mark := float64(m[i])
		if unit > mark {
			mark += step * p
		} else {
			mark -= step * (1 - p)
		}
		m[i] = float32(min(max(mark, -furthestMark), furthestMark))
	}
}

// at is how far off an outcome lies at most with a probability, read between the marks on the scale of normal quantiles.
func (m *marks) at(probability float64) float64 { return m.from(normalQuantile(probability)) }

// from is at, of a normal quantile.
func (m *marks) from(z float64) float64 {
	sorted := *m
	slices.Sort(sorted[:]) // they move one by one and may pass each other
	last := len(sorted) - 1
	i := 1
	for i < last && z > quantiles[i] {
		i++
	}
	below, above := quantiles[i-1], quantiles[i]
	share := (z - below) / (above - below)
	return float64(sorted[i-1]) + share*float64(sorted[i]-sorted[i-1])
}

func normalQuantile(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }
