package spanview

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// FuzzAttribute: whatever an attribute is called and whatever it holds, on a span, an event or a log record, it is read without a
// crash, and Peek lets nothing through that Read takes for a failure.
func FuzzAttribute(f *testing.F) {
	for _, key := range []string{
		"http.response.header.grpc-status", "http.response.header.ratelimit", "graphql.errors", "hive.graphql.error.codes", "error",
		"rpc.jsonrpc.error_code", "outcome", "census.status_code", "exception.escaped", "response_flags", "error.type", "apierror.reason",
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
			if mayHaveFailed, _ := Peek(span); view.HasFailed() {
				assert.True(t, mayHaveFailed, "%s: %v", key, span.Attributes().AsRaw())
			}
			assert.True(t, view.GRPCStatus >= -1 && view.GRPCStatus <= 16)
			var logged View
			logged.ReadLog(record)
			_ = TellsException(record)
			_ = view.Cause()
		}
	})
}
