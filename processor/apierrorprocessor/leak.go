package apierrorprocessor

import (
	"slices"
	"strings"
	"sync"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/leak"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// leakScanner is one for all components: its tables take milliseconds to make.
var leakScanner = sync.OnceValue(leak.NewScanner)

// leaks is what the error texts of one span or log record give away, with scratch memory for the next.
type leaks struct {
	scanner *leak.Scanner
	found   []leak.Finding
	kinds   []leakedKind
}

// reachedCaller reports whether any of it could be read by whoever made the call.
func (l *leaks) reachedCaller() bool {
	return slices.ContainsFunc(l.kinds, func(k leakedKind) bool { return k.reached > leak.Logged })
}

// leakedKind is a kind with the farthest that it reached.
type leakedKind struct {
	kind    leak.Kind
	reached leak.Reach
}

// read looks for leaks in everything that a span says of its failure.
func (l *leaks) read(v *spanview.View) {
	l.kinds = l.kinds[:0]
	if v.Message != "" {
		l.scan(v.Message, reach(v, v.GRPCStatus > 0)) // gRPC sends it along
	}
	if v.ExceptionMessage != "" && v.ExceptionMessage != v.Message {
		l.scan(v.ExceptionMessage, reach(v, false))
	}
	if v.Detail != "" {
		l.scan(v.Detail, reach(v, true))
	}
	if v.Body != "" {
		l.scan(v.Body, reach(v, true))
	}
}

// reach says how far a text came: what a service answered with, its caller has.
func reach(v *spanview.View, sent bool) leak.Reach {
	switch {
	case !v.Serving() || (v.HTTPStatus < 400 && v.GRPCStatus <= 0 && !sent):
		return leak.Logged
	case sent:
		return leak.Body
	default:
		return leak.Answered
	}
}

func (l *leaks) scan(text string, reached leak.Reach) {
	l.found = l.scanner.Scan(text, l.found[:0])
	for _, f := range l.found {
		if leak.Severity(f.Kind, reached) == apierror.SeverityNone {
			continue
		}
		at := slices.IndexFunc(l.kinds, func(k leakedKind) bool { return k.kind == f.Kind })
		if at < 0 {
			l.kinds = append(l.kinds, leakedKind{f.Kind, reached})
			continue
		}
		l.kinds[at].reached = max(l.kinds[at].reached, reached)
	}
}

// tellLeak adds the leaks to what a call is suspected of, unless the configuration spares such a call.
func (e *enricher) tellLeak(w *workspace, view *spanview.View, span ptrace.Span, out *apierror.Security) {
	ev := detect.Event{Service: w.service, Method: view.Method, Route: view.Route, Path: view.Path}
	attrs := span.Attributes()
	ev.Actor, ev.Source = e.actors.read(attrs)
	if e.settings.Tuning.AsksNetworks() {
		ev.Address = e.actors.address(attrs)
	}
	if e.settings.Tuning.Allows(apierror.SignalErrorDataLeak, &ev) {
		ev.Actor.ID = printable(ev.Actor.ID)
		w.leaks.report(ev.Actor, out)
	}
}

// report adds the leaks to what a span is suspected of, and whom they went to.
func (l *leaks) report(actor apierror.Actor, out *apierror.Security) {
	if len(out.Signals) == 0 {
		*out = apierror.Security{Signals: out.Signals, References: out.References[:0], Rationale: out.Rationale}
	}
	if !slices.Contains(out.Signals, apierror.SignalErrorDataLeak) {
		out.Signals = append(out.Signals, apierror.SignalErrorDataLeak)
	}
	var shows []string
	farthest := leak.Logged
	for _, k := range l.kinds {
		out.Severity = max(out.Severity, leak.Severity(k.kind, k.reached))
		farthest = max(farthest, k.reached)
		shows = append(shows, k.kind.About())
		for _, reference := range leak.References(k.kind, k.reached) {
			if !slices.Contains(out.References, reference) {
				out.References = append(out.References, reference)
			}
		}
	}
	if out.Rationale != "" {
		out.Rationale += "; "
	}
	out.Rationale += "the error text shows " + strings.Join(shows, ", ") + reachedWhom[farthest]
	out.Confidence = max(out.Confidence, leakConfidence[farthest])
	if out.Actor.IsZero() && farthest == leak.Body { // who may have got it is named for nothing
		out.Actor = actor
	}
}

var (
	reachedWhom = [...]string{
		leak.Logged:   ", which the telemetry keeps",
		leak.Answered: ", and belongs to an answer that may have carried it to the caller",
		leak.Body:     ", and was sent to the caller",
	}
	leakConfidence = [...]float64{leak.Logged: 0.8, leak.Answered: 0.7, leak.Body: 0.9}
)

// mask takes secrets and personal data out of every error text of a span, and reports whether there were any.
func (l *leaks) mask(span ptrace.Span) bool {
	masked := false
	if message := span.Status().Message(); message != "" {
		if clean := l.clean(message); clean != message {
			span.Status().SetMessage(clean)
			masked = true
		}
	}
	masked = l.maskAttributes(span.Attributes()) || masked
	return l.maskEvents(span) || masked
}

func (l *leaks) maskEvents(span ptrace.Span) bool {
	masked := false
	for _, event := range span.Events().All() {
		masked = l.maskAttributes(event.Attributes()) || masked
	}
	return masked
}

func (l *leaks) maskAttributes(attrs pcommon.Map) bool {
	masked := false
	for key, value := range attrs.All() {
		if spanview.IsErrorText(key) {
			masked = l.maskValue(value) || masked
		}
	}
	return masked
}

func (l *leaks) maskValue(value pcommon.Value) bool {
	masked := false
	switch value.Type() {
	case pcommon.ValueTypeStr:
		text := value.Str()
		if clean := l.clean(text); clean != text {
			value.SetStr(clean)
			masked = true
		}
	case pcommon.ValueTypeSlice:
		for _, element := range value.Slice().All() {
			masked = l.maskValue(element) || masked
		}
	default:
	}
	return masked
}

// clean gives a text without secrets and personal data.
func (l *leaks) clean(text string) string {
	l.found = l.scanner.Scan(text, l.found[:0])
	if len(l.found) == 0 {
		return text
	}
	return leak.Redact(text, l.found)
}
