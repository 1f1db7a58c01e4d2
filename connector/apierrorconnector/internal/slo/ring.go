package slo

import "time"

// buckets is how many a ring has: each window is kept to a sixtieth of its ring, and lacks up to that much at its old end.
const buckets = 60

// fine is the finest bucket's width: that of five minutes. Every other width is a multiple of it.
const fine = 5 * time.Second

// ring counts calls by slots of time, each in the bucket of its number modulo buckets. Each bucket says which slot it is of, so
// nothing slides: a jump of the clock costs nothing, and a call with a wrong time spoils one bucket at most.
type ring [buckets]bucket

type bucket struct {
	Counts
	slot uint32 // 5-second slots suffice until the year 2262 and beyond
}

// Counts are calls, and how many of them were bad.
type Counts struct{ Calls, Bad uint64 }

// Share is how many of the calls were bad, 0 to 1; 0 where there were none.
func (c Counts) Share() float64 {
	if c.Calls == 0 {
		return 0
	}
	return float64(c.Bad) / float64(c.Calls)
}

func (c *Counts) add(more Counts) { c.Calls, c.Bad = c.Calls+more.Calls, c.Bad+more.Bad }

// width is that of a ring's buckets, in nanoseconds.
func width(length time.Duration) int64 {
	fines := (int64(length)-1)/(buckets*int64(fine)) + 1
	return fines * int64(fine)
}

// slotOf gives the slot of a time that is not negative.
func slotOf(at, width int64) uint32 {
	return uint32(at / width) //nolint:gosec // at most 2^63 ns / 5 s
}

// put counts calls in their slot, unless a newer one has taken its bucket.
func (r *ring) put(slot uint32, calls Counts) {
	b := &r[slot%buckets]
	if slot > b.slot {
		*b = bucket{slot: slot}
	}
	if slot == b.slot {
		b.add(calls)
	}
}

// ahead is how far in the future a call may be. The connector's clock allows less.
const ahead = time.Minute

// sum counts the calls of as many slots up to the last. It forgets those of slots beyond the future that a call may be of: they would
// keep their buckets from the present.
func (r *ring) sum(last, slots, future uint32) Counts {
	var sum Counts
	for i := range r {
		b := &r[i]
		switch {
		case b.slot > future:
			*b = bucket{}
		case b.slot <= last && last-b.slot < slots:
			sum.add(b.Counts)
		}
	}
	return sum
}
