package spanview

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

func thrown(span ptrace.Span, kind, trace string) {
	event := span.Events().AppendEmpty()
	event.SetName("exception")
	event.Attributes().PutStr("exception.type", kind)
	event.Attributes().PutStr("exception.stacktrace", trace)
}

func TestEarlierExceptions(t *testing.T) {
	span := ptrace.NewSpan()
	span.Status().SetCode(ptrace.StatusCodeError)
	thrown(span, "first", "")
	span.Events().AppendEmpty().SetName("retry")
	thrown(span, "second", "")
	thrown(span, "last", "")
	var view View
	view.Read(span)
	assert.Equal(t, "last", view.ExceptionType)
	for before, want := range map[int]string{1: "second", 2: "", 3: "first"} {
		kind, _, more := view.EarlierException(before)
		assert.True(t, more)
		assert.Equal(t, want, kind)
	}
	_, _, more := view.EarlierException(4)
	assert.False(t, more)
}

func TestCause(t *testing.T) {
	const nested = "a.A: x\n\tat a.b(C.java:1)\nCaused by: b.B: y\n\tat a.b(C.java:2)\nCaused by: c.C: z\n\t... 2 more"
	for trace, want := range map[string]string{
		nested:                       "c.C: z",
		"a.A: x\n\tat a.b(C.java:1)": "",
		"a.A: x\nCaused by: b.B":     "b.B",
		"System.AggregateException: One or more errors occurred.\r\n ---> System.Net.Http.HttpRequestException: Connection refused (stock:80)\r\n" +
			" ---> System.Net.Sockets.SocketException (111): Connection refused\r\n   at A.B()\r\n   --- End of inner exception stack trace ---\r\n": "System.Net.Sockets.SocketException (111): Connection refused",
		"Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nsocket.timeout: timed out\n\n" +
			"The above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\nshop.OrderError: no stock": "socket.timeout: timed out",
		"Error: order failed\n    at f (a.js:1:1) {\n  [cause]: Error: connect ECONNREFUSED 10.0.0.7:80\n      at g": "Error: connect ECONNREFUSED 10.0.0.7:80",
		"": "",
		strings.Repeat("x", causeLimit) + "\nCaused by: b.B: y": "",
	} {
		span := ptrace.NewSpan()
		span.Status().SetCode(ptrace.StatusCodeError)
		thrown(span, "a.A", trace)
		var view View
		view.Read(span)
		assert.Equal(t, want, view.Cause())
	}
	var none View
	assert.Empty(t, none.Cause(), "a view of no span")
	_, _, more := none.EarlierException(1)
	assert.False(t, more, "a view of no span has no exceptions")
}

// OpenTracing's log of an error, and an event that is named after its message, tell of an exception too.
func TestExceptionsOfOtherTracers(t *testing.T) {
	for name, test := range map[string]struct {
		event      string
		attributes map[string]any
		want       [3]string
	}{
		"OpenTracing, Java": {
			"error",
			map[string]any{"error.kind": "Exception", "error.object": "java.io.IOException: Broken pipe", "message": "Broken pipe", "stack": "at a.b(C.java:1)"},
			[3]string{"Exception", "Broken pipe", "at a.b(C.java:1)"},
		},
		"OpenTracing, the object alone": {"error", map[string]any{"error.object": "context deadline exceeded"}, [3]string{"", "context deadline exceeded", ""}},
		"Rust's tracing":                {"order failed", map[string]any{"level": "ERROR", "exception.message": "no stock"}, [3]string{"", "no stock", ""}},
		"another event":                 {"retry", map[string]any{"message": "once more"}, [3]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			span := ptrace.NewSpan()
			span.Status().SetCode(ptrace.StatusCodeError)
			event := span.Events().AppendEmpty()
			event.SetName(test.event)
			require.NoError(t, event.Attributes().FromRaw(test.attributes))
			var view View
			view.Read(span)
			assert.Equal(t, test.want, [3]string{view.ExceptionType, view.ExceptionMessage, view.Stacktrace})
		})
	}
}
