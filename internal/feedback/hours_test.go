package feedback

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHours(t *testing.T) {
	daily := around([]int64{at(0, 2)}, nil)
	assert.Equal(t, "from 01:00 to 03:30 UTC", daily.String())
	midnight := around([]int64{at(0, 0)}, nil)
	for _, c := range []struct {
		at   int64
		want bool
	}{{at(3, 23.5), true}, {at(3, 0.9), true}, {at(3, 22.9), false}, {at(6, 23.1), true}, {at(7, 1.6), false}} {
		assert.Equal(t, c.want, midnight.has(c.at), "hour %v of day %v", (c.at-monday)%day, (c.at-monday)/day)
	}
	assert.Equal(t, "at any hour", allHours.String())
	assert.True(t, comesAnytime([]int64{at(0, 2), at(1, 9), at(2, 16)}, 3))
	assert.False(t, comesAnytime([]int64{at(0, 2), at(1, 9), at(2, 2.9)}, 3))
	mixed := around([]int64{at(0, 2), at(0, 14)}, nil)
	assert.Equal(t, "at 01:00 to 03:30 UTC and other hours at which it recurs", mixed.String())
	assert.True(t, allHours.has(math.MinInt64))
	assert.True(t, allHours.has(math.MaxInt64))
}

func TestAWeekdayTakesTwoWeeks(t *testing.T) {
	for name, c := range map[string]struct {
		known []int64
		want  bool
	}{
		"once":                         {[]int64{at(1, 15)}, false},
		"twice on a day":               {[]int64{at(1, 15), at(1, 15.5)}, false},
		"a week apart":                 {[]int64{at(1, 15), at(8, 15)}, true},
		"three weeks apart":            {[]int64{at(1, 15), at(22, 14.5)}, true},
		"on another day too":           {[]int64{at(1, 15), at(3, 15), at(8, 15)}, false},
		"on another day, another hour": {[]int64{at(1, 15), at(3, 3), at(8, 15)}, true},
	} {
		assert.Equal(t, c.want, isWeekly(at(1, 15), nil, c.known), name)
	}
}
