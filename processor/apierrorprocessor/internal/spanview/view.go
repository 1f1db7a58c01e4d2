// Package spanview reads a span once and gives the rest of the processor one struct, whatever protocol the call used and
// whichever semantic conventions, present or former, its instrumentation follows.
package spanview

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// View is one span. Its strings alias the span's own memory: they are valid until the batch is handed on.
//
// A View is read once. It belongs on the stack, where clearing it costs next to nothing; reading allocates nothing.
type View struct {
	Kind   ptrace.SpanKind
	Status ptrace.StatusCode

	HTTPStatus int32 // 0 where the span is no HTTP call, or got no answer
	GRPCStatus int32 // -1 where the span is no gRPC call, or got no answer

	Method string // HTTP method
	Route  string // http.route; "" where no route matched, or only a catch-all did
	Path   string // URL path without its query, undecoded
	Query  string // what followed the path's question mark, undecoded
	Host   string // whom the call went to, on the calling side

	RPC        string // rpc.method: Service/Method at present, Method formerly
	RPCService string // rpc.service, which the present conventions have no more

	RPCSystem string
	RPCCode   string // rpc.jsonrpc.error_code, or the status of another RPC that is not gRPC's
	DBSystem  string
	DBCode    string // db.response.status_code, whatever the data store's codes are

	ErrorType     string // error.type, unless it only repeats the status
	ErrorCode     string // the code that the answer itself carried, such as a cloud service's or a problem's type
	ResponseFlags string // Envoy's: why the proxy answered for the service
	Proxy         bool   // a proxy or gateway reports: the failure that it answers is that of what stands behind it
	GraphQLErrors bool   // the answer was a GraphQL response with errors

	UserAgent       string
	CapturedRequest bool // headers or parameters of the request are among the attributes

	// Captured headers of the answer.
	RetryAfter string
	Challenge  string // WWW-Authenticate
	Exhausted  bool   // a rate limit's header says that nothing remains
	Deprecated bool   // Deprecation
	Sunset     string

	ExceptionType    string
	ExceptionMessage string
	Message          string // the span status's description
	Detail           string // what the answer itself said of the error: a problem's detail, an RPC's error message
	Body             string // captured body of the answer
	Name             string // the span's own name

	// ErrorFlag is OpenTracing's error=true, which translators from Jaeger and Zipkin leave on the span, and what other tracers
	// say in its place.
	ErrorFlag bool

	// ClaimsVerdict says that the span came with attributes that only this processor may write.
	ClaimsVerdict bool

	// Malformed counts values that were not of a type that their attribute can be read as.
	Malformed int

	// Stacktrace of the exception, as its language writes it.
	Stacktrace string

	// Tags that mean something beside others only: see settleTags.
	outcome, statusTag, statusText, methodTag, uriTag string
	noAnswer                                          bool // the status was 0, which an opaque answer has in a browser, too

	says       bool // there are attributes that may say something of the call beside what every HTTP server's span holds
	attributes pcommon.Map
	events     ptrace.SpanEventSlice
	// exceptions counts the events up to the exception that was read; 0 where there is none.
	exceptions int
	duration   uint64 // nanoseconds
}

// Read fills a view that is zero from a span. Events are looked at only if the span has failed.
func (v *View) Read(span ptrace.Span) {
	v.attributes, v.events, v.duration, v.GRPCStatus = span.Attributes(), span.Events(), DurationNanos(span), -1
	v.Kind = span.Kind()
	v.Status = span.Status().Code()
	for key, value := range v.attributes.All() {
		if !isQuiet(key) {
			v.attribute(key, value)
		}
	}
	if v.noAnswer && !isAbsent(v.statusText) {
		v.ErrorFlag = true
	}
	if !v.HasFailed() && span.Events().Len() > 0 {
		v.ErrorFlag = escaped(span)
	}
	if v.HasFailed() {
		if message := span.Status().Message(); message != "" {
			v.Message = message
		}
		v.Name = span.Name()
		v.readException()
		v.tidy()
		v.checkText()
	}
}

// HasFailed reports whether what was read says that the call failed.
func (v *View) HasFailed() bool {
	return v.Status == ptrace.StatusCodeError || v.HTTPStatus >= 400 || v.GRPCStatus > 0 || v.ErrorFlag || v.ErrorType != "" ||
		v.RPCCode != "" || v.GraphQLErrors
}

// IsBare reports whether a failed span says nothing of its failure but the status that it answered on a route.
func (v *View) IsBare() bool {
	return !v.says && v.Kind == ptrace.SpanKindServer && v.HTTPStatus >= 400 && v.Route != "" && v.ErrorType == "" && v.Message == "" &&
		v.ExceptionType == "" && v.ExceptionMessage == "" && v.events.Len() == 0
}

// Serving reports whether the span is the answering side of a call.
func (v *View) Serving() bool {
	return v.Kind == ptrace.SpanKindServer || v.Kind == ptrace.SpanKindConsumer
}

// Calling reports whether the span is the asking side of a call.
func (v *View) Calling() bool {
	return v.Kind == ptrace.SpanKindClient || v.Kind == ptrace.SpanKindProducer
}

// Attributes are the span's own.
func (v *View) Attributes() pcommon.Map { return v.attributes }

// DurationNanos is how long the span took.
func (v *View) DurationNanos() uint64 { return v.duration }

// Operation is the most telling low-cardinality name that the span has for what was called: route, RPC method, or "".
func (v *View) Operation() string {
	if v.Route != "" {
		return v.Route
	}
	return v.RPC
}

// DurationNanos is how long a span took; 0 where its clock ran backwards or a timestamp is missing.
func DurationNanos(span ptrace.Span) uint64 {
	start, end := span.StartTimestamp(), span.EndTimestamp()
	if start == 0 || end <= start {
		return 0
	}
	return uint64(end - start)
}

// tidy settles what depends on several attributes, for failed spans only.
func (v *View) tidy() {
	v.settleErrorType()
	v.settleTags()
	// Go's ServeMux hands whatever no other route matches to the route of "/".
	if IsCatchAll(v.Route) || (v.Route == "/" && v.Path != "" && v.Path != "/") {
		v.Route = ""
	}
}
