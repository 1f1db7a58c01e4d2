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

// escaped reports whether an exception ended a span whose status nobody set. It may say so itself (exception.escaped, of former
// conventions). Of a call, a library records an exception only if the call failed; of a handler of HTTP that was left by one,
// there is no status, as Go's SDK records a panic; and of a GraphQL document that is not valid, there is only the event
// (opentelemetry-js-contrib, opentelemetry-ruby-contrib).
func escaped(span ptrace.Span) bool {
	thrown := false
	for i := max(0, span.Events().Len()-chainLimit); i < span.Events().Len(); i++ {
		event := span.Events().At(i)
		if name := event.Name(); strings.HasPrefix(name, "graphql.") && strings.Contains(name, "error") {
			return true
		}
		if event.Name() != "exception" {
			continue
		}
		if value, found := event.Attributes().Get("exception.escaped"); found {
			if isTrue(value) {
				return true
			}
			continue
		}
		thrown = true
	}
	if !thrown || span.Status().Code() != ptrace.StatusCodeUnset {
		return false
	}
	http, answered := answers(span)
	switch span.Kind() {
	case ptrace.SpanKindServer:
		return http && !answered
	case ptrace.SpanKindClient, ptrace.SpanKindProducer, ptrace.SpanKindConsumer:
		return !answered
	default:
		return span.Name() == "graphql.parse" || span.Name() == "graphql.validate"
	}
}

// answers reports whether a span is one of HTTP, and whether it holds the status of an answer.
func answers(span ptrace.Span) (http, answered bool) {
	for key := range span.Attributes().All() {
		switch key {
		case "http.request.method", "http.method":
			http = true
		case "http.response.status_code", "http.status_code", "rpc.grpc.status_code", "rpc.response.status_code", "db.response.status_code":
			answered = true
		}
	}
	return http, answered
}

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
	opentracing := event.Name() == "error"
	var said struct{ kind, message, object, stack string }
	for key, value := range event.Attributes().All() {
		switch key {
		case "exception.type", "graphql.error.code": // Hot Chocolate's event has a code and a message
			kind = v.str(value)
		case "exception.message", "graphql.error.message":
			message = v.str(value)
		case "exception.stacktrace":
			stacktrace = v.str(value)
		case "event": // SkyWalking keeps OpenTracing's name there
			opentracing = opentracing || v.str(value) == "error"
		case "error.kind", "error.type":
			said.kind = v.str(value)
		case "message", "error.message":
			said.message = v.str(value)
		case "error.object": // the error itself, in words
			said.object = v.code(value)
		case "stack", "error.stack":
			said.stack = v.str(value)
		}
	}
	if opentracing {
		setIfEmpty(&kind, said.kind)
		setIfEmpty(&message, said.message)
		setIfEmpty(&message, said.object)
		setIfEmpty(&stacktrace, said.stack)
	}
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
		cause, found := "", false
		for rest, more := trace, true; more; { // forwards, which is many times as fast as strings.LastIndex
			if _, rest, more = strings.Cut(rest, mark); more {
				cause, found = rest, true
			}
		}
		if found {
			cause, _, _ = strings.Cut(cause, "\n")
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
