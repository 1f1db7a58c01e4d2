package lateral

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// Call is one call between two services.
type Call struct {
	Time             int64  // Unix nanoseconds of span time
	From, To         uint64 // seeded hashes of the services' identities; a call without both says nothing
	FromName, ToName string // for the sentence
	Denied           bool   // 401, 403 or what is equivalent to them
	Failed           bool   // in another way, which says nothing
}

// warmUp is how long a service, and the collector itself, must have been watched until what is new to it means something.
const warmUp = int64(10 * time.Minute)

const (
	// edgesPerService is how many edges there is room for, for each service.
	edgesPerService = 4
	// leastLimit keeps the two services of a call from pushing each other out.
	leastLimit = 16
)

// Memory is which services call which.
type Memory struct {
	clock    // of all calls, for how long there were any
	edges    *window.Store[edge, *edge]
	services *window.Store[service, *service]
	fresh    freshness
	denying  window.Length
	limit    int
	lives    uint32
}

// New makes an empty memory of at most limit edges, and a quarter as many services.
func New(limit int) *Memory {
	limit = max(leastLimit*edgesPerService, limit)
	return &Memory{
		edges:    window.NewStore[edge](limit),
		services: window.NewStore[service](limit / edgesPerService),
		fresh:    newFreshness(limit),
		// One slot longer than the span, for a window misses a part of its oldest.
		denying: window.NewLength(time.Duration(span) * window.Slots / (window.Slots - 1)),
		limit:   limit,
	}
}

// Len is how many edges and services are kept.
func (m *Memory) Len() int { return m.edges.Len() + m.services.Len() }

// Evictions is how many of them had to make room so far.
func (m *Memory) Evictions() uint64 { return m.edges.Evictions() + m.services.Evictions() }

// Knows reports whether a call that succeeded needs no learning: its edge is known, and was refreshed within a minute. It may
// be asked at any time from any goroutine, but while the state is read.
func (m *Memory) Knows(from, to uint64, at int64) bool {
	return m.fresh.has(edgeKey(from, to), max(1, at))
}

// Observe learns from a call. If the call is part of lateral movement it fills out, and reports so.
func (m *Memory) Observe(c *Call, out *Finding) bool {
	if c.From == 0 || c.To == 0 || c.From == c.To || c.Failed && !c.Denied {
		return false
	}
	at, key := max(1, c.Time), edgeKey(c.From, c.To) // time 0 is never
	if !c.Denied && m.fresh.has(key, at) {
		return false
	}
	m.tick(at)
	fromRef, toRef := m.service(c.From), m.service(c.To)
	from, to := m.services.Value(fromRef), m.services.Value(toRef)
	from.tick(at)
	ref := m.edge(key, c.From, c.To)
	e := m.edges.Value(ref)
	e.last = max(e.last, at)
	if c.Denied {
		to.denying.Add(c.From, m.denying.Slot(at))
		if e.known {
			to.turning.Add(c.From, m.denying.Slot(at))
		}
		return !e.known && m.denied(c, e, from, at) && m.judge(c, from, out)
	}
	entered := !e.known && m.succeeded(c, e, from, at)
	if e.known {
		from.learn(e)
		m.edges.Promote(ref)
		m.services.Promote(fromRef)
		m.services.Promote(toRef)
		m.fresh.refresh(key, at)
	}
	return entered && m.judge(c, from, out)
}

// denied takes in a denial on an edge that is not known, and reports whether it is one of a new peer.
func (m *Memory) denied(c *Call, e *edge, from *service, at int64) bool {
	e.deny(at, m.watched < warmUp || !from.established())
	if !from.holds(e.denied) {
		return false // it comes too late, or has been denied for longer than a finding lasts
	}
	p := from.add(c.To)
	p.denied, p.refused, p.coldly = earlier(p.denied, e.denied), e.refused(), e.coldly
	from.name(p, c.ToName)
	return p.refused
}

// succeeded takes in a success on an edge that is not known, and reports whether the service was let in after others had
// denied it.
func (m *Memory) succeeded(c *Call, e *edge, from *service, at int64) bool {
	if e.succeeded == 0 && len(from.peers) > 0 {
		if t := m.tally(from); t.deniedElsewhere(c.To, at) {
			e.slow = true
			p := from.add(c.To)
			p.entered = at
			from.name(p, c.ToName)
		}
	}
	e.succeed(at)
	p := from.peer(c.To)
	if p == nil {
		return false
	}
	p.refused = p.denied > 0 && e.refused()
	return p.entered > 0
}

func (m *Memory) service(id uint64) window.Ref {
	ref := m.services.Touch(id)
	if s := m.services.Value(ref); s.life == 0 {
		m.lives++
		s.life = max(1, m.lives)
	}
	return ref
}

func (m *Memory) edge(key, from, to uint64) window.Ref {
	if _, ok := m.edges.Peek(key); !ok && m.edges.Len() == m.limit {
		m.forget()
	}
	ref := m.edges.Touch(key)
	e := m.edges.Value(ref)
	e.from, e.to = from, to
	return ref
}

// forget takes the edge that is about to make room from the known ones of its service.
func (m *Memory) forget() {
	ref, _ := m.edges.Oldest() // of the half at least that is not promoted
	gone := m.edges.Value(ref)
	if from, ok := m.services.Peek(gone.from); ok && gone.known {
		if s := m.services.Value(from); s.life == gone.counted {
			s.known--
		}
	}
}
