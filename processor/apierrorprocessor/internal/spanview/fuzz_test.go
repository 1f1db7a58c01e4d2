package spanview

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// errorTexts are all that a view says of an error in words.
func (v *View) errorTexts() []string {
	return []string{
		v.ErrorType, v.ErrorCode, v.ExceptionType, v.ExceptionMessage, v.Message, v.Detail, v.Body, v.Stacktrace, v.Challenge, v.statusText,
	}
}

// FuzzAttribute: whatever an attribute is called and whatever it holds, on a span, an event or a log record, it is read without a
// crash, Peek lets nothing through that Read takes for a failure, and what a view says of an error comes from error texts only.
func FuzzAttribute(f *testing.F) {
	for _, key := range []string{
		"http.response.header.grpc-status", "http.response.header.ratelimit", "graphql.errors", "hive.graphql.error.codes", "error",
		"rpc.jsonrpc.error_code", "outcome", "census.status_code", "exception.escaped", "response_flags", "error.type", "apierror.reason",
		"error.message", "error.msg", "error.stack", "error.cause_chain", "error.code", "problem.detail", "problem.type", "http.status_text",
		"http.response.body", "dns.error_message", "jsonrpc.error.message", "response_code_details", "opencensus.status_description",
		"http.response.header.www-authenticate", "http.response.header.x-ms-error-code", "aws.error", "graphql.error.code", "message",
		"rpc.response.status_code", "rpc.connect_rpc.error_code", "grpc.error_name", "exception", "stack", "error.object",
	} {
		f.Add(key, "5", int64(5), true)
		f.Add(key, "none", int64(0), false)
	}
	f.Fuzz(func(t *testing.T, key, text string, number int64, flag bool) {
		for shape := range 5 {
			span := ptrace.NewSpan()
			span.SetKind(ptrace.SpanKindServer)
			event := span.Events().AppendEmpty()
			event.SetName("exception")
			record := plog.NewLogRecord()
			for _, attrs := range []interface {
				FromRaw(m map[string]any) error
			}{span.Attributes(), event.Attributes(), record.Attributes()} {
				value := []any{text, number, flag, []any{text, number}, map[string]any{text: number}}[shape]
				require.NoError(t, attrs.FromRaw(map[string]any{key: value}))
			}
			var view View
			view.Read(span)
			if mayHaveFailed, _, _ := Peek(span); view.HasFailed() {
				assert.True(t, mayHaveFailed, "%s: %v", key, span.Attributes().AsRaw())
			}
			for _, said := range view.errorTexts() {
				assert.True(t, said == "" || IsErrorText(key), "%s says %q", key, said)
			}
			assert.True(t, view.GRPCStatus >= -1 && view.GRPCStatus <= 16)
			var logged View
			logged.ReadLog(record)
			for _, said := range logged.errorTexts() {
				assert.True(t, said == "" || IsErrorText(key), "%s says %q of a record", key, said)
			}
			_ = TellsException(record)
			_ = view.Cause()
		}
	})
}
