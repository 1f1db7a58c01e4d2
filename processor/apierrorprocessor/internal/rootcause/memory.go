package rootcause

import (
	"sync"
	"time"
)

// Memory joins what is known of a trace over batches. It is safe for concurrent use: a batch takes its lock once.
//
// It remembers the failed spans by their parents, so that a parent that comes later is known to have passed a failure on.
type Memory struct {
	seed uint64

	mu        sync.Mutex
	now       uint64 // Unix nanoseconds: the latest end of a failed span, never ahead of its arrival
	children  cache[child]
	callees   callees
	evictions uint64
}

// child is a failed span whose parent may still come.
type child struct {
	symptoms

	id uint32 // part of its own key: a span that came twice is remembered once
}

const (
	// childBits makes room for 65,536 failed spans: at 1,000 a second, those of the last minute, in 3 MB.
	childBits = 13
	// shortLived is how old a remembered span is when nothing is lost with it.
	shortLived = uint64(time.Minute)
)

// NewMemory makes a Memory; the seed is to be random.
func NewMemory(seed uint64) *Memory {
	return &Memory{seed: seed*0x9e3779b97f4a7c15 ^ 0x8ebc6af09c88c6e3, children: cache[child]{bits: childBits}, callees: newCallees()}
}

// Evictions is how many failed spans were forgotten within a minute, because more came than can be remembered.
func (m *Memory) Evictions() uint64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.evictions
}

// settle finishes the judgement of a batch with what is remembered, and remembers the batch.
func (m *Memory) settle(g *Graph, arrival int64) {
	newest := uint64(0)
	for i := range g.nodes {
		newest = max(newest, uint64(g.nodes[i].span.EndTimestamp()))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = max(m.now, min(newest, uint64(max(0, arrival))))
	m.judgeAwaited()
	nothing := len(m.children.keys) == 0
	for i := range g.nodes {
		if n := &g.nodes[i]; n.twin == none && (!nothing || n.callee != 0) {
			m.recall(g, n)
		}
	}
	if g.children == 0 {
		return
	}
	for i := range g.nodes {
		if n := &g.nodes[i]; n.mayCauseLater() {
			m.remember(n)
		}
	}
}

// passBy lets a batch of loose spans go by, and reports false where a failed span below one of them is remembered.
// Newest is when the last of them ended.
func (m *Memory) passBy(spans []loose, newest uint64, arrival int64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.children.keys) > 0 {
		for i := range spans {
			if _, found := m.children.find(m.key(spans[i].span.TraceID(), spans[i].span.SpanID())); found {
				return false
			}
		}
	}
	m.now = max(m.now, min(newest, uint64(max(0, arrival))))
	m.judgeAwaited()
	return true
}

// mayCauseLater reports whether a span above that comes later, or once more, may have failed because of this one.
func (n *node) mayCauseLater() bool {
	return n.outer != 0 && n.twin == none && !n.isEffect() && (n.up == none || n.link != not)
}

// recall settles a span with what came before it.
func (m *Memory) recall(g *Graph, n *node) {
	answered := n.cause != none && g.nodes[n.cause].isServing()
	if n.cause == none && n.class != cancelled {
		if bucket, found := m.children.find(n.key); found {
			answered = m.recallChildren(n, bucket)
		}
	}
	switch {
	case n.callee == 0:
	case answered:
		m.callees.reported(n.callee)
	case n.cause == none && !n.elsewhere:
		n.elsewhere = m.callees.reports(n.callee)
		m.callees.await(n.key, n.callee, m.now)
	}
}

// recallChildren reports whether the answering side of a call is among the children that explain it.
func (m *Memory) recallChildren(n *node, bucket int) (answered bool) {
	p := n.symptoms()
	for way := range ways {
		c := m.children.at(n.key, bucket, way)
		if c == nil || explains(&p, &c.symptoms) == not {
			continue
		}
		n.elsewhere = true
		answered = answered || c.serving()
	}
	return answered
}

func (m *Memory) remember(n *node) {
	c := child{n.symptoms(), uint32(n.key >> 1)} //nolint:gosec // half of a hash is one
	if bucket, found := m.children.find(n.outer); found {
		for way := range ways {
			if known := m.children.at(n.outer, bucket, way); known != nil && known.id == c.id {
				return
			}
		}
	}
	if lost, evicted := m.children.push(n.outer, c); evicted && lost.end+shortLived > m.now {
		m.evictions++
	}
}

// judgeAwaited looks for the answering sides that should have come by now.
func (m *Memory) judgeAwaited() {
	for {
		a, due := m.callees.due(m.now)
		if !due {
			return
		}
		if m.hasAnswer(a.key) {
			m.callees.reported(a.callee)
		} else {
			m.callees.missed(a.callee)
		}
	}
}

func (m *Memory) hasAnswer(key uint64) bool {
	bucket, found := m.children.find(key)
	for way := 0; found && way < ways; way++ {
		if c := m.children.at(key, bucket, way); c != nil && c.serving() {
			return true
		}
	}
	return false
}
