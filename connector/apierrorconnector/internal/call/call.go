// Package call reads of a span what metrics and findings need: who was called, when, for how long, and what the processor
// apierror wrote on it.
package call

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Call is one span. Its strings alias the span's own memory: they are valid until the batch is handed on.
type Call struct {
	Kind ptrace.SpanKind
	Root bool // the first span of its trace

	Method string // HTTP method
	Route  string // http.route, as it was written
	Path   string // URL path without its query, undecoded
	RPC    string // Service/Method

	Server      string // host name: whom the calling side called, or under which name the answering side was called
	Destination string // of a message: the template of a queue's or topic's name, or the name
	DB          string // the data store's system
	DBOperation string
	Peer        string // peer.service: the name by which the caller knows whom it calls

	// Verdict holds what the processor wrote; Failed and Suspicious say whether to look at it at all.
	Failed, Suspicious bool
	// Business is set where a call that did not fail carries what the processor says of it: it was slow for a partner's agreement.
	Business bool

	// Malformed counts values of a type that their attribute cannot have.
	Malformed int

	rpcService string
}

// Read fills a call that is zero.
func (c *Call) Read(span ptrace.Span) {
	c.Kind = span.Kind()
	c.Root = span.ParentSpanID().IsEmpty()
	for key, value := range span.Attributes().All() {
		c.attribute(key, value)
	}
	// Former conventions keep the service apart; the present one writes service/method.
	if c.rpcService != "" && c.RPC != "" && !strings.Contains(c.RPC, "/") {
		c.RPC = c.rpcService + "/" + c.RPC
	}
}

// Calling reports whether the span is the asking side of a call.
func (c *Call) Calling() bool {
	return c.Kind == ptrace.SpanKindClient || c.Kind == ptrace.SpanKindProducer
}

// Entry reports whether the call entered a service here: what is asked of services is counted at these, once each.
func (c *Call) Entry() bool {
	return c.Kind == ptrace.SpanKindServer || c.Kind == ptrace.SpanKindConsumer || c.Root
}

// Counts reports whether the span is a call at all, and not a step within one.
func (c *Call) Counts() bool {
	switch c.Kind {
	case ptrace.SpanKindServer, ptrace.SpanKindConsumer, ptrace.SpanKindClient, ptrace.SpanKindProducer:
		return true
	default:
		return c.Root
	}
}

// attribute reads the present conventions and their former names.
func (c *Call) attribute(key string, value pcommon.Value) {
	switch key {
	case "http.request.method", "http.method":
		c.Method = c.text(value)
	case "http.route":
		c.Route = c.text(value)
	case "url.template":
		c.setIfEmpty(&c.Route, value)
	case "url.path":
		c.Path = c.text(value)
	case "http.target":
		if c.Path == "" {
			c.Path, _, _ = strings.Cut(c.text(value), "?")
		}
	case "rpc.method":
		c.RPC = c.text(value)
	case "rpc.service":
		c.rpcService = c.text(value)
	case "server.address":
		c.Server = c.text(value)
	case "http.host":
		c.setIfEmpty(&c.Server, value)
	case "net.peer.name", "peer.hostname": // of the answering side, its client's name
		if c.Calling() {
			c.setIfEmpty(&c.Server, value)
		}
	case "net.host.name":
		if !c.Calling() {
			c.setIfEmpty(&c.Server, value)
		}
	case "messaging.destination.template":
		c.Destination = c.text(value)
	case "messaging.destination.name", "messaging.destination":
		c.setIfEmpty(&c.Destination, value)
	case "db.system.name":
		c.DB = c.text(value)
	case "db.system":
		c.setIfEmpty(&c.DB, value)
	case "db.operation.name":
		c.DBOperation = c.text(value)
	case "db.operation":
		c.setIfEmpty(&c.DBOperation, value)
	case "service.peer.name":
		c.Peer = c.text(value)
	case "peer.service":
		c.setIfEmpty(&c.Peer, value)
	case apierror.KeyCategory:
		c.Failed = apierror.Category(c.text(value)).Valid()
	case apierror.KeySecuritySignals:
		c.Suspicious = value.Type() == pcommon.ValueTypeSlice && value.Slice().Len() > 0
	case apierror.KeyBusinessImpact:
		c.Business = true
	}
}

func (c *Call) setIfEmpty(field *string, value pcommon.Value) {
	if *field == "" {
		*field = c.text(value)
	}
}

func (c *Call) text(value pcommon.Value) string {
	if value.Type() != pcommon.ValueTypeStr {
		c.Malformed++
		return ""
	}
	return value.Str()
}
