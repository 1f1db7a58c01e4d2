package detect

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// state is what is kept of detectors, by the names of the parts. Between the pieces, meanwhile happens.
func state(d *Detectors, meanwhile func()) map[string][]byte {
	kept := map[string][]byte{}
	for _, part := range d.Parts() {
		var b []byte
		for more := true; more; meanwhile() {
			b, more = part.Append(b)
		}
		kept[part.Name] = b
	}
	return kept
}

// restarted are detectors that go on with what was kept.
func restarted(t *testing.T, settings Settings, kept map[string][]byte) *Detectors {
	t.Helper()
	d := New(settings)
	for _, part := range d.Parts() {
		require.NoError(t, part.Read(kept[part.Name]), part.Name)
	}
	return d
}

var standard = Settings{Limits: DefaultLimits(), Seed: 42}

// everything is two hours of calls that leave something in each memory.
func everything() traffic {
	const long = 2 * time.Hour
	limited := at("203.0.113.10", "GET", "/api/v1/prices").failed(apierror.CategoryRateLimit, "rate_limited")
	limited.RetryAfter = int64(time.Minute)
	broken := by(user("carol"), at(office, "GET", "/api/v1/search")).failed(apierror.CategoryCapacity, "overload")
	broken.Broken, broken.Weight, broken.Duration = true, 1, int64(time.Second)
	leaky := at("203.0.113.9", "GET", "/api/v1/report").failed(apierror.CategoryInternal, "exception")
	leaky.Leaked = true
	abroad := by(user("dave"), at(phone, "GET", "/api/v1/cart"))
	abroad.Place, abroad.Agent = &Place{Lat: 52.52, Lon: 13.405, Country: "DE", City: "Berlin"}, "Firefox/128"
	script := together(mixed(), ordinaryInvoices(long),
		calls(60, time.Hour, 5*time.Second, func(i int) Event { return invoice("mallory", 10_000+i) }),
		calls(300, 0, 20*time.Second, func(i int) Event {
			return inSession("s1", apierror.ActorSession, fmt.Sprintf("203.%d.113.7", i%8), "curl/8")
		}),
		calls(300, 0, 20*time.Second, func(i int) Event { return login(fmt.Sprintf("192.0.2.%d", i), fmt.Sprint("customer", i)) }),
		calls(120, time.Hour, 20*time.Second, func(i int) Event { return wrongPassword(fmt.Sprintf("100.64.%d.1", i), fmt.Sprint("customer", i)) }),
		calls(200, 0, 3*time.Second, func(int) Event { return limited }),
		calls(600, 0, 10*time.Second, func(int) Event { return broken }),
		calls(30, 0, time.Minute, func(int) Event { return leaky }),
		calls(100, 0, time.Minute, func(int) Event { return abroad }),
	)
	for i := range script {
		script[i].SpanID = 0
		script[i].Sampled = !script[i].Failed
	}
	return script.numbered()
}

// said is what detectors say of a script, call by call.
func said(d *Detectors, script traffic) []string {
	list := make([]string, len(script))
	for i := range script {
		var out apierror.Security
		if d.Observe(&script[i], &out) {
			list[i] = fmt.Sprint(out)
		}
	}
	return list
}

func TestARestartChangesNoVerdict(t *testing.T) {
	script := everything()
	never := fresh()
	want := said(never, script)
	for _, restarts := range []int{1, 2, 7, 30} {
		d := fresh()
		var got []string
		for i := range restarts + 1 {
			got = append(got, said(d, script[len(script)*i/(restarts+1):len(script)*(i+1)/(restarts+1)])...)
			d = restarted(t, standard, state(d, func() {}))
		}
		require.Equal(t, want, got, "%d restarts", restarts)
		assert.Equal(t, never.Tracked(), d.Tracked())
		assert.Equal(t, state(never, func() {}), state(d, func() {}), "%d restarts", restarts)
	}
	signals := map[apierror.Signal]bool{}
	for _, verdict := range want {
		for _, signal := range apierror.Signals() {
			signals[signal] = signals[signal] || strings.Contains(verdict, string(signal))
		}
	}
	assert.Subset(t, signals, map[apierror.Signal]bool{
		apierror.SignalBruteForce: true, apierror.SignalCredentialStuffing: true, apierror.SignalEndpointScanning: true,
		apierror.SignalObjectEnumeration: true, apierror.SignalRateLimitAbuse: true, apierror.SignalTokenAbuse: true,
	}, "the script shows something")
}

// Whoever adds a memory, or a field to what one remembers of a key, has to keep it.
func TestEveryMemoryIsKept(t *testing.T) {
	d := fresh()
	memories := 0
	var count func(v reflect.Value)
	count = func(v reflect.Value) {
		for _, field := range v.Fields() {
			name := field.Type().String()
			_, own := field.Type().MethodByName("AppendState")
			switch {
			case strings.HasPrefix(name, "*window.Store["), own:
				memories++
			case field.Kind() == reflect.Struct && strings.HasPrefix(name, "detect."):
				count(field)
			}
		}
	}
	count(reflect.ValueOf(d).Elem())
	assert.Len(t, d.Parts(), memories)

	fields := map[string]int{}
	for _, value := range []any{tally{}, watch{}, exchange{}, custom{}, loginPlace{}, sessionOrigin{}, score{}, points{}, wait{}} {
		fields[reflect.TypeOf(value).Name()] = reflect.TypeOf(value).NumField()
	}
	assert.Equal(t, map[string]int{
		"tally": 5, "watch": 6, "exchange": 5, "custom": 3, "loginPlace": 9, "sessionOrigin": 2, "score": 1, "points": 3, "wait": 2,
	}, fields, "a new field belongs into its type's code")

	said(d, everything())
	d.ObserveConnection(&Connection{Time: noon.UnixNano(), From: "mailer", To: "catalog"}, new(apierror.Security))
	empty := state(fresh(), func() {})
	for name, b := range state(d, func() {}) {
		assert.Greater(t, len(b), len(empty[name]), name)
	}
}

func TestAnAttackerHalfwayIsFoundAfterARestart(t *testing.T) {
	script := guessing(12, time.Second).numbered()
	d := fresh()
	require.Empty(t, play(d, script[:6]).worst)
	d = restarted(t, standard, state(d, func() {}))
	assert.Equal(t, outcome{apierror.SignalBruteForce: apierror.SeverityMedium}, play(d, script[6:]).worst)
	assert.Empty(t, play(fresh(), script[6:]).worst, "whoever forgets does not find him")
}

// A scanner is judged by the share of his calls that fail: what was observed of him has to be kept with what he did.
func TestAnAttackerStaysOneOverARestart(t *testing.T) {
	d := fresh()
	scan := calls(60, 0, time.Second, func(i int) Event { return missing(attacker, guessedPath(i)) }).numbered()
	require.NotEmpty(t, play(d, scan[:40]).worst)
	d = restarted(t, standard, state(d, func() {}))
	require.True(t, d.Watching())
	require.False(t, d.MaySuspect(attacker), "which ids may be suspected is of the process alone")
	var out apierror.Security
	assert.True(t, d.Observe(&scan[40], &out), "with the next call")
	assert.True(t, d.MaySuspect(attacker))
}

// The detectors go on while their state is saved: what happens in between may be in it or not, and what was before is.
func TestWhatIsSavedMeanwhile(t *testing.T) {
	d := fresh()
	said(d, calls(20_000, 0, time.Millisecond, func(i int) Event { return wrongPassword(address4(i), address4(i)) }).numbered())
	script := guessing(6, time.Second).numbered()
	require.Empty(t, play(d, script).worst)
	before := d.Tracked()
	flood := calls(200_000, 20*time.Second, time.Microsecond, func(i int) Event { return missing(address4(i), plainPath(i)) })
	kept := state(d, func() {
		n := min(500, len(flood))
		said(d, flood[:n])
		flood = flood[n:]
	})
	again := restarted(t, standard, kept)
	assert.GreaterOrEqual(t, again.Tracked(), before)
	assert.Equal(t, outcome{apierror.SignalBruteForce: apierror.SeverityMedium},
		play(again, calls(5, 25*time.Second, time.Second, func(int) Event { return wrongPassword(attacker, "alice") })).worst)
}

// What is taken at once is bounded, whatever is remembered: the pipelines wait for it.
func TestPiecesAreSmall(t *testing.T) {
	d := fresh()
	const keys = 50_000
	for key := range uint64(keys) {
		d.tallies.Touch(key * 0x9E3779B97F4A7C15)
	}
	for _, part := range d.Parts() {
		pieces := 0
		for b, more := []byte(nil), true; more; pieces++ {
			b, more = part.Append(b[:0])
			assert.LessOrEqual(t, len(b), 600_000, part.Name)
		}
		if part.Name == "tallies" {
			assert.Equal(t, keys/pieceKeys+1, pieces)
		}
	}
}

func TestWithLessRoomThePromotedAndTheNewestAreKept(t *testing.T) {
	d := fresh()
	script := together(guessing(6, time.Second),
		calls(5000, 10*time.Second, time.Millisecond, func(i int) Event { return missing(address4(i), plainPath(i)) }),
	).numbered()
	require.Empty(t, play(d, script).worst)
	require.Greater(t, d.Tracked(), 5000)
	const room = 200
	again := restarted(t, Settings{Limits: Limits{Tallies: room, Watched: 10, Places: 10}, Seed: 42}, state(d, func() {}))
	var kept []uint64
	for key := range walked(d) {
		kept = append(kept, key)
	}
	require.Positive(t, promotedOf(d))
	for i, key := range kept {
		_, known := again.tallies.Peek(key)
		assert.Equal(t, i >= len(kept)-room, known)
	}
	assert.Equal(t, outcome{apierror.SignalBruteForce: apierror.SeverityMedium},
		play(again, calls(5, 20*time.Second, time.Second, func(int) Event { return wrongPassword(attacker, "alice") })).worst)
}

// walked gives the subjects from the one left alone the longest on, the promoted ones last.
func walked(d *Detectors) iter.Seq2[uint64, bool] {
	return func(yield func(uint64, bool) bool) {
		d.tallies.Walk()
		for {
			key, _, promoted, ok := d.tallies.Step()
			if !ok || !yield(key, promoted) {
				return
			}
		}
	}
}

func promotedOf(d *Detectors) int {
	n := 0
	for _, promoted := range walked(d) {
		if promoted {
			n++
		}
	}
	return n
}

func TestOtherSettingsAfterARestart(t *testing.T) {
	d := fresh()
	script := everything()
	said(d, script[:len(script)/2])
	kept := state(d, func() {})
	guessed := declarationsOf("brute_force")[0].fullName()
	for name, settings := range map[string]map[string]Setting{
		"fewer steps":   {guessed: {Thresholds: map[string]int{"low": 9}}},
		"other windows": {guessed: {Window: 5 * time.Minute}},
		"less is on":    {"endpoint_scanning": {Enabled: new(false)}, "credential_stuffing": {Enabled: new(false)}},
	} {
		t.Run(name, func(t *testing.T) {
			tuning, err := CompileTuning(settings)
			require.NoError(t, err)
			again := restarted(t, Settings{Limits: DefaultLimits(), Seed: 42, Tuning: tuning}, kept)
			assert.NotPanics(t, func() { said(again, script[len(script)/2:]) })
		})
	}
}

func TestDamagedStateChangesNothing(t *testing.T) {
	d := fresh()
	said(d, everything())
	kept := state(d, func() {})
	empty := state(fresh(), func() {})
	for _, own := range []string{"tallies", "watched", "customs", "logins", "sessions", "scores", "waits", "recent", "before", "customary", "logged_in", "tried"} {
		again := fresh()
		for _, part := range again.Parts() {
			if b := kept[own]; part.Name == own {
				require.ErrorIs(t, part.Read(b[:len(b)-1]), errDamaged, own)
				require.ErrorIs(t, part.Read(append([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, b...)), errDamaged, own)
			}
		}
		assert.Equal(t, empty[own], state(again, func() {})[own], own)
	}
}

// Whatever a part reads, it stays within the limits, and the detectors go on.
func FuzzReadPart(f *testing.F) {
	d := New(Settings{Limits: Limits{Tallies: 100, Watched: 20, Places: 20}, Seed: 42})
	script := everything()
	said(d, script[:200])
	d.ObserveConnection(&Connection{Time: noon.UnixNano(), From: "mailer", To: "catalog"}, new(apierror.Security))
	for i, part := range d.Parts() {
		for b, more := []byte(nil), true; more; {
			b, more = part.Append(b)
			if !more {
				f.Add(uint8(i), b)
			}
		}
	}
	f.Fuzz(func(t *testing.T, number uint8, b []byte) {
		d := New(Settings{Limits: Limits{Tallies: 100, Watched: 20, Places: 20}, Seed: 42})
		parts := d.Parts()
		part := parts[int(number)%len(parts)]
		if part.Read(b) != nil {
			return
		}
		if d.Tracked() > 120 {
			t.Fatal("more is tracked than the limits allow")
		}
		said(d, script[200:400])
		state(d, func() {})
	})
}

func BenchmarkState(b *testing.B) {
	d := fresh()
	for i := range 500_000 {
		ref := d.tallies.Touch(uint64(i) * 0x9E3779B97F4A7C15)
		t := d.tallies.Value(ref)
		for j := range uint32(1 + i%8) {
			t.calls.Add(350_000_000 + j)
			t.different.Add(uint64(i+int(j))*0x9E3779B97F4A7C15, 350_000_000+j)
		}
		if i%4 == 0 {
			d.tallies.Promote(ref)
		}
	}
	part := func(d *Detectors) *Part { return &d.Parts()[0] }
	var kept []byte
	b.Run("write", func(b *testing.B) {
		var pieces []time.Duration
		piece := make([]byte, 0, 1<<20)
		for b.Loop() {
			kept = kept[:0]
			p := part(d)
			for more := true; more; {
				began := time.Now()
				piece, more = p.Append(piece[:0])
				pieces = append(pieces, time.Since(began))
				kept = append(kept, piece...)
			}
		}
		slices.Sort(pieces)
		b.ReportMetric(float64(len(kept)), "bytes")
		b.ReportMetric(float64(pieces[len(pieces)/2].Microseconds()), "µs/piece")
		b.ReportMetric(float64(pieces[len(pieces)*99/100].Microseconds()), "µs/piece-p99")
		b.ReportMetric(float64(pieces[len(pieces)-1].Microseconds()), "µs/piece-max")
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			again := New(standard)
			require.NoError(b, part(again).Read(kept))
			require.Equal(b, d.tallies.Len(), again.tallies.Len())
		}
	})
}
