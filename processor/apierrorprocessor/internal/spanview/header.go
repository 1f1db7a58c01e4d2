package spanview

import (
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// headerPrefix begins the attributes of captured response headers; the header's name follows in lower case, in former
// conventions with underscores.
const headerPrefix = "http.response.header."

// capturedRequests begin the attributes of captured headers and parameters of a request.
var capturedRequests = [...]string{"http.request.header.", "http.request.parameter.", "http.request.query.", "servlet.request.parameter."}

// IsCapturedRequest reports whether an attribute holds a header or a parameter that the caller sent. Instrumentation captures those
// that its user asks for.
func IsCapturedRequest(key string) bool {
	for _, prefix := range &capturedRequests {
		if len(key) > len(prefix) && key[:len(prefix)] == prefix {
			return true
		}
	}
	return false
}

// Wait is how long the answer told its caller to wait, by a Retry-After in seconds (RFC 9110, section 10.2.3). It is 0 if it did not say so,
// and for the header's other form, a date: clocks differ.
func (v *View) Wait() time.Duration {
	if v.RetryAfter == "" {
		return 0 // most answers: the parser's error would cost two allocations
	}
	seconds, err := strconv.ParseUint(strings.TrimSpace(v.RetryAfter), 10, 32)
	if err != nil {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// header takes a captured header of the answer.
func (v *View) header(name string, value pcommon.Value) {
	switch name {
	case "retry-after", "retry_after":
		v.RetryAfter = v.firstText(value)
	case "www-authenticate", "www_authenticate":
		v.Challenge = v.firstText(value)
	case "grpc-status": // gRPC-Web, and gRPC's trailers
		if status, err := strconv.ParseInt(v.firstText(value), 10, 32); err == nil && GRPCName(int32(status)) != "" {
			v.GRPCStatus = int32(status)
		}
	case "deprecation": // RFC 9745: a date, formerly "true"
		v.Deprecated = v.firstText(value) != "false"
	case "sunset": // RFC 8594
		v.Sunset = v.firstText(value)
	case "x-ratelimit-remaining", "x_ratelimit_remaining", "ratelimit-remaining", "ratelimit_remaining", "x-rate-limit-remaining":
		v.Exhausted = v.Exhausted || v.firstText(value) == "0"
	case "ratelimit": // draft-ietf-httpapi-ratelimit-headers: "default";r=0;t=30, formerly limit=10, remaining=0, reset=4
		said := strings.ReplaceAll(v.firstText(value), " ", "") + ";"
		v.Exhausted = v.Exhausted || strings.Contains(said, ";r=0;") || strings.Contains(said, "remaining=0,")
	case "x-amzn-errortype", "x-amz-error-code", "x-ms-error-code": // AWS's REST services, S3, Azure Storage
		code, _, _ := strings.Cut(v.firstText(value), ":")
		setIfEmpty(&v.ErrorCode, code)
	}
}

// firstText reads a captured header, which is a list of strings by convention, and a plain string or a number in some
// instrumentation.
func (v *View) firstText(value pcommon.Value) string {
	if value.Type() == pcommon.ValueTypeSlice {
		if value.Slice().Len() == 0 {
			return ""
		}
		value = value.Slice().At(0)
	}
	return v.code(value)
}
