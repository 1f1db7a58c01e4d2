package spanview

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
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
		"":                           "",
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
