package findings

import (
	"math"
	"math/bits"
	"slices"

	"github.com/cespare/xxhash/v2"
)

// cardinality is how many different names there were: exact up to exactly, estimated (HyperLogLog, standard error 3%) beyond.
// Its zero value is none.
type cardinality struct {
	Few       []uint64 `json:"few,omitempty"`
	Registers []byte   `json:"registers,omitempty"`
}

const (
	exactly      = 64
	registerBits = 10
	registers    = 1 << registerBits
)

func (c *cardinality) add(name string) {
	hash := xxhash.Sum64String(name)
	if c.Registers != nil {
		c.register(hash)
		return
	}
	if slices.Contains(c.Few, hash) {
		return
	}
	if len(c.Few) < exactly {
		c.Few = append(c.Few, hash)
		return
	}
	c.Registers = make([]byte, registers)
	for _, known := range c.Few {
		c.register(known)
	}
	c.Few = nil
	c.register(hash)
}

func (c *cardinality) register(hash uint64) {
	at := hash >> (64 - registerBits)
	rank := byte(bits.LeadingZeros64(hash<<registerBits|1<<(registerBits-1)) + 1) //nolint:gosec // at most 55
	c.Registers[at] = max(c.Registers[at], rank)
}

func (c *cardinality) estimate() int64 {
	if c.Registers == nil {
		return int64(len(c.Few))
	}
	sum, zeros := 0.0, 0
	for _, rank := range c.Registers {
		sum += 1 / float64(uint64(1)<<min(rank, 63))
		if rank == 0 {
			zeros++
		}
	}
	const m = float64(registers)
	estimate := 0.7213 / (1 + 1.079/m) * m * m / sum
	if estimate <= 2.5*m && zeros > 0 {
		estimate = m * math.Log(m/float64(zeros)) // linear counting
	}
	return int64(math.Round(estimate))
}

// exact reports whether estimate is no estimate.
func (c *cardinality) exact() bool { return c.Registers == nil }

// valid reports whether it can be what add made.
func (c *cardinality) valid() bool {
	return len(c.Few) <= exactly && (c.Registers == nil || (len(c.Registers) == registers && len(c.Few) == 0))
}
