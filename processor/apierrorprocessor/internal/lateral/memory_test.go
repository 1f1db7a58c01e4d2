package lateral

import (
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

func (w *world) known(from, to string) bool {
	ref, ok := w.m.edges.Peek(edgeKey(xxhash.Sum64String(from), xxhash.Sum64String(to)))
	return ok && w.m.edges.Value(ref).known
}

func TestWhatTeachesAnEdge(t *testing.T) {
	every := func(pause time.Duration, answers ...answer) func(w *world) {
		return func(w *world) {
			for _, a := range answers {
				w.call("orders", "vault", a)
				w.wait(pause)
			}
		}
	}
	after := func(first answer, pause time.Duration, successes int) func(w *world) {
		return func(w *world) {
			w.call("orders", "vault", first)
			for range successes {
				w.call("orders", "vault", ok)
				w.wait(pause)
			}
		}
	}
	for name, test := range map[string]struct {
		play  func(w *world)
		known bool
	}{
		"three successes":                           {every(30*time.Second, ok, ok, ok), true},
		"one a night":                               {every(24*time.Hour, ok, ok, ok), true},
		"failures in between":                       {every(30*time.Second, ok, failed, ok, failed, ok), true},
		"two successes":                             {every(time.Hour, ok, ok), false},
		"three within a minute":                     {every(29*time.Second, ok, ok, ok), false},
		"three at once":                             {every(time.Second, ok, ok, ok), false},
		"failures":                                  {every(time.Minute, failed, failed, failed, failed), false},
		"one success, and a user who may not":       {every(30*time.Second, ok, denied, ok, ok), true},
		"three after a denial":                      {after(denied, time.Minute, 3), false},
		"ten after a denial":                        {after(denied, time.Minute, 10), false},
		"ten after a denial, within the hour":       {after(denied, 6*time.Minute, 10), false},
		"ten after a denial, over more than a hour": {after(denied, 7*time.Minute, 10), true},
		"one success, then it is tried":             {every(time.Minute, ok, denied, denied, denied, ok, ok, ok), false},
		"it let in whom others had denied": {func(w *world) {
			w.work().call("orders", "billing", denied)
			after(ok, time.Minute, 5)(w)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			test.play(w)
			assert.Equal(t, test.known, w.known("orders", "vault"))
			assert.False(t, w.known("vault", "orders"))
		})
	}
}

func TestKnows(t *testing.T) {
	w := newWorld()
	from, to := xxhash.Sum64String("orders"), xxhash.Sum64String("stock")
	knows := func(later time.Duration) bool { return w.m.Knows(from, to, w.now.Add(later).UnixNano()) }
	w.call("orders", "stock", ok)
	assert.False(t, knows(0), "one success")
	w.work()
	w.call("orders", "stock", ok)
	assert.True(t, knows(0))
	assert.True(t, knows(-50*time.Minute), "late")
	assert.False(t, knows(time.Minute), "not refreshed")
	assert.False(t, knows(-2*time.Hour), "the refreshing had a wrong clock")
	assert.False(t, w.m.Knows(to, from, w.now.UnixNano()))
	w.wait(time.Minute)
	w.call("orders", "stock", ok)
	assert.True(t, knows(0), "refreshed")
	w.m.Knows(from, to, math.MinInt64)
	w.m.Knows(from, to, math.MaxInt64)
}

func TestKnowsBesideObserve(t *testing.T) {
	w, calls := many()
	var others sync.WaitGroup
	var known atomic.Int64
	for range 3 {
		others.Go(func() {
			for i := range calls {
				if w.m.Knows(calls[i].From, calls[i].To, calls[i].Time) {
					known.Add(1)
				}
			}
		})
	}
	for _, c := range calls {
		c.Time += int64(time.Minute)
		w.m.Observe(&c, &Finding{})
	}
	others.Wait()
	assert.Greater(t, known.Load(), int64(2*len(calls)), "a few take each other's place")
}

// In whichever order the calls of an attack arrive, and however often, it comes to the same.
func TestOutOfOrderAndRepeated(t *testing.T) {
	for seed := range uint64(20) {
		w := newWorld().work()
		var attack []Call
		for i := range 5 {
			attack = append(attack, call(w.now.Add(time.Duration(i)*10*time.Minute), "orders", numbered("new", i), denied))
		}
		attack = append(attack, attack[:3]...)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(attack), func(i, j int) { attack[i], attack[j] = attack[j], attack[i] })
		var out Finding
		var different int
		for i := range attack {
			require.True(t, w.m.Observe(&attack[i], &out))
			different = max(different, w.m.tally(w.orders()).warm)
		}
		assert.Equal(t, apierror.SeverityHigh, out.Severity, out.Rationale)
		assert.Equal(t, 5, different)
	}
}

func (w *world) orders() *service {
	return w.m.services.Value(w.m.service(xxhash.Sum64String("orders")))
}

func TestWrongClocks(t *testing.T) {
	t.Run("one call from the future blinds nobody for long", func(t *testing.T) {
		w := newWorld().work()
		future := call(w.now.Add(1000*time.Hour), "orders", "stock", denied)
		assert.False(t, w.m.Observe(&future, &Finding{}))
		w.deny("orders", 3+lateLimit-1, time.Second)
		assert.Equal(t, apierror.SeverityMedium, w.worst)
	})
	t.Run("what is denied in the future does not count now", func(t *testing.T) {
		w := newWorld().work()
		for i := range 2 {
			future := call(w.now.Add(1000*time.Hour), "orders", numbered("future", i), denied)
			w.m.Observe(&future, &Finding{})
		}
		w.calls(lateLimit, "stock", denied)
		w.deny("orders", 2, time.Second)
		assert.Equal(t, apierror.SeverityLow, w.worst)
	})
	t.Run("one from the past is no attack", func(t *testing.T) {
		w := newWorld().work()
		for i := range 3 {
			past := call(noon.Add(-1000*time.Hour), "orders", numbered("new", i), denied)
			assert.False(t, w.m.Observe(&past, &Finding{}))
		}
		assert.False(t, w.call("orders", "stock", denied))
	})
	t.Run("a host that is ahead does not make a new collector an old one", func(t *testing.T) {
		for _, ahead := range []time.Duration{30 * time.Minute, 50 * time.Hour} {
			w := newWorld()
			w.call("orders", "stock", ok)
			for range 100 {
				c := call(w.now.Add(ahead), "mail", "smtp", ok)
				w.m.Observe(&c, &Finding{})
				w.calls(6, "stock", ok)
				w.wait(time.Second)
			}
			assert.Less(t, w.m.watched, warmUp/2)
		}
	})
	t.Run("times that there are not", func(t *testing.T) {
		w := newWorld().work()
		for _, at := range []int64{math.MinInt64, -1, 0, 1, math.MaxInt64, math.MaxInt64 - 1} {
			for _, a := range []answer{ok, denied, failed} {
				c := call(w.now, "orders", "vault", a)
				c.Time = at
				w.m.Observe(&c, &Finding{})
			}
		}
		w.restart(t)
		for range lateLimit {
			w.call("orders", "stock", denied)
		}
		w.deny("orders", 5, time.Second)
		assert.Equal(t, apierror.SeverityHigh, w.worst)
	})
}

func TestCallsWithoutTwoServices(t *testing.T) {
	w := newWorld().work()
	before := w.m.Len()
	for _, c := range []Call{
		{Time: w.now.UnixNano(), From: 0, To: 1, Denied: true},
		{Time: w.now.UnixNano(), From: 1, To: 0, Denied: true},
		{Time: w.now.UnixNano(), From: 7, To: 7, Denied: true},
	} {
		assert.False(t, w.m.Observe(&c, &Finding{}))
	}
	assert.Equal(t, before, w.m.Len())
}

func TestHostileNames(t *testing.T) {
	w := newWorld().work()
	for _, name := range []string{"a\nb", "\x1b[31m", "\xff\xfe", strings.Repeat("я", 1<<15), `"; drop`, ""} {
		require.True(t, w.call("orders", "\x00"+name, denied))
		assert.NotContains(t, w.last.Rationale, "\n")
		assert.NotContains(t, w.last.Rationale, "\x1b")
		assert.True(t, utf8.ValidString(w.last.Rationale))
		assert.Less(t, len(w.last.Rationale), 3000)
	}
	assert.Contains(t, w.last.Rationale, `"\x00a\nb"`)
}

// Attackers invent services. That makes room for no more than there is, and takes nothing from those that are known.
func TestFlood(t *testing.T) {
	w := &world{m: New(400), now: noon}
	w.work()
	for i := range 10_000 {
		w.call(numbered("bot", i%3000), numbered("target", i), denied)
		w.call(numbered("bot", i%3000), numbered("friend", i), ok)
		w.wait(10 * time.Millisecond)
	}
	assert.Equal(t, 400+100, w.m.Len())
	assert.NotZero(t, w.m.Evictions())
	assert.Equal(t, apierror.SeverityNone, w.worst)
	assert.True(t, w.known("orders", "stock"))
	_, kept := w.m.services.Peek(xxhash.Sum64String("stock"))
	assert.True(t, kept, "whom stock denies")
	w.calm()
	w.calls(5, "stock", denied)
	assert.Zero(t, w.worst)
	w.deny("orders", 3, time.Second)
	assert.Equal(t, apierror.SeverityMedium, w.worst)
	for i := range 1000 {
		w.call("orders", numbered("any", i), denied)
	}
	names := 0
	for _, p := range w.orders().peers {
		if p.name != "" {
			names++
		}
	}
	assert.Len(t, w.orders().peers, peerLimit)
	assert.Equal(t, named, names)
}

// The peers that make room for others are those that say the least.
func TestOldestPeerMakesRoom(t *testing.T) {
	w := newWorld().work()
	w.deny("orders", 100, 4*time.Minute+time.Second)
	assert.Equal(t, 15, w.m.tally(w.orders()).warm, "of which the hour holds as many")
}

// However many edges come and go, a service's known ones are those that the memory holds.
func TestKnownEdgesAreCounted(t *testing.T) {
	for _, callers := range []int{10, 20, 40, 60} {
		w := &world{m: New(200), now: noon}
		random := rand.New(rand.NewPCG(1, 2))
		for range 50_000 {
			w.call(numbered("s", random.IntN(callers)), numbered("p", int(random.ExpFloat64()*5)), ok)
			w.wait(5 * time.Second)
		}
		require.NotZero(t, w.m.Evictions())
		held := map[uint64]int32{}
		for i := range w.m.edges.Len() {
			e := w.m.edges.Value(window.Ref(i))
			if ref, ok := w.m.services.Peek(e.from); e.known && ok && w.m.services.Value(ref).life == e.counted {
				held[e.from]++
			}
		}
		require.NotEmpty(t, held)
		for i := range w.m.services.Len() {
			assert.GreaterOrEqual(t, w.m.services.Value(window.Ref(i)).known, int32(0))
		}
		for id, known := range held {
			ref, _ := w.m.services.Peek(id)
			assert.Equal(t, known, w.m.services.Value(ref).known)
		}
	}
}
