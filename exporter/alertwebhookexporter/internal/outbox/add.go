package outbox

import (
	"errors"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
)

// ErrFull says that there is no room for another item.
var ErrFull = errors.New("the queue is full")

// Addition is what is to be added. There is one at a time.
type Addition struct {
	outbox  *Outbox
	entries []*entry
	changes []Change
	taken   int
}

// roomFor reports whether an item of a size may join so many others of so many bytes.
func (r *Rules) roomFor(size, items, bytes int) bool {
	return items == 0 || (items < r.MaxItems && bytes+size <= r.MaxBytes)
}

// Prepare makes an addition of as many items, from the first on, as there is room for; ErrFull where that is not all of them. An item
// that is queued already, and a zero one, count as taken.
func (o *Outbox) Prepare(items []Item, now time.Time) (*Addition, error) {
	addition := &Addition{outbox: o}
	count, bytes, known := len(o.items), o.bytes, o.itemSlots.known()
	var err error
	for i := range items {
		if _, queued := o.items[items[i].id]; !queued && items[i].id != "" {
			if !o.rules.roomFor(len(items[i].body), count, bytes) {
				err = ErrFull
				break
			}
			count, bytes = count+1, bytes+len(items[i].body)
			e := &entry{Item: items[i], sequence: o.sequence, slot: o.itemSlots.take(), queuedAt: now}
			o.sequence++
			addition.entries = append(addition.entries, e)
			addition.changes = append(addition.changes, Change{Key: slotKey(prefixItem, e.slot), Value: encodeItem(e)})
		}
		addition.taken++
	}
	if o.itemSlots.known() != known {
		addition.changes = append(addition.changes, Change{Key: keyMeta, Value: o.encodeMeta()})
	}
	return addition, err
}

// Taken is how many items, from the first on, it has.
func (a *Addition) Taken() int { return a.taken }

// Changes are to be written after those that TakeChanges gives, in one batch with them.
func (a *Addition) Changes() []Change { return a.changes }

// Commit queues it. Changes that could not be written are to be put back before.
func (a *Addition) Commit() {
	for _, e := range a.entries {
		if _, queued := a.outbox.items[e.id]; queued { // twice in the addition
			a.outbox.journal.remove(slotKey(prefixItem, e.slot))
			a.outbox.itemSlots.put(e.slot)
			continue
		}
		a.outbox.insert(e)
	}
}

// TakeChanges returns what is to be written.
func (o *Outbox) TakeChanges() []Change { return o.journal.take() }

// PutBack keeps changes that could not be written for the next time.
func (o *Outbox) PutBack(changes []Change) {
	for _, change := range changes {
		if _, newer := o.journal[change.Key]; !newer {
			o.journal[change.Key] = change.Value
		}
	}
}

func (e *entry) repetition() bool { return e.cause == notification.CauseRepeated }
