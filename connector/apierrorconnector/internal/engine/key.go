package engine

import (
	"hash/maphash"
	"math/bits"
)

// key is a hash of what tells one thing from another. Its seed is secret: nobody can choose two that are the same, so it
// stands for them.
type key uint64

// with adds a text. The order of texts matters.
func (k key) with(seed maphash.Seed, text string) key {
	if text == "" {
		return k.plus(0)
	}
	return k.plus(maphash.String(seed, text))
}

// plus adds a number, by the multiplication of wyhash.
func (k key) plus(number uint64) key {
	high, low := bits.Mul64(uint64(k)^0x9e3779b97f4a7c15, number^0xe7037ed1a0b428db)
	return key(high ^ low)
}
