package impossibletravel

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// days is so many days in seconds.
func days(n uint32) uint32 { return n * 24 * 3600 }

func TestAPlaceBecomesCustomaryAndIsForgotten(t *testing.T) {
	var p place
	visit4 := func(from uint32) {
		for i := range uint32(4) {
			p.seen(&moment{t: from + i*period}, visit)
		}
	}
	for i := range uint32(3) {
		for second := range uint32(100) {
			p.seen(&moment{t: days(1) + i*period + second}, visit)
		}
		assert.False(t, p.customary(p.last), "%d visits", i+1)
	}
	p.seen(&moment{t: days(1) + 3*period}, visit)
	assert.True(t, p.customary(p.last))
	assert.True(t, p.customary(p.last+days(13)))
	assert.False(t, p.customary(p.last+days(14)))
	for day := range uint32(100) {
		visit4(days(2 + day))
	}
	assert.True(t, p.customary(p.last+days(41)))
	assert.False(t, p.customary(p.last+days(42)))
	assert.Zero(t, p.weighs(p.last+days(5000)))
}

// Spans that come in disorder around the border of two periods are two visits, not many.
func TestDisorderMakesNoVisits(t *testing.T) {
	var p place
	const border = 100 * period
	for range 50 {
		p.seen(&moment{t: border + 10}, visit)
		for range 2 * lateLimit {
			p.seen(&moment{t: border - 10}, visit)
		}
	}
	assert.LessOrEqual(t, p.weight, uint8(2*visit))
}

func TestThePlaceLeftAloneTheLongestMakesRoom(t *testing.T) {
	var h history
	for i := range h.known {
		assert.Equal(t, i, h.slot(1000))
		h.known[i] = place{first: 1, last: 1000 - uint32(i), weight: visit}
	}
	assert.Equal(t, 3, h.slot(1000))
	h.known[1].weight = suspicion
	assert.Equal(t, 1, h.slot(1000), "but one that is used less does first")
}
