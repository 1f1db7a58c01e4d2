package outbox

import "time"

// maxDead bounds the dead letters of a destination: the oldest make room.
const maxDead = 1000

// DeadLetter is a notification that was given up. All of it is fit to be shown but the item's content.
type DeadLetter struct {
	ID       string // the webhook-id; "" where it could not be read
	Group    string
	DiedAt   time.Time
	QueuedAt time.Time
	Attempts int
	Reason   Reason
	// Last is the failure of the last attempt; of none if there was no attempt.
	Last Failure
	// Outdated is set where a newer notification of the group was delivered since: this one would contradict it.
	Outdated bool
}

type deadLetter struct {
	DeadLetter

	item     Item // without a body where it could not be read
	sequence uint64
	slot     uint32
}

// DeadLetters lists what was given up, the oldest first.
func (o *Outbox) DeadLetters() []DeadLetter {
	letters := make([]DeadLetter, 0, len(o.dead))
	for _, d := range o.dead {
		letters = append(letters, d.DeadLetter)
	}
	return letters
}

func (o *Outbox) bury(e *entry, reason Reason, now time.Time) {
	o.keepDead(&deadLetter{
		DeadLetter: DeadLetter{
			ID: e.id, Group: e.group, DiedAt: now, QueuedAt: e.queuedAt, Attempts: e.attempts, Reason: reason, Last: e.last,
		},
		item: e.Item, sequence: e.sequence,
	})
}

func (o *Outbox) keepDead(d *deadLetter) {
	known := o.deadSlots.known()
	d.slot = o.deadSlots.take()
	o.dead = append(o.dead, d)
	o.countDead(d, 1)
	o.journal.set(slotKey(prefixDead, d.slot), encodeDead(d))
	if o.deadSlots.known() != known {
		o.journal.set(keyMeta, o.encodeMeta())
	}
	for len(o.dead) > maxDead || (o.deadBytes > o.rules.MaxBytes && len(o.dead) > 1) {
		o.counts.DeadEvicted++
		o.exhume(o.dead[0])
		o.dead[0] = nil
		o.dead = o.dead[1:]
	}
}

func (o *Outbox) countDead(d *deadLetter, by int) {
	o.deadBytes += by * len(d.item.body)
	if o.deadOf[d.Group] += by; o.deadOf[d.Group] == 0 {
		delete(o.deadOf, d.Group)
	}
}

// exhume forgets a dead letter but for its place in the list.
func (o *Outbox) exhume(d *deadLetter) {
	o.countDead(d, -1)
	o.journal.remove(slotKey(prefixDead, d.slot))
	o.deadSlots.put(d.slot)
}

// outdate marks the dead letters that a delivered notification of their group is newer than.
func (o *Outbox) outdate(delivered *entry) {
	if o.deadOf[delivered.group] == 0 {
		return
	}
	for _, d := range o.dead {
		if d.Group == delivered.group && d.sequence < delivered.sequence && !d.Outdated {
			d.Outdated = true
			o.journal.set(slotKey(prefixDead, d.slot), encodeDead(d))
		}
	}
}

// Resend puts dead letters back in the queue, each with its id and in its place among those of its group, as if it were queued now, and
// returns how many. Those that are outdated or cannot be read stay.
func (o *Outbox) Resend(now time.Time) int {
	var stay []*deadLetter
	var sent int
	for _, d := range o.dead {
		if d.Outdated { // it will never be sent
			o.exhume(d)
			continue
		}
		if d.item.body == nil || !o.rules.roomFor(len(d.item.body), len(o.items), o.bytes) {
			stay = append(stay, d)
			continue
		}
		known := o.itemSlots.known()
		o.exhume(d)
		if _, queued := o.items[d.ID]; queued {
			continue
		}
		e := &entry{Item: d.item, sequence: d.sequence, slot: o.itemSlots.take(), queuedAt: now}
		o.journal.set(slotKey(prefixItem, e.slot), encodeItem(e))
		o.journal.remove(slotKey(prefixAttempt, e.slot))
		if o.itemSlots.known() != known {
			o.journal.set(keyMeta, o.encodeMeta())
		}
		o.insert(e)
		sent++
	}
	o.dead = stay
	return sent
}
