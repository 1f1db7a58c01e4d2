package apierror

import (
	"encoding/hex"
	"time"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

// Finding is one situation: an attack by an actor, an error surge on a route, a broken agreement, a forecast. It is
// emitted when the situation begins, again when it worsens or on an interval, and once when it ends.
type Finding struct {
	ID     string // stable for the situation
	Kind   Kind
	Name   string // what the situation is called, e.g. credential_stuffing
	Status Status

	StartedAt time.Time // the first event of the situation, in span time
	UpdatedAt time.Time // the event that this finding reports, in span time
	Count     int64     // events so far

	Severity   Severity
	Confidence float64 // 0 to 1
	Summary    string  // one sentence for a person
	Rationale  string  // why we think so
	Evidence   map[string]any
	Covers     []string // ids of the situations that this one explains: nobody needs to be told of those besides

	TraceID pcommon.TraceID // an example
	SpanID  pcommon.SpanID

	Subject Subject
}

// Subject is whom or what a finding is about. Parts that do not apply are zero.
type Subject struct {
	Service   string // service.name
	Route     string // http.route
	RPCMethod string // rpc.method
	Tenant    string // tenant.id of the example: the customer, where a span or its resource names one

	Category Category
	Reason   string
	Origin   Origin

	Actor      Actor
	Signals    []Signal
	References []string

	Business Business
}

// Endpoint is what of a service was called.
func (s *Subject) Endpoint() string {
	if s.Route != "" {
		return s.Route
	}
	return s.RPCMethod
}

// SituationID derives the id of a finding from what makes its situation one: its kind and the parts that name its subject.
// The same parts give the same id in every component and after every restart.
func SituationID(kind Kind, parts ...string) string {
	digest := xxhash.New()
	_, _ = digest.WriteString(string(kind))
	for _, part := range parts {
		// The separator cannot be part of an attribute's UTF-8, so ("a", "bc") and ("ab", "c") differ.
		_, _ = digest.Write([]byte{0xff})
		_, _ = digest.WriteString(part)
	}
	return hex.EncodeToString(digest.Sum(nil))
}
