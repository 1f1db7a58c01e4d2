package engine

import (
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/cascade"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// tell makes an incident what the findings are told: a surge that stands for itself, or the root cause of several.
func (e *Engine) tell(in *cascade.Incident, found map[string]*risen, now int64) findings.State {
	head := headOf(in, found)
	v := &head.verdict
	state := findings.State{
		ID: in.ID, Kind: apierror.KindSurge,
		Since: v.Since, Severity: head.severity, Confidence: v.Confidence(), Evidence: v.Evidence(), Covers: in.Covers,
		TraceID: in.TraceID, SpanID: in.SpanID,
		Subject: e.subjectOf(in, head),
	}
	state.Name = string(state.Subject.Category)
	if known := found[in.ID]; known != nil {
		state.Kind, state.Name = known.kind, known.name
	}
	if head.place.process != nil && v.Category == apierror.CategoryBusinessLogic && len(in.Surges) == 1 {
		// Its calls were answered, and only their outcome is wrong: it is the process that fails, wherever its calls are served.
		state.ID, state.Kind, state.Name = head.id, head.kind, head.name
		state.Covers = nil
	}
	if state.TraceID.IsEmpty() {
		state.TraceID, state.SpanID = head.place.failures.example(v.Category)
	}
	for _, id := range in.Surges {
		if member := found[id]; member != nil {
			state.Severity = max(state.Severity, member.severity)
			state.Since = min(state.Since, member.verdict.Since)
		}
	}
	began := e.incidents.begin(state.ID, state.Since, v, now)
	began.widen(in)
	if mattersLittle(&in.Radius) {
		state.Severity = min(state.Severity, apierror.SeverityMedium)
	}
	state.Since, state.Count = began.Since, int64(began.Before+began.Failed) //nolint:gosec // a count
	e.incidents.addRadius(&state, in, began)
	explain(&state, in, head, began)
	return state
}

// headOf is the surge that says most of an incident: the one at its cause, or else the gravest.
func headOf(in *cascade.Incident, found map[string]*risen) *risen {
	if root := found[in.Root]; root != nil {
		return root
	}
	var head *risen
	for _, id := range in.Surges {
		r := found[id]
		if r == nil {
			continue
		}
		if head == nil || r.severity > head.severity || r.severity == head.severity && r.verdict.Failed > head.verdict.Failed {
			head = r
		}
	}
	return head
}

// subjectOf is what an incident is about: the place of its cause. What several services call is none of theirs.
func (e *Engine) subjectOf(in *cascade.Incident, head *risen) apierror.Subject {
	subject := head.place.subject
	switch {
	case in.Cause.Service == "" && in.Cause.Outside():
		subject = apierror.Subject{Business: subject.Business}
	case in.Cause.Service != "" && (in.Cause.Service != subject.Service || in.Cause.Endpoint != head.place.endpoint):
		business := subject.Business
		subject = apierror.Subject{Service: in.Cause.Service, Route: in.Cause.Endpoint}
		if known := e.incidents.places[e.placeKey(in.Cause.Service, in.Cause.Endpoint)]; known != nil {
			subject = known.subject
		}
		subject.Business = business
	}
	subject.Category, subject.Reason, subject.Origin = head.verdict.Category, in.Cause.Reason, in.Cause.Origin
	if in.Cause.Category != "" {
		subject.Category = in.Cause.Category
	}
	return subject
}

// addRadius adds what the cause took down: what of the business in money, since the incident began.
func (i *incidents) addRadius(state *findings.State, in *cascade.Incident, began *beginning) {
	r := &in.Radius
	services, routes, processes := make([]any, 0, len(r.Services)), make([]any, 0, len(r.Endpoints)), make([]any, 0, len(r.Processes))
	for _, service := range r.Services {
		services = append(services, service)
	}
	for _, endpoint := range r.Endpoints {
		routes = append(routes, endpoint.Service+" "+endpoint.Name)
	}
	business := &state.Subject.Business
	for at := range r.Processes {
		p := &r.Processes[at]
		listed := map[string]any{"process": p.Name, "criticality": string(p.Criticality), "example_calls": int64(p.Calls)}
		lost, known := i.lost(began, p.Name, began.SeenAt)
		if known {
			listed["value_at_risk"], listed["cost"], listed["currency"] = lost.ValueAtRisk, lost.Cost, lost.Currency
		}
		processes = append(processes, listed)
		if graver(p.Criticality, lost.ValueAtRisk, business) {
			if !known {
				lost = apierror.Business{Process: p.Name, Criticality: p.Criticality}
			}
			*business = lost
		}
	}
	if r.Partner != "" {
		business.Partner = r.Partner
	}
	for key, list := range map[string][]any{"services": services, "routes": routes, "processes": processes} {
		if len(list) > 0 {
			state.Evidence[key] = list
		}
	}
	for key, total := range map[string]int{
		"services_total": r.ServicesTotal, "routes_total": r.EndpointsTotal, "processes_total": r.ProcessesTotal,
	} {
		if total > 0 {
			state.Evidence[key] = int64(total)
		}
	}
	if business.Currency != "" {
		business.Rationale = lostSince(business)
	}
}

// graver reports whether a process matters more than the one that a finding names so far.
func graver(criticality apierror.Criticality, value float64, than *apierror.Business) bool {
	if than.Process == "" {
		return true
	}
	a, b := rankOf(criticality), rankOf(than.Criticality)
	return a > b || a == b && value > than.ValueAtRisk
}

func rankOf(criticality apierror.Criticality) int {
	for rank, c := range apierror.Criticalities() {
		if c == criticality {
			return rank
		}
	}
	return -1
}
