package business

import (
	"context"
	"hash/maphash"
	"slices"
	"strconv"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
)

// Call is a span, as far as its process or partner may depend on it. Its strings may alias the span's memory.
type Call struct {
	Calling bool // the asking side: a client's or producer's span

	Method string // HTTP method
	Route  string // http.route; "" where no route is known
	Path   string // URL path, undecoded, for calls on no known route
	Server string // host name: whom the asking side called, or under which name the answering side was called
	Peer   string // service.peer.name, or peer.service: asked for where AsksPeers says so

	Scope ptrace.ScopeSpans
	Span  ptrace.Span
}

// Matcher finds the processes and partners of calls, and remembers what it found for a route, so that the number of declarations
// costs nothing per span. It is not safe for concurrent use.
type Matcher struct {
	*Catalog

	failed  func(process string)
	byRoute route.Memo[[]*Process]
	hosts   map[uint64]host // by a seeded hash: nobody can make up a host that is taken for another
	seed    maphash.Seed

	ctx      context.Context //nolint:containedctx // of the batch at hand; set and cleared with it
	resource ptrace.ResourceSpans
	service  string
	at       place // of the call at hand
	unrouted []ranked
	found    []*Process
	number   [20]byte
}

// host is what is known of a host name.
type host struct {
	partner *Partner
	class   uint64 // the same for hosts that the same processes name; 0 where none does
}

type ranked struct {
	process *Process
	rank    specificity
}

// hostLimit bounds how many hosts are remembered: some tens are called.
const hostLimit = 8192

// valueLimit is the longest value of an attribute that can name a tenant, a tier or a partner, in bytes.
const valueLimit = 256

// NewMatcher makes a Matcher. Failed is told of each process whose condition could not be evaluated, which counts as not met.
func (c *Catalog) NewMatcher(failed func(process string)) *Matcher {
	m := &Matcher{Catalog: c, failed: failed, hosts: make(map[uint64]host), seed: maphash.MakeSeed()}
	m.byRoute = route.NewMemo(m.remembered)
	return m
}

// Resource says whose spans come next.
func (m *Matcher) Resource(ctx context.Context, service string, resource ptrace.ResourceSpans) {
	m.ctx, m.service, m.resource = ctx, service, resource
	m.byRoute.Service(service)
}

// Forget lets go of the batch: a Matcher that waits in a pool must not keep its memory alive.
func (m *Matcher) Forget() {
	m.ctx, m.service, m.resource, m.at = nil, "", ptrace.ResourceSpans{}, place{}
	m.byRoute.Service("")
}

// Process finds the process of a call: of those that match, the one that names it most exactly, and of those the first in the
// configuration. It is nil where none matches.
func (m *Matcher) Process(call *Call) *Process {
	if len(m.Processes) == 0 {
		return nil
	}
	var class uint64
	m.at.server, m.at.tenant = "", ""
	if len(m.servers) > 0 && call.Server != "" {
		m.at.server = bareHost(call.Server)
		class = m.host(call.Server).class
	}
	if len(m.tenants) > 0 {
		if m.at.tenant = lookup(m, call.Span, m.tenantAttribute, m.tenants); m.at.tenant != "" {
			class ^= maphash.String(m.seed, m.at.tenant)
		}
	}
	var candidates []*Process
	if call.Route == "" { // raw paths are unbounded: nothing is remembered of them
		m.found = m.find(m.found[:0], m.service, call.Method, call.Path)
		candidates = m.found
	} else {
		m.byRoute.Class(class)
		candidates = m.byRoute.Of(call.Method, call.Route, "")
	}
	for _, p := range candidates {
		if p.when == nil || m.holds(p, call) {
			return p
		}
	}
	return nil
}

func (m *Matcher) holds(p *Process, call *Call) bool {
	holds, err := spancondition.Holds(m.ctx, p.when, m.resource, call.Scope, call.Span)
	if err != nil {
		m.failed(p.Name)
		return false
	}
	return holds
}

func (m *Matcher) remembered(service, method, path string) []*Process {
	return slices.Clip(m.find(nil, service, method, path))
}

// find adds the processes that a call may be of, by how exactly they name it. What comes behind one without a condition is never
// asked.
func (m *Matcher) find(found []*Process, service, method, path string) []*Process {
	m.at.service, m.at.method, m.at.path = service, method, path
	m.unrouted = m.unrouted[:0]
	for _, p := range m.Processes {
		if rank, matches := p.specificity(&m.at); matches {
			m.unrouted = append(m.unrouted, ranked{p, rank})
		}
	}
	slices.SortStableFunc(m.unrouted, func(a, b ranked) int {
		switch {
		case a.rank.exceeds(b.rank):
			return -1
		case b.rank.exceeds(a.rank):
			return 1
		default:
			return 0
		}
	})
	for _, r := range m.unrouted {
		found = append(found, r.process)
		if r.process.when == nil {
			break
		}
	}
	return found
}

// Partner finds the partner that a call went to: the first in the configuration that its server, its peer or one of its attributes
// names. It is nil for any but an asking side.
func (m *Matcher) Partner(call *Call) *Partner {
	if !call.Calling || len(m.Partners) == 0 {
		return nil
	}
	var partner *Partner
	if call.Server != "" {
		partner = m.host(call.Server).partner
	}
	if call.Peer != "" {
		partner = firstOf(partner, m.byPeer[call.Peer])
	}
	for i := range m.byAttribute {
		of := &m.byAttribute[i]
		if value, ok := call.Span.Attributes().Get(of.name); ok {
			partner = firstOf(partner, named(m, value, of.values))
		}
	}
	return partner
}

func firstOf(a, b *Partner) *Partner {
	if a == nil || b != nil && b.Index < a.Index {
		return b
	}
	return a
}

// Tier is the tier of the customer who called; nil where the span and its resource name none.
func (m *Matcher) Tier(call *Call) *Tier {
	if len(m.tiers) == 0 {
		return nil
	}
	return lookup(m, call.Span, m.tierAttribute, m.tiers)
}

// host looks a host name up, once.
func (m *Matcher) host(address string) host {
	hash := maphash.String(m.seed, address)
	known, ok := m.hosts[hash]
	if ok {
		return known
	}
	bare := bareHost(address)
	for _, p := range m.Partners {
		if matchesAny(p.servers, bare) {
			known.partner = p
			break
		}
	}
	for i := range m.servers {
		if m.servers[i].matches(bare) {
			known.class = (known.class + uint64(i) + 1) * 0x9e3779b97f4a7c15
		}
	}
	if len(m.hosts) >= hostLimit {
		clear(m.hosts)
	}
	m.hosts[hash] = known
	return known
}

// lookup finds what the value of an attribute of the span, or else of its resource, stands for.
func lookup[V any](m *Matcher, span ptrace.Span, attribute string, values map[string]V) (found V) {
	value, ok := span.Attributes().Get(attribute)
	if !ok {
		if value, ok = m.resource.Resource().Attributes().Get(attribute); !ok {
			return found
		}
	}
	return named(m, value, values)
}

// named is what a value stands for: a string, or a number, as ids of tenants often are.
func named[V any](m *Matcher, value pcommon.Value, values map[string]V) (found V) {
	switch value.Type() {
	case pcommon.ValueTypeStr:
		if text := value.Str(); len(text) <= valueLimit {
			found = values[text]
		}
	case pcommon.ValueTypeInt:
		found = values[string(strconv.AppendInt(m.number[:0], value.Int(), 10))]
	default:
	}
	return found
}
