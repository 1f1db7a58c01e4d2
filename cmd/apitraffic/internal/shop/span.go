package shop

import "time"

// Place is where an address is, as an IP location database tells it.
type Place struct {
	City, Country string
	Lat, Lon      float64
}

// Caller is who calls, as the shop can tell.
type Caller struct {
	Address string
	Agent   string
	Place   *Place // nil within the cluster
	UserID  string // "" where nobody is authenticated
	Session string
	APIKey  string // of a partner, by its public id
}

// Exception is recorded on the span of the service that failed.
type Exception struct {
	Type, Message, Stack string
}

// Request is what the spans of one call have in common.
type Request struct {
	Caller
	Route     *Route // nil: nothing that the shop serves
	Method    string
	Path      string
	Query     string
	Account   string // whom a login tries
	Challenge string // the WWW-Authenticate header of a 401
	Retry     string // the Retry-After header of a 429
	Failure   *Exception
}

// Side says which end of a call a span reports.
type Side uint8

const (
	Server Side = iota
	Client
)

// Span is one span in a compact form: a day of them fits in memory, and only a batch at a time becomes OTLP.
type Span struct {
	TraceID    [2]uint64
	ID, Parent uint64
	Start, End int64 // Unix nanoseconds
	Service    *Service
	Peer       *Service // of a client span: whom it calls; of a server span: who calls, nil for the outside
	Request    *Request
	Status     int64
	Side       Side
	Edge       bool   // the call came from outside to the gateway
	Inner      bool   // one service called another for the request
	Route      *Route // what is called; it differs from the request's in an inner call

	// What follows is the truth about the span, which no attribute tells.
	Actor   int  // index of who sent it
	Hostile bool // part of an attack
}

// EndTime is when the call ended.
func (s *Span) EndTime() time.Time { return time.Unix(0, s.End).UTC() }

// StartTime is when the call began.
func (s *Span) StartTime() time.Time { return time.Unix(0, s.Start).UTC() }
