package detect

import (
	"encoding/binary"
	"math/bits"
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/pathtemplate"
)

// hasher turns hostile strings into keys. It is seeded so that nobody can work out colliding names beforehand; the seed
// has to outlive a restart together with what is stored under the keys.
type hasher struct {
	seed    uint64
	scratch []byte // the seed, and after it what is hashed
}

const seedSize = 8

func newHasher(seed uint64) *hasher {
	return &hasher{seed: seed, scratch: binary.LittleEndian.AppendUint64(make([]byte, 0, seedSize+keyLimit), seed)}
}

// keyLimit bounds what is read of a value, which may be 64 KiB long. Values that differ only beyond it count as one.
const keyLimit = 256

func (h *hasher) text(value string) uint64 {
	h.scratch = append(h.scratch[:seedSize], value[:min(len(value), keyLimit)]...)
	return xxhash.Sum64(h.scratch)
}

// shared is text for any goroutine: it uses no scratch memory.
func (h *hasher) shared(value string) uint64 {
	return h.combine(xxhash.Sum64String(value[:min(len(value), keyLimit)]), h.seed)
}

// program passes over digits and dots: a program that was updated is the same one. 0 if it has no name.
func (h *hasher) program(name string) uint64 {
	if name == "" {
		return 0
	}
	h.scratch = h.scratch[:seedSize]
	name = name[:min(len(name), keyLimit)]
	for i := range len(name) {
		if c := name[i]; (c < '0' || c > '9') && c != '.' && c != '_' {
			h.scratch = append(h.scratch, c)
		}
	}
	return xxhash.Sum64(h.scratch)
}

// account folds case and surrounding space: most services do, and a guesser who varies them tries one account.
func (h *hasher) account(name string) uint64 {
	name = strings.TrimSpace(name[:min(len(name), keyLimit)])
	h.scratch = h.scratch[:seedSize]
	for i := range len(name) {
		h.scratch = append(h.scratch, asciiLower(name[i]))
	}
	return xxhash.Sum64(h.scratch)
}

func (h *hasher) path(path string) uint64 {
	h.scratch = pathtemplate.Append(h.scratch[:seedSize], path)
	return xxhash.Sum64(h.scratch)
}

// combine makes one key of two. The order matters.
func (h *hasher) combine(a, b uint64) uint64 {
	high, low := bits.Mul64(a^h.seed^0x9E3779B97F4A7C15, b^0xD6E8FEB86659FD93)
	return high ^ low
}
