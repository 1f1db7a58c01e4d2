package apierrorprocessor

import (
	"encoding/binary"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
)

// peerNames are the attributes of a calling span that name whom it calls, the most telling first: the service, else its host; of RPCs
// without either, the service of the interface.
var peerNames = []string{"service.peer.name", "peer.service", "server.address", "net.peer.name", "rpc.service"}

// connected shows the detectors a calling span: which service calls which, and whether it may. The failure is nil if it succeeded.
func (e *enricher) connected(w *workspace, span ptrace.Span, failure *apierror.Failure, verdict *apierror.Verdict) {
	if w.service == "" {
		return
	}
	peer := lookup(span.Attributes(), peerNames)
	if peer == "" {
		return
	}
	at := w.time(span)
	if failure == nil && e.detectors.KnowsConnection(e.detectors.Identify(w.service), e.detectors.Identify(peer), at) {
		return
	}
	id := span.SpanID()
	call := detect.Connection{Time: at, SpanID: binary.BigEndian.Uint64(id[:]), From: w.service, To: peer, Trust: w.trustService}
	if failure != nil {
		call.Failed, call.Denied = true, isDenial(failure)
	}
	e.detectMu.Lock()
	defer e.detectMu.Unlock()
	if e.detectors.ObserveConnection(&call, &w.suspected) {
		verdict.Security = w.suspected
		verdict.Security.Actor.ID = printable(verdict.Security.Actor.ID)
	}
}

// isDenial reports whether a call failed for who made it.
func isDenial(failure *apierror.Failure) bool {
	return failure.Category == apierror.CategoryAuthentication || failure.Category == apierror.CategoryAuthorization
}

// reached handles a calling span that succeeded, if it is one of those that are looked at.
func (e *enricher) reached(w *workspace, span ptrace.Span) {
	var verdict apierror.Verdict
	e.connected(w, span, nil, &verdict)
	if !verdict.Security.IsZero() || verdict.Security.Spared() {
		verdict.WriteSpan(span.Attributes())
		w.tally.count(&verdict)
	}
}
