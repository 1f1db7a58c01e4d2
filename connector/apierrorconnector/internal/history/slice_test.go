package history

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func asked(s *Slices) []string {
	var all []string
	for slice, more := s.Next(); more; slice, more = s.Next() {
		const layout = "2 15:04"
		all = append(all, time.Unix(0, slice.From).UTC().Format(layout)+" to "+time.Unix(0, slice.To).UTC().Format(layout))
		s.Done()
	}
	return all
}

func TestSlices(t *testing.T) {
	for name, test := range map[string]struct {
		from, to time.Time
		halves   int
		want     []string
	}{
		"days": {from: noon.Add(-50 * time.Hour), to: noon, want: []string{
			"27 10:01 to 28 10:00", "28 10:01 to 1 10:00", "1 10:01 to 1 12:00",
		}},
		"whole minutes only": {from: noon.Add(time.Second), to: noon.Add(150 * time.Second), want: []string{"1 12:02 to 1 12:02"}},
		"half days":          {from: noon.Add(-24 * time.Hour), to: noon, halves: 1, want: []string{"28 12:01 to 1 00:00", "1 00:01 to 1 12:00"}},
		"an hour at least":   {from: noon.Add(-2 * time.Hour), to: noon, halves: 9, want: []string{"1 10:01 to 1 11:00", "1 11:01 to 1 12:00"}},
		"nothing":            {from: noon, to: noon},
		"backwards":          {from: noon, to: noon.Add(-time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			s := NewSlices(test.from.UnixNano(), test.to.UnixNano())
			for range test.halves {
				s.Halve()
			}
			assert.Equal(t, test.want, asked(s))
		})
	}
}

func TestHalvingEnds(t *testing.T) {
	s, halved := NewSlices(0, noon.UnixNano()), 0
	for s.Halve() {
		halved++
	}
	assert.Equal(t, 5, halved, "24 h, 12 h, 6 h, 3 h, 1 h 30, 1 h")
}

// Halved in the midst of it, no minute is asked for twice, and none is left out.
func TestHalvingLeavesNothingOut(t *testing.T) {
	s := NewSlices(noon.Add(-72*time.Hour).UnixNano(), noon.UnixNano())
	next := noon.Add(-72*time.Hour).UnixNano() + minute
	for slice, more := s.Next(); more; slice, more = s.Next() {
		assert.Equal(t, next, slice.From)
		if s.Halve() {
			continue
		}
		next = slice.To + minute
		s.Done()
	}
	assert.Equal(t, noon.UnixNano()+minute, next)
}
