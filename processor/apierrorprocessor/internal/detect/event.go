package detect

import (
	"net/netip"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Event is one server-side span as the detectors see it. Its strings may alias memory that the pipeline reuses: nothing
// here keeps one, only hashes of them, and the strings in a result are valid as long as the event's.
type Event struct {
	Time   int64  // Unix nanoseconds, span time; bounded against arrival by the caller, never zero
	SpanID uint64 // a span that comes twice counts once

	Failed   bool
	Category apierror.Category
	Reason   string

	// Whoever is one caller has one id: addresses come in one form, those of an IPv6 network as the network.
	Actor   apierror.Actor // the first present of the configured actor attributes; may be zero
	Source  apierror.Actor // where it comes from: the client address if any, else the session, else Actor; may be zero
	Account string         // whom a login tries; may be ""
	Roles   []string       // that the actor has, where the call names any
	Session apierror.Actor // the session or credential that the call was made with; may be zero
	Agent   string         // the program that the caller says it is
	Tool    string         // the program of attackers that it says it is; "" if none
	Place   *Place         // where the call came from; nil if unknown
	Leaked  bool           // the answer gave away what it should not

	// Address is where the call comes from, as it was before it was made an id. It is needed only where the tuning asks for networks.
	Address netip.Addr
	// Trust gives the reason why whoever calls is trusted, "" if he is not; claimed says that the ids that the call names are only
	// claimed. It is asked where a signal would be raised. nil: nobody is trusted.
	Trust func(claimed bool) string

	Broken   bool  // the service could not do what was asked for: 5xx, a timeout, overload
	Duration int64 // nanoseconds

	// Sampled says that the call is one of those that are looked at whoever makes them, and Weight how many such calls it
	// stands for. Of broken calls those with a weight are.
	Sampled bool
	Weight  int

	Service string
	Method  string
	Route   string // "" where no route matched, or only a catch-all
	RPC     string // the procedure of a call that has no route: pkg.Service/Method, or the method alone
	Path    string // the URL path, undecoded

	Query string // what followed the path, undecoded

	RetryAfter int64 // nanoseconds that the answer told the caller to wait; 0 if it did not say

	Payload Payload // an attack's, that the call carries
}

// Payload is what a call carries that is to be run, looked up or read where it does not belong. It is zero where there is none.
type Payload struct {
	About      string // what it is, in a sentence
	Sign       string // what gave it away
	Text       string // the value that holds it, as it was sent
	References []string
	Sure       bool // nobody sends such a thing by accident
	Broke      bool // the service answered with an error of its own
}

// IsZero reports whether the call carries none.
func (p *Payload) IsZero() bool { return p.About == "" }

// unmatched reports whether nothing that the service knows was called: what is named is the caller's invention.
func (ev *Event) unmatched() bool { return ev.Route == "" && ev.RPC == "" }
