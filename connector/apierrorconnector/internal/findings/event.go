package findings

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Event is one span's part in a situation. The Book copies what it keeps.
type Event struct {
	ID   string // of the situation
	Kind apierror.Kind
	Name string

	Time       int64 // span time, Unix nanoseconds
	Severity   apierror.Severity
	Confidence float64
	Rationale  string

	TraceID pcommon.TraceID
	SpanID  pcommon.SpanID

	// Subject names whom or what it is about. Its business part holds the money of this event alone: the Book adds it up.
	Subject apierror.Subject
}

// State is what a detector says of a situation that it takes for firing. It says nothing of one that it does not. The Book
// copies what it keeps.
type State struct {
	ID   string
	Kind apierror.Kind
	Name string

	// Since tells apart what the detector counted from what it counted when the situation fired before: Count and the
	// subject's money are totals from there on.
	Since int64
	Count int64

	Severity   apierror.Severity
	Confidence float64
	Summary    string // one sentence that fits while it lasts; without one, it is made from kind, subject and count
	Rationale  string
	Evidence   map[string]any

	TraceID pcommon.TraceID
	SpanID  pcommon.SpanID
	Subject apierror.Subject

	// Covers are the ids of the situations that this one explains: they are not told of besides. One that the detector no
	// longer lists stays covered for ResolveAfter.
	Covers []string
}
