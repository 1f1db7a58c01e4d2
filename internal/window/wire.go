package window

import "encoding/binary"

// Wire writes values or reads them back, so that both ways are one description. Numbers are unsigned varints, hashes and floats
// little-endian. After the first thing that does not fit, all that it reads is zero.
type Wire struct {
	b       []byte
	reading bool
	bad     bool
}

// Writer appends to b.
func Writer(b []byte) Wire { return Wire{b: b} }

// Reader reads what a Writer wrote.
func Reader(b []byte) Wire { return Wire{b: b, reading: true} }

// Bytes is what was written, or what is not read yet.
func (w *Wire) Bytes() []byte { return w.b }

// Reading tells the two ways apart.
func (w *Wire) Reading() bool { return w.reading }

// More reports whether there is anything left to read.
func (w *Wire) More() bool { return len(w.b) > 0 && !w.bad }

// Failed reports whether something did not fit.
func (w *Wire) Failed() bool { return w.bad }

// Must refuses what is read unless it is valid.
func (w *Wire) Must(valid bool) {
	if w.reading && !valid {
		w.bad = true
	}
}

// take gives the next bytes, nil if there are not so many.
func (w *Wire) take(n int) []byte {
	if w.bad || len(w.b) < n {
		w.bad = true
		return nil
	}
	taken := w.b[:n]
	w.b = w.b[n:]
	return taken
}

// Hash is a number of 64 bits of which all matter.
func (w *Wire) Hash(x *uint64) {
	if !w.reading {
		w.b = binary.LittleEndian.AppendUint64(w.b, *x)
		return
	}
	*x = 0
	if b := w.take(8); b != nil {
		*x = binary.LittleEndian.Uint64(b)
	}
}

// ShortHash is a number of 32 bits of which all matter.
func (w *Wire) ShortHash(x *uint32) {
	if !w.reading {
		w.b = binary.LittleEndian.AppendUint32(w.b, *x)
		return
	}
	*x = 0
	if b := w.take(4); b != nil {
		*x = binary.LittleEndian.Uint32(b)
	}
}

// TinyHash is a number of 16 bits of which all matter.
func (w *Wire) TinyHash(x *uint16) {
	if !w.reading {
		w.b = binary.LittleEndian.AppendUint16(w.b, *x)
		return
	}
	*x = 0
	if b := w.take(2); b != nil {
		*x = binary.LittleEndian.Uint16(b)
	}
}

// Time is Unix nanoseconds.
func (w *Wire) Time(x *int64) {
	n := uint64(*x) //nolint:gosec // two's complement
	w.Hash(&n)
	*x = int64(n) //nolint:gosec // two's complement
}

// Flag is one byte.
func (w *Wire) Flag(x *bool) {
	var n uint8
	if *x {
		n = 1
	}
	Number(w, &n, 1)
	*x = n == 1
}

// Number is one that is mostly small, and never more than the limit.
func Number[T ~uint8 | ~uint16 | ~uint32 | ~uint64](w *Wire, x *T, limit T) {
	if !w.reading {
		w.b = binary.AppendUvarint(w.b, uint64(*x))
		return
	}
	n, size := binary.Uvarint(w.b)
	if size <= 0 || w.bad || n > uint64(limit) {
		w.bad, *x = true, 0
		return
	}
	w.b, *x = w.b[size:], T(n)
}
