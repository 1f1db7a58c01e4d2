package spanview

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// Peek reports whether anything on the span says that the call failed, and of one that did not, whether it claims a verdict of
// its own and whether what was asked for holds unusual characters. An exception event alone says nothing, unless it ended the span:
// it may have been handled.
//
// It is what most spans cost: they are clean, and nothing else of them is read. So it looks for evidence alone, keeps
// nothing, and may be wrong on the side of caution: Read decides.
func Peek(span ptrace.Span) (mayHaveFailed, claimsVerdict, unusual bool) {
	if span.Status().Code() == ptrace.StatusCodeError {
		return true, false, false
	}
	for key, value := range span.Attributes().All() {
		if !telling.MayHold(key) {
			continue
		}
		switch key {
		case "url.path", "url.query", "http.target":
			unusual = unusual || isUnusualTarget(value)
		case "http.response.status_code", "http.status_code":
			if value.Type() != pcommon.ValueTypeInt || value.Int() >= 400 || value.Int() < 100 {
				return true, false, false
			}
		case "rpc.grpc.status_code", "grpc.status_code":
			if value.Type() != pcommon.ValueTypeInt || value.Int() != 0 {
				return true, false, false
			}
		case "http.response.header.grpc-status": // gRPC-Web
			return true, false, false
		case "rpc.response.status_code":
			if value.Type() != pcommon.ValueTypeStr || value.Str() != "OK" {
				return true, false, false
			}
		case "error.type", "error", "otel.status_code":
			return true, false, false
		default:
			switch {
			case isVerdict(key):
				claimsVerdict = true
			case IsCapturedRequest(key):
				unusual = unusual || isUnusualCapture(value)
			case othersFailed(key, value):
				return true, false, false
			}
		}
	}
	return span.Events().Len() > 0 && escaped(span), claimsVerdict, unusual
}

// telling are the keys that Peek knows.
var telling = func() (keys Keys) {
	for _, key := range [...]string{
		"url.path", "url.query", "http.target",
		"http.response.status_code", "http.status_code", "rpc.grpc.status_code", "grpc.status_code", "http.response.header.grpc-status",
		"rpc.response.status_code", "error.type", "error", "otel.status_code",
		"census.status_code", "db.cassandra.error.message", "grpc.error_name", "rpc.jsonrpc.error_code", "jsonrpc.error_code",
		"jsonrpc.error.code", "rpc.connect_rpc.error_code", "twirp.error_code", "outcome",
	} {
		keys.Add(key)
	}
	for _, space := range graphQLSpaces {
		keys.AddPrefix(space, len(space+"error"))
	}
	keys.AddPrefix(verdictPrefix, shortestVerdict)
	for _, space := range capturedRequests {
		keys.AddPrefix(space, len(space)+1)
	}
	return keys
}()

// othersFailed knows the evidence that is in no present convention.
func othersFailed(key string, value pcommon.Value) bool {
	switch key {
	case "census.status_code", "db.cassandra.error.message", "grpc.error_name", "rpc.jsonrpc.error_code", "jsonrpc.error_code",
		"jsonrpc.error.code", "rpc.connect_rpc.error_code", "twirp.error_code":
		return true
	case "outcome":
		return value.Type() == pcommon.ValueTypeStr && isFailedOutcome(value.Str())
	default:
		return tellsGraphQLErrors(key)
	}
}

const (
	// verdictPrefix begins the keys that only this processor may write.
	verdictPrefix = "apierror."
	// shortestVerdict is the length of the shortest of them, apierror.reason: most keys are shorter.
	shortestVerdict = len("apierror.reason")
)

func isVerdict(key string) bool {
	return len(key) >= shortestVerdict && key[0] == verdictPrefix[0] && key[:len(verdictPrefix)] == verdictPrefix
}

// StripVerdict removes what a span says of itself in this processor's words. A service that could forge them could raise an
// alarm in anybody's name, or hide behind a harmless verdict.
func StripVerdict(attrs pcommon.Map) {
	attrs.RemoveIf(func(key string, _ pcommon.Value) bool { return isVerdict(key) })
}
