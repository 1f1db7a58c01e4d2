package detect

import (
	"net/netip"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
)

// Scope names calls: by what is called, and by who calls. What is left out stands for all.
type Scope struct {
	// Services and Routes name what is called: both have to match.
	Services, Routes []string

	// Networks and Actors name who calls: one of them has to match. The ids are those that events have.
	Networks []netip.Prefix
	Actors   []string
}

// scope is a Scope, compiled.
type scope struct {
	Scope

	calls route.Calls
}

func compileScope(declared *Scope) (*scope, error) {
	if declared == nil {
		return nil, nil //nolint:nilnil // no scope is no limit
	}
	calls, err := route.CompileCalls(declared.Services, declared.Routes)
	return &scope{Scope: *declared, calls: calls}, err
}

func (s *scope) namesCalls() bool { return len(s.Services) > 0 || len(s.Routes) > 0 }

func (s *scope) namesCallers() bool { return len(s.Networks) > 0 || len(s.Actors) > 0 }

func (s *scope) called(ev *Event) bool {
	path := ev.Route
	if path == "" {
		path = ev.Path
	}
	return s.calls.Match(ev.Service, ev.Method, path)
}

// calledBy goes by who calls, never by the account that is tried.
func (s *scope) calledBy(ev *Event) bool {
	if ev.Address.IsValid() {
		for i := range s.Networks {
			if s.Networks[i].Contains(ev.Address) {
				return true
			}
		}
	}
	for _, who := range [...]*apierror.Actor{&ev.Actor, &ev.Source, &ev.Session} {
		if who.ID != "" && slices.Contains(s.Actors, who.ID) {
			return true
		}
	}
	return false
}

// bounds is where a signal or a detector applies. nil: everywhere.
type bounds struct{ only, except *scope }

// hold reports whether a call lies within. What is left out counts as met by "only", and as not met by "except".
func (b *bounds) hold(ev *Event) bool {
	if b == nil {
		return true
	}
	if s := b.only; s != nil && (!s.called(ev) || s.namesCallers() && !s.calledBy(ev)) {
		return false
	}
	s := b.except
	excepted := s != nil && (s.namesCalls() && s.called(ev) || s.namesCallers() && s.calledBy(ev))
	return !excepted
}
