package apierrorprocessor

import (
	"encoding/binary"
	"math"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/classify"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// failed writes the verdict on a span that may have failed, and reports whether it did. A rule of the user's, if one holds,
// stands before the tables.
func (e *enricher) failed(w *workspace, span ptrace.Span, hit *rule) bool {
	var view spanview.View // on the stack: clearing it there is cheap
	view.Read(span)
	if view.ClaimsVerdict {
		w.strip(span)
	}
	w.leaks.read(&view)
	if e.redact && w.leaks.mask(span) {
		view = spanview.View{}
		view.Read(span)
	}
	if e.exceptions.any.Load() && view.ExceptionType == "" && view.ExceptionMessage == "" { // what was only logged reached nobody: it is no leak of this span's
		logged := e.exceptions.of(span.TraceID(), span.SpanID())
		view.ExceptionType, view.ExceptionMessage = logged.kind, logged.message
	}

	var verdict apierror.Verdict // on the stack, like the view: the garbage collector need not be told what is put into it
	failure := &verdict.Failure
	if hit != nil {
		*failure = hit.failure
	} else if !w.classifier.ClassifyWithFingerprint(w.serviceHash, &view, w.assessor.IsThirdParty(&view, span), failure) {
		w.tally.malformed += int64(view.Malformed)
		return false
	}
	if hit == nil {
		e.brokeContract(w, &view, span, failure)
	}
	e.conclude(w, &view, span, &verdict)
	return true
}

// unexpected writes the verdict on a span that looks clean and is not as the configuration expects, and reports whether it
// did.
func (e *enricher) unexpected(w *workspace, span ptrace.Span) bool {
	var view spanview.View
	view.Read(span)
	w.leaks.kinds = w.leaks.kinds[:0] // nothing on it is an error's text
	var verdict apierror.Verdict
	if !w.checker.Check(&view, &verdict.Failure) {
		return false
	}
	e.conclude(w, &view, span, &verdict)
	return true
}

// conclude adds to what failed what it costs and whether it is an attack, and writes all of it.
func (e *enricher) conclude(w *workspace, view *spanview.View, span ptrace.Span, verdict *apierror.Verdict) {
	failure := &verdict.Failure
	if failure.Fingerprint == "" {
		failure.Fingerprint = w.classifier.Fingerprint(w.serviceHash, view, failure)
	}
	// The failure is taken to have begun here until a failed child turns up.
	failure.RootCause = failure.Category != apierror.CategoryCancelled
	at, _ := w.ended(span)
	w.assessor.Failed(view, span, failure, at, &verdict.Business)
	e.observe(w, view, span, verdict)
	if len(w.leaks.kinds) > 0 {
		e.tellLeak(w, view, span, &verdict.Security)
	}
	severity := max(classify.Severity(failure), classify.LeastSeverity(view), verdict.Security.Severity)
	verdict.Severity = max(severity, verdict.Business.Impact.Severity())
	w.assessor.Remember(view, span, verdict, severity, at)
	verdict.WriteSpan(span.Attributes())
	w.failures.Add(span, view, failure, w.service, w.serviceHash)
	w.tally.count(verdict)
	w.tally.malformed += int64(view.Malformed)
	if span.SpanID().IsEmpty() {
		w.tally.malformed++
	}
}

// observe shows a failed call, and what it carries, to the detectors, from the side that answered it: the side that called would count
// it twice.
func (e *enricher) observe(w *workspace, view *spanview.View, span ptrace.Span, verdict *apierror.Verdict) {
	failure := &verdict.Failure
	switch view.Kind {
	case ptrace.SpanKindServer:
	case ptrace.SpanKindClient:
		if isDenial(failure) {
			e.connected(w, span, failure, verdict)
		}
		return
	default:
		return
	}
	agent := w.agents.of(view.UserAgent, &w.injections)
	payload, leaked := w.payload(view, agent), w.leaks.reachedCaller()
	weight := 0
	if breaks(failure.Category) {
		weight = e.breaks.take(span.EndTimestamp(), &w.brokenPassed)
	}
	// Most failures count for nothing, and to write an event costs more than to see that.
	if payload.IsZero() && agent.tool == "" && !leaked && weight == 0 && !detect.Counts(failure.Category, view.Method) {
		return
	}
	event := &w.event
	*event = detect.Event{
		Failed: true, Category: failure.Category, Reason: failure.Reason,
		Payload: payload, Tool: agent.tool, Leaked: leaked, Broken: weight > 0, Weight: weight,
	}
	// A gateway without a service behind it, or a pool that is used up, breaks on whatever comes.
	event.Payload.Broke = !payload.IsZero() && (failure.Category == apierror.CategoryInternal || failure.Category == apierror.CategoryData)
	if failure.Category == apierror.CategoryRateLimit {
		event.RetryAfter = int64(view.Wait())
	}
	w.describe(view, span)
	e.detectMu.Lock()
	if e.detectors.Wants(event) {
		e.ask(w, span, verdict)
	}
	e.detectMu.Unlock()
}

// breaks reports whether a service that fails so could not do what it was asked for.
func breaks(category apierror.Category) bool {
	switch category {
	case apierror.CategoryInternal, apierror.CategoryTimeout, apierror.CategoryCapacity, apierror.CategoryDependency, apierror.CategoryNetwork:
		return true
	default:
		return false
	}
}

// ask has the detectors judge the event of a span; the caller holds the lock.
func (e *enricher) ask(w *workspace, span ptrace.Span, verdict *apierror.Verdict) bool {
	e.identify(w, span)
	suspicious := e.detectors.Observe(&w.event, &w.suspected)
	if suspicious {
		verdict.Security = w.suspected
		verdict.Security.Actor.ID = printable(verdict.Security.Actor.ID)
	}
	if watching := e.detectors.Watching(); watching != e.watching.Load() {
		e.watching.Store(watching)
	}
	return suspicious
}

// identify reads who calls, and whom he tries.
func (e *enricher) identify(w *workspace, span ptrace.Span) {
	attrs := span.Attributes()
	event := &w.event
	var found named
	e.actors.find(attrs, &found)
	event.Actor, event.Source = e.actors.callers(attrs, &found)
	if detect.AsksWhom(event) {
		event.Account = e.actors.account(&found)
	}
	if e.settings.Tuning.AsksNetworks() {
		event.Address = e.actors.address(attrs)
	}
	event.Trust, w.asked = w.trust, attrs
	event.Roles = w.roles.of(attrs)
	if !event.Failed {
		event.Session = e.actors.session(attrs, &found)
		if placeOf(attrs, w.attributes, &w.place) {
			event.Place = &w.place
		}
	}
}

// clean handles a span that did not fail: it may be looked at for what is usual, it speaks for a caller that is under suspicion, it
// may carry a payload, or it may have been slow for a partner's agreement. It has not been read yet.
func (e *enricher) clean(w *workspace, span ptrace.Span, unusual bool) {
	if w.sampling.clean() {
		e.keptContract(w, span)
	}
	if e.redact && span.Events().Len() > 0 {
		w.leaks.maskEvents(span) // of exceptions that were handled
	}
	switch span.Kind() {
	case ptrace.SpanKindServer:
		if weight := e.glances.take(span.EndTimestamp(), &w.passed); weight > 0 || unusual || e.watching.Load() && e.maySuspect(span) {
			e.observeClean(w, span, weight)
		}
	case ptrace.SpanKindClient:
		if e.model.MayBeSlow(spanview.DurationNanos(span)) {
			e.slow(w, span)
		}
		if e.calls.take(span.EndTimestamp(), &w.callsPassed) > 0 {
			e.reached(w, span)
		}
	default:
	}
}

func (e *enricher) slow(w *workspace, span ptrace.Span) {
	var view spanview.View
	view.Read(span)
	var verdict apierror.Verdict
	if w.assessor.Slow(&view, span, &verdict.Business) {
		verdict.WriteSpan(span.Attributes())
	}
}

// maySuspect reports whether a call may be of somebody under suspicion. There is nearly always some scanner about, so the calls of
// everybody else have to stay cheap: they are told apart without the lock, mostly by the source alone.
func (e *enricher) maySuspect(span ptrace.Span) bool {
	if e.detectors.MaySuspect(e.actors.source(span.Attributes()).ID) {
		return true
	}
	if !e.detectors.SuspectsActors() {
		return false
	}
	actor, _ := e.actors.read(span.Attributes())
	return e.detectors.MaySuspect(actor.ID)
}

// observeClean shows the detectors a call that succeeded: one of those that are looked at whoever makes them, which stands for so many
// as weight says; or, if weight is 0, one that is looked at for itself.
func (e *enricher) observeClean(w *workspace, span ptrace.Span, weight int) {
	var view spanview.View
	view.Read(span)
	agent := w.agents.of(view.UserAgent, &w.injections)
	w.event = detect.Event{Sampled: weight > 0, Weight: weight, Payload: w.payload(&view, agent), Tool: agent.tool}
	w.describe(&view, span)
	if spanview.IsCatchAll(view.Route) {
		w.event.Route = ""
	}
	var verdict apierror.Verdict
	e.detectMu.Lock()
	suspicious := e.ask(w, span, &verdict)
	e.detectMu.Unlock()
	if suspicious {
		verdict.WriteSpan(span.Attributes())
		w.tally.count(&verdict)
	}
}

// describe fills the part of the event that does not depend on the outcome.
func (w *workspace) describe(view *spanview.View, span ptrace.Span) {
	event, id := &w.event, span.SpanID()
	event.SpanID = binary.BigEndian.Uint64(id[:])
	event.Time = w.time(span)
	event.Service, event.Method, event.Route, event.RPC, event.Path = w.service, view.Method, view.Route, view.RPC, view.Path
	event.Query = view.Query
	event.Agent, event.Duration = view.UserAgent, int64(min(view.DurationNanos(), math.MaxInt64))
}
