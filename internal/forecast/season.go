package forecast

import (
	"math"
	"slices"
	"time"
)

// Season is the lengths of the seasons of a series in steps; 0 where there is none.
type Season struct {
	Day  int
	Week int // a multiple of Day
}

const (
	day  = 24 * time.Hour
	week = 7 * day
)

// Seasons names the seasons of a series: those of the calendar, or, where its step fits none or another length repeats far
// better, the one that its own autocorrelation shows.
func Seasons(values []float64, step time.Duration) Season {
	var s Season
	if step > 0 && step < day && day%step == 0 {
		s = Season{Day: int(day / step), Week: int(week / step)}
	} else if step == day {
		s = Season{Day: 7}
	}
	s = s.within(len(values))
	learnt, strength := learnSeason(values)
	const better = 0.15
	if learnt > 0 && (s.Day == 0 || strength > repetition(values, s.Day)+better) && (s.Week == 0 || strength > repetition(values, s.Week)+better) {
		s = Season{Day: learnt}
		if w := 7 * learnt; 2*w <= len(values) && repetition(values, w) > strength+0.05 {
			s.Week = w
		}
	}
	return s
}

// within leaves out the seasons that were not seen twice.
func (s Season) within(n int) Season {
	if n < 2*s.Day+2 {
		return Season{}
	}
	if n < 2*s.Week+s.Day {
		s.Week = 0
	}
	return s
}

// learnSeason finds the length at which the autocorrelation has its first clear peak, of those about as high as the highest: 0 where
// there is none.
func learnSeason(values []float64) (length int, strength float64) {
	const least, most, clearly, asGood = 3, 400, 0.4, 0.75
	r := make([]float64, max(min(most, len(values)/3), 0)+1)
	for lag := 1; lag < len(r); lag++ {
		r[lag] = repetition(values, lag)
	}
	for pass := range 2 {
		for lag := least; lag < len(r)-1; lag++ {
			around := r[lag-max(1, lag/8) : min(lag+max(1, lag/8)+1, len(r))]
			switch {
			case r[lag] < clearly || r[lag] < slices.Max(around):
			case pass == 0:
				strength = max(strength, r[lag])
			case r[lag] >= asGood*strength:
				return lag, r[lag]
			}
		}
	}
	return 0, 0
}

// repetition is the autocorrelation at a lag of what a short drift leaves over.
func repetition(values []float64, lag int) float64 {
	if lag <= 0 || lag >= len(values)-1 {
		return 0
	}
	m := mean(values)
	var xy, xx float64
	for i, v := range values {
		xx += (v - m) * (v - m)
		if i >= lag {
			xy += (v - m) * (values[i-lag] - m)
		}
	}
	if xx == 0 || math.IsInf(xx, 0) {
		return 0
	}
	return xy / xx * float64(len(values)) / float64(len(values)-lag)
}
