package outbox

import (
	"container/heap"
	"slices"
	"time"
)

// Rules bound an outbox and say when it tries again.
type Rules struct {
	// MaxItems and MaxBytes bound what waits; a single item may be larger than MaxBytes, so that none blocks those behind it for ever.
	// MaxBytes bounds the dead letters once more.
	MaxItems, MaxBytes int
	// MaxInFlight is how many items are under way at a time.
	MaxInFlight int
	Retry       Retry
}

// Outbox is of one destination. It is not safe for concurrent use.
type Outbox struct {
	rules    Rules
	revision uint32

	items    map[string]*entry // by id
	groups   map[string]*group
	ready    groupHeap
	waiting  groupHeap
	bytes    int
	inFlight int
	sequence uint64

	dead      []*deadLetter // the oldest first
	deadBytes int
	deadOf    map[string]int // how many there are by group
	receipts  *receipts

	journal              journal
	itemSlots, deadSlots slots
	disabled             bool
	counts               Counts
}

// Counts are what happened since they were last taken.
type Counts struct {
	Superseded      int // repetitions that a newer notification of their group overtook
	DeadEvicted     int // dead letters that made room for newer ones
	ReceiptsEvicted int
}

// New makes an empty outbox. revision stands for the configuration of the destination: one that is disabled is so until it changes,
// which Restore reports.
func New(rules Rules, revision uint32) *Outbox {
	return &Outbox{
		rules:    rules,
		revision: revision,
		items:    make(map[string]*entry),
		groups:   make(map[string]*group),
		ready:    groupHeap{before: gravestFirst},
		waiting:  groupHeap{before: soonestFirst},
		deadOf:   make(map[string]int),
		receipts: newReceipts(),
		journal:  make(journal),
	}
}

// Attempt is an item that is to be tried now.
type Attempt struct {
	Item

	QueuedAt time.Time
	Attempts int    // that failed before
	Receipt  string // what the format kept of the group
}

// Next takes the head of the gravest group that has none under way and need not wait. An attempt ends with Delivered or
// Failed, or neither where it was broken off and counts for nothing, and then Release.
func (o *Outbox) Next(now time.Time) (Attempt, bool) {
	if !o.Ready(now) {
		return Attempt{}, false
	}
	g := o.ready.groups[0]
	heap.Pop(&o.ready)
	e := g.head()
	g.busy, g.underWay = true, e
	o.inFlight++
	return Attempt{Item: e.Item, QueuedAt: e.queuedAt, Attempts: e.attempts, Receipt: o.receipts.of(g.id)}, true
}

// Ready reports whether Next would give something.
func (o *Outbox) Ready(now time.Time) bool {
	for o.waiting.Len() > 0 && !o.waiting.groups[0].head().nextAt.After(now) {
		g := o.waiting.groups[0]
		heap.Pop(&o.waiting)
		heap.Push(&o.ready, g)
	}
	return !o.disabled && o.inFlight < o.rules.MaxInFlight && o.ready.Len() > 0
}

// NextAt is when something that waits for its next attempt may be tried.
func (o *Outbox) NextAt() (time.Time, bool) {
	if o.disabled || o.waiting.Len() == 0 {
		return time.Time{}, false
	}
	return o.waiting.groups[0].head().nextAt, true
}

// Delivered removes an item that the destination took. receipt is what to keep of its group: "" for what was kept before. Of a group
// that is over nothing is kept.
func (o *Outbox) Delivered(id, receipt string) {
	e, ok := o.underWay(id)
	if !ok {
		return
	}
	o.keepReceipt(e, receipt)
	o.outdate(e)
	o.remove(e)
}

// Release ends an attempt: the next of its group may be tried. It is called after what the attempt changed is written, so that a crash
// repeats no older notification after a newer one. groupID is the attempt's.
func (o *Outbox) Release(groupID string) {
	g, ok := o.groups[groupID]
	if !ok || !g.busy {
		return
	}
	g.busy, g.underWay = false, nil
	o.inFlight--
	o.place(g)
}

// Has reports whether an item waits, or is under way.
func (o *Outbox) Has(id string) bool { return o.items[id] != nil }

func (o *Outbox) underWay(id string) (*entry, bool) {
	e, ok := o.items[id]
	if !ok {
		return nil, false
	}
	return e, o.groups[e.group].underWay == e
}

// place puts a group in the heap where it belongs now; one without items is forgotten.
func (o *Outbox) place(g *group) {
	if g.heap != nil {
		heap.Remove(g.heap, g.index)
	}
	switch {
	case g.busy:
	case len(g.queue) == 0:
		delete(o.groups, g.id)
	case g.head().nextAt.IsZero():
		heap.Push(&o.ready, g)
	default:
		heap.Push(&o.waiting, g)
	}
}

// insert queues an entry, and drops the repetition that it overtakes, or itself where it is one that was overtaken.
func (o *Outbox) insert(e *entry) {
	g, ok := o.groups[e.group]
	if !ok {
		g = &group{id: e.group}
		o.groups[g.id] = g
	}
	at := g.insert(e)
	o.items[e.id] = e
	o.bytes += len(e.body)
	if at+1 < len(g.queue) && e.repetition() {
		o.supersede(e)
	} else if at > 0 && g.queue[at-1].repetition() && g.queue[at-1] != g.underWay {
		o.supersede(g.queue[at-1])
	}
	o.place(g)
}

func (o *Outbox) supersede(e *entry) {
	o.counts.Superseded++
	o.remove(e)
}

// remove forgets an entry, here and in the storage.
func (o *Outbox) remove(e *entry) {
	g := o.groups[e.group]
	g.removeAt(slices.Index(g.queue, e))
	if g.underWay == e {
		g.underWay = nil
	}
	delete(o.items, e.id)
	o.bytes -= len(e.body)
	o.journal.remove(slotKey(prefixItem, e.slot))
	if e.attempts > 0 {
		o.journal.remove(slotKey(prefixAttempt, e.slot))
	}
	o.itemSlots.put(e.slot)
	o.place(g)
}

// Disabled reports whether the destination said that it is gone, and its configuration is still the same.
func (o *Outbox) Disabled() bool { return o.disabled }

// TakeCounts returns what happened since it was called last.
func (o *Outbox) TakeCounts() Counts {
	counts := o.counts
	o.counts = Counts{}
	return counts
}

// Stats are how an outbox stands.
type Stats struct {
	Items, Bytes, InFlight, Dead int
	Oldest                       time.Time // when the oldest item was queued; zero for none
	Disabled                     bool
}

// Stats counts.
func (o *Outbox) Stats() Stats {
	stats := Stats{Items: len(o.items), Bytes: o.bytes, InFlight: o.inFlight, Dead: len(o.dead), Disabled: o.disabled}
	for _, g := range o.groups {
		if len(g.queue) == 0 {
			continue
		}
		if queuedAt := g.head().queuedAt; stats.Oldest.IsZero() || queuedAt.Before(stats.Oldest) {
			stats.Oldest = queuedAt
		}
	}
	return stats
}
