package cascade

import (
	"cmp"
	"fmt"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// Surge is a place at which too many calls fail, now.
type Surge struct {
	ID       string // of its situation
	Service  string // "" where it is not one service's, as that of a process
	Endpoint string
	Category apierror.Category
	Traces   []pcommon.TraceID // of recent calls that failed there
}

const (
	// share is how many of a surge's traces whose cause is known have to have it in common. stayingShare is enough for a surge
	// that was said to come from there already, so that it does not come and go.
	share, stayingShare = 0.6, 0.4
	// leastKnown is how many of its traces' causes have to be known, or all of them.
	leastKnown = 3
	// maxTracesEach is how many traces of a surge are looked at, maxSurges how many surges: others stand for themselves.
	maxTracesEach = 64
	maxSurges     = 1000
)

// origin is where the traces of a surge began to fail.
type origin struct {
	key   key
	place Place

	traces                 []pcommon.TraceID // those that did
	example                pcommon.TraceID
	span                   pcommon.SpanID
	common, known, sampled int
}

// originOf finds what most of a surge's traces have in common.
func (m *Memory) originOf(s *Surge, before *assignment) origin {
	found := make(map[key]*origin)
	all := origin{key: key{Surge: s.ID}, place: s.ownPlace()}
	seen := make(map[pcommon.TraceID]struct{}, len(s.Traces))
	for _, id := range s.Traces[:min(len(s.Traces), maxTracesEach)] {
		if _, twice := seen[id]; twice || id.IsEmpty() {
			continue
		}
		seen[id] = struct{}{}
		all.sampled++
		all.traces = append(all.traces, id)
		t := m.find(id)
		if t == nil || !t.began {
			continue
		}
		all.known++
		place := t.place.Value()
		at := place.key()
		if at.Service == s.Service && at.Endpoint == "" && at.Called == "" {
			at.Endpoint, place.Endpoint = s.Endpoint, s.Endpoint // somewhere within what was called
		}
		o := found[at]
		if o == nil {
			o = &origin{key: at, place: place, example: id, span: t.facts[t.cause].span}
			found[at] = o
		}
		o.common++
		o.traces = append(o.traces, id)
	}
	best := pick(found, before)
	switch enough := all.known >= min(leastKnown, all.sampled) && all.known > 0; {
	case !enough && before != nil:
		all.key, all.place = before.Key, before.Place
		return all
	case !enough || float64(best.common) < needed(best, before)*float64(all.known):
		return all
	}
	best.known, best.sampled = all.known, all.sampled
	return *best
}

func needed(o *origin, before *assignment) float64 {
	if before != nil && before.Key == o.key {
		return stayingShare
	}
	return share
}

// pick is what most traces have in common; while enough still have the former cause, it is that.
func pick(found map[key]*origin, before *assignment) *origin {
	var best *origin
	for _, o := range found {
		if best == nil || cmp.Or(cmp.Compare(o.common, best.common), best.key.compare(o.key)) > 0 {
			best = o
		}
	}
	if before == nil {
		return best
	}
	known := 0
	for _, o := range found {
		known += o.common
	}
	if former := found[before.Key]; former != nil && float64(best.common) < share*float64(known) &&
		float64(former.common) >= stayingShare*float64(known) {
		return former
	}
	return best
}

func (k key) compare(other key) int {
	return cmp.Or(
		cmp.Compare(k.Called, other.Called), cmp.Compare(k.Service, other.Service), cmp.Compare(k.Endpoint, other.Endpoint),
		cmp.Compare(k.Category, other.Category), cmp.Compare(k.Surge, other.Surge),
	)
}

func (s *Surge) ownPlace() Place {
	return Place{Service: text(s.Service), Endpoint: text(s.Endpoint), Category: s.Category}
}

// String names the place for a person: where, and how it failed.
func (p *Place) String() string {
	how := sentence.Failure(p.Category, p.Reason)
	var where string
	switch {
	case p.Outside():
		where = apierror.Quote(p.called())
		if p.Partner != "" {
			where = "partner " + where
		}
		if p.Service != "" {
			where += ", called by service " + apierror.Quote(p.Service)
		}
	case p.Endpoint != "":
		where = fmt.Sprintf("%s in service %s", apierror.Quote(p.Endpoint), apierror.Quote(p.Service))
	default:
		where = "service " + apierror.Quote(p.Service)
	}
	if how == "" {
		return where
	}
	return fmt.Sprintf("%s (%s)", where, how)
}

// merged is the traces of several, each once.
func merged(lists ...[]pcommon.TraceID) []pcommon.TraceID {
	var all []pcommon.TraceID
	for _, list := range lists {
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b pcommon.TraceID) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(all)
}
