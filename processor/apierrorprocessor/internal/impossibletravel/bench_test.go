package impossibletravel

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const users = 10_000

// observe plays the steps for each of the users, over and over, a minute apart.
func observe(b *testing.B, found bool, steps ...step) {
	b.Helper()
	m := New(users)
	sightings := make([]*Sighting, len(steps))
	for i := range steps {
		sightings[i] = steps[i].sighting()
	}
	next := func(i int) bool {
		s := sightings[i/users%len(sightings)]
		if i%users == 0 {
			s.Time = morning + int64(i/users)*int64(time.Minute)
		}
		var f Finding
		return m.Observe(uint64(i%users)+1, s, &f)
	}
	warm := 2 * users * len(steps)
	for i := range warm {
		next(i)
	}
	b.ReportAllocs()
	for i := warm; b.Loop(); i++ {
		if next(i) && !found {
			b.Fatal("found")
		}
	}
}

func BenchmarkObserve(b *testing.B) {
	b.Run("at_home", func(b *testing.B) {
		observe(b, false, step{0, berlin, laptop, onLaptop}, step{0, berlin, phone, onPhone})
	})
	b.Run("at_four_places", func(b *testing.B) {
		observe(b, false, step{0, berlin, laptop, onLaptop}, step{0, amsterdam, phone, onPhone},
			step{0, hamburg, phone, onPhone}, step{0, germany, phone, onPhone})
	})
	b.Run("attack", func(b *testing.B) {
		observe(b, true, step{0, berlin, laptop, onLaptop}, step{0, lagos, thief, stolen})
	})
}

func TestTheQuietPathAllocatesNothing(t *testing.T) {
	m := New(10)
	steps := script{{0, berlin, laptop, onLaptop}, {0, hamburg, phone, onPhone}, {0, germany, phone, onPhone}, {0, potsdam, tablet, onTablet}}
	var f Finding
	now := morning
	round := func() {
		for i := range steps {
			s := Sighting{Time: now, Place: steps[i].place, Agent: steps[i].agent, Session: steps[i].session}
			if m.Observe(alice, &s, &f) {
				require.Fail(t, f.Rationale)
			}
			now += int64(time.Minute)
		}
	}
	round()
	assert.Zero(t, testing.AllocsPerRun(1000, round))
}
