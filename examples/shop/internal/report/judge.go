package report

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Expected is what the collector must have found, whatever else it found.
type Expected struct {
	Attackers map[string]string        // address by who it is; nobody else may be accused
	Process   string                   // that more money is at risk in than in any other
	Findings  map[apierror.Kind]string // names by kind
}

// Judge says what the collector missed, or claimed without ground.
func Judge(s Summary, expected Expected) error {
	var problems problems
	if s.FailedCalls == 0 {
		problems.add("no call was found to have failed")
	}
	problems.attackers(&s, &expected)
	problems.money(&s, expected.Process)
	problems.situations(&s, expected.Findings)
	if s.Delivered == 0 {
		problems.add("no alert reached the webhook")
	}
	if problems == nil {
		return nil
	}
	return errors.Join(append([]error{errors.New("the collector did not do its job")}, problems...)...)
}

type problems []error

func (p *problems) add(format string, args ...any) { *p = append(*p, fmt.Errorf(format, args...)) }

func (p *problems) attackers(s *Summary, expected *Expected) {
	for who, address := range expected.Attackers {
		if !slices.ContainsFunc(s.Attackers, func(a Attacker) bool { return a.seenAt(address) }) {
			p.add("%s at %s was not found", who, address)
		}
	}
	for i := range s.Attackers {
		a := &s.Attackers[i]
		if !expected.guilty(a) {
			p.add("%s %s was accused of %s and had done nothing", a.Actor.Type, clean(a.Actor.ID), a.Signals[0].Name)
		}
		if !slices.ContainsFunc(s.Situations, func(s Situation) bool { return s.Finding.Subject.Actor == a.Actor }) {
			p.add("no finding tells of %s %s", a.Actor.Type, clean(a.Actor.ID))
		}
	}
}

func (e *Expected) guilty(a *Attacker) bool {
	for _, address := range e.Attackers {
		if a.seenAt(address) {
			return true
		}
	}
	return false
}

// seenAt reports whether the actor is the address, or came from it.
func (a *Attacker) seenAt(address string) bool {
	return a.Actor.ID == address || slices.Contains(a.Addresses, address)
}

// money holds the connector's metrics against the spans.
func (p *problems) money(s *Summary, process string) {
	if len(s.Processes) == 0 || s.Processes[0].Name != process || s.Processes[0].ValueAtRisk == 0 {
		p.add("%s is not where most money was found to be at risk", process)
	}
	unbooked := maps.Clone(s.Books)
	for i := range s.Processes {
		process := &s.Processes[i]
		if booked := s.Books[process.Name].Value; math.Abs(booked-process.ValueAtRisk) > 0.005 {
			p.add("the metrics have %.2f at risk in %s, and the spans %.2f", process.ValueAtRisk, clean(process.Name), booked)
		}
		delete(unbooked, process.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(unbooked)) {
		p.add("the spans have %.2f at risk in %s, and the metrics know nothing of it", unbooked[name].Value, clean(name))
	}
}

func (p *problems) situations(s *Summary, expected map[apierror.Kind]string) {
	for _, kind := range slices.Sorted(maps.Keys(expected)) {
		if !slices.ContainsFunc(s.Situations, func(s Situation) bool { return s.told(kind, expected[kind]) }) {
			p.add("no finding tells of %s %s", kind, expected[kind])
		}
	}
	for i := range s.Situations {
		situation := &s.Situations[i]
		what := what(&situation.Finding)
		if situation.Fired.IsZero() {
			p.add("an alert told of %s, and no finding does", what)
		}
		if situation.Repeated > 0 {
			p.add("%d of %d alerts about %s told nothing new", situation.Repeated, situation.Alerts, what)
		}
		if situation.Distrust != nil {
			p.add("alerts about %s had no valid signature: %s", what, clean(situation.Distrust.Error()))
		}
	}
}

func (s *Situation) told(kind apierror.Kind, name string) bool {
	return !s.Fired.IsZero() && s.Finding.Kind == kind && s.Finding.Name == name
}
