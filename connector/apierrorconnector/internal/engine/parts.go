package engine

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Part is a part of the state that a restart would lose.
type Part struct {
	Name    string
	Append  func(buf []byte) []byte
	Restore func(data []byte) error
	// Large ones are saved less often.
	Large bool
}

// Parts are all of them. What cannot be restored is empty afterwards.
func (e *Engine) Parts() []Part {
	parts := []Part{
		{Name: "clock", Append: e.appendClock, Restore: e.restoreClock},
		{Name: "findings", Append: e.incidents.book.AppendState, Restore: e.incidents.book.Restore},
		{Name: "incidents", Append: e.incidents.memory.AppendState, Restore: e.incidents.memory.Restore},
		{Name: "endpoints", Append: e.appendPlaces, Restore: e.restorePlaces},
		{Name: "losses", Append: e.incidents.appendLosses, Restore: e.incidents.restoreLosses},
		{Name: "transactions", Append: e.transactions.AppendState, Restore: e.transactions.Restore},
		{Name: "feedback", Append: e.feedback.AppendState, Restore: e.feedback.Restore},
	}
	if e.settings.Forecast.Enabled {
		parts = append(parts, Part{Name: "forecasts", Append: e.appendForesight, Restore: e.restoreForesight, Large: true})
	}
	for _, o := range e.objectives {
		parts = append(parts, Part{Name: "slo/" + o.tracker.Objective().Name, Append: o.tracker.AppendState, Restore: o.tracker.Restore})
	}
	for i, p := range e.partners {
		if p != nil {
			parts = append(parts, Part{
				Name: "sla/" + e.settings.Business.Partners[i].Name, Append: p.tracker.AppendState, Restore: p.tracker.Restore,
			})
		}
	}
	return parts
}

// Resume starts the clock after the parts were restored: what was going on is to end, though no span may come any more.
func (e *Engine) Resume(wall int64) {
	if seen := e.incidents.book.LastSeen(); seen > 0 {
		e.clock.See(min(seen, wall), wall)
	}
}

// savedClock is how far the spans' time lay behind the wall clock's, in nanoseconds.
type savedClock struct {
	Version int   `json:"version"`
	Lag     int64 `json:"lag"`
}

const clockVersion = 1

var errClock = errors.New("clock: the saved state is broken, or of another version")

func (e *Engine) appendClock(buf []byte) []byte {
	lag, begun := e.clock.Lag()
	if !begun {
		return buf
	}
	encoded, err := json.Marshal(savedClock{clockVersion, lag}) // numbers, and nothing else can fail
	if err != nil {
		return buf
	}
	return append(buf, encoded...)
}

func (e *Engine) restoreClock(data []byte) error {
	if len(data) == 0 {
		return nil // it had not begun
	}
	var saved savedClock
	if err := json.Unmarshal(data, &saved); err != nil || saved.Version != clockVersion || !e.clock.Resume(saved.Lag, e.wall) {
		return errClock
	}
	return nil
}

// savedPlaces are the places that are judged, as they are saved.
type savedPlaces struct {
	Version   int               `json:"version"`
	Endpoints []savedPlace      `json:"endpoints,omitempty"`
	Processes map[string][]byte `json:"processes,omitempty"`
}

type savedPlace struct {
	Service  string `json:"service,omitempty"`
	Endpoint string `json:"endpoint,omitempty"`
	Route    string `json:"route,omitempty"`
	RPC      string `json:"rpc,omitempty"`
	Seen     int64  `json:"seen"`
	Rates    []byte `json:"rates"`
}

const placesVersion = 1

var errPlaces = errors.New("endpoints: the saved state is broken, or of another version")

func (e *Engine) appendPlaces(buf []byte) []byte {
	saved := savedPlaces{Version: placesVersion, Processes: make(map[string][]byte)}
	for _, p := range e.incidents.places {
		saved.Endpoints = append(saved.Endpoints, savedPlace{
			p.subject.Service, p.endpoint, p.subject.Route, p.subject.RPCMethod, p.seen, p.rates.AppendState(nil),
		})
	}
	for _, p := range e.incidents.processes {
		saved.Processes[p.process.Name] = p.rates.AppendState(nil)
	}
	encoded, err := json.Marshal(&saved) // texts are valid UTF-8 and nothing else can fail
	if err != nil {
		return buf
	}
	return append(buf, encoded...)
}

func (e *Engine) restorePlaces(data []byte) error {
	var saved savedPlaces
	if err := json.Unmarshal(data, &saved); err != nil || saved.Version != placesVersion {
		return errPlaces
	}
	var errs []error
	for i := range saved.Endpoints[:min(len(saved.Endpoints), maxPlaces)] {
		from := &saved.Endpoints[i]
		made := &place{
			subject:  boundedSubject(apierror.Subject{Service: from.Service, Route: from.Route, RPCMethod: from.RPC}),
			endpoint: bounded(from.Endpoint), seen: max(0, from.Seen), ahead: e.foresight.horizon(),
		}
		if err := made.rates.Restore(from.Rates); err != nil {
			errs = append(errs, fmt.Errorf("%s %s: %w", apierror.Quote(from.Service), apierror.Quote(made.endpoint), err))
			continue
		}
		e.incidents.places[e.placeKey(made.subject.Service, made.endpoint)] = made
	}
	for _, p := range e.incidents.processes {
		if rates, found := saved.Processes[p.process.Name]; found {
			errs = append(errs, p.rates.Restore(rates))
		}
	}
	return errors.Join(errs...)
}
