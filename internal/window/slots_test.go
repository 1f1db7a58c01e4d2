package window

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestSlotsPartTheWindow(t *testing.T) {
	minute := NewLength(time.Minute)
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).UnixNano()
	assert.Equal(t, minute.Slot(start), minute.Slot(start+int64(5*time.Second)-1))
	assert.Equal(t, minute.Slot(start)+1, minute.Slot(start+int64(5*time.Second)))
	assert.Equal(t, minute.Slot(start)+Slots, minute.Slot(start+int64(time.Minute)))
}

func TestSlotsOfAnyTimeAreInRange(t *testing.T) {
	for _, length := range []time.Duration{0, 1, Slots, time.Second, time.Hour, math.MaxInt64} {
		for _, unixNano := range []int64{math.MinInt64, -1, 0, 1, math.MaxInt64} {
			slot := NewLength(length).Slot(unixNano)
			if unixNano <= 0 {
				assert.Zero(t, slot, "%s at %d", length, unixNano)
			}
		}
	}
	assert.Equal(t, uint32(math.MaxUint32), NewLength(0).Slot(math.MaxInt64))
}
