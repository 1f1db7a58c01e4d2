package slo

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Percent writes a share with as many digits as a reader needs: 0.1%, 2.1%, 33%, 99.93%.
func Percent(share float64) string {
	percent := 100 * share
	decimals := 0
	switch near := math.Min(math.Abs(percent), math.Abs(100-percent)); {
	case near == 0:
	case near < 10:
		// Two digits of what there is, or of what lacks.
		const finest = 6
		decimals = min(finest, max(1, 1-int(math.Floor(math.Log10(near)))))
	}
	text := strconv.FormatFloat(percent, 'f', decimals, 64)
	if decimals > 1 || percent > 10 && decimals > 0 {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text + "%"
}

// Times writes a factor with two digits or more.
func Times(factor float64) string {
	if factor >= 9.95 {
		return strconv.FormatFloat(factor, 'f', 0, 64)
	}
	return strconv.FormatFloat(factor, 'f', 1, 64)
}

// Duration rounds to the unit that a person would use: 45s, 12m, 34h, 30d.
func Duration(d time.Duration) string {
	const day = 24 * time.Hour
	for _, unit := range []struct {
		length, from time.Duration
		name         string
	}{{day, 3 * day, "d"}, {time.Hour, 2 * time.Hour, "h"}, {time.Minute, 2 * time.Minute, "m"}} {
		if d >= unit.from || d == unit.length && unit.length < day {
			return strconv.FormatInt(int64(d.Round(unit.length)/unit.length), 10) + unit.name
		}
	}
	return strconv.FormatInt(int64(d.Round(time.Second)/time.Second), 10) + "s"
}
