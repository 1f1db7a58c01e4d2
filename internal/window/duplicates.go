package window

// Duplicates remembers the most recent span ids, so that a span that is delivered twice counts once. Its memory is bounded, and taken
// as it is needed: with as many ids in between as it holds, a repetition is likely taken for new.
type Duplicates struct {
	pages []*page
	shift uint
}

// page is a run of buckets. Most of what has memory for a million ids sees few.
type page [pageBuckets]bucket

const (
	pageBits    = 7 // 4 KiB
	pageBuckets = 1 << pageBits
)

// bucket is half a cache line: looking an id up costs one memory access.
type bucket [4]uint64

// NewDuplicates returns a filter for 4<<bits ids. Bits is between 1 and 32.
func NewDuplicates(bits uint) *Duplicates {
	return &Duplicates{pages: make([]*page, (1<<bits+pageBuckets-1)/pageBuckets), shift: 64 - bits}
}

// Has reports whether the id is among the most recent ones.
func (d *Duplicates) Has(id uint64) bool {
	number := d.number(id)
	p := d.pages[number>>pageBits]
	if id == 0 || p == nil {
		return false
	}
	b := &p[number%pageBuckets]
	return b[0] == id || b[1] == id || b[2] == id || b[3] == id
}

// number is the bucket that an id is kept in. Ids should be random, but a tracer may count them up: the multiplication spreads either
// over the buckets.
func (d *Duplicates) number(id uint64) uint64 { return (id * 0x9E3779B97F4A7C15) >> d.shift }

// Seen reports whether the id is among the most recent ones and remembers it. No id (zero) is never seen.
func (d *Duplicates) Seen(id uint64) bool {
	if id == 0 {
		return false
	}
	number := d.number(id)
	p := d.pages[number>>pageBits]
	if p == nil {
		p = new(page)
		d.pages[number>>pageBits] = p
	}
	b := &p[number%pageBuckets]
	if b[0] == id || b[1] == id || b[2] == id || b[3] == id {
		return true
	}
	b[3], b[2], b[1], b[0] = b[2], b[1], b[0], id
	return false
}
