package objectid

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
)

// count makes the numbers from one on, with a step.
func count(from, step, n int) []uint64 {
	numbers := make([]uint64, n)
	for i := range numbers {
		numbers[i] = uint64(from + i*step)
	}
	return numbers
}

// jitter makes numbers arrive as from parallel workers: none is overtaken by more than some that follow it.
func jitter(random *rand.Rand, numbers []uint64, workers int) []uint64 {
	type arrival struct {
		at     float64
		number uint64
	}
	arrivals := make([]arrival, len(numbers))
	for i, number := range numbers {
		arrivals[i] = arrival{float64(i) + random.Float64()*float64(workers), number}
	}
	slices.SortFunc(arrivals, func(a, b arrival) int { return int(math.Copysign(1, a.at-b.at)) })
	late := make([]uint64, len(numbers))
	for i := range arrivals {
		late[i] = arrivals[i].number
	}
	return late
}

// thinned leaves numbers out at random.
func thinned(random *rand.Rand, numbers []uint64, share float64) []uint64 {
	return slices.DeleteFunc(slices.Clone(numbers), func(uint64) bool { return random.Float64() < share })
}

// among mixes others in.
func among(random *rand.Rand, numbers []uint64, share float64, other func() uint64) []uint64 {
	var mixed []uint64
	for _, number := range numbers {
		for random.Float64() < share {
			mixed = append(mixed, other())
		}
		mixed = append(mixed, number)
	}
	return mixed
}

func repeated(numbers []uint64, times int) []uint64 {
	return slices.Repeat(numbers, times)
}

func reversed(numbers []uint64) []uint64 {
	numbers = slices.Clone(numbers)
	slices.Reverse(numbers)
	return numbers
}

func shuffled(random *rand.Rand, numbers []uint64) []uint64 {
	numbers = slices.Clone(numbers)
	random.Shuffle(len(numbers), func(i, j int) { numbers[i], numbers[j] = numbers[j], numbers[i] })
	return numbers
}

// owned makes the ids of somebody to whom one in some belongs.
func owned(random *rand.Rand, from, one, n int) []uint64 {
	numbers := make([]uint64, n)
	at := from
	for i := range numbers {
		for at++; random.IntN(one) > 0; at++ {
			continue
		}
		numbers[i] = uint64(at)
	}
	return numbers
}

func drawn(random *rand.Rand, below uint64, n int) []uint64 {
	numbers := make([]uint64, n)
	for i := range numbers {
		numbers[i] = random.Uint64N(below)
	}
	return numbers
}

func TestHostileSequences(t *testing.T) {
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 1))
		from := random.IntN(1_000_000)
		anything := func() uint64 { return random.Uint64N(1 << 40) }
		near := func() uint64 { return uint64(from) + random.Uint64N(3000) }
		polled := func() uint64 { return 77_777_777 }
		for name, numbers := range map[string][]uint64{
			"counting up":                   count(from, 1, 150),
			"counting down":                 reversed(count(from, 1, 150)),
			"to zero":                       reversed(count(0, 1, 150)),
			"every second":                  count(from, 2, 150),
			"every tenth":                   count(from, 10, 150),
			"every thousandth, down":        reversed(count(from, 1000, 150)),
			"up to the largest number":      {},
			"each id three times":           among(random, count(from, 1, 150), 0, nil),
			"with gaps":                     thinned(random, count(from, 1, 200), 0.3),
			"every tenth with gaps":         thinned(random, count(from, 10, 200), 0.3),
			"with wide gaps now and then":   slices.Concat(count(from, 1, 60), count(from+500, 1, 60), count(from+9000, 1, 60)),
			"five workers":                  jitter(random, count(from, 1, 200), 5),
			"twenty workers":                jitter(random, count(from, 1, 200), 20),
			"forty workers, down":           jitter(random, reversed(count(from, 1, 400)), 40),
			"ten workers, every tenth":      jitter(random, count(from, 10, 200), 10),
			"ten workers with gaps":         jitter(random, thinned(random, count(from, 1, 300), 0.2), 10),
			"two workers with half each":    interleaved(count(from, 1, 150), count(from+50_000, 1, 150)),
			"even numbers first by chance":  slices.Concat([]uint64{1002, 1004, 1006, 1005, 1003}, count(1007, 1, 150)),
			"among what the user does":      among(random, count(from, 1, 200), 0.2, anything),
			"every tenth, with odd ones":    among(random, count(from, 10, 300), 0.1, near),
			"while one object is polled":    among(random, count(from, 1, 150), 0.5, polled),
			"after a morning of normal use": slices.Concat(repeated(owned(random, from, 10, 20), 5), count(from+5000, 1, 300)),
		} {
			if name == "up to the largest number" {
				for i := range uint64(150) {
					numbers = append(numbers, math.MaxUint64-149+i)
				}
			}
			if name == "each id three times" {
				numbers = nil
				for _, number := range count(from, 1, 150) {
					numbers = append(numbers, number, number, number)
				}
			}
			sequence := added(numbers)
			of, n := sequence.Share()
			assert.True(t, sequence.Sequential(), "%s: %.2f of %d, seed %d", name, of, n, seed)
		}
	}
}

func TestInnocentSequences(t *testing.T) {
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 2))
		from := 1000 + random.IntN(1_000_000)
		anything := func() uint64 { return random.Uint64N(1 << 30) }
		own := owned(random, from, 8, 20)
		for name, numbers := range map[string][]uint64{
			"nothing":                                  nil,
			"one object":                               {7},
			"a client that polls one object":           repeated([]uint64{42}, 1000),
			"a client that polls two objects":          repeated([]uint64{42, 43}, 1000),
			"a list view":                              count(1, 1, 25),
			"the longest list view":                    count(1, 1, 100),
			"a list view that is reloaded":             repeated(count(1, 1, 25), 100),
			"two pages of a list, there and back":      repeated(slices.Concat(count(1, 1, 50), reversed(count(1, 1, 50))), 10),
			"the page's objects in any order, again":   slices.Concat(shuffled(random, count(1, 1, 50)), shuffled(random, count(1, 1, 50))),
			"own orders, newest first":                 reversed(own),
			"own orders every day":                     repeated(reversed(own), 50),
			"own orders in any order":                  shuffled(random, repeated(own, 20)),
			"close orders every day":                   repeated(owned(random, from, 3, 20), 50),
			"every other order, every day":             repeated(owned(random, from, 2, 20), 50),
			"every other order and much else":          repeated(among(random, owned(random, from, 2, 20), 0.3, anything), 50),
			"close orders in any order":                shuffled(random, repeated(owned(random, from, 3, 20), 20)),
			"close orders and much else":               among(random, repeated(owned(random, from, 2, 20), 30), 0.5, anything),
			"all orders of a large customer":           owned(random, from, 10, 1000),
			"all orders of one who places each fourth": owned(random, from, 4, 500),
			"random ids":                               drawn(random, 1<<60, 1000),
			"some of a thousand objects":               drawn(random, 1000, 1000),
			"some of two hundred objects":              drawn(random, 200, 2000),
			"some of fifty objects":                    drawn(random, 50, 2000),
			"ids that are multiples of ten":            scaled(drawn(random, 300, 1000), 10),
			"snowflakes, ever newer":                   scaled(owned(random, from, 1000, 500), 4194304),
		} {
			sequence := added(numbers)
			of, n := sequence.Share()
			assert.False(t, sequence.Sequential(), "%s: %.2f of %d, seed %d", name, of, n, seed)
			assert.LessOrEqual(t, of, 1.0)
			if seed == 0 {
				t.Logf("%s: %.2f of %d", name, of, n)
			}
		}
	}
}

// added adds numbers to a new sequence.
func added(numbers []uint64) (sequence Sequence) {
	for _, number := range numbers {
		sequence.Add(number)
	}
	return sequence
}

func interleaved(a, b []uint64) (both []uint64) {
	for i := range a {
		both = append(both, a[i], b[i])
	}
	return both
}

func scaled(numbers []uint64, by uint64) []uint64 {
	for i := range numbers {
		numbers[i] *= by
	}
	return numbers
}

func TestShare(t *testing.T) {
	tests := map[string]struct {
		numbers []uint64
		of      float64
		n       int
	}{
		"none":                       {nil, 0, 0},
		"one":                        {count(5, 1, 1), 0, 0},
		"two are no sequence":        {count(5, 1, 2), 0, 1},
		"three":                      {count(5, 1, 3), 0.5, 2},
		"a thousand":                 {count(5, 1, 1001), 0.999, 1000},
		"repeats are no steps":       {[]uint64{5, 5, 6, 6, 7, 5, 6, 7}, 0.5, 2},
		"the way back is no step":    {slices.Concat(count(5, 1, 101), reversed(count(5, 1, 101))), 0.99, 100},
		"order is none in a window":  {[]uint64{5, 9, 7, 6, 8}, 0.75, 4},
		"a second step is a new run": {[]uint64{1, 2, 3, 4, 5, 1_000_005}, 0.6, 5},
	}
	for name, test := range tests {
		sequence := added(test.numbers)
		of, n := sequence.Share()
		assert.InDelta(t, test.of, of, 1e-9, name)
		assert.Equal(t, test.n, n, name)
	}
}

func TestSequenceIsSmall(t *testing.T) {
	assert.LessOrEqual(t, unsafe.Sizeof(Sequence{}), uintptr(64))
	assert.NotContains(t, []reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Map}, reflect.TypeFor[run]().Field(0).Type.Kind())
	var sequence Sequence
	assert.Zero(t, testing.AllocsPerRun(100, func() { sequence.Add(rand.Uint64N(100)) }))
	sequence.steps, sequence.onward = math.MaxUint32, math.MaxUint32/2
	sequence.Add(1 << 60)
	of, n := sequence.Share()
	assert.InDelta(t, 0.5, of, 0.01)
	assert.Equal(t, math.MaxUint32/2+1, n)
}

// FuzzSequence adds up the steps: no more can go on than there are, and no more than ids that differ.
func FuzzSequence(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 6, 8, 200, 10, 255})
	f.Fuzz(func(t *testing.T, moves []byte) {
		var sequence Sequence
		seen := map[uint64]bool{}
		at := uint64(1 << 20)
		for i, move := range moves {
			at += uint64(int64(int8(move)) << (i % 3 * 5))
			seen[at] = true
			sequence.Add(at)
			of, n := sequence.Share()
			if of < 0 || of > 1 || int(sequence.onward) > n {
				t.Fatalf("%f of %d, %d", of, n, sequence.onward)
			}
			for _, run := range sequence.runs {
				if run.seen != 0 && run.below == 0 && run.seen&1 == 0 {
					t.Fatalf("%+v: the lowest place is free", run)
				}
			}
		}
	})
}

func BenchmarkSequence(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, numbers := range map[string][]uint64{
		"walk": jitter(random, count(1, 1, 1<<12), 10), "random": drawn(random, 1<<40, 1<<12), "near": drawn(random, 1<<10, 1<<12),
	} {
		b.Run(name, func(b *testing.B) {
			var sequence Sequence
			for i := 0; b.Loop(); i++ {
				sequence.Add(numbers[i%len(numbers)])
			}
		})
	}
}
