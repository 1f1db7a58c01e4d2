package window

// Duplicates remembers the most recent span ids, so that a span that is delivered twice counts once. Its memory is fixed:
// with as many ids in between as it holds, a repetition is likely taken for new.
type Duplicates struct {
	buckets []bucket
	shift   uint
}

// bucket is half a cache line: looking an id up costs one memory access.
type bucket [4]uint64

// NewDuplicates returns a filter for 4<<bits ids. Bits is between 1 and 32.
func NewDuplicates(bits uint) *Duplicates {
	return &Duplicates{buckets: make([]bucket, 1<<bits), shift: 64 - bits}
}

// Has reports whether the id is among the most recent ones.
func (d *Duplicates) Has(id uint64) bool {
	b := d.bucket(id)
	return id != 0 && (b[0] == id || b[1] == id || b[2] == id || b[3] == id)
}

// bucket is where an id is kept. Ids should be random, but a tracer may count them up: the multiplication spreads either over the
// buckets.
func (d *Duplicates) bucket(id uint64) *bucket { return &d.buckets[(id*0x9E3779B97F4A7C15)>>d.shift] }

// Seen reports whether the id is among the most recent ones and remembers it. No id (zero) is never seen.
func (d *Duplicates) Seen(id uint64) bool {
	if id == 0 {
		return false
	}
	b := d.bucket(id)
	if b[0] == id || b[1] == id || b[2] == id || b[3] == id {
		return true
	}
	b[3], b[2], b[1], b[0] = b[2], b[1], b[0], id
	return false
}
