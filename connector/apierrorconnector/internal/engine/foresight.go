package engine

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/outlook"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Forecast is what is looked ahead for.
type Forecast struct {
	Enabled     bool
	Horizon     time.Duration
	Probability float64
	ErrorRate   float64 // 0 for none
}

// foreseeEvery is how often it is looked ahead, in nanoseconds of span time: often enough for a forecast that lasts to be reported well
// before it would be taken to be over.
const foreseeEvery = 30e9

// maxHorizons bounds the services of which it is looked ahead: each takes up to 7 KB, as a route does.
const maxHorizons = 2_000

// horizon is what will happen to the calls of a place.
type horizon struct {
	outlook.Place

	latency  time.Duration // the least that is agreed for any of its calls; 0 for none
	restored bool
}

// expect counts the call at hand.
func (h *horizon) expect(s *span) {
	if h != nil {
		h.Add(s.end, s.failedByService(), time.Duration(s.duration))
	}
}

// failedByService reports a failure that is no caller's own fault.
func (s *span) failedByService() bool {
	return s.Failed && s.verdict.Failure.Origin != apierror.OriginCaller
}

// agree notes a latency that calls of the place are held to.
func (h *horizon) agree(latency time.Duration) {
	if h != nil && latency > 0 && (h.latency == 0 || latency < h.latency) {
		h.latency = latency
	}
}

// foresight looks ahead for all places.
type foresight struct {
	settings Forecast
	record   outlook.Record
	services map[string]*horizon // by name
	at       int64               // when it was looked ahead last
	verdicts []outlook.Verdict   // used again
	told     map[string]struct{} // services and processes of which a route is told of, used again
	silent   map[outlook.Measure]bool
	refused  uint64 // services for which there was no room
}

func newForesight(s Forecast) *foresight {
	return &foresight{settings: s, services: make(map[string]*horizon), told: make(map[string]struct{}), silent: make(map[outlook.Measure]bool)}
}

// lookAhead begins to for what the configuration names.
func (e *Engine) lookAhead() {
	if !e.settings.Forecast.Enabled {
		return
	}
	for _, p := range e.incidents.processes {
		p.ahead = e.foresight.horizon()
	}
	for i, p := range e.partners {
		if p != nil {
			p.ahead = e.foresight.horizon()
			p.ahead.agree(e.settings.Business.Partners[i].SLA.Latency)
		}
	}
	for _, o := range e.objectives {
		o.ahead = &outlook.Budget{}
	}
}

// horizon begins to look ahead for a place; nil where nobody wants to.
func (f *foresight) horizon() *horizon {
	if !f.settings.Enabled {
		return nil
	}
	return &horizon{}
}

// service is where the calls of a service are looked ahead for; nil where there is no room for one more.
func (f *foresight) service(name string) *horizon {
	if !f.settings.Enabled || name == "" {
		return nil
	}
	if known := f.services[name]; known != nil {
		return known
	}
	if len(f.services) >= maxHorizons {
		f.refused++
		return nil
	}
	made := f.horizon()
	f.services[bounded(name)] = made
	return made
}

// expected is what a forecast is about.
type expected struct {
	parts   []string // that make it one situation
	subject apierror.Subject
	name    string   // for a person, quoted
	within  string   // what it is, where forecasts of routes of it tell as much
	place   *place   // nil where it is none, or nothing failed there
	of      []string // that it tells of as well
}

// foresee reports what will happen.
func (e *Engine) foresee(now int64) {
	f := e.foresight
	if !f.settings.Enabled || now-f.at < foreseeEvery {
		return
	}
	f.at = now
	clear(f.told)
	for _, p := range e.incidents.places {
		e.foreseePlace(p.ahead, now, f.settings.ErrorRate, func() expected {
			about := expected{place: p, parts: []string{p.subject.Service, p.endpoint}, subject: p.subject, name: placeName(p), of: []string{ofService + p.subject.Service}}
			if p.of != nil {
				b := &p.of.subject.Business
				about.subject.Business, about.of = *b, append(about.of, ofProcess+b.Process)
			}
			return about
		})
	}
	for _, p := range e.incidents.processes {
		e.foreseeProcess(p, now)
	}
	for _, p := range e.incidents.learned {
		e.foreseeProcess(p, now)
	}
	for i, p := range e.partners {
		e.foreseePartner(p, i, now)
	}
	for name, h := range f.services {
		e.foreseePlace(h, now, f.settings.ErrorRate, func() expected { return serviceExpected(name) })
	}
	for _, o := range e.objectives {
		e.foreseeBudget(o, now)
	}
	e.noteSilence()
}

// What makes a forecast one of something else than an endpoint, whose service has no such name.
const (
	ofService   = "\x00service"
	ofProcess   = "\x00process"
	ofPartner   = "\x00partner"
	ofObjective = "\x00objective"
)

func serviceExpected(name string) expected {
	return expected{
		parts: []string{ofService, name}, subject: apierror.Subject{Service: name},
		name: "service " + apierror.Quote(name), within: ofService + name,
	}
}

func (e *Engine) foreseeProcess(p *place, now int64) {
	e.foreseePlace(p.ahead, now, e.foresight.settings.ErrorRate, func() expected {
		name := p.process.Name
		return expected{place: p, parts: []string{ofProcess, name}, subject: p.subject, name: placeName(p), within: ofProcess + name}
	})
}

func (e *Engine) foreseePartner(p *partner, index int, now int64) {
	if p == nil {
		return
	}
	agreed := e.settings.Business.Partners[index]
	rate := e.foresight.settings.ErrorRate
	if agreed.SLA.Availability > 0 {
		rate = 1 - agreed.SLA.Availability
	}
	e.foreseePlace(p.ahead, now, rate, func() expected {
		return expected{
			parts:   []string{ofPartner, agreed.Name},
			subject: apierror.Subject{Service: p.service, Business: apierror.Business{Partner: agreed.Name}},
			name:    "partner " + apierror.Quote(agreed.Name),
		}
	})
}

func (f *foresight) limits(errorRate float64, latency time.Duration) *outlook.Limits {
	return &outlook.Limits{Horizon: f.settings.Horizon, Probability: f.settings.Probability, ErrorRate: errorRate, Latency: latency}
}

func (e *Engine) foreseePlace(h *horizon, now int64, errorRate float64, about func() expected) {
	if h == nil {
		return
	}
	f := e.foresight
	h.Advance(now)
	f.verdicts = h.Foresee(now, f.limits(errorRate, h.latency), &f.record, f.verdicts[:0])
	if len(f.verdicts) > 0 {
		e.reportForecasts(f.verdicts, about(), now)
	}
}

func (e *Engine) foreseeBudget(o *objective, now int64) {
	f := e.foresight
	if o.ahead == nil {
		return
	}
	standing, objective := o.tracker.Standing(now), o.tracker.Objective()
	o.ahead.Advance(now)
	left := outlook.Standing{Left: standing.BudgetLeft, Allowed: objective.Allowed(), Period: standing.Period}
	f.verdicts = o.ahead.Foresee(now, &left, f.limits(0, 0), &f.record, f.verdicts[:0])
	if len(f.verdicts) > 0 {
		e.reportForecasts(f.verdicts, expected{
			parts: []string{ofObjective, objective.Name}, subject: o.subject, name: "objective " + apierror.Quote(objective.Name),
		}, now)
	}
}

func (e *Engine) reportForecasts(verdicts []outlook.Verdict, about expected, now int64) {
	f := e.foresight
	_, byRoute := f.told[about.within]
	for i := range verdicts {
		v := &verdicts[i]
		state := forecastState(v, &about)
		if _, lasts := e.incidents.book.Summary(state.ID); v.Life != outlook.Told && !lasts {
			continue // the end of what was not told: it began since the last look, or was held back
		}
		if byRoute {
			e.endByRoute(v, &state, about.name, now)
			continue
		}
		if v.Of == outlook.ErrorRate && about.place != nil && about.place.failures != nil {
			contribute(&state, about.place, v.Since)
		}
		if !e.allowed(forecastSituation(v, &state, f.settings.Probability, now)) {
			continue
		}
		for _, of := range about.of {
			f.told[of] = struct{}{}
		}
		e.incidents.book.Report(&state, now)
	}
}
