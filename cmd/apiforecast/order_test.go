package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOrder(t *testing.T) {
	const rest = ": each was judged where it stands; sort the series by time"
	for name, c := range map[string]struct {
		times []int64
		want  string
	}{
		"none":           {nil, ""},
		"in order":       {[]int64{-1, 0, 1, 5, 6}, ""},
		"one goes back":  {[]int64{1, 2, 3, 2, 4}, "the series has 1 row earlier than one before" + rest},
		"one comes late": {[]int64{1, 2, 9, 3, 4, 10}, "the series has 2 rows earlier than one before" + rest},
		"one twice":      {[]int64{0, 0, 1}, "the series has 1 row of the same time as the one before" + rest},
		"both":           {[]int64{5, 5, 5, 1}, "the series has 1 row earlier than one before, and 2 rows of the same time as the one before" + rest},
	} {
		t.Run(name, func(t *testing.T) {
			var o order
			for _, at := range c.times {
				o.note(at)
			}
			assert.Equal(t, c.want, o.broken())
		})
	}
}
