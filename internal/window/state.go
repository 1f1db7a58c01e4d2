package window

import "math"

const lateBits = 2 // lateLimit-1 fits

// Code writes the count or reads it back: which slots hold any and how many events came too late, the newest slot, and the
// numbers of those slots.
func (c *Count) Code(w *Wire) {
	head := uint16(c.late)
	for i, n := range c.counts {
		if n > 0 {
			head |= 1 << (lateBits + i)
		}
	}
	Number(w, &head, 1<<(lateBits+Slots)-1)
	if w.Reading() {
		*c = Count{edge: edge{late: uint8(head % lateLimit)}}
	}
	if head>>lateBits == 0 {
		w.Must(head == 0) // nothing has come yet
		return
	}
	Number(w, &c.newest, math.MaxUint32)
	for i := range c.counts {
		if head&(1<<(lateBits+i)) != 0 {
			Number(w, &c.counts[i], math.MaxUint16)
			w.Must(c.counts[i] > 0)
		}
	}
}

// Code writes the values or reads them back: how many there are, the newest slot, and each with how many slots before it was seen.
func (d *Distinct) Code(w *Wire) {
	const firstBit, bits = 1 << lateBits, lateBits + 1
	head := uint16(len(d.seen())<<bits) | uint16(d.late) //nolint:gosec // DistinctLimit at most
	if d.first {
		head |= firstBit
	}
	if len(d.seen()) == 0 {
		head = 0 // nothing has come yet
	}
	Number(w, &head, DistinctLimit<<bits|firstBit|(lateLimit-1))
	if w.Reading() {
		d.Reset()
		d.late, d.first = uint8(head%lateLimit), head&firstBit != 0
		d.room(int(head >> bits))
	}
	if head>>bits == 0 {
		w.Must(head == 0)
		return
	}
	Number(w, &d.newest, math.MaxUint32)
	seen := d.seen()
	for i := range seen {
		s := &seen[i]
		w.ShortHash(&s.hash)
		before := d.newest - s.slot
		Number(w, &before, d.newest)
		s.slot = d.newest - before
	}
}

// room makes an empty list one of so many values, with the capacity that it has when it grew to them.
func (d *Distinct) room(values int) {
	if values <= fewest {
		d.held = uint8(values) //nolint:gosec // at most fewest
		return
	}
	capacity := firstCapacity
	for capacity < values {
		capacity *= capacityFactor
	}
	d.more = make([]sighting, values, min(capacity, DistinctLimit))
}

// Len is how many buckets there are.
func (d *Duplicates) Len() int { return 1 << (64 - d.shift) }

// AppendState appends the buckets from one on, so many at most: the number of each that holds any, and its ids, the latest first.
func (d *Duplicates) AppendState(b []byte, from, buckets int) []byte {
	w := Writer(b)
	for i := from; i < min(from+buckets, d.Len()); i++ {
		if p := d.pages[i/pageBuckets]; p != nil {
			p[i%pageBuckets].code(uint32(i), &w) //nolint:gosec // 2^32 at most
		}
	}
	return w.Bytes()
}

func (b *bucket) code(number uint32, w *Wire) {
	held := uint8(0)
	for held < uint8(len(b)) && b[held] != 0 {
		held++
	}
	if held == 0 {
		return
	}
	Number(w, &number, math.MaxUint32)
	Number(w, &held, uint8(len(b)))
	for i := range held {
		w.Hash(&b[i])
	}
}

// ReadState replaces what is remembered, and reports whether it could be read; otherwise it changes nothing.
func (d *Duplicates) ReadState(b []byte) bool {
	w := Reader(b)
	next := make([]*page, len(d.pages))
	for w.More() {
		var number uint32
		var held uint8
		Number(&w, &number, uint32(d.Len()-1)) //nolint:gosec // 2^32 at most
		Number(&w, &held, uint8(len(bucket{})))
		if next[number/pageBuckets] == nil {
			next[number/pageBuckets] = new(page)
		}
		b := &next[number/pageBuckets][number%pageBuckets]
		for i := range held {
			w.Hash(&b[i])
			w.Must(b[i] != 0)
		}
	}
	if w.Failed() {
		return false
	}
	d.pages = next
	return true
}
