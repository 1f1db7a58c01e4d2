package route

import (
	"hash/maphash"
	"math/bits"
)

// memoLimit bounds what is remembered: real services have some hundreds of routes, of few methods each, and a collector sees
// those of many services.
const memoLimit = 1 << 15

// Memo remembers what was found for the calls of a route, so that the number of patterns in a configuration costs nothing per
// span. It is not safe for concurrent use.
//
// It goes by hashes alone: they are seeded, so that nobody can make up a route that is taken for another.
type Memo[T any] struct {
	find  func(service, method, path string) T
	seed  maphash.Seed
	known map[uint64]T

	service     string // the one whose spans are at hand
	serviceHash uint64
	class       uint64
}

// NewMemo makes an empty memory of what find answers.
func NewMemo[T any](find func(service, method, path string) T) Memo[T] {
	return Memo[T]{find: find, seed: maphash.MakeSeed(), known: make(map[uint64]T)}
}

// Service says whose spans come next.
func (m *Memo[T]) Service(name string) {
	m.service, m.serviceHash = name, bits.RotateLeft64(maphash.String(m.seed, name), 42)
}

// Class says what sets the calls that come next apart beside service, method and route; find has to know of it by itself. It is
// to be a hash, or 0 for nothing.
func (m *Memo[T]) Class(hash uint64) { m.class = hash }

// Of gives what find answers for a call. Raw paths are unbounded: where no route is known, it is asked anew.
func (m *Memo[T]) Of(method, route, path string) T {
	if route == "" {
		return m.find(m.service, method, path)
	}
	h := maphash.String(m.seed, route) ^ bits.RotateLeft64(maphash.String(m.seed, method), 21) ^ m.serviceHash ^ m.class
	value, known := m.known[h]
	if !known {
		if len(m.known) >= memoLimit {
			clear(m.known)
		}
		value = m.find(m.service, method, route)
		m.known[h] = value
	}
	return value
}
