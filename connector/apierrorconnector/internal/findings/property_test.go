package findings

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// script is made-up news of an hour and a half: what came, and when.
type news struct {
	at    int64
	event *Event
	state *State
}

func script(seed uint64) []news {
	random := rand.New(rand.NewPCG(seed, 1))
	var all []news
	at := start
	for range 800 {
		at += random.Int64N(int64(8 * time.Second))
		severity := apierror.Severity(1 + random.IntN(5))
		id := strconv.Itoa(random.IntN(30))
		if random.IntN(2) == 0 {
			e := attack("actor-"+id, severity)
			e.Time = at - random.Int64N(int64(time.Minute))
			e.SpanID[0], e.SpanID[1] = byte(random.IntN(256)), byte(1+random.IntN(20))
			e.Subject.Service = fmt.Sprint("service-", random.IntN(3))
			all = append(all, news{at: at, event: &e})
			continue
		}
		st := surge("surge-"+id, severity, random.Int64N(1000))
		st.Since = at - at%int64(10*time.Minute)
		for range random.IntN(3) {
			st.Covers = append(st.Covers, fmt.Sprint("surge-", random.IntN(30)))
		}
		all = append(all, news{at: at, state: &st})
	}
	return all
}

func (b *Book) hear(n *news, now int64) {
	if n.event != nil {
		b.Observe(n.event, now)
	} else {
		b.Report(n.state, now)
	}
}

// What holds of every finding (see hear) holds whatever happens: refusals, restarts, evictions.
func TestWhateverHappensFindingsAreConsistent(t *testing.T) {
	for seed := range uint64(6) {
		s := newScene(t, func(r *Rules) {
			if seed%2 == 0 {
				r.MaxOpen = 20
			}
			r.ResolveAfter = 40 * time.Second
		})
		random := rand.New(rand.NewPCG(seed, 2))
		for _, n := range script(seed) {
			s.deaf = random.IntN(3) == 0
			if n.at > s.now+int64(5*time.Second) {
				s.wait(time.Duration(n.at - s.now))
			}
			s.now = n.at
			s.book.hear(&n, n.at)
			if random.IntN(100) == 0 {
				s.restart()
			}
			require.LessOrEqual(t, len(s.book.byID), s.book.rules.MaxOpen)
			require.Len(t, s.book.byID, s.ranked(), "each is in one rank")
		}
		s.deaf = false
		s.wait(3 * time.Hour)
		require.Empty(t, s.open, "everything ends")
		require.Empty(t, s.book.byID)
		require.Greater(t, len(s.heard), 100)
	}
}

func (s *scene) ranked() int {
	n := 0
	for _, rank := range s.book.byRank {
		n += rank.Len()
	}
	return n
}

// A replay at a thousand times the speed brings the same news between the same two Ticks, all at once and with the clock where
// it is at the end of them. It tells the same.
func TestAReplayTellsTheSame(t *testing.T) {
	const every = int64(5 * time.Second)
	for seed := range uint64(3) {
		play := func(clock func(*news, int64) int64) []string {
			s := newScene(t)
			all := script(seed)
			for tick := start + every; len(all) > 0 || len(s.open) > 0; tick += every {
				for len(all) > 0 && all[0].at <= tick {
					s.now = clock(&all[0], tick)
					s.book.hear(&all[0], s.now)
					all = all[1:]
				}
				s.now = tick
				s.tick()
			}
			var told []string
			for i := range s.heard {
				f := &s.heard[i]
				told = append(told, fmt.Sprintf("%s %s %d %s", f.Status, f.ID, f.Count, f.StartedAt))
			}
			return told
		}
		lived := play(func(n *news, tick int64) int64 {
			if n.state != nil {
				return tick // detectors judge when it is time to
			}
			return n.at
		})
		assert.Equal(t, lived, play(func(_ *news, tick int64) int64 { return tick }))
	}
}

func BenchmarkObserve(b *testing.B) {
	book := NewBook(DefaultRules())
	e := attack("eve", apierror.SeverityMedium)
	e.Time = start
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.SpanID = [8]byte{1, byte(i), byte(i >> 8), byte(i >> 16), byte(i >> 24)}
		book.Observe(&e, start)
	}
}

func full(tb testing.TB) *Book {
	tb.Helper()
	book := NewBook(DefaultRules())
	for i := range 10_000 {
		e := attack(fmt.Sprintf("%016x", i), apierror.SeverityMedium)
		e.Subject.Service, e.Time = e.ID, start
		book.Observe(&e, start)
	}
	book.Sent(book.Tick(start))
	return book
}

func BenchmarkTick(b *testing.B) {
	book := full(b)
	b.ReportAllocs()
	for b.Loop() {
		book.Tick(start)
	}
}

func BenchmarkAppendState(b *testing.B) {
	book := full(b)
	var state []byte
	b.ReportAllocs()
	for b.Loop() {
		state = book.AppendState(state[:0])
	}
	b.ReportMetric(float64(len(state))/10_000, "bytes/situation")
}
