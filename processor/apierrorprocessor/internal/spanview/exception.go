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

// readException takes the last event that tells of an exception: frameworks record the outermost failure last.
func (v *View) readException() {
	for i := v.events.Len() - 1; i >= max(0, v.events.Len()-chainLimit); i-- {
		kind, message, stacktrace := v.exception(v.events.At(i))
		if kind == "" && message == "" && stacktrace == "" {
			continue
		}
		if kind != "" {
			v.ExceptionType = kind
		}
		if message != "" {
			v.ExceptionMessage = message
		}
		if stacktrace != "" {
			v.Stacktrace = stacktrace
		}
		v.exceptions = i + 1
		return
	}
}

// exception reads an event that tells of an exception: OpenTelemetry's, under whatever name (Rust's tracing names an event after
// its message), or OpenTracing's, whose name is "error" (opentracing/specification: semantic_conventions.md, log fields).
func (v *View) exception(event ptrace.SpanEvent) (kind, message, stacktrace string) {
	opentracing, object := event.Name() == "error", ""
	for key, value := range event.Attributes().All() {
		switch key {
		case "exception.type":
			kind = v.str(value)
		case "exception.message":
			message = v.str(value)
		case "exception.stacktrace":
			stacktrace = v.str(value)
		default:
			if !opentracing {
				continue
			}
			switch key {
			case "error.kind", "error.type":
				setIfEmpty(&kind, v.str(value))
			case "message", "error.message":
				setIfEmpty(&message, v.str(value))
			case "error.object": // the error itself, in words
				object = v.str(value)
			case "stack", "error.stack":
				setIfEmpty(&stacktrace, v.str(value))
			}
		}
	}
	setIfEmpty(&message, object)
	return kind, message, stacktrace
}

// EarlierException is the type and message of the event so many before the last exception, if it is one too: what the last
// may only have wrapped. It is no iterator, because a view that a closure holds could not stay on the stack.
func (v *View) EarlierException(before int) (kind, message string, more bool) {
	i := v.exceptions - 1 - before
	if i < 0 || before > chainLimit {
		return "", "", false
	}
	kind, message, _ = v.exception(v.events.At(i))
	return kind, message, true
}

// causeMarks stand before a cause in a stack trace, the innermost cause last: the JVM's, .NET's (Exception.ToString) and Node's
// (util.inspect).
var causeMarks = [...]string{"\nCaused by: ", " ---> ", "\n  [cause]: "}

// chainMarks stand behind a cause: CPython writes the innermost exception first (traceback, chained exceptions).
var chainMarks = [...]string{
	"\n\nThe above exception was the direct cause of the following exception:",
	"\n\nDuring handling of the above exception, another exception occurred:",
}

// Cause is the innermost cause that the last exception's stack trace names ("type: message"); "" where it names none.
func (v *View) Cause() string {
	trace := v.Stacktrace
	if len(trace) > causeLimit {
		trace = trace[:causeLimit]
	}
	for _, mark := range causeMarks {
		if last := strings.LastIndex(trace, mark); last >= 0 {
			cause, _, _ := strings.Cut(trace[last+len(mark):], "\n")
			return strings.TrimRight(cause, "\r")
		}
	}
	for _, mark := range chainMarks {
		if before, _, found := strings.Cut(trace, mark); found {
			return before[strings.LastIndexByte(before, '\n')+1:]
		}
	}
	return ""
}
