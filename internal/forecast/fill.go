package forecast

import (
	"errors"
	"fmt"
	"math"
)

// Largest is how far values reach on either side of 0: sums of their squares stay finite. What lies beyond is missing.
const Largest = 1e100

// fill puts the line between its known neighbours where a value is missing, and counts those beyond Largest. That looks ahead within the history alone.
func fill(values []float64) (out []float64, beyond int, err error) {
	out = make([]float64, len(values))
	copy(out, values)
	known, count := -1, 0
	for i, v := range out {
		if math.Abs(v) > Largest && !math.IsInf(v, 0) {
			beyond++
		}
		if math.IsNaN(v) || math.Abs(v) > Largest {
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
	switch {
	case count < 2 && beyond > 0:
		return nil, beyond, fmt.Errorf("a forecast needs two values at least, and takes those between -%g and %g: %d are beyond; divide the series by a power of ten",
			Largest, Largest, beyond)
	case count < 2:
		return nil, beyond, errors.New("a forecast needs two values at least")
	}
	for j := known + 1; j < len(out); j++ {
		out[j] = out[known]
	}
	return out, beyond, nil
}
