package classify

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

const (
	grpcResourceExhausted = 8
	grpcUnavailable       = 14
)

// recognised is what a text says that is in a table, from where the span stands: what is wrong with a request is the caller's
// fault where it was answered, and the service's own where it was sent. Without a meaning, the text is in no table; it may
// still quote an HTTP status.
type recognised struct {
	means *meaning
	// code says that it is a code that a service chose as its answer, which is more exact than the status that came with it.
	code bool
	// quoted is the HTTP status that a text without a meaning quotes; 0 where there is none.
	quoted quotedStatus

	answered, served5xx, within, elsewhere, remote knowledge
}

func newRecognised(means *meaning, code bool, sentence string) *recognised {
	k := knowledge{
		category: means.category, reason: means.reason, origin: means.origin, retryable: means.retryable,
		confidence: 0.85, rationale: sentence + ": " + means.says,
		far: means.far, gone: means.gone, none: means.none,
	}
	r := &recognised{means: means, code: code, answered: k, served5xx: k, within: k, elsewhere: k, remote: k}
	if means.origin == "" {
		r.answered.origin, r.within.origin = apierror.OriginCaller, apierror.OriginCaller
		r.served5xx.origin, r.elsewhere.origin, r.remote.origin = apierror.OriginService, apierror.OriginService, apierror.OriginService
		r.served5xx.rationale += ", and the service answered it as a failure of its own"
		if code { // of a service that was called from within
			r.within = r.elsewhere
		}
		if means == &schemaMismatch { // what the caller sent does not parse: to whoever answers, that is a bad request
			r.answered.category, r.within.category = apierror.CategoryValidation, apierror.CategoryValidation
		}
	}
	if means.origin == apierror.OriginService {
		r.remote.origin = apierror.OriginDependency
		if means.category == apierror.CategoryInternal {
			r.remote.category = apierror.CategoryDependency
		}
	}
	return r
}

func newUnrecognised(sentence string, quoted quotedStatus) *recognised {
	k := unhandled
	k.rationale = sentence + ": in no table, taken for a fault of the service itself"
	return &recognised{quoted: quoted, answered: k, served5xx: k, within: k, elsewhere: k, remote: k}
}

// on gives what the words tell of a span. Whoever answers with a server error is at fault, whatever the caller had sent.
func (r *recognised) on(v *spanview.View, from source) *knowledge {
	switch {
	case v.AnsweredServerError():
		return &r.served5xx
	case v.Serving() && r.code && from != fromRPCCode && v.HTTPStatus == 0 && v.GRPCStatus < 0: // of a service that was called from within
		return &r.elsewhere
	case v.Kind == ptrace.SpanKindConsumer && r.means != nil && !ofPayload(r.means.category):
		return &r.elsewhere // a consumer is the broker's client, and its producer is to blame for the message alone
	case v.Serving():
		return &r.answered
	case !v.Calling() && v.DBSystem == "":
		return &r.within
	case r.isRemote(v, from):
		return &r.remote
	default:
		return &r.elsewhere
	}
}

// isGeneral reports whether what else the span says of the same category stands before this. The class of a reset connection does
// not tell whether it was the caller's own, a message may; JSON-RPC's code of a failure says nothing of it.
func (r *recognised) isGeneral(from source) bool {
	switch r.means {
	case &connectionReset:
		return from == fromException || from == fromErrorType
	case &calledFailed:
		return from == fromRPCCode
	default:
		return r.means.general
	}
}

// ofPayload reports whether a failure is about what was sent, as against who asked for what.
func ofPayload(category apierror.Category) bool {
	return category == apierror.CategoryValidation || category == apierror.CategoryContract
}

// isRemote reports whether the words are those of the side that was called: a gRPC status's message is, and a data store
// that says it has no room left speaks of itself. A pool is exhausted by those who use it.
func (r *recognised) isRemote(v *spanview.View, from source) bool {
	if !v.Calling() || r.means == nil || r.means == &poolExhausted {
		return false
	}
	if v.GRPCStatus > 0 {
		return from == fromStatusMessage || from == fromDetail
	}
	if tellsOfOtherSide(v.ExceptionType) {
		return true
	}
	if r.code && v.DBSystem == "" { // Lambda's function that ran out of time
		switch r.means.category {
		case apierror.CategoryInternal, apierror.CategoryCapacity, apierror.CategoryTimeout:
			return true
		default:
			return false
		}
	}
	return v.DBSystem != "" && from != fromException && from != fromErrorType && r.means.category == apierror.CategoryCapacity
}

// agrees reports whether the words may speak for the status. They always may where it is absent or only says that the
// service failed. A 400 they may only make more exact: that the connection broke is no reason to blame the network for a
// request that was answered as malformed. A status that names its cause they may only refine, but for causes that services
// are known to answer with that status too.
func (r *recognised) agrees(v *spanview.View, status *knowledge) bool {
	switch {
	case r.means.received && !v.Calling():
		return false
	case status.isBareServerError(), r.means.category == status.category:
		return true
	case status.generic:
		return r.code || r.means.origin == "" || status.category == apierror.CategoryDependency
	case v.AnsweredServerError() && r.explainsUnavailable(v):
		return true
	case v.GRPCStatus == grpcUnavailable && v.Calling() && r.means.category == apierror.CategoryNetwork:
		return true // gRPC's own clients say so of a connection that they do not get
	case v.GRPCStatus == grpcResourceExhausted && r.means.category == apierror.CategoryValidation:
		return true // a message that is too large is no quota
	case r.means.category == apierror.CategoryRateLimit: // GitHub and Google answer 403 for it, S3 503
		return v.HTTPStatus == 403 || (v.HTTPStatus == 503 && v.Calling())
	default:
		return r.code && (v.HTTPStatus == 403 || (v.HTTPStatus >= 500 && v.Calling()))
	}
}

// tellsOfOtherSide recognises the classes in which what went wrong with the called side comes back to the caller: SOAP's and WCF's
// faults, RMI's, Dubbo's, JSON-RPC's and gRPC's.
func tellsOfOtherSide(class string) bool {
	for _, end := range [...]string{
		"FaultException", "SOAPFault", "SoapFault", "RemoteException", "RemoteError", "RpcException", "RpcError", "StatusRuntimeException", "ServiceError",
	} {
		if strings.HasSuffix(class, end) {
			return true
		}
	}
	return false
}

// explainsUnavailable reports whether the words name what made a service answer 502, 503, 504 or gRPC's UNAVAILABLE: it chose
// a status for its callers, and the exception tells why.
func (r *recognised) explainsUnavailable(v *spanview.View) bool {
	if r.means.deep {
		return true
	}
	unavailable := v.GRPCStatus == grpcUnavailable || (v.HTTPStatus >= 502 && v.HTTPStatus <= 504)
	return unavailable && !r.means.vague && r.means.origin != "" && r.means.category != apierror.CategoryCancelled
}
