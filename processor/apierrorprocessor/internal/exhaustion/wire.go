package exhaustion

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// wire writes fields or reads them back, so that both ways are one description. Numbers are varints; those of floats have their
// bytes reversed as in encoding/gob, since round values end in zeros. After the first error it reads zeros.
type wire struct {
	b       []byte
	reading bool
	bad     bool
}

// enormous is more than any sum grows to, and little enough for its square to be a number.
const enormous = 1e30

func (w *wire) number(x *uint64) {
	if !w.reading {
		w.b = binary.AppendUvarint(w.b, *x)
		return
	}
	n, size := binary.Uvarint(w.b)
	if size <= 0 || w.bad {
		w.bad, *x = true, 0
		return
	}
	w.b, *x = w.b[size:], n
}

// upTo is number for values that have a limit, such as flags.
func (w *wire) upTo(x *uint64, limit uint64) {
	w.number(x)
	if w.reading && *x > limit {
		w.bad, *x = true, 0
	}
}

func (w *wire) hash(x *uint64) {
	if !w.reading {
		w.b = binary.LittleEndian.AppendUint64(w.b, *x)
		return
	}
	if len(w.b) < 8 || w.bad {
		w.bad, *x = true, 0
		return
	}
	w.b, *x = w.b[8:], binary.LittleEndian.Uint64(w.b)
}

// sum is a number that is not negative.
func (w *wire) sum(x *float64) {
	n := bits.ReverseBytes64(math.Float64bits(min(*x, enormous)))
	w.number(&n)
	if !w.reading {
		return
	}
	*x = math.Float64frombits(bits.ReverseBytes64(n))
	if !(*x >= 0 && *x <= enormous) {
		w.bad, *x = true, 0
	}
}

func (w *wire) sums(list ...*float64) {
	for _, x := range list {
		w.sum(x)
	}
}

func (w *wire) smallSums(list ...*float32) {
	for _, x := range list {
		n := uint64(bits.ReverseBytes32(math.Float32bits(min(*x, enormous))))
		w.upTo(&n, math.MaxUint32)
		if !w.reading {
			continue
		}
		*x = math.Float32frombits(bits.ReverseBytes32(uint32(n))) //nolint:gosec // limited just before
		if !(*x >= 0 && *x <= enormous) {
			w.bad, *x = true, 0
		}
	}
}

func (w *wire) flag(x *bool) {
	n := uint64(0)
	if *x {
		n = 1
	}
	w.upTo(&n, 1)
	*x = n == 1
}

func (w *wire) count(x *uint8, limit uint64) {
	n := uint64(*x)
	w.upTo(&n, limit)
	*x = uint8(n) //nolint:gosec // every limit is below 256
}

// some goes through those of n places, 63 at most, that are taken.
func (w *wire) some(n int, taken func(int) bool, each func(int)) {
	mask := uint64(0)
	for i := range n {
		if taken(i) {
			mask |= 1 << i
		}
	}
	w.upTo(&mask, 1<<n-1)
	for i := range n {
		if mask&(1<<i) != 0 {
			each(i)
		}
	}
}
