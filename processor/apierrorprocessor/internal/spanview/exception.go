package spanview

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"
)

const (
	// chainLimit is how many events before the last exception are looked at, and causeLimit how much of a stack trace:
	// services attach what they like.
	chainLimit = 16
	causeLimit = 16 << 10
)

// readException takes the last exception event: frameworks record the outermost failure last.
func (v *View) readException() {
	events := v.span.Events()
	for i := events.Len() - 1; i >= 0; i-- {
		event := events.At(i)
		if event.Name() != "exception" {
			continue
		}
		kind, message := v.exception(event)
		if kind != "" {
			v.ExceptionType = kind
		}
		if message != "" {
			v.ExceptionMessage = message
		}
		v.exceptions = i + 1
		return
	}
}

func (v *View) exception(event ptrace.SpanEvent) (kind, message string) {
	attrs := event.Attributes()
	if value, ok := attrs.Get("exception.type"); ok {
		kind = v.str(value)
	}
	if value, ok := attrs.Get("exception.message"); ok {
		message = v.str(value)
	}
	return kind, message
}

// EarlierException is the type and message of the event so many before the last exception, if it is one too: what the last
// may only have wrapped. It is no iterator, because a view that a closure holds could not stay on the stack.
func (v *View) EarlierException(before int) (kind, message string, more bool) {
	i := v.exceptions - 1 - before
	if i < 0 || before > chainLimit {
		return "", "", false
	}
	if event := v.span.Events().At(i); event.Name() == "exception" {
		kind, message = v.exception(event)
	}
	return kind, message, true
}

// Cause is the innermost cause in the last exception's stack trace, as the JVM writes it ("type: message"); "" where it
// names none.
func (v *View) Cause() string {
	if v.exceptions == 0 {
		return ""
	}
	value, ok := v.span.Events().At(v.exceptions - 1).Attributes().Get("exception.stacktrace")
	if !ok {
		return ""
	}
	trace, cause := v.str(value), ""
	if len(trace) > causeLimit {
		trace = trace[:causeLimit]
	}
	for found := true; found; {
		if _, trace, found = strings.Cut(trace, "\nCaused by: "); found {
			cause, _, _ = strings.Cut(trace, "\n")
		}
	}
	return cause
}
