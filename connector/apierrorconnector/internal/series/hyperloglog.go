package series

import (
	"math"
	"math/bits"
	"slices"
)

// sketch estimates how many different values it has seen from their hashes: up to fewValues exactly, save for collisions of
// 32 bits, beyond with a standard error of 3.3% (HyperLogLog). Its zero value is empty; it grows to a kilobyte.
type sketch struct {
	few       []uint32 // in order
	registers *registers
}

const (
	fewValues    = 256 // as many as take the room of the registers
	registerBits = 10
	rankBits     = 32 - registerBits
)

// registers hold, of the values that fall to each, one more than the most leading zeros that a hash had.
type registers [1 << registerBits]uint8

func (r *registers) add(hash uint32) {
	at := hash >> rankBits
	rank := bits.LeadingZeros32(hash<<registerBits|1<<(registerBits-1)) + 1
	r[at] = max(r[at], uint8(rank)) //nolint:gosec // at most rankBits+1
}

func (s *sketch) add(hash uint32) {
	if s.registers != nil {
		s.registers.add(hash)
		return
	}
	at, known := slices.BinarySearch(s.few, hash)
	switch {
	case known:
	case len(s.few) < fewValues:
		s.few = slices.Insert(s.few, at, hash)
	default:
		s.registers = new(registers)
		s.addTo(s.registers)
		s.few = nil
		s.registers.add(hash)
	}
}

// addTo adds what the sketch has seen.
func (s *sketch) addTo(r *registers) {
	for _, hash := range s.few {
		r.add(hash)
	}
	if s.registers != nil {
		for at, rank := range s.registers {
			r[at] = max(r[at], rank)
		}
	}
}

// union estimates how many values either sketch has seen.
func union(a, b *sketch) float64 {
	if a.registers == nil && b.registers == nil {
		n := len(a.few)
		for _, hash := range b.few {
			if _, both := slices.BinarySearch(a.few, hash); !both {
				n++
			}
		}
		return float64(n)
	}
	var all registers
	a.addTo(&all)
	b.addTo(&all)
	return math.Round(all.estimate())
}

// estimate is algorithm 6 of O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017): without
// tables, and good from few values to many.
func (r *registers) estimate() float64 {
	const m = float64(len(registers{}))
	var having [rankBits + 2]float64 // how many registers have each rank
	for _, rank := range r {
		having[rank]++
	}
	z := m * tau(1-having[rankBits+1]/m)
	for rank := rankBits; rank >= 1; rank-- {
		z = (z + having[rank]) / 2
	}
	z += m * sigma(having[0]/m)
	return m * m / (2 * math.Ln2 * z)
}

func sigma(x float64) float64 {
	if x == 1 {
		return math.Inf(1)
	}
	sum, power := x, 1.0
	for {
		x *= x
		before := sum
		sum += x * power
		power *= 2
		if sum == before {
			return sum
		}
	}
}

func tau(x float64) float64 {
	if x == 0 || x == 1 {
		return 0
	}
	sum, power := 1-x, 1.0
	for {
		x = math.Sqrt(x)
		before := sum
		power /= 2
		sum -= (1 - x) * (1 - x) * power
		if sum == before {
			return sum / 3
		}
	}
}
