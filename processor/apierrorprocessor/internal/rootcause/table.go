package rootcause

import (
	"encoding/binary"
	"math/bits"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// key is a span's: its id is unique within its trace only. It is never 0. The seed keeps whoever chooses ids from choosing
// keys that fall together.
func (m *Memory) key(trace pcommon.TraceID, span pcommon.SpanID) uint64 {
	h := fold(binary.LittleEndian.Uint64(trace[:8])^m.seed, binary.LittleEndian.Uint64(trace[8:])^0xa0761d6478bd642f)
	return fold(h^m.seed, binary.LittleEndian.Uint64(span[:])^0xe7037ed1a0b428db) | 1
}

// fold is the mixing step of wyhash.
func fold(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

// table maps keys to values. Unlike a map it is emptied and used again without a cost per key that is gone.
type table[V any] struct {
	slots []slot[V]
	used  int
}

type slot[V any] struct {
	key   uint64
	value V
}

// reset empties the table and makes room for some keys; it grows by itself.
func (t *table[V]) reset(keys int) {
	size := max(16, 1<<bits.Len(uint(2*keys)))
	if size > cap(t.slots) {
		t.slots = make([]slot[V], size)
	} else {
		t.slots = t.slots[:size]
		clear(t.slots)
	}
	t.used = 0
}

func (t *table[V]) size() int { return cap(t.slots) / 2 }

// at is the slot that holds a key, or the empty one where it belongs.
func (t *table[V]) at(key uint64) *slot[V] {
	mask := uint64(len(t.slots)) - 1
	for i := key >> 1 & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

func (t *table[V]) get(key uint64) (value V, ok bool) {
	if len(t.slots) == 0 {
		return value, false
	}
	s := t.at(key)
	return s.value, s.key == key
}

func (t *table[V]) put(key uint64, value V) {
	s := t.at(key)
	if s.key == key {
		s.value = value
		return
	}
	*s = slot[V]{key, value}
	t.used++
	if 2*t.used > len(t.slots) {
		t.grow()
	}
}

func (t *table[V]) grow() {
	old := t.slots
	t.slots = make([]slot[V], 2*len(old))
	for _, s := range old {
		if s.key != 0 {
			*t.at(s.key) = s
		}
	}
}

// bitmap remembers which traces were seen once and twice, and may take one for another: it saves work, no more.
type bitmap struct{ first, second [bitmapBits / 64]uint64 }

const bitmapBits = 1 << 12

func (b *bitmap) reset() { *b = bitmap{} }

func (b *bitmap) add(hash uint64) {
	word, bit := hash>>6%(bitmapBits/64), uint64(1)<<(hash&63)
	b.second[word] |= b.first[word] & bit
	b.first[word] |= bit
}

func (b *bitmap) once(hash uint64) bool { return b.first[hash>>6%(bitmapBits/64)]>>(hash&63)&1 == 1 }

func (b *bitmap) twice(hash uint64) bool { return b.second[hash>>6%(bitmapBits/64)]>>(hash&63)&1 == 1 }

// traceHash is fit for a bitmap only. Trace ids are random on one half at least.
func traceHash(span ptrace.Span) uint64 {
	trace := span.TraceID()
	h := (binary.LittleEndian.Uint64(trace[:8]) ^ binary.LittleEndian.Uint64(trace[8:])) * 0x9e3779b97f4a7c15
	return h >> 52
}
