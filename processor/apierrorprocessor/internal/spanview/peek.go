package spanview

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// MayHaveFailed reports whether anything on the span says that the call failed. An exception event alone does not: it may
// have been handled.
//
// It is what most spans cost: they are clean, and nothing else of them is read. So it looks for evidence alone, keeps
// nothing, and may be wrong on the side of caution: Read decides.
func MayHaveFailed(span ptrace.Span) bool {
	if span.Status().Code() == ptrace.StatusCodeError {
		return true
	}
	for key, value := range span.Attributes().All() {
		switch key {
		case "http.response.status_code", "http.status_code":
			if value.Type() != pcommon.ValueTypeInt || value.Int() >= 400 || value.Int() < 100 {
				return true
			}
		case "rpc.grpc.status_code", "grpc.status_code":
			if value.Type() != pcommon.ValueTypeInt || value.Int() != 0 {
				return true
			}
		case "rpc.response.status_code":
			if value.Type() != pcommon.ValueTypeStr || value.Str() != "OK" {
				return true
			}
		case "error.type", "error", "otel.status_code":
			return true
		}
	}
	return false
}
