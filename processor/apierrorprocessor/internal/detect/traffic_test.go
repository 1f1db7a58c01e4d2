package detect

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// traffic is a script of calls in the order in which the collector receives them.
type traffic []Event

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// calls are n calls, one every interval from a time after noon on.
func calls(n int, from, every time.Duration, call func(i int) Event) traffic {
	list := make(traffic, n)
	for i := range list {
		list[i] = call(i)
		list[i].Time = noon.Add(from + time.Duration(i)*every).UnixNano()
	}
	return list
}

// together are several scripts played at once, in the order of time.
func together(scripts ...traffic) traffic {
	list := slices.Concat(scripts...)
	slices.SortStableFunc(list, func(a, b Event) int { return int(a.Time - b.Time) })
	return list
}

// numbered gives each call the span id that it keeps when it is delivered again.
func (t traffic) numbered() traffic {
	for i := range t {
		if t[i].SpanID == 0 {
			t[i].SpanID = uint64(i+1) * 0x9E3779B97F4A7C15
		}
	}
	return t
}

func client(address string) apierror.Actor {
	return apierror.Actor{Type: apierror.ActorClient, ID: address}
}

// at is a call from an address that succeeds.
func at(address, method, path string) Event {
	return Event{Actor: client(address), Source: client(address), Service: "shop", Method: method, Route: path, Path: path}
}

func login(address, account string) Event {
	ev := at(address, "POST", "/api/v1/login")
	ev.Account = account
	return ev
}

func (ev Event) failed(category apierror.Category, reason string) Event {
	ev.Failed, ev.Category, ev.Reason = true, category, reason
	return ev
}

func wrongPassword(address, account string) Event {
	return login(address, account).failed(apierror.CategoryAuthentication, "invalid_credentials")
}

func unauthorized(address, method, path string) Event {
	return at(address, method, path).failed(apierror.CategoryAuthentication, "unauthenticated")
}

func missing(address, path string) Event {
	ev := at(address, "GET", path).failed(apierror.CategoryNotFound, "not_found")
	ev.Route = ""
	return ev
}

func numberedName(name string) func(int) string {
	return func(i int) string { return fmt.Sprintf("%s%d", name, i) }
}

// outcome is the worst that was said of each signal.
type outcome map[apierror.Signal]apierror.Severity

// played is what the detectors said of a script.
type played struct {
	worst   outcome
	flagged map[apierror.Signal]int
	first   map[apierror.Signal]int // calls that failed until then
	last    apierror.Security
	sources map[string]apierror.Severity
}

func play(d *Detectors, script traffic) played {
	p := played{
		worst: outcome{}, flagged: map[apierror.Signal]int{}, first: map[apierror.Signal]int{},
		sources: map[string]apierror.Severity{},
	}
	var out apierror.Security
	failures := 0
	for i := range script {
		ev := &script[i]
		if ev.Failed {
			failures++
		} else {
			ev.Sampled, ev.Weight = true, 1
		}
		if !d.Observe(ev, &out) {
			continue
		}
		for _, signal := range out.Signals {
			if p.flagged[signal] == 0 {
				p.first[signal] = failures
			}
			p.flagged[signal]++
			p.worst[signal] = max(p.worst[signal], out.Severity)
		}
		p.sources[ev.Source.ID] = max(p.sources[ev.Source.ID], out.Severity)
		p.last = out
		p.last.Signals = slices.Clone(out.Signals)
		p.last.References = slices.Clone(out.References)
	}
	return p
}

// DefaultLimits are those of so many actors as there is memory for by default.
func DefaultLimits() Limits { return LimitsOf(DefaultActors) }

func fresh() *Detectors { return New(Settings{Limits: DefaultLimits(), Seed: 42}) }

// scenario is a script and what has to be said of it; nothing at all of an innocent one.
type scenario struct {
	name   string
	script traffic
	want   outcome
}

func check(t *testing.T, scenarios []scenario) {
	t.Helper()
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			p := play(fresh(), s.script.numbered())
			want := s.want
			if want == nil {
				want = outcome{}
			}
			assert.Equal(t, want, p.worst, "last rationale: %s", p.last.Rationale)
		})
	}
}
