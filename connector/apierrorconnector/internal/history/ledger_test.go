package history

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Whatever the order in which numbers come, the same is told.
func TestTheOrderOfPostingsDoesNotMatter(t *testing.T) {
	type entry struct {
		place  *origin
		at     int64
		what   kind
		number float64
	}
	var entries []entry
	for i := range int64(30) {
		at := noon.UnixNano() + i*minute
		entries = append(entries,
			entry{about("/orders", ""), at, calls, 100},
			entry{about("/orders", ""), at + 5e9, calls, float64(i)},
			entry{about("/orders", apierror.CategoryTimeout), at, failed, float64(i % 3)},
			entry{about("/orders", ""), at, latency, 0.1},
			entry{about("/cart", ""), at, calls, 7},
		)
	}
	write := func() []string {
		l := NewLedger()
		for _, e := range entries {
			l.post(e.place, e.at, e.what, e.number)
		}
		return told(t, l)
	}
	want := write()
	require.Len(t, want, 60)
	assert.Equal(t, "shop /orders 12:01 101 timeout=1 0.1s", want[31])
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	assert.Equal(t, want, write())
}

func TestHandEmptiesTheLedger(t *testing.T) {
	l := NewLedger()
	l.post(about("/orders", ""), noon.UnixNano(), calls, 3)
	l.post(about("/quiet", ""), noon.UnixNano(), latency, 3)
	assert.Equal(t, []Place{{Service: "shop", Route: "/orders"}}, l.Hand(newStory(t)))
	assert.Empty(t, told(t, l))
}

func TestPlacesAreBounded(t *testing.T) {
	l := NewLedger()
	for i := range maxPlaces + 5 {
		l.post(about(strconv.Itoa(i), ""), noon.UnixNano(), calls, 1)
	}
	l.post(about("0", ""), noon.UnixNano(), calls, 1)
	assert.Equal(t, 5, l.LeftOut)
	lines := told(t, l)
	assert.Len(t, lines, maxPlaces)
	assert.Contains(t, lines, "shop 0 12:00 2")
}

func TestNamesAreBounded(t *testing.T) {
	got, named := originOf(map[string]string{labelService: strings.Repeat("ä", 200), labelRoute: "/\xff", labelProcess: "a\x00"})
	assert.True(t, named)
	assert.Equal(t, Place{Service: strings.Repeat("ä", 128), Route: "/\ufffd"}, got.endpoint)
	assert.Equal(t, "a\x00", got.process, "who shows it quotes it")
}

// What is told, all in all, is what there was, however it is cut into parts.
func TestPartsOfCallsAddUp(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		l, sum := NewLedger(), 0.0
		for i := range int64(1440) {
			number := random.Float64() * 3
			sum += number
			l.post(about("/orders", ""), i*minute, calls, number)
		}
		s := &total{}
		l.Hand(s)
		assert.InDelta(t, sum, float64(s.calls), 1)
	}
}

type total struct{ calls uint64 }

func (t *total) Take(_ Place, minutes []Minute) {
	for i := range minutes {
		t.calls += minutes[i].Calls
	}
}

func (*total) End() {}
