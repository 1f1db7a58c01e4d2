package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Attacker is somebody whose behaviour the collector found suspicious.
type Attacker struct {
	Actor      apierror.Actor
	Addresses  []string // the network addresses it was seen at
	Severity   apierror.Severity
	Confidence float64
	Calls      int // that took part in the behaviour
	Signals    []Signal
	References []string
}

// Signal is one suspicious behaviour and how the collector knows.
type Signal struct {
	Name      apierror.Signal
	Calls     int
	Rationale string
}

// attackersOf groups suspicious calls by whom the collector counts them for, the worst first.
func attackersOf(calls []Call) []Attacker {
	byActor := make(map[apierror.Actor]*suspicion)
	for i := range calls {
		security := &calls[i].Verdict.Security
		if security.IsZero() {
			continue
		}
		if byActor[security.Actor] == nil {
			byActor[security.Actor] = &suspicion{
				signals: make(map[apierror.Signal]*Signal), addresses: make(map[string]int), references: make(map[string]int),
			}
		}
		byActor[security.Actor].add(&calls[i])
	}
	rows := make([]Attacker, 0, len(byActor))
	for actor, found := range byActor {
		rows = append(rows, found.row(actor))
	}
	slices.SortFunc(rows, func(a, b Attacker) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Actor.ID, b.Actor.ID))
	})
	return rows
}

// suspicion is what is known of one actor so far.
type suspicion struct {
	severity              apierror.Severity
	confidence            float64
	calls                 int
	signals               map[apierror.Signal]*Signal
	addresses, references map[string]int
}

func (s *suspicion) add(call *Call) {
	security := &call.Verdict.Security
	s.calls++
	s.severity = max(s.severity, security.Severity)
	s.confidence = max(s.confidence, security.Confidence)
	if call.Client != "" {
		s.addresses[call.Client]++
	}
	for _, reference := range security.References {
		s.references[reference]++
	}
	for _, name := range security.Signals {
		if s.signals[name] == nil {
			s.signals[name] = &Signal{Name: name}
		}
		s.signals[name].Calls++
		// The later a call, the more evidence stands behind it.
		s.signals[name].Rationale = security.Rationale
	}
}

func (s *suspicion) row(actor apierror.Actor) Attacker {
	row := Attacker{
		Actor: actor, Severity: s.severity, Confidence: s.confidence, Calls: s.calls,
		Addresses: byFrequency(s.addresses), References: slices.Sorted(maps.Keys(s.references)),
	}
	for _, signal := range s.signals {
		row.Signals = append(row.Signals, *signal)
	}
	slices.SortFunc(row.Signals, func(a, b Signal) int {
		return cmp.Or(cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Name, b.Name))
	})
	return row
}
