package apierrorprocessor

import (
	"math/rand/v2"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/drift"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

const (
	// keptSamples is how many calls of a batch that did not break a contract are looked at: shares need no more.
	keptSamples = 4
	// brokenExact is how many that did are looked at one by one, and brokenStride how many one stands for beyond.
	brokenExact  = 8
	brokenStride = 64
)

// sampling picks the calls of a batch from which shares are estimated.
type sampling struct {
	stride int // one clean span of so many, on average
	left   int // clean spans until the next that is looked at
	broken int
}

func newSampling(spans int) sampling {
	s := sampling{stride: max(1, spans/keptSamples)}
	s.left = s.gap()
	return s
}

// gap is random: services report their calls in a rhythm, with which a fixed one would fall in step.
func (s *sampling) gap() int { return 1 + rand.IntN(2*s.stride-1) }

// clean reports whether a clean span is one of those that are looked at. It counts down, since a division for every clean span
// would cost as much as reading it.
func (s *sampling) clean() bool {
	s.left--
	if s.left > 0 {
		return false
	}
	s.left = s.gap()
	return true
}

// breaking gives how many calls a broken one stands for; 0 where it is not looked at.
func (s *sampling) breaking() int {
	s.broken++
	switch {
	case s.broken <= brokenExact:
		return 1
	case s.broken%brokenStride == 0:
		return brokenStride
	default:
		return 0
	}
}

// keptContract counts a clean call for what is usual between two sides.
func (e *enricher) keptContract(w *workspace, span ptrace.Span) {
	var view spanview.View
	view.Read(span)
	call, ok := e.agreedCall(w, &view, span)
	if !ok {
		return
	}
	call.Weight = w.sampling.stride
	e.driftMu.Lock()
	defer e.driftMu.Unlock()
	e.drift.Kept(&call)
}

// brokeContract counts a call that failed as validation or contract, and makes it contract drift where one side has moved.
func (e *enricher) brokeContract(w *workspace, view *spanview.View, span ptrace.Span, failure *apierror.Failure) {
	if failure.Category != apierror.CategoryValidation && failure.Category != apierror.CategoryContract {
		return
	}
	weight := w.sampling.breaking()
	if weight == 0 && !e.drifting.Load() {
		return
	}
	call, ok := e.agreedCall(w, view, span)
	if !ok {
		return
	}
	call.Weight = weight
	thirdParty := failure.Origin == apierror.OriginThirdParty || w.assessor.IsThirdParty(view, span)
	e.driftMu.Lock()
	defer e.driftMu.Unlock()
	if e.drift.Broken(&call, failure) {
		failure.Fingerprint = "" // it is another fault
		if thirdParty && failure.Origin == apierror.OriginDependency {
			failure.Origin = apierror.OriginThirdParty
		}
	}
	if drifting := e.drift.Drifting(); drifting != e.drifting.Load() {
		e.drifting.Store(drifting)
	}
}

// agreedCall describes a call between two sides that can be told; false for any other span.
func (e *enricher) agreedCall(w *workspace, view *spanview.View, span ptrace.Span) (drift.Call, bool) {
	call := drift.Call{Service: w.service, Version: w.version, Method: view.Method, Time: w.time(span)}
	switch view.Kind {
	case ptrace.SpanKindServer:
		call.Route, call.Party = view.Operation(), clientProgram(view.Attributes())
		call.Source = e.actors.source(view.Attributes()).ID
	case ptrace.SpanKindClient:
		call.Calling = true
		call.Route, call.Party = view.Host, view.Host
	default:
	}
	return call, call.Route != "" && call.Party != ""
}

// clientProgram names a client program and its version: by the attributes for it, else by the first product of its user agent. The
// rest of a user agent tells the device.
func clientProgram(attrs pcommon.Map) string {
	for _, names := range [...][2]string{{"client.name", "client.version"}, {"user_agent.name", "user_agent.version"}} {
		if name := lookup(attrs, names[:1]); name != "" {
			return name + "/" + lookup(attrs, names[1:])
		}
	}
	agent := lookup(attrs, userAgentAttributes)
	product, _, _ := strings.Cut(agent, " ")
	return product
}

var userAgentAttributes = []string{"user_agent.original", "http.user_agent"}
