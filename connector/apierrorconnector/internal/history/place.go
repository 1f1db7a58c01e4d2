package history

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// Place is where error rates are judged: an endpoint of a service, which has at most one of Route, RPCMethod and Destination, or a
// business process, which has Process alone. The names are those of the connector's own metrics, valid UTF-8, cut to 256 bytes.
type Place struct {
	Service     string
	Route       string
	RPCMethod   string
	Destination string // a queue or topic
	Process     string
}

// Endpoint is the route, the RPC method or the destination; "" for a process, and for calls of a service that name none.
func (p Place) Endpoint() string {
	switch {
	case p.Route != "":
		return p.Route
	case p.RPCMethod != "":
		return p.RPCMethod
	default:
		return p.Destination
	}
}

// Minute is what a place was asked in one minute, in which it was asked at all.
type Minute struct {
	At    int64 // its beginning, Unix nanoseconds, a whole minute
	Calls uint64
	// Failed are the calls that failed, by category, in the order of the categories' names; together no more than Calls. Those that were
	// cancelled are left out: nobody was to answer them any more.
	Failed []Failed
	// Latency is the 95th percentile, in seconds; 0 where it is not known.
	Latency float64
}

// Failed counts calls that failed in one way.
type Failed struct {
	Category apierror.Category // "" where the source does not tell it
	Calls    uint64
}

// FailedCalls counts the calls that failed in any way.
func (m *Minute) FailedCalls() uint64 {
	var sum uint64
	for _, f := range m.Failed {
		sum += f.Calls
	}
	return sum
}

// Taker takes history in.
type Taker interface {
	// Take is given minutes of a place in the order of time, each older than all of the place's that follow.
	Take(place Place, minutes []Minute)
	// End is called once, after the last Take, also where history was cut short.
	End()
}
