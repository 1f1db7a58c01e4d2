package situation

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Event is one sign of a situation. Its strings are bounded: situations keep them.
type Event struct {
	ID   string
	Kind apierror.Kind
	Name string

	Time       time.Time
	Severity   apierror.Severity
	Confidence float64
	Rationale  string

	TraceID pcommon.TraceID
	SpanID  pcommon.SpanID
	Subject apierror.Subject
}

// Failure is a span that failed: part of a call, which may have failed at other spans too.
type Failure struct {
	// Event is the situation the span would be in if nothing else were known of its call.
	Event

	RootCause bool
}

// Sighting is everything that one span says.
type Sighting struct {
	Events  []Event // of situations that a span tells of by itself: attacks, broken agreements
	Failure *Failure

	// Malformed is set where the verdict lacks a part that it should have, or is outside the vocabulary.
	Malformed bool
}

// IsZero reports whether the span says nothing at all.
func (s *Sighting) IsZero() bool { return len(s.Events) == 0 && s.Failure == nil && !s.Malformed }
