// Package nabscore scores a detector as the Numenta Anomaly Benchmark does (Lavin and Ahmad, 2015, "Evaluating Real-time
// Anomaly Detection Algorithms"), in its standard profile.
//
// Of the alarms in a window the best placed one counts, the earlier the better; every alarm outside costs, the less the closer it
// follows a window; a window without an alarm costs most. What is scored in the first 15% of a series is left out.
package nabscore

import (
	"math"
	"slices"
)

// The standard profile's costs. A true positive's weight is 1, and so is what a missed window costs.
const falsePositiveWeight = 0.11

// Window is one labelled anomaly: its first and last row.
type Window struct{ First, Last int }

// Series is a detector's answer on one labelled series.
type Series struct {
	Scores  []float64 // by row, 0 to 1
	Windows []Window  // in order, apart
}

// mark is one row's worth: which window it would detect (-1 for none) and what an alarm there adds.
type mark struct {
	score  float64
	window int
	worth  float64
}

// At scores the series together at one threshold: every row that scores as much is an alarm. The result is normalised to 0 for a
// detector that never alarms and 100 for one that alarms once in every window's first row.
func At(threshold float64, series ...Series) float64 {
	raw, windows := 0.0, 0
	for _, s := range series {
		best := make([]float64, len(s.Windows))
		for i := range best {
			best[i] = -1
		}
		for _, m := range marks(s) {
			switch {
			case m.score < threshold || math.IsNaN(m.score):
			case m.window < 0:
				raw += m.worth
			default:
				best[m.window] = max(best[m.window], m.worth)
			}
		}
		for _, worth := range best {
			raw += worth
		}
		windows += len(s.Windows)
	}
	return normalised(raw, windows)
}

// Best is the highest score that any one threshold for all the series reaches, and that threshold.
func Best(series ...Series) (score, threshold float64) {
	var all []mark
	windows := 0
	for _, s := range series {
		for _, m := range marks(s) {
			if m.window >= 0 {
				m.window += windows
			}
			if !math.IsNaN(m.score) {
				all = append(all, m)
			}
		}
		windows += len(s.Windows)
	}
	slices.SortFunc(all, func(a, b mark) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		default:
			return 0
		}
	})
	best := make([]float64, windows)
	for i := range best {
		best[i] = -1
	}
	raw := -float64(windows)
	score, threshold = normalised(raw, windows), math.Inf(1)
	for i, m := range all {
		if m.window < 0 {
			raw += m.worth
		} else if m.worth > best[m.window] {
			raw += m.worth - best[m.window]
			best[m.window] = m.worth
		}
		if last := i+1 == len(all) || all[i+1].score != m.score; last && normalised(raw, windows) > score {
			score, threshold = normalised(raw, windows), m.score
		}
	}
	return score, threshold
}

// normalised maps a raw score onto 0 (silence) to 100 (perfect). Without a window there is nothing to find, and only the
// false positives are left to be told.
func normalised(raw float64, windows int) float64 {
	if windows == 0 {
		return 100 * raw
	}
	n := float64(windows)
	return 100 * (raw + n) / (2 * n)
}

// marks are the rows after the probationary ones.
func marks(s Series) []mark {
	probation := int(math.Floor(min(0.15*float64(len(s.Scores)), 750)))
	all := make([]mark, 0, len(s.Scores)-probation)
	next := 0
	for row, score := range s.Scores {
		for next < len(s.Windows) && row > s.Windows[next].Last {
			next++
		}
		m := mark{score: score, window: -1}
		switch {
		case next < len(s.Windows) && row >= s.Windows[next].First:
			w := s.Windows[next]
			m.window = next
			m.worth = sigmoid(-float64(w.Last-row+1)/float64(w.Last-w.First+1)) / sigmoid(-1)
		case next == 0:
			m.worth = -falsePositiveWeight
		default:
			w := s.Windows[next-1]
			m.worth = falsePositiveWeight * sigmoid(float64(row-w.Last)/float64(w.Last-w.First))
		}
		if row >= probation {
			all = append(all, m)
		}
	}
	return all
}

// sigmoid is the benchmark's: near 1 at a window's start (-1), 0 at its end (0), near -1 a window's width after it (1), and -1 from three on.
func sigmoid(position float64) float64 {
	if position >= 3 {
		return -1
	}
	return 2/(1+math.Exp(5*position)) - 1
}
