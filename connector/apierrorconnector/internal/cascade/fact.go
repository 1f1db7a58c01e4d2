package cascade

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Fact is a failed span. Memory copies what it keeps.
type Fact struct {
	TraceID        pcommon.TraceID
	SpanID, Parent pcommon.SpanID
	Kind           ptrace.SpanKind
	Start, End     int64 // span time, Unix nanoseconds

	Service   string
	Endpoint  string // what of the service was called; read of spans that enter it, and of a trace's first
	Category  apierror.Category
	Reason    string
	Origin    apierror.Origin
	RootCause bool // as the processor saw it

	// What the span called, read of calling spans: a name (a data store's system, a queue, a peer) and an address, as far as
	// known. Calls of different services are known to go to the same place by its address only.
	Callee, Address string
	Partner         string // the third party that was called

	Process     string
	Criticality apierror.Criticality
	ValueAtRisk float64
	Cost        float64
	Currency    string
}

// Place is where calls began to fail.
type Place struct {
	Service  string
	Endpoint string // of the service, that was served when it failed; "" where that is not known
	Category apierror.Category
	Reason   string
	Origin   apierror.Origin

	// Of what the service called, where nothing of the failure was seen beyond the call.
	Callee, Address string
	Partner         string
}

// Outside reports whether the failure is that of what was called, as far as can be seen: what is out of reach, slow or broken is
// so for whoever calls it. A call that was refused for what it asked for is the service's own matter.
func (p *Place) Outside() bool {
	if p.Partner != "" {
		return true
	}
	if p.Callee == "" && p.Address == "" {
		return false
	}
	switch p.Category {
	case apierror.CategoryDependency, apierror.CategoryNetwork, apierror.CategoryTimeout, apierror.CategoryCapacity:
		return true
	default:
		return false
	}
}

// key is what all places have in common that are one cause.
type key struct {
	Service  string            `json:"service,omitempty"`
	Endpoint string            `json:"endpoint,omitempty"`
	Category apierror.Category `json:"category,omitempty"`
	Called   string            `json:"called,omitempty"`
	Surge    string            `json:"surge,omitempty"` // of a surge whose cause is not known
}

func (p *Place) key() key {
	switch {
	case !p.Outside():
		return key{Service: p.Service, Endpoint: p.Endpoint, Category: p.Category}
	case p.Partner != "":
		return key{Called: "partner " + p.Partner}
	case p.Address != "" && !isLocal(p.Address):
		return key{Called: p.Address}
	default:
		return key{Service: p.Service, Called: p.called()}
	}
}

// called names what was called.
func (p *Place) called() string {
	switch {
	case p.Partner != "":
		return p.Partner
	case p.Callee == "" || p.Callee == p.Address:
		return p.Address
	case p.Address == "":
		return p.Callee
	default:
		return p.Callee + " at " + p.Address
	}
}

// bounded makes a place that was saved one that could have been.
func (p Place) bounded() Place {
	for _, name := range []*string{&p.Service, &p.Endpoint, (*string)(&p.Category), &p.Reason, (*string)(&p.Origin), &p.Callee, &p.Address, &p.Partner} {
		*name = strings.Clone(text(*name))
	}
	return p
}

// isLocal reports whether an address means something else on each host.
func isLocal(address string) bool {
	host := strings.Trim(address, "[]")
	if name, _, found := strings.Cut(address, ":"); found && strings.Count(address, ":") == 1 {
		host = name
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback() || ip.IsUnspecified()
	}
	return strings.EqualFold(host, "localhost") || strings.ContainsRune(host, '/') // a socket's path
}

// entry reports whether the span is what the service was asked for.
func (f *Fact) entry() bool {
	switch f.Kind {
	case ptrace.SpanKindServer, ptrace.SpanKindConsumer:
		return true
	default:
		return f.Parent.IsEmpty() && !isCalling(f.Kind)
	}
}

func isCalling(kind ptrace.SpanKind) bool {
	return kind == ptrace.SpanKindClient || kind == ptrace.SpanKindProducer
}

// place is that of the span alone.
func (f *Fact) place() Place {
	p := Place{Service: text(f.Service), Reason: text(f.Reason)}
	if f.Category.Valid() {
		p.Category = f.Category
	}
	if f.Origin.Valid() {
		p.Origin = f.Origin
	}
	if f.entry() || f.Parent.IsEmpty() {
		p.Endpoint = text(f.Endpoint)
	}
	if isCalling(f.Kind) {
		p.Callee, p.Address, p.Partner = text(f.Callee), text(f.Address), text(f.Partner)
	}
	return p
}

// maxText bounds what is kept of a name, in bytes.
const maxText = 256

// text makes a name fit to be kept; it allocates for one that is not only.
func text(value string) string {
	return strings.ToValidUTF8(apierror.Cut(value, maxText), string(utf8.RuneError))
}
