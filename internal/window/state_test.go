package window

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// coded is what is read back of what was written.
func coded(t *testing.T, from, to interface{ Code(w *Wire) }) []byte {
	t.Helper()
	w := Writer(nil)
	from.Code(&w)
	r := Reader(w.Bytes())
	to.Code(&r)
	require.False(t, r.Failed())
	require.False(t, r.More())
	return w.Bytes()
}

func TestWindowsAreReadBackAsTheyWere(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 11))
		var count, count2 Count
		var distinct, distinct2, first, first2 Distinct
		for _, e := range traffic(random, random.IntN(600), 1+random.Uint64N(100)) {
			value := e.value * 0x9E3779B97F4A7C15
			require.Equal(t, count.Add(e.slot), count2.Add(e.slot))
			require.Equal(t, distinct.Add(value, e.slot), distinct2.Add(value, e.slot))
			require.Equal(t, first.AddFirst(value, e.slot), first2.AddFirst(value, e.slot))
			// The latter goes on as what it was read back as.
			if random.IntN(10) == 0 {
				coded(t, &count2, &count2)
				coded(t, &distinct2, &distinct2)
				coded(t, &first2, &first2)
			}
			require.Equal(t, count, count2, "seed %d", seed)
			require.Equal(t, distinct.Sum(), distinct2.Sum(), "seed %d", seed)
			require.Equal(t, first, first2, "seed %d", seed)
		}
	}
}

func TestWindowsAreSmall(t *testing.T) {
	const slot = 350_000_000 // of a minute's window, today
	var count Count
	var distinct Distinct
	assert.Len(t, coded(t, &count, new(Count)), 1)
	assert.Len(t, coded(t, &distinct, new(Distinct)), 1)
	count.Add(slot)
	distinct.Add(1, slot)
	assert.Len(t, coded(t, &count, new(Count)), 8)
	assert.Len(t, coded(t, &distinct, new(Distinct)), 11)
}

func TestDuplicatesAreReadBackAsTheyWere(t *testing.T) {
	for _, ids := range []uint64{0, 1, 5, 100, 10_000} {
		seen := NewDuplicates(6)
		for id := range ids {
			seen.Seen(id * 7)
		}
		var state []byte
		for from := 0; from < seen.Len(); from += 10 {
			state = seen.AppendState(state, from, 10)
		}
		again := NewDuplicates(6)
		again.Seen(12345)
		require.True(t, again.ReadState(state))
		assert.Equal(t, seen, again, "%d ids", ids)
	}
}

func TestDamagedDuplicatesChangeNothing(t *testing.T) {
	seen := NewDuplicates(2)
	for id := range uint64(9) {
		seen.Seen(id)
	}
	state := seen.AppendState(nil, 0, seen.Len())
	again, empty := NewDuplicates(2), NewDuplicates(2)
	for cut := 1; cut < len(state); cut++ {
		if !again.ReadState(state[:cut]) {
			require.Equal(t, empty, again)
		}
		again = NewDuplicates(2)
	}
	for name, damaged := range map[string][]byte{
		"a bucket too many": {4, 1, 1, 0, 0, 0, 0, 0, 0, 0},
		"an id too many":    {0, 5},
		"no id":             {0, 1, 0, 0, 0, 0, 0, 0, 0, 0},
	} {
		assert.False(t, again.ReadState(damaged), name)
		assert.Equal(t, empty, again, name)
	}
}

// What can be read is bounded, can be used, and is the same when it is written and read again.
func FuzzCode(f *testing.F) {
	var count Count
	var distinct Distinct
	for slot := range uint32(40) {
		count.Add(slot)
		distinct.Add(uint64(slot), slot)
	}
	w := Writer(nil)
	count.Code(&w)
	distinct.Code(&w)
	f.Add(w.Bytes())
	f.Add([]byte{1, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		r := Reader(b)
		var c Count
		var d Distinct
		c.Code(&r)
		d.Code(&r)
		if r.Failed() {
			return
		}
		if d.Sum() > DistinctLimit || cap(d.more) > DistinctLimit {
			t.Fatal("too many values")
		}
		w := Writer(nil)
		c.Code(&w)
		d.Code(&w)
		again := Reader(w.Bytes())
		var c2 Count
		var d2 Distinct
		c2.Code(&again)
		d2.Code(&again)
		if again.Failed() || again.More() || c != c2 || len(d.seen()) != len(d2.seen()) || d.edge != d2.edge {
			t.Fatalf("%+v %+v is read back as %+v %+v", c, d, c2, d2)
		}
		for slot := range uint32(40) {
			c.Add(slot)
			d.Add(uint64(slot), slot)
			d.AddFirst(uint64(slot)<<3, slot<<20)
		}
		_, _, _ = c.SumAt(1<<31), c.Spread(), d.Sum()
	})
}

func FuzzDuplicatesReadState(f *testing.F) {
	seen := NewDuplicates(4)
	for id := range uint64(50) {
		seen.Seen(id)
	}
	f.Add(seen.AppendState(nil, 0, seen.Len()))
	f.Fuzz(func(t *testing.T, b []byte) {
		seen := NewDuplicates(4)
		if !seen.ReadState(b) {
			return
		}
		state := seen.AppendState(nil, 0, seen.Len())
		again := NewDuplicates(4)
		if !again.ReadState(state) || !bytes.Equal(state, again.AppendState(nil, 0, again.Len())) {
			t.Fatal("what is written cannot be read")
		}
	})
}
