package shop

import (
	"math"
	"math/rand/v2"
	"time"
)

// Outcome is how the shop answered.
type Outcome struct {
	Status int64
	Slower float64 // than usual by this factor; 0 means as usual
}

// spanOverhead is what a hop through the network takes.
const spanOverhead = 400 * time.Microsecond

// Trace gives the spans that a call from outside leaves behind.
func Trace(rng *rand.Rand, start time.Time, request *Request, outcome Outcome) []Span {
	t := newTracing(rng, start)
	gateway := t.span(Find(Gateway), Server)
	gateway.Request, gateway.Route, gateway.Status, gateway.Edge = request, request.Route, outcome.Status, true
	spans := []Span{gateway}
	took := 2 * time.Millisecond
	if route := request.Route; route != nil && route.Service.Name != Gateway && passes(request, outcome.Status) {
		took = t.latency(route.Base, outcome)
		spans = append(spans, t.call(request, route, outcome.Status, Find(Gateway), gateway.ID, start, took)...)
		took += 2 * spanOverhead
	}
	spans[0].End = start.Add(took).UnixNano()
	return spans
}

// Internal gives the spans of a call that a service makes by itself, without a request from outside.
func Internal(rng *rand.Rand, start time.Time, from *Service, request *Request, outcome Outcome) []Span {
	t := newTracing(rng, start)
	return t.call(request, request.Route, outcome.Status, from, 0, start, t.latency(request.Route.Base, outcome))
}

// passes reports whether the gateway handed a call on: it checks tokens and limits itself, but not passwords.
func passes(request *Request, status int64) bool {
	return status != 429 && (status != 401 || request.Route.Service.Name == "auth")
}

// tracing makes the spans of one trace.
type tracing struct {
	rng   *rand.Rand
	trace [2]uint64
	start time.Time
}

func newTracing(rng *rand.Rand, start time.Time) *tracing {
	return &tracing{rng: rng, trace: [2]uint64{nonZero(rng), rng.Uint64()}, start: start}
}

func (t *tracing) span(service *Service, side Side) Span {
	return Span{TraceID: t.trace, ID: nonZero(t.rng), Start: t.start.UnixNano(), Service: service, Side: side}
}

// latency is spread as latencies are: most near the median, some many times slower.
func (t *tracing) latency(base time.Duration, outcome Outcome) time.Duration {
	factor := math.Exp(t.rng.NormFloat64() * 0.4)
	if outcome.Slower > 0 {
		factor *= outcome.Slower
	}
	if outcome.Status >= 400 && outcome.Status < 500 {
		factor *= 0.5
	}
	return max(time.Millisecond, time.Duration(float64(base)*factor))
}

// call gives the client's and the server's span of one hop, and those of what the server calls in turn.
func (t *tracing) call(
	request *Request, route *Route, status int64, from *Service, parent uint64, start time.Time, took time.Duration,
) []Span {
	client := t.span(from, Client)
	server := t.span(route.Service, Server)
	client.Parent, server.Parent = parent, client.ID
	client.Peer, server.Peer = route.Service, from
	for _, span := range []*Span{&client, &server} {
		span.Request, span.Route, span.Status = request, route, status
		span.Inner = route != request.Route
	}
	client.Start = start.Add(spanOverhead).UnixNano()
	client.End = client.Start + took.Nanoseconds()
	inside := spanOverhead / 2
	server.Start = client.Start + inside.Nanoseconds()
	server.End = max(server.Start, client.End-inside.Nanoseconds())
	spans := []Span{client, server}
	if status == 403 || status == 404 || status == 400 {
		return spans // refused before it did anything
	}
	for _, name := range route.Calls {
		inner := Known(name)
		spans = append(spans, t.call(request, inner, 200, route.Service, server.ID, time.Unix(0, server.Start), took/3)...)
	}
	return spans
}

func nonZero(rng *rand.Rand) uint64 {
	for {
		if id := rng.Uint64(); id != 0 {
			return id
		}
	}
}
