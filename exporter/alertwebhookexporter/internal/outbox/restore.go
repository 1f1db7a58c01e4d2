package outbox

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// maxSlots bounds what a damaged meta can make a restart ask for: more than any outbox has.
const maxSlots = 1 << 20

// Restored is what a restart found.
type Restored struct {
	Items, Dead int
	Unreadable  int // items that are dead letters now since they are damaged
	Damaged     int // dead letters, receipts and the count of all that cannot be read, and are forgotten
	// Reconfigured is set where the configuration of the destination is another than the earlier run had.
	Reconfigured bool
}

// Restore fills an empty outbox from what a storage holds. get returns what it has under each key, nil for nothing. What was under way
// at a crash is tried again, in the order of the queue.
func (o *Outbox) Restore(now time.Time, get func(keys []string) ([][]byte, error)) (Restored, error) {
	var found Restored
	encoded, err := get([]string{keyMeta})
	if err != nil || len(encoded) != 1 || encoded[0] == nil {
		return found, err
	}
	var m meta
	if json.Unmarshal(encoded[0], &m) != nil || max(m.Items, m.Dead, m.Receipts) > maxSlots {
		// Without it nothing can be found. Slots are written anew from the first on.
		found.Damaged++
		return found, nil
	}
	found.Reconfigured = m.Revision != o.revision
	o.disabled = m.Disabled && !found.Reconfigured
	if err := o.restoreReceipts(m.Receipts, &found, get); err != nil {
		return found, err
	}
	if err := o.restoreDead(m.Dead, &found, get); err != nil {
		return found, err
	}
	if err := o.restoreItems(m.Items, now, &found, get); err != nil {
		return found, err
	}
	o.journal.set(keyMeta, o.encodeMeta())
	return found, nil
}

// walk reads all slots of a kind, some at a time, and notes which are free.
func walk(prefix string, count uint32, of *slots, get func([]string) ([][]byte, error), each func(slot uint32, value []byte) bool) error {
	of.used = count
	keys := make([]string, 0, slotStep)
	for from := uint32(0); from < count; from += slotStep {
		keys = keys[:0]
		for slot := from; slot < min(from+slotStep, count); slot++ {
			keys = append(keys, slotKey(prefix, slot))
		}
		values, err := get(keys)
		if err != nil {
			return err
		}
		for i, value := range values {
			slot := from + uint32(i)
			if value == nil || !each(slot, value) {
				of.put(slot)
			}
		}
	}
	// The lowest are used first.
	slices.Reverse(of.free)
	return nil
}

func (o *Outbox) restoreReceipts(count uint32, found *Restored, get func([]string) ([][]byte, error)) error {
	return walk(prefixReceipt, count, &o.receipts.slots, get, func(slot uint32, value []byte) bool {
		r, err := decodeReceipt(value)
		if err == nil && found.Reconfigured {
			// What it names may be another's there: a thread of another channel, an issue of another site.
			o.journal.remove(slotKey(prefixReceipt, slot))
			return false
		}
		if err != nil || o.receipts.byGroup.Contains(r.Group) || o.receipts.byGroup.Len() >= maxReceipts {
			found.Damaged++
			o.journal.remove(slotKey(prefixReceipt, slot))
			return false
		}
		r.slot = slot
		o.receipts.byGroup.Add(r.Group, r)
		return true
	})
}

func (o *Outbox) restoreDead(count uint32, found *Restored, get func([]string) ([][]byte, error)) error {
	err := walk(prefixDead, count, &o.deadSlots, get, func(slot uint32, value []byte) bool {
		d, err := decodeDead(value)
		if err != nil || len(o.dead) >= maxDead {
			found.Damaged++
			o.journal.remove(slotKey(prefixDead, slot))
			return false
		}
		d.slot = slot
		o.dead = append(o.dead, d)
		o.countDead(d, 1)
		o.sequence = max(o.sequence, d.sequence+1)
		return true
	})
	slices.SortFunc(o.dead, func(a, b *deadLetter) int {
		return cmp.Or(a.DiedAt.Compare(b.DiedAt), cmp.Compare(a.sequence, b.sequence))
	})
	found.Dead = len(o.dead)
	return err
}

func (o *Outbox) restoreItems(count uint32, now time.Time, found *Restored, get func([]string) ([][]byte, error)) error {
	var entries, damaged []*entry
	err := walk(prefixItem, count, &o.itemSlots, get, func(slot uint32, value []byte) bool {
		e, err := decodeItem(value)
		if err != nil {
			damaged = append(damaged, &entry{slot: slot})
			o.journal.remove(slotKey(prefixItem, slot))
			return false
		}
		e.slot = slot
		entries = append(entries, e)
		return true
	})
	if err != nil {
		return err
	}
	for range damaged {
		o.keepDead(&deadLetter{DeadLetter: DeadLetter{DiedAt: now, QueuedAt: now, Reason: ReasonUnreadable}})
	}
	found.Unreadable = len(damaged)
	slices.SortFunc(entries, func(a, b *entry) int { return cmp.Compare(a.sequence, b.sequence) })
	if err := restoreAttempts(entries, get); err != nil {
		return err
	}
	for _, e := range entries {
		o.sequence = max(o.sequence, e.sequence+1)
		if e.queuedAt.After(now) { // the clock was set back
			e.queuedAt = now
		}
		if _, twice := o.items[e.id]; twice {
			o.journal.remove(slotKey(prefixItem, e.slot))
			o.itemSlots.put(e.slot)
			continue
		}
		o.insert(e)
	}
	found.Items = len(o.items)
	return nil
}

func restoreAttempts(entries []*entry, get func([]string) ([][]byte, error)) error {
	keys := make([]string, 0, slotStep)
	for some := range slices.Chunk(entries, slotStep) {
		keys = keys[:0]
		for _, e := range some {
			keys = append(keys, slotKey(prefixAttempt, e.slot))
		}
		values, err := get(keys)
		if err != nil {
			return err
		}
		for i, value := range values {
			if value != nil {
				some[i].readAttempts(value)
			}
		}
	}
	return nil
}
