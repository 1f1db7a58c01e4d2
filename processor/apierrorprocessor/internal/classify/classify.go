// Package classify decides what failed and why: category, reason, origin, whether a retry may help, how sure that is and on
// what evidence. It knows only the span at hand.
package classify

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// ReasonUnspecified is that of a span of which its status alone says that it failed.
const ReasonUnspecified = "unspecified"

// Classifier remembers which error texts it has recognised. It is not safe for concurrent use.
type Classifier struct {
	texts        textCache
	fingerprints fingerprintCache
	bare         bareVerdicts
}

// New makes a Classifier. Mask takes out of an error text what its rationale must not show.
func New(mask func(text string) string) *Classifier {
	return &Classifier{texts: newTextCache(mask), bare: newBareVerdicts()}
}

// Classify fills out for a span that failed and reports whether it did. thirdParty says that the called server belongs to
// another company. RootCause and Fingerprint are left alone: they need more than the span.
//
// The most specific evidence wins: a status that names its cause, then the error's type, then its message, then a status
// that only says that something went wrong, then the bare fact.
func (c *Classifier) Classify(v *spanview.View, thirdParty bool, out *apierror.Failure) bool {
	if !v.HasFailed() {
		return false
	}
	known := byStatus(v)
	if hit := c.recognise(v, known); hit != nil {
		known = hit
	}
	if known == nil {
		known = byKind(v)
	}
	if known.isNobodys(v) {
		return false
	}
	known = sharpen(v, known)
	out.Category = known.category
	out.Reason = known.reason
	out.Origin = known.origin
	if thirdParty && (known.origin == apierror.OriginDependency || known.far) {
		out.Origin = apierror.OriginThirdParty
	}
	out.Retryable = known.retryable
	out.Confidence = known.confidence
	out.Rationale = known.rationale
	return true
}

// knowledge is what a piece of evidence tells. It is made beforehand, or once for a text, and never changed: verdicts of a
// thousand spans point to the same.
type knowledge struct {
	category   apierror.Category
	reason     string
	origin     apierror.Origin
	retryable  bool
	confidence float64
	rationale  string

	// generic evidence says that something failed, not what: anything more telling outranks it.
	generic         bool
	far, gone, none bool // as a meaning's
}

// isNobodys reports whether what happened is no failure at all: the words say so and no status says otherwise, or the call's own
// user gave up on it.
func (k *knowledge) isNobodys(v *spanview.View) bool {
	refused := v.HTTPStatus >= 400 || v.GRPCStatus > 0
	if k.none && !refused {
		return true
	}
	return (v.Serving() || v.HTTPStatus == 499) && (k.category == apierror.CategoryCancelled || (k.gone && !refused))
}

// byStatus reads the protocol's status. gRPC's stands before HTTP's: over HTTP/2 every gRPC answer is a 200.
func byStatus(v *spanview.View) *knowledge {
	if v.GRPCStatus > 0 {
		return grpcKnowledge(v.GRPCStatus, v.Calling())
	}
	if v.HTTPStatus >= 400 {
		// What a proxy answers with a server error, it received, or did not get.
		return httpKnowledge(v.HTTPStatus, v.Calling() || (v.Proxy && v.HTTPStatus >= 500))
	}
	if status := dbStatus(v); status >= 400 {
		return httpKnowledge(status, v.Calling())
	}
	return nil
}

// isBareServerError reports whether the status says no more than that the service failed; no status says even less.
func (k *knowledge) isBareServerError() bool {
	return k == nil || (k.generic && k.category == apierror.CategoryInternal)
}

// byKind is the last resort: the span is marked as failed and says nothing more.
func byKind(v *spanview.View) *knowledge {
	switch {
	case v.RPCCode != "" && v.Serving() && jsonRPC.byCode(v.RPCCode) == &calledFailed:
		return &unexplained
	case (v.GraphQLErrors || v.RPCCode != "") && v.Calling():
		return &errorsReceived
	case v.GraphQLErrors || v.RPCCode != "":
		return &errorsAnswered
	}
	switch v.Kind {
	case ptrace.SpanKindClient, ptrace.SpanKindProducer:
		if v.Method != "" && v.DBSystem == "" {
			return &noAnswer
		}
		return &dependencyFailed
	case ptrace.SpanKindServer, ptrace.SpanKindConsumer:
		if v.ErrorType == "" && v.ExceptionType == "" {
			return &unexplained
		}
		return &unhandled
	default:
		if v.ErrorType != "" || v.ExceptionType != "" {
			return &unhandled
		}
		return &markedOnly
	}
}

var (
	errorsAnswered = knowledge{
		category: apierror.CategoryBusinessLogic, reason: "error_in_response", origin: apierror.OriginService, confidence: 0.6,
		rationale: "the call was answered, and the answer holds an error (GraphQL, JSON-RPC) that is in no table",
	}
	errorsReceived = knowledge{
		category: apierror.CategoryBusinessLogic, reason: "error_in_response", origin: apierror.OriginDependency, confidence: 0.6,
		rationale: "the call was answered, and the answer holds an error (GraphQL, JSON-RPC) that is in no table",
	}
	noAnswer = knowledge{
		category: apierror.CategoryNetwork, reason: "no_response", origin: apierror.OriginNetwork, retryable: true, confidence: 0.6,
		rationale: "the HTTP call failed and no status came back: the request or its answer was lost on the way",
	}
	dependencyFailed = knowledge{
		category: apierror.CategoryDependency, reason: "call_failed", origin: apierror.OriginDependency, confidence: 0.5,
		rationale: "the call is marked as failed and says nothing of the cause",
	}
	unhandled = knowledge{
		category: apierror.CategoryInternal, reason: "unhandled_error", origin: apierror.OriginService, confidence: 0.6,
		rationale: "the span failed with an error that is not in the tables: taken for a fault of the service itself",
	}
	unexplained = knowledge{
		category: apierror.CategoryInternal, reason: "unhandled_error", origin: apierror.OriginService, confidence: 0.5,
		rationale: "the answer is marked as failed and says nothing of the cause: taken for a fault of the service itself",
	}
	markedOnly = knowledge{
		category: apierror.CategoryUnknown, reason: ReasonUnspecified, origin: apierror.OriginService, confidence: 0.3,
		rationale: "the span's status is ERROR and nothing on it says why",
	}
)
