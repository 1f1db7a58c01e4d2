package engine

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/series"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// entry is what is known of the calls that share the attributes of a metric, found once a span.
type entry struct {
	key        key
	group      series.Group
	place      *place       // where calls are judged; nil for the asking side
	service    *horizon     // of the service, likewise
	process    *place       // of the process that spans told of; nil where none did
	objectives []*objective // those that the calls are for
	steps      []step       // of transactions
}

// entry finds the entry of the call at hand.
func (e *Engine) entry() *entry {
	s := &e.span
	k := key(e.resource.hash).plus(uint64(uint32(s.Kind))). //nolint:gosec // bit by bit
								with(e.seed, s.Method).with(e.seed, s.target.key).with(e.seed, s.target.name)
	if s.target.operation != "" {
		k = k.with(e.seed, s.target.operation)
	}
	if s.process != nil {
		k = k.plus(uint64(s.process.Index) + 1) //nolint:gosec // a place in a list
	}
	for i := range e.settings.Dimensions {
		k = k.with(e.seed, e.dimension(i))
	}
	// Calls that enter here are judged, others that share their series are not.
	at := k
	switch {
	case !s.Entry():
	case s.target.endpoint() == "" && s.isLost(): // judged nowhere, see placeOf
		at = k.plus(2)
	default:
		at = k.plus(1)
	}
	found := e.entries[at]
	if found == nil {
		found = e.newEntry()
		if len(e.entries) >= 2*e.settings.MaxSeries {
			clear(e.entries) // it is a short cut: what it leads to stays
		}
		e.entries[at] = found
	}
	if !e.metrics.calls.Alive(found.group) {
		found.group = e.callGroup(k)
	}
	found.key = k
	return found
}

func (e *Engine) newEntry() *entry {
	s := &e.span
	made := &entry{}
	path := s.Path
	switch {
	case s.target.key == apierror.KeyHTTPRoute:
		path = s.target.name // of all that share the entry
	case s.target.endpoint() == "":
		path = "" // it is this call's alone
	}
	if s.Entry() {
		made.place = e.placeOf(s.target)
		made.service = e.foresight.service(e.resource.service)
		for _, o := range e.objectives {
			if o.calls.match(e.resource.service, s.Method, path, processName(s.process)) {
				made.objectives = append(made.objectives, o)
				if made.place != nil {
					made.place.ahead.agree(o.tracker.Objective().Latency)
				}
			}
		}
	}
	made.steps = e.stepsOf(path)
	return made
}

func processName(p *business.Process) string {
	if p == nil {
		return ""
	}
	return p.Name
}

// callGroup finds the series of the call at hand.
func (e *Engine) callGroup(k key) series.Group {
	if group, known := e.metrics.calls.Find(uint64(k)); known {
		return group
	}
	return e.metrics.calls.Add(uint64(k), e.callAttributes()...)
}

// callAttributes are those of a call; the slice is used again.
func (e *Engine) callAttributes() []series.Attribute {
	s := &e.span
	attributes := e.attributes[:0]
	attributes = append(attributes, series.String(apierror.KeyServiceName, e.resource.service), series.String(keySpanKind, kindName(s.Kind)))
	add := func(key, value string) {
		if value != "" {
			attributes = append(attributes, series.String(key, value))
		}
	}
	add(keyMethod, s.Method)
	if s.target.key != "" {
		add(s.target.key, s.target.name)
		add(keyDBOperation, s.target.operation)
	}
	add(apierror.KeyBusinessProcess, processName(s.process))
	for i, name := range e.settings.Dimensions {
		add(name, e.dimension(i))
	}
	e.attributes = attributes
	return attributes
}

// dimension is the value of the i-th dimension: the span's, or its resource's.
func (e *Engine) dimension(i int) string {
	if value := valueAt(e.span.attributes, e.settings.Dimensions[i]); value != "" {
		return value
	}
	return e.resource.dimensions[i]
}

// knownKind takes what says of itself nothing, or nothing known, for internal.
func knownKind(kind ptrace.SpanKind) ptrace.SpanKind {
	switch kind {
	case ptrace.SpanKindServer, ptrace.SpanKindClient, ptrace.SpanKindConsumer, ptrace.SpanKindProducer:
		return kind
	default:
		return ptrace.SpanKindInternal
	}
}

// kindName is a span kind as metrics write it.
func kindName(kind ptrace.SpanKind) string {
	switch kind {
	case ptrace.SpanKindServer:
		return "server"
	case ptrace.SpanKindClient:
		return "client"
	case ptrace.SpanKindConsumer:
		return "consumer"
	case ptrace.SpanKindProducer:
		return "producer"
	default:
		return "internal"
	}
}
