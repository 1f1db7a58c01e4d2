package detect

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const actors = 10_000

func address4(i int) string { return fmt.Sprintf("10.%d.%d.%d", i>>16&255, i>>8&255, i&255) }

// observe plays n of the events over and over, a millisecond apart.
func observe(b *testing.B, d *Detectors, events traffic) {
	b.Helper()
	var out apierror.Security
	now := noon.UnixNano()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		ev := &events[i%len(events)]
		now += int64(time.Millisecond)
		ev.Time, ev.SpanID = now, uint64(i+1)*0x9E3779B97F4A7C15
		d.Observe(ev, &out)
	}
}

func BenchmarkObserve(b *testing.B) {
	for name, call := range map[string]func(i int) Event{
		"other_failure": func(i int) Event {
			return at(address4(i), "GET", "/api/v1/orders").failed(apierror.CategoryInternal, "exception")
		},
		"missing_object": func(i int) Event {
			return at(address4(i), "GET", "/api/v1/orders/{id}").failed(apierror.CategoryNotFound, "not_found")
		},
		"forbidden": func(i int) Event {
			return at(address4(i), "POST", "/api/v1/orders").failed(apierror.CategoryAuthorization, "forbidden")
		},
		"invalid": func(i int) Event {
			return at(address4(i), "POST", "/api/v1/orders").failed(apierror.CategoryValidation, "bad_request")
		},
		"missing_object_posted_to": func(i int) Event {
			return at(address4(i), "POST", "/api/v1/orders/{id}/items").failed(apierror.CategoryNotFound, "not_found")
		},
		"login_failure_with_session": func(i int) Event {
			return by(session(i), wrongPassword(address4(i), numberedName("user@shop.example")(i)))
		},
		"expired_token": func(i int) Event {
			return at(address4(i), "GET", "/api/v1/orders").failed(apierror.CategoryAuthentication, "token_expired")
		},
		"refusal":       func(i int) Event { return unauthorized(address4(i), "GET", "/api/v1/orders") },
		"missing_path":  func(i int) Event { return missing(address4(i), "/api/v1/old/orders/1234") },
		"login_failure": func(i int) Event { return wrongPassword(address4(i), numberedName("user@shop.example")(i)) },
		"login_unnamed": func(i int) Event { return wrongPassword(address4(i), "") },
	} {
		b.Run(name, func(b *testing.B) {
			observe(b, fresh(), calls(actors, 0, 0, call))
		})
	}
}

func BenchmarkObserveAttack(b *testing.B) {
	b.Run("brute_force", func(b *testing.B) {
		observe(b, fresh(), calls(100, 0, 0, func(i int) Event { return wrongPassword(address4(i), "alice") }))
	})
	b.Run("credential_stuffing", func(b *testing.B) {
		observe(b, fresh(), calls(actors, 0, 0, func(i int) Event { return wrongPassword(address4(i%50), numberedName("user")(i)) }))
	})
	b.Run("endpoint_scanning", func(b *testing.B) {
		observe(b, fresh(), calls(actors, 0, 0, func(i int) Event { return missing(address4(i%50), guessedPath(i/50)) }))
	})
	b.Run("flood_of_addresses", func(b *testing.B) {
		observe(b, fresh(), calls(1_000_000, 0, 0, func(i int) Event { return wrongPassword(address4(i), address4(i)) }))
	})
}

func watching(b *testing.B, sources int) *Detectors {
	b.Helper()
	d := fresh()
	play(d, calls(8*sources, 0, 0, func(i int) Event { return missing(address4(i%sources), guessedPath(i/sources)) }).numbered())
	require.Equal(b, sources, d.watched.callers.Len())
	return d
}

func BenchmarkObserveClean(b *testing.B) {
	for name, c := range map[string]struct{ watched, from int }{
		"of_a_source_not_watched": {1000, actors},
		"of_a_watched_source":     {1000, 0},
	} {
		b.Run(name, func(b *testing.B) {
			d := watching(b, c.watched)
			events := calls(c.watched, 0, 0, func(i int) Event { return at(address4(c.from+i), "GET", "/api/v1/orders/{id}") })
			now := noon.UnixNano()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				ev := &events[i%len(events)]
				now += int64(10 * time.Microsecond)
				ev.Time, ev.SpanID = now, uint64(i+1)*0x9E3779B97F4A7C15
				d.Observe(ev, new(apierror.Security))
			}
		})
	}
}

func BenchmarkMaySuspect(b *testing.B) {
	d := watching(b, 1000)
	sources := make([]string, 1000)
	for i := range sources {
		sources[i] = address4(actors + i)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.MaySuspect(sources[i%len(sources)])
	}
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	d := fresh()
	innocent := together(
		calls(8, 0, time.Second, func(int) Event { return wrongPassword(phone, "bob") }),
		calls(8, 0, time.Second, func(int) Event { return wrongPassword(office, "") }),
		calls(8, 0, time.Second, func(int) Event { return unauthorized(office, "GET", "/api/v1/orders") }),
		calls(8, 0, time.Second, func(int) Event { return missing(phone, "/api/v0/orders/5") }),
		calls(8, 0, time.Second, func(int) Event { return at(office, "GET", "/api/v1/orders") }),
	).numbered()
	play(d, innocent)
	var out apierror.Security
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for i := range innocent {
			innocent[i].Time += int64(time.Minute)
			if d.Observe(&innocent[i], &out) {
				t.Error(out.Rationale)
			}
			d.Observe(&innocent[i], new(apierror.Security))
		}
	}))
}

func TestAMillionActorsWithin300MB(t *testing.T) {
	if testing.Short() {
		t.Skip("millions of events")
	}
	const actors = 1_000_000
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	d := New(Settings{Limits: LimitsOf(actors), Seed: 42})
	var out apierror.Security
	at := noon.UnixNano()
	show := func(ev Event) {
		at += int64(100 * time.Microsecond)
		ev.Time = at
		d.Observe(&ev, &out)
	}
	// The worst that anybody can do: half of what is remembered are suspects, each with as many paths as are told apart.
	for i := range actors / 10 {
		for j := range 17 {
			show(missing(address4(i), plainPath(j)))
		}
	}
	for i := range actors {
		show(missing("made-up "+address4(i), guessedPath(i)))
		show(wrongPassword("made-up "+address4(i), address4(i)))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	used := float64(after.HeapAlloc-before.HeapAlloc) / 1e6
	t.Logf("%.0f MB, %d tracked", used, d.Tracked())
	assert.Greater(t, d.Tracked(), actors/2)
	assert.Less(t, used, 300.0)
}
