package outbox

import (
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// entry is an item in the queue.
type entry struct {
	Item

	sequence uint64 // its place in the queue
	slot     uint32 // where it is stored
	queuedAt time.Time
	attempts int
	last     Failure   // of the last attempt
	nextAt   time.Time // when it may be tried again; zero for at once
}

// group is what waits of one group, in order. Only its head is ever under way.
type group struct {
	id    string
	queue []*entry
	// busy is set while one of its entries is under way, and until what became of that is written.
	busy bool
	// underWay is the head while it is under way.
	underWay *entry
	// grave counts the entries by severity: the gravest that waits pulls what stands before it.
	grave [apierror.SeverityCritical + 1]int

	heap  *groupHeap // that it is in; nil for none
	index int
}

func (g *group) head() *entry { return g.queue[0] }

func (g *group) gravest() apierror.Severity {
	for severity := apierror.SeverityCritical; severity > apierror.SeverityNone; severity-- {
		if g.grave[severity] > 0 {
			return severity
		}
	}
	return apierror.SeverityNone
}

// insert puts an entry where its sequence belongs and returns where that is, which is at the end except for what is sent again.
func (g *group) insert(e *entry) int {
	at := len(g.queue)
	for at > 0 && g.queue[at-1].sequence > e.sequence {
		at--
	}
	if at == 0 && g.underWay != nil {
		at = 1 // what is under way stays at the head
	}
	g.queue = slices.Insert(g.queue, at, e)
	g.grave[e.severity]++
	return at
}

func (g *group) removeAt(i int) {
	g.grave[g.queue[i].severity]--
	if i == 0 { // the rest need not move
		g.queue[0] = nil
		g.queue = g.queue[1:]
		return
	}
	g.queue = slices.Delete(g.queue, i, i+1)
}

// groupHeap is a heap of groups; it knows where each is.
type groupHeap struct {
	groups []*group
	before func(a, b *group) bool
}

func (h *groupHeap) Len() int           { return len(h.groups) }
func (h *groupHeap) Less(i, j int) bool { return h.before(h.groups[i], h.groups[j]) }
func (h *groupHeap) Swap(i, j int) {
	h.groups[i], h.groups[j] = h.groups[j], h.groups[i]
	h.groups[i].index, h.groups[j].index = i, j
}

// Push is the heap's.
func (h *groupHeap) Push(x any) {
	g, ok := x.(*group)
	if !ok {
		return
	}
	g.heap, g.index = h, len(h.groups)
	h.groups = append(h.groups, g)
}

// Pop is the heap's.
func (h *groupHeap) Pop() any {
	last := len(h.groups) - 1
	g := h.groups[last]
	h.groups[last] = nil
	h.groups = h.groups[:last]
	g.heap = nil
	return g
}

// gravestFirst orders what is ready: the gravest first, then the oldest.
func gravestFirst(a, b *group) bool {
	if x, y := a.gravest(), b.gravest(); x != y {
		return x > y
	}
	return a.head().sequence < b.head().sequence
}

func soonestFirst(a, b *group) bool { return a.head().nextAt.Before(b.head().nextAt) }
