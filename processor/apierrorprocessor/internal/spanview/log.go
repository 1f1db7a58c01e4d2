package spanview

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// TellsException reports whether a log record tells of an exception that nobody handled: exceptions on spans are deprecated in
// favour of such records. One of a lower severity than ERROR was handled (semantic conventions: exceptions in logs).
func TellsException(record plog.LogRecord) bool {
	if severity := record.SeverityNumber(); severity != plog.SeverityNumberUnspecified && severity < plog.SeverityNumberError {
		return false
	}
	if record.EventName() == "exception" {
		return true
	}
	for _, name := range [...]string{"exception.type", "exception.message", "exception.stacktrace"} {
		if value, found := record.Attributes().Get(name); found && value.Type() == pcommon.ValueTypeStr && value.Str() != "" {
			return true
		}
	}
	return false
}

// ReadLog fills a view that is zero from a log record that tells of an exception. It stands for a step within its service:
// nothing on it says whom the service was answering.
func (v *View) ReadLog(record plog.LogRecord) {
	v.attributes, v.GRPCStatus = record.Attributes(), -1
	v.Kind = ptrace.SpanKindInternal
	v.Status = ptrace.StatusCodeError
	v.Name = record.EventName()
	for key, value := range v.attributes.All() {
		if !isQuiet(key) {
			v.attribute(key, value)
		}
	}
	if body := record.Body(); body.Type() == pcommon.ValueTypeStr {
		v.Message = v.str(body)
	}
	v.tidy()
	v.checkText()
}
