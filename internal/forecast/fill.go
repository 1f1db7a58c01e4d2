package forecast

import (
	"errors"
	"math"
)

// largest is how far values reach: sums of their squares stay finite.
const largest = 1e100

// fill puts the line between its known neighbours where a value is missing. That looks ahead within the history alone.
func fill(values []float64) ([]float64, error) {
	out := make([]float64, len(values))
	copy(out, values)
	known, count := -1, 0
	for i, v := range out {
		if math.IsNaN(v) || math.Abs(v) > largest {
			continue
		}
		for j := known + 1; j < i; j++ {
			out[j] = v
			if known >= 0 {
				out[j] = out[known] + (v-out[known])*float64(j-known)/float64(i-known)
			}
		}
		known = i
		count++
	}
	if count < 2 {
		return nil, errors.New("a forecast needs two values at least")
	}
	for j := known + 1; j < len(out); j++ {
		out[j] = out[known]
	}
	return out, nil
}
