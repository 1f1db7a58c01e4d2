package transaction

import (
	"math"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

const (
	// DefaultInFlight is how many keys are known at once, over all transactions, 300 bytes each, or 1 KiB where many attempts wait.
	DefaultInFlight = 100_000
	// DefaultLateness is how much later than others a span may arrive that ended before them.
	DefaultLateness = 2 * time.Minute

	// keyLimit bounds what is read of a key. Keys that differ only beyond it count as one.
	keyLimit = 256
)

// Options bound a Tracker.
type Options struct {
	InFlight int
	Lateness time.Duration
	Seed     uint64 // secret, so that nobody can choose keys that collide
}

// Stats counts, since the beginning, what did not become part of a transaction.
type Stats struct {
	// Evicted are keys that made room for others, those left alone the longest. Nobody knows what would have become of their
	// transactions, so they have no outcome.
	Evicted uint64
	// Orphans are steps of a key of which no transaction was open.
	Orphans uint64
	// Late are attempts that arrived after the lateness, with no open transaction that they belong to.
	Late uint64
	// Hurried are attempts that counted before the lateness had passed, since too many of one key came.
	Hurried uint64
}

// Tracker follows the transactions of all definitions. It is not safe for concurrent use.
type Tracker struct {
	processes []process
	options   Options
	flows     *window.Store[flow, *flow]
	schedule  schedule
	digest    xxhash.Digest
	clock     int64
	ended     []Ended
	stats     Stats
}

// New makes a Tracker that knows of no transaction yet.
func New(definitions []Definition, options Options) *Tracker {
	t := &Tracker{options: options}
	for i := range definitions {
		t.processes = append(t.processes, newProcess(&definitions[i]))
	}
	t.clear()
	return t
}

func (t *Tracker) clear() {
	t.flows = window.NewStore[flow](t.options.InFlight)
	t.schedule = schedule{flows: t.flows}
}

// Len is how many keys are known.
func (t *Tracker) Len() int { return t.flows.Len() }

// Stats returns the counts.
func (t *Tracker) Stats() Stats { return t.stats }

// Observe takes in an attempt, and the time by the connector's clock. Attempts without a key or an end, or of no step that is declared,
// are none.
func (t *Tracker) Observe(now int64, a *Attempt) {
	t.move(now)
	if a.Key == "" || a.End <= 0 || a.Transaction < 0 || a.Transaction >= len(t.processes) ||
		a.Step < 0 || a.Step >= len(t.processes[a.Transaction].Steps) {
		return
	}
	at := a.kept()
	key := t.key(a)
	if _, known := t.flows.Peek(key); !known {
		if at.end <= t.known() {
			t.stats.Late++
			return
		}
		t.makeRoom()
	}
	ref := t.flows.Touch(key)
	f := t.flows.Value(ref)
	f.process = uint16(a.Transaction) //nolint:gosec // nobody declares so many
	if len(f.waiting) == maxWaiting {
		t.hurry(f)
	}
	switch {
	case at.end > max(t.known(), f.settled):
		f.waiting = insert(f.waiting, &at)
	case f.open && f.state.start <= at.end && at.end <= f.deadline(&t.processes[f.process]):
		t.apply(f, &at)
	default:
		t.stats.Late++
	}
	t.appoint(ref)
}

// Tick returns the transactions that have ended since the last time, by the connector's clock.
func (t *Tracker) Tick(now int64) []Ended {
	t.move(now)
	for {
		next, ok := t.schedule.first()
		if !ok || next.at > t.known() {
			break
		}
		t.settle(t.flows.Value(next.ref), t.known())
		t.appoint(next.ref)
	}
	ended := t.ended
	t.ended = nil
	return ended
}

// move sets the clock, which never goes back, and never comes to the end of all time: what is due then is never due.
func (t *Tracker) move(now int64) { t.clock = max(t.clock, min(now, math.MaxInt64-1)) }

// known is until when the order of attempts is known: whatever ended before has arrived.
func (t *Tracker) known() int64 { return t.clock - int64(t.options.Lateness) }

func (t *Tracker) key(a *Attempt) uint64 {
	t.digest.ResetWithSeed(t.options.Seed ^ t.processes[a.Transaction].fingerprint)
	_, _ = t.digest.WriteString(a.Key[:min(len(a.Key), keyLimit)])
	return t.digest.Sum64()
}

// makeRoom lets go of the key left alone the longest if there is no room for another one. A flood of made-up keys that begin a
// transaction takes the place of others that only began, see appoint.
func (t *Tracker) makeRoom() {
	if t.flows.Len() < max(2, t.options.InFlight) {
		return
	}
	if oldest, ok := t.flows.Oldest(); ok {
		t.drop(oldest)
		t.stats.Evicted++
	}
}

func (t *Tracker) drop(ref window.Ref) {
	t.schedule.cancel(ref)
	t.flows.Remove(ref)
}

// appoint makes the appointment that a flow needs after something happened to it, and protects it once it is past its first step.
func (t *Tracker) appoint(ref window.Ref) {
	f := t.flows.Value(ref)
	due, ok := f.due(&t.processes[f.process], int64(t.options.Lateness))
	if !ok {
		t.drop(ref)
		return
	}
	t.schedule.set(ref, due)
	if f.open && f.state.step > 0 {
		t.flows.Promote(ref)
	}
}
