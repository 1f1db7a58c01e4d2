package engine

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/surge"
)

// past is what places were asked before the start, as far as a history tells. A place takes up its own when all of it is there, since
// spans come meanwhile. Nothing of it is judged: a route that always failed so often was no surge then either.
type past struct {
	places    map[key]*former // by the key of the place
	processes map[string]*former
	complete  bool
}

// former is what was known of a place.
type former struct {
	rates surge.Endpoint
	ahead horizon
}

// Take takes in a place's past, in the order of its time.
func (e *Engine) Take(of history.Place, minutes []history.Minute) {
	if e.past == nil {
		e.past = &past{places: make(map[key]*former), processes: make(map[string]*former)}
	}
	var f *former
	if of.Process != "" {
		f = formerOf(e.past.processes, bounded(of.Process))
	} else {
		f = formerOf(e.past.places, e.placeKey(of.Service, of.Endpoint()))
	}
	if f == nil {
		return
	}
	for i := range minutes {
		f.take(&minutes[i])
	}
}

func formerOf[K comparable](of map[K]*former, k K) *former {
	known := of[k]
	if known == nil && len(of) < maxPlaces {
		known = &former{}
		of[k] = known
	}
	return known
}

func (f *former) take(m *history.Minute) {
	const middle = int64(30 * time.Second)
	known, failed := m.Calls, uint64(0)
	for _, of := range m.Failed {
		if of.Category == "" { // it would be taken for a success of every category
			continue
		}
		f.rates.AddCounts(m.At+middle, of.Calls, of.Calls, of.Category)
		known -= min(known, of.Calls)
	}
	for _, of := range m.Failed {
		if !callersFault(of.Category) {
			failed += of.Calls
		}
	}
	f.rates.AddCounts(m.At+middle, known, 0, "")
	f.ahead.AddCounts(m.At, time.Minute, m.Calls, failed, time.Duration(m.Latency*float64(time.Second)))
}

// Taken says that all of the past is there, as far as it could be had.
func (e *Engine) Taken() {
	if e.past == nil {
		return
	}
	e.past.complete = true
	for k, p := range e.incidents.places {
		e.warm(k, p)
	}
	for _, p := range e.incidents.processes {
		if f := e.past.processes[p.process.Name]; f != nil {
			p.takeUp(f)
		}
	}
	e.past.processes = nil
}

// warm gives a place its past, once.
func (e *Engine) warm(k key, p *place) {
	if e.past == nil || !e.past.complete {
		return
	}
	if f := e.past.places[k]; f != nil {
		p.takeUp(f)
		delete(e.past.places, k)
	}
}

// takeUp puts what was before under what is known, unless that is more.
func (p *place) takeUp(f *former) {
	p.rates.Precede(&f.rates)
	if p.ahead != nil && !p.ahead.restored {
		f.ahead.latency = p.ahead.latency
		*p.ahead = f.ahead
	}
}
