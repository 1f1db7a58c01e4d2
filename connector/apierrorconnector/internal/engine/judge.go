package engine

import (
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/cascade"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/surge"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// risen is a place whose error rate left its normal range.
type risen struct {
	id       string
	kind     apierror.Kind
	name     string
	place    *place
	verdict  surge.Verdict
	severity apierror.Severity
}

// TellFindings makes the engine judge what it sees: a connector that feeds no logs pipeline need not.
func (e *Engine) TellFindings() { e.tellFindings = true }

// Findings are what is to be told now of situations: what began, worsened, lasts or ended. Whoever told them says so by Sent; else
// they come again, as they then stand.
func (e *Engine) Findings(wall int64) []apierror.Finding {
	now := e.clock.Now(wall)
	if now == 0 {
		return nil
	}
	e.judgeIfDue(now)
	return e.incidents.book.Tick(now)
}

// judgeIfDue judges by the spans' time, so that a replay is judged as often as what it replays.
func (e *Engine) judgeIfDue(now int64) {
	if i := e.incidents; e.tellFindings && now-i.judgedAt >= judgeEvery {
		i.judgedAt = now
		e.judgeAll(now)
		e.addEvicted()
	}
}

// Sent confirms that findings were told.
func (e *Engine) Sent(findings []apierror.Finding) { e.incidents.book.Sent(findings) }

func (e *Engine) judgeAll(now int64) {
	i := e.incidents
	found := make(map[string]*risen)
	for k, p := range i.places {
		p.seen = min(p.seen, now)
		if now-p.seen > placeIdle {
			delete(i.places, k)
			clear(e.entries) // which lead to it, or to no place where there was no room
			continue
		}
		e.judgePlace(p, now, found)
	}
	for _, p := range i.processes {
		e.judgePlace(p, now, found)
	}
	for _, p := range i.learned {
		e.judgePlace(p, now, found)
	}
	surges := make([]cascade.Surge, 0, len(found))
	for _, r := range found {
		surges = append(surges, cascade.Surge{
			ID: r.id, Service: r.place.subject.Service, Endpoint: r.place.endpoint, Category: r.verdict.Category,
			Traces: r.place.failures.traces(r.verdict.Category, r.verdict.Since),
		})
	}
	i.listen(now)
	incidents := i.memory.Group(surges, now)
	for at := range incidents {
		state := e.tell(&incidents[at], found, now)
		i.book.Report(&state, now)
		for _, id := range incidents[at].Surges {
			if member := found[id]; member != nil {
				e.feedback.Told(state.ID, member.situation(now))
			}
		}
	}
	i.forget(now)
	for _, o := range e.objectives {
		o.judge(e, now)
	}
	for _, p := range e.partners {
		p.judge(e, now)
	}
	e.foresee(now)
	e.advise(now)
}

// judgePlace finds out how a place fails that it usually does not.
func (e *Engine) judgePlace(p *place, now int64, found map[string]*risen) {
	i := e.incidents
	i.verdicts = p.rates.Judge(now, e.settings.FalseAlarms, i.verdicts[:0])
	for at := range i.verdicts {
		v := &i.verdicts[at]
		if v.State == surge.Normal && !v.Shifted || v.Calls == 0 { // nobody calls any more: nothing says that it goes on
			continue
		}
		if v.Shifted { // the last word of it: it is as grave as it was
			v.State = surge.Surging
		}
		p.expectFailures(e)
		r := &risen{place: p, verdict: *v, name: string(v.Category), severity: surgeSeverity(v)}
		switch {
		case p.process != nil:
			r.kind, r.name = apierror.KindBusinessFailure, p.process.Name
			r.id = apierror.BusinessFailureSituation(p.process.Name, v.Category)
			r.severity = processSeverity(p.process.Criticality, v)
		case v.Category == apierror.CategoryContract:
			r.kind, r.id = apierror.KindContractDrift, apierror.ContractDriftSituation(p.subject.Service, p.endpoint)
		default:
			r.kind, r.id = apierror.KindSurge, apierror.SurgeSituation(p.subject.Service, p.endpoint, v.Category)
		}
		if !e.allowedRise(r, now) { // before it becomes part of an incident
			continue
		}
		found[r.id] = r
	}
}
