package engine

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// savedForesight is what is looked ahead by, as it is saved.
type savedForesight struct {
	Version    int               `json:"version"`
	Record     []byte            `json:"record"`
	Endpoints  []savedHorizon    `json:"endpoints,omitempty"`
	Services   map[string][]byte `json:"services,omitempty"`
	Processes  map[string][]byte `json:"processes,omitempty"`
	Partners   map[string][]byte `json:"partners,omitempty"`
	Objectives map[string][]byte `json:"objectives,omitempty"`
}

type savedHorizon struct {
	Service  string `json:"service,omitempty"`
	Endpoint string `json:"endpoint,omitempty"`
	State    []byte `json:"state"`
}

const foresightVersion = 1

var errForesight = errors.New("forecasts: the saved state is broken, or of another version")

func (e *Engine) appendForesight(buf []byte) []byte {
	f := e.foresight
	saved := savedForesight{
		Version: foresightVersion, Record: f.record.AppendState(nil), Services: make(map[string][]byte), Processes: make(map[string][]byte),
		Partners: make(map[string][]byte), Objectives: make(map[string][]byte),
	}
	for _, p := range e.incidents.places {
		if p.ahead != nil {
			saved.Endpoints = append(saved.Endpoints, savedHorizon{p.subject.Service, p.endpoint, p.ahead.AppendState(nil)})
		}
	}
	for name, h := range f.services {
		saved.Services[name] = h.AppendState(nil)
	}
	for _, p := range e.incidents.processes {
		if p.ahead != nil {
			saved.Processes[p.process.Name] = p.ahead.AppendState(nil)
		}
	}
	for i, p := range e.partners {
		if p != nil && p.ahead != nil {
			saved.Partners[e.settings.Business.Partners[i].Name] = p.ahead.AppendState(nil)
		}
	}
	for _, o := range e.objectives {
		if o.ahead != nil {
			saved.Objectives[o.tracker.Objective().Name] = o.ahead.AppendState(nil)
		}
	}
	encoded, err := json.Marshal(&saved) // texts are valid UTF-8 and nothing else can fail
	if err != nil {
		return buf
	}
	return append(buf, encoded...)
}

// restoreForesight takes up what was saved of what there is: endpoints are restored before.
func (e *Engine) restoreForesight(data []byte) error {
	var saved savedForesight
	if err := json.Unmarshal(data, &saved); err != nil || saved.Version != foresightVersion {
		return errForesight
	}
	f := e.foresight
	errs := []error{f.record.Restore(saved.Record)}
	restore := func(h *horizon, state []byte, name string) {
		if h == nil {
			return
		}
		if err := h.Restore(state); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", apierror.Quote(name), err))
			return
		}
		h.restored = true
	}
	for i := range saved.Endpoints[:min(len(saved.Endpoints), maxPlaces)] {
		from := &saved.Endpoints[i]
		if p := e.incidents.places[e.placeKey(bounded(from.Service), bounded(from.Endpoint))]; p != nil {
			restore(p.ahead, from.State, from.Endpoint)
		}
	}
	for name, state := range saved.Services {
		restore(f.service(name), state, name)
	}
	for _, p := range e.incidents.processes {
		if state, found := saved.Processes[p.process.Name]; found {
			restore(p.ahead, state, p.process.Name)
		}
	}
	for i, p := range e.partners {
		if name := e.settings.Business.Partners[i].Name; p != nil && saved.Partners[name] != nil {
			restore(p.ahead, saved.Partners[name], name)
		}
	}
	for _, o := range e.objectives {
		if state, found := saved.Objectives[o.tracker.Objective().Name]; found && o.ahead != nil {
			errs = append(errs, o.ahead.Restore(state))
		}
	}
	return errors.Join(errs...)
}
