package findings

import (
	"fmt"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// flood stands for situations that open by the dozen: an attack from a hundred thousand addresses is one matter to whoever has
// to stop it. Ten of them a minute, of the same kind, name, service and severity, open on their own. The next opens the flood of
// their kind, name and service, and while that lasts, all that are no graver than it go into it. So a graver one is still seen
// by itself, and ten a minute of a severity are the most there ever is.
type flood struct {
	Members cardinality `json:"members"` // the situations that it stands for
}

// gate counts how many situations of one sort opened in a minute.
type gate struct {
	since  int64
	opened [apierror.SeverityCritical + 1]uint16
}

type gateKey struct {
	kind          apierror.Kind
	name, service string
}

// generalize leaves what all of a flood have in common.
func (*flood) generalize(subject *apierror.Subject) {
	subject.Actor = apierror.Actor{}
	subject.Route, subject.RPCMethod, subject.Tenant = "", "", ""
}

// noun is what a flood is made of.
func (*flood) noun(kind apierror.Kind) string {
	if kind == apierror.KindSecurity {
		return "actor"
	}
	return "endpoint"
}

func (f *flood) size(kind apierror.Kind) string {
	amount := sentence.Count(f.Members.estimate(), f.noun(kind))
	if !f.Members.exact() {
		amount = "about " + amount
	}
	return amount
}

func (f *flood) rationale(kind apierror.Kind, example string) string {
	return fmt.Sprintf("More than %d new %ss in a minute, told of as one; the gravest so far: %s", maxNew, f.noun(kind), example)
}

// floodOf returns the flood that a new situation goes into; nil if it opens on its own.
func (b *Book) floodOf(event *Event, now int64) *situation {
	key, g := b.gateOf(event)
	// Parts of other situations' ids have no two empty ones in front.
	id := apierror.SituationID(event.Kind, "", "", key.name, key.service)
	s := b.find(id)
	if s != nil && !s.life.Ended && event.Severity <= s.finding.Severity {
		return s
	}
	if !g.full(event.Severity, now) {
		return nil
	}
	if s == nil {
		s = newSituation(id, event.Kind, key.name)
		s.flood = &flood{}
		b.insert(s, now)
	} else if s.life.over() {
		b.reopen(s, now)
	}
	return s
}

// full reports whether so many opened lately that one more would be a flood, and counts it otherwise.
func (g *gate) full(severity apierror.Severity, now int64) bool {
	if now-g.since >= int64(newPeriod) {
		*g = gate{since: now}
	}
	if g.opened[severity] >= maxNew {
		return true
	}
	g.opened[severity]++
	return false
}

func (b *Book) gateOf(event *Event) (gateKey, *gate) {
	key := gateKey{
		kind: event.Kind, name: apierror.Cut(event.Name, maxText), service: apierror.Cut(event.Subject.Service, maxText),
	}
	if g, known := b.gates[key]; known {
		return key, g
	}
	if len(b.gates) >= maxGates {
		// So many services are made up: they share one gate, and one flood.
		key = gateKey{kind: event.Kind, name: string(event.Kind)}
		if g, known := b.gates[key]; known {
			return key, g
		}
	}
	key.name, key.service = strings.Clone(key.name), strings.Clone(key.service)
	g := &gate{}
	b.gates[key] = g
	return key, g
}

func (b *Book) forgetGates(now int64) {
	for key, g := range b.gates {
		if now-g.since >= int64(newPeriod) {
			delete(b.gates, key)
		}
	}
}
