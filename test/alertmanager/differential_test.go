// Package alertmanagertest runs the same alerts through the real Alertmanager and through our tracker, on one fake clock, and holds
// who is told what and when to be the same, but for the differences that README.md lists.
package alertmanagertest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const tick = 100 * time.Millisecond

// timing is that of the one route, by tenant.
type timing struct{ wait, interval, repeat time.Duration }

// usual has a repeat_interval just below a multiple of group_interval: Alertmanager repeats at the first flush after it.
var usual = timing{wait: 10 * time.Second, interval: time.Minute, repeat: 4*time.Minute - tick/2}

// message is what the receiver got.
type message struct {
	at               time.Time
	tenant           string
	firing, resolved []string
}

func (m message) String() string {
	return fmt.Sprintf("%s %s firing %v resolved %v", m.at.Format("15:04:05.0"), m.tenant, m.firing, m.resolved)
}

// both plays the same to the two.
type both struct {
	t     *testing.T
	start time.Time
	am    *alertmanager
	ours  *tracker
}

// play runs a script on the fake clock and returns what the receivers got.
func play(t *testing.T, timing timing, script func(b *both)) (am, ours []message) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := &both{t: t, start: time.Now(), am: newAlertmanager(t, timing), ours: newTracker(t, timing)}
		script(b)
		b.am.stop()
		am, ours = b.am.received, b.ours.received
	})
	for _, messages := range [][]message{am, ours} {
		slices.SortStableFunc(messages, func(a, b message) int {
			return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.tenant, b.tenant))
		})
	}
	return am, ours
}

// until lets time pass, to a time since the start, with our ticks 10 ms after Alertmanager's timers.
func (b *both) until(at time.Duration) {
	end := b.start.Add(at)
	for {
		next := time.Now().Add(-10 * time.Millisecond).Truncate(tick).Add(tick + 10*time.Millisecond)
		if !next.Before(end) {
			break
		}
		time.Sleep(time.Until(next))
		synctest.Wait()
		b.ours.tick()
	}
	time.Sleep(time.Until(end))
	synctest.Wait()
}

func (b *both) fire(tenant, name string) { b.put(tenant, name, "", true) }

func (b *both) end(tenant, name string) { b.put(tenant, name, "", false) }

func (b *both) put(tenant, name, severity string, firing bool) {
	b.am.put(tenant, name, severity, firing)
	b.ours.put(tenant, name, severity, firing)
	synctest.Wait()
}

func (b *both) silence(tenant, name string, until time.Duration) {
	b.am.silence(tenant, name, b.start.Add(until))
	b.ours.silence(tenant, name, b.start.Add(until))
}

// flush is when Alertmanager flushes a group that began at 0 for the n-th time, from 0.
func flush(n int) time.Duration { return usual.wait + time.Duration(n)*usual.interval }

// Random lives of alerts, each change just in time for a flush: what begins does so group_wait before, what ends, or is silenced no
// more, a moment before. There the two are to tell the same at the same time.
func TestTheSameIsToldAtTheSameTime(t *testing.T) {
	for seed := range uint64(60) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			am, ours := play(t, usual, func(b *both) { b.lives(rand.New(rand.NewPCG(seed, 1)), 25) })
			require.Greater(t, len(am), 30)
			same(t, am, ours)
		})
	}
}

func same(t *testing.T, am, ours []message) {
	t.Helper()
	for i := range max(len(am), len(ours)) {
		if i >= len(am) || i >= len(ours) {
			require.Failf(t, "one more", "Alertmanager: %v\nours: %v", am[min(i, len(am)):], ours[min(i, len(ours)):])
		}
		a, o := am[i], ours[i]
		if a.tenant != o.tenant || !slices.Equal(a.firing, o.firing) || !slices.Equal(a.resolved, o.resolved) || o.at.Sub(a.at).Abs() > tick {
			require.Failf(t, "another", "Alertmanager: %v\nours:         %v", a, o)
		}
	}
}

// life is that of one alert of the script.
type life struct {
	fires        bool
	since        int // the flush for which it began
	silencedTill int // the flush
}

// lives plays for some flushes.
func (b *both) lives(random *rand.Rand, flushes int) {
	tenants := []string{"acme", "beta", "core"}
	names := []string{"cause", "a", "b", "c", "d"}
	lives := make(map[[2]string]*life)
	each := func(do func(tenant, name string, l *life)) {
		for _, tenant := range tenants {
			for _, name := range names {
				l, ok := lives[[2]string{tenant, name}]
				if !ok {
					l = &life{since: -1, silencedTill: -1}
					lives[[2]string{tenant, name}] = l
				}
				do(tenant, name, l)
			}
		}
	}
	firing := func(tenant string) (n int) {
		for _, name := range names {
			if lives[[2]string{tenant, name}].fires {
				n++
			}
		}
		return n
	}
	each(func(string, string, *life) {})
	for n := range flushes {
		b.until(flush(n) - usual.wait)
		each(func(tenant, name string, l *life) {
			switch {
			case l.fires, l.silencedTill >= n, random.IntN(5) != 0:
			case name == "cause" && firing(tenant) > 0: // what it inhibits is not told yet
			default:
				if name != "cause" && random.IntN(4) == 0 {
					l.silencedTill = n + 1 + random.IntN(3)
					b.silence(tenant, name, flush(l.silencedTill)-tick/4)
				}
				l.fires, l.since = true, n
				b.fire(tenant, name)
			}
		})
		b.until(flush(n) - tick/4)
		ends := make(map[string]bool)
		each(func(tenant, name string, l *life) {
			if !l.fires || l.since == n || l.silencedTill == n || random.IntN(5) != 0 || ends[tenant] {
				return // nothing that was not told yet ends together with what kept it from being told
			}
			ends[tenant] = name == "cause"
			l.fires = false
			b.end(tenant, name)
		})
	}
	b.until(flush(flushes) - usual.wait)
}

// At whatever times alerts come and go: what Alertmanager says fires, and has for as long as the two may hold back, ours has told
// by then; and in the end both have told the same.
func TestNobodyIsToldLater(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			began := make(map[string]time.Time)
			var lasting []func() (string, time.Time, time.Time) // what fired, from when until when
			var start time.Time
			am, ours := play(t, usual, func(b *both) {
				start = b.start
				random := rand.New(rand.NewPCG(seed, 2))
				at := time.Duration(0)
				for range 150 {
					at += time.Duration(random.Int64N(int64(40 * time.Second)))
					b.until(at)
					name := string(rune('a' + random.IntN(6)))
					if from, fires := began[name]; fires {
						until := time.Now()
						lasting = append(lasting, func() (string, time.Time, time.Time) { return name, from, until })
						delete(began, name)
						b.end("acme", name)
					} else {
						began[name] = time.Now()
						b.fire("acme", name)
					}
				}
				b.until(at + 10*time.Minute)
			})
			says := func(messages []message, name string, by time.Time) (fires bool) {
				for _, m := range messages {
					if m.at.After(by) {
						break
					}
					fires = slices.Contains(m.firing, name) || fires && !slices.Contains(m.resolved, name)
				}
				return fires
			}
			checked := 0
			for _, episode := range lasting {
				name, from, until := episode()
				for _, m := range am {
					if m.at.Sub(from) > usual.wait+usual.interval && m.at.Before(until) {
						checked++
						assert.True(t, says(ours, name, m.at.Add(tick)), "%s, which fires since %s, at %s", name, from.Sub(start), m.at.Sub(start))
					}
				}
			}
			assert.Greater(t, checked, 50)
			for name := range began {
				assert.True(t, says(am, name, time.Unix(1<<40, 0)) && says(ours, name, time.Unix(1<<40, 0)), name)
			}
			for _, episode := range lasting {
				if name, _, _ := episode(); began[name].IsZero() {
					assert.False(t, says(am, name, time.Unix(1<<40, 0)) || says(ours, name, time.Unix(1<<40, 0)), name)
				}
			}
		})
	}
}
