package situation

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestWithoutFloodControlEachIsTold(t *testing.T) {
	s := newScene(t, crowded(0))
	for i := range 300 {
		s.hear(named(i, apierror.KindBusinessFailure, strconv.Itoa(i)))
	}
	s.wait(10 * time.Second)
	alone, floods := s.counted(0)
	assert.Equal(t, [2]int{300, 0}, [2]int{alone, floods})
	for i := range 300 {
		s.hear(named(i, apierror.KindBusinessFailure, strconv.Itoa(i), ended))
	}
	s.wait(10 * time.Second)
	assert.Zero(t, s.crowd(), "nothing is kept of them")
}

// A hundred thousand names in a churn: what is kept of those that ended is bounded.
func TestACrowdIsBounded(t *testing.T) {
	r := crowded(5)
	r.MaxSituations = 50
	s := newScene(t, r)
	for i := range 5000 {
		s.hear(named(i, apierror.KindSecurity, strconv.Itoa(i)))
		if i%100 == 99 {
			s.wait(time.Second)
		}
	}
	assert.LessOrEqual(t, s.crowd(), r.MaxSituations+2*(mixedTimes*5+apart))
	assert.LessOrEqual(t, len(s.tracker.lanes["ops"].groups), s.tracker.maxGroups()+5)
	assert.Less(t, len(s.told), 90)
	s.wait(patience + 20*time.Minute)
	s.requireEverybodyHeard(5000)
}
