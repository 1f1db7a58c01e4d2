package detect

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func guessing(n int, every time.Duration) traffic {
	return calls(n, 0, every, func(int) Event { return wrongPassword(attacker, "alice") })
}

// mixed is a day's worth of everything: attackers and innocents of each kind.
func mixed() traffic {
	user := numberedName("user")
	return together(
		guessing(300, 2*time.Second),
		calls(200, 0, 3*time.Second, func(i int) Event { return wrongPassword("203.0.113.8", user(i)) }),
		calls(300, 0, 2*time.Second, func(i int) Event { return missing("203.0.113.9", guessedPath(i)) }),
		calls(60, 0, 10*time.Second, func(i int) Event { return wrongPassword(office, user(i)) }),
		calls(3000, 0, 200*time.Millisecond, func(int) Event { return at(office, "GET", "/api/v1/orders") }),
		calls(70, 0, 8*time.Second, func(int) Event { return wrongPassword(phone, "bob") }),
		calls(600, 0, time.Second, func(i int) Event { return missing(phone, fmt.Sprintf("/api/v1/orders/%d", i%25*7919)) }),
	).numbered()
}

var attackers = map[string]apierror.Severity{
	attacker: apierror.SeverityHigh, "203.0.113.8": apierror.SeverityHigh, "203.0.113.9": apierror.SeverityHigh,
}

func TestTheAttackersAndNobodyElse(t *testing.T) {
	assert.Equal(t, attackers, play(fresh(), mixed()).sources)
}

func TestTheSeedChangesNothing(t *testing.T) {
	want := play(New(Settings{Limits: DefaultLimits(), Seed: 1}), mixed())
	for seed := range uint64(5) {
		assert.Equal(t, want, play(New(Settings{Limits: DefaultLimits(), Seed: seed * 0x9E3779B97F4A7C15}), mixed()))
	}
}

func TestSpansDeliveredTwiceCountOnce(t *testing.T) {
	twice := func(script traffic) traffic { return append(script, script...) }
	assert.Empty(t, play(fresh(), twice(guessing(8, time.Second).numbered())).worst)

	once, again := fresh(), fresh()
	want := play(once, mixed())
	var repeated traffic
	for _, ev := range mixed() {
		repeated = append(repeated, ev, ev)
	}
	got := play(again, repeated)
	assert.Equal(t, want.worst, got.worst)
	assert.Equal(t, want.sources, got.sources)
	assert.Equal(t, once.Tracked(), again.Tracked())
	for signal, flagged := range want.flagged {
		assert.Equal(t, 2*flagged, got.flagged[signal], "the second copy of a span is told the same")
	}
}

func TestSpansWithoutAnIDAllCount(t *testing.T) {
	assert.Equal(t, outcome{apierror.SignalBruteForce: apierror.SeverityMedium}, play(fresh(), guessing(12, time.Second)).worst)
}

// Each span arrives up to 20 s after its time.
func TestOutOfOrderSpansChangeNothing(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 7))
		script := mixed()
		arrival := make(map[uint64]int64, len(script))
		for _, ev := range script {
			arrival[ev.SpanID] = ev.Time + random.Int64N(int64(20*time.Second))
		}
		slices.SortFunc(script, func(a, b Event) int { return int(arrival[a.SpanID] - arrival[b.SpanID]) })
		assert.Equal(t, attackers, play(fresh(), script).sources, "seed %d", seed)
	}
}

func TestLateSpansDoNotAddUpWithPresentOnes(t *testing.T) {
	present := calls(24, time.Hour, 8*time.Second, func(int) Event { return wrongPassword(phone, "bob") })
	late := calls(24, 0, 8*time.Second, func(int) Event { return wrongPassword(phone, "bob") })
	var interleaved traffic
	for i := range present {
		interleaved = append(interleaved, present[i], late[i])
	}
	assert.Empty(t, play(fresh(), interleaved.numbered()).worst)
	assert.Empty(t, play(fresh(), append(present, late...).numbered()).worst, "an hour's backlog after the present")
}

// Hosts whose clocks are half a window apart can make a window of two, not more: attackers are found, and who fails less
// than half as often as the threshold allows is left alone.
func TestSkewedHosts(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 8))
		script := together(
			guessing(300, 2*time.Second),
			calls(300, 0, 2*time.Second, func(i int) Event { return missing("203.0.113.9", guessedPath(i)) }),
			calls(60, 0, 15*time.Second, func(int) Event { return wrongPassword(phone, "bob") }),
		).numbered()
		for i := range script {
			script[i].Time += int64([]time.Duration{-30 * time.Second, 0, 30 * time.Second}[random.IntN(3)])
		}
		p := play(fresh(), script)
		assert.Less(t, p.sources[phone], apierror.SeverityMedium, "seed %d", seed)
		assert.GreaterOrEqual(t, p.sources[attacker], apierror.SeverityMedium, "seed %d", seed)
		assert.GreaterOrEqual(t, p.sources["203.0.113.9"], apierror.SeverityMedium, "seed %d", seed)
	}
}

func TestOneSpanFromTheFutureBlindsNobody(t *testing.T) {
	script := guessing(40, time.Second)
	script[3].Time += int64(10 * time.Minute)
	assert.Equal(t, outcome{apierror.SignalBruteForce: apierror.SeverityHigh}, play(fresh(), script.numbered()).worst)

	script = calls(40, 0, time.Second, func(i int) Event { return missing(attacker, guessedPath(i)) })
	script[7].Time += int64(24 * time.Hour)
	assert.Equal(t, apierror.SeverityMedium, play(fresh(), script.numbered()).worst[apierror.SignalEndpointScanning])
}

func TestWatchingEnds(t *testing.T) {
	for name, suspected := range map[string]time.Duration{"in the past": 0, "in the future": 1000 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			d := fresh()
			play(d, calls(20, suspected, time.Second, func(i int) Event { return missing(attacker, guessedPath(i)) }).numbered())
			require.True(t, d.Watching())
			require.True(t, d.MaySuspect(attacker))
			play(d, calls(30, time.Minute, 3*time.Minute, func(int) Event { return at(office, "GET", "/api/v1/orders") }).numbered())
			assert.False(t, d.Watching())
			assert.False(t, d.MaySuspect(attacker))
		})
	}
}

func TestWhoIsWatchedMayBeSuspected(t *testing.T) {
	const scanners, kept = 3000, 500
	d := New(Settings{Limits: Limits{Tallies: 100_000, Watched: kept}, Seed: 42})
	play(d, calls(6*scanners, 0, time.Microsecond, func(i int) Event { return missing(fmt.Sprintf("203.0.113.%d", i/6), plainPath(i)) }).numbered())
	suspected := 0
	for i := range scanners {
		if d.MaySuspect(fmt.Sprintf("203.0.113.%d", i)) {
			suspected++
		} else {
			require.Less(t, i, scanners-kept, "the last ones are watched")
		}
	}
	assert.Less(t, suspected, kept+scanners/10, "the ones that had to make room are no suspects any more")
}

func TestAFutureSpanOfOneSourceMovesNoOther(t *testing.T) {
	future := guessing(1, 0)
	future[0].Source.ID, future[0].Time = "203.0.113.99", noon.Add(1000*time.Hour).UnixNano()
	assert.Equal(t, attackers, play(fresh(), slices.Concat(future, mixed())).sources)
}

func TestAMillionMadeUpAddressesHideNobody(t *testing.T) {
	if testing.Short() {
		t.Skip("a million events")
	}
	d := New(Settings{Limits: Limits{Tallies: 90_000, Watched: 1_000}, Seed: 42})
	var out apierror.Security
	innocent, found := 0, map[string]bool{}
	for i := range 1_000_000 {
		ev := wrongPassword(fmt.Sprintf("2001:db8:%x:%x::1", i>>16, i&0xffff), fmt.Sprintf("user%d", i))
		if i%2 == 0 {
			ev = missing(ev.Source.ID, guessedPath(i))
		}
		ev.Time = noon.UnixNano() + int64(i)*int64(100*time.Microsecond)
		if d.Observe(&ev, &out) {
			innocent++
		}
		// Every two seconds, 20,000 made-up addresses apart, the real ones go on.
		if i%20_000 > 0 {
			continue
		}
		for _, hostile := range []Event{
			wrongPassword(attacker, "alice"),
			wrongPassword("203.0.113.8", fmt.Sprintf("victim%d", i)),
			missing("203.0.113.9", guessedPath(i/20_000)),
		} {
			hostile.Time = ev.Time
			if d.Observe(&hostile, &out) {
				found[hostile.Source.ID] = true
			}
		}
	}
	assert.Zero(t, innocent)
	assert.Len(t, found, 3)
	assert.LessOrEqual(t, d.Tracked(), 91_000)
	assert.Greater(t, d.Evictions(), uint64(1_900_000))
}

func TestHostileValues(t *testing.T) {
	long := strings.Repeat("é\xff\x00\"\n", 16_000)
	for name, spoil := range map[string]func(ev *Event){
		"long account":  func(ev *Event) { ev.Account = long },
		"long source":   func(ev *Event) { ev.Source.ID = long },
		"long actor":    func(ev *Event) { ev.Actor.ID = long },
		"long path":     func(ev *Event) { ev.Path, ev.Route = long, "" },
		"long reason":   func(ev *Event) { ev.Reason = long },
		"long method":   func(ev *Event) { ev.Method = long },
		"long service":  func(ev *Event) { ev.Service = long },
		"no source":     func(ev *Event) { ev.Source, ev.Actor = apierror.Actor{}, apierror.Actor{} },
		"before 1970":   func(ev *Event) { ev.Time = -ev.Time },
		"end of time":   func(ev *Event) { ev.Time = 1<<63 - 1 },
		"no time":       func(ev *Event) { ev.Time = 0 },
		"empty":         func(ev *Event) { *ev = Event{Failed: true, Category: ev.Category} },
		"control chars": func(ev *Event) { ev.Account, ev.Path = "a\x1b[31m\u202e", "/\x00\r\n" },
	} {
		t.Run(name, func(t *testing.T) {
			d := fresh()
			var out apierror.Security
			for i := range 200 {
				for _, ev := range []Event{wrongPassword(attacker, "alice"), missing(attacker, guessedPath(i)), wrongPassword(attacker, "")} {
					ev.Time = noon.Add(time.Duration(i) * time.Second).UnixNano()
					spoil(&ev)
					if d.Observe(&ev, &out) {
						require.True(t, utf8.ValidString(out.Rationale))
						require.Less(t, len(out.Rationale), 2000)
						require.NotContains(t, out.Rationale, "\n")
						require.NotContains(t, out.Rationale, "\x1b")
					}
					ev.Failed = false
					d.Observe(&ev, new(apierror.Security))
				}
			}
		})
	}
}

func FuzzObserve(f *testing.F) {
	f.Add("authentication", "invalid_credentials", "203.0.113.7", "alice", "POST", "/login", "/login", int64(1), uint64(0))
	f.Add("routing", "", "::1", "", "", "", "//%00/..", int64(-1), uint64(7))
	f.Fuzz(func(t *testing.T, category, reason, source, account, method, route, path string, step int64, span uint64) {
		d := New(Settings{Limits: Limits{Tallies: 8, Watched: 2}, Seed: span})
		var out apierror.Security
		for i := range int64(40) {
			ev := Event{
				Time: noon.UnixNano() + i*step, SpanID: span * uint64(i), Failed: true, Category: apierror.Category(category), Reason: reason,
				Source: client(source), Actor: client(account), Account: account, Method: method, Route: route,
				Path: path + string(rune('a'+i%26)),
			}
			if d.Observe(&ev, &out) != !out.IsZero() {
				t.Fatal("what is returned and what is said differ")
			}
			if !out.IsZero() && (out.Severity == apierror.SeverityNone || out.Confidence <= 0 || out.Confidence > 1 || !utf8.ValidString(out.Rationale)) {
				t.Fatalf("%+v", out)
			}
			d.Observe(&ev, new(apierror.Security))
		}
		if d.Tracked() > 10 {
			t.Fatal("more is tracked than the limits allow")
		}
	})
}
