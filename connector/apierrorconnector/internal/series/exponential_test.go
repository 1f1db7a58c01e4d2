package series

import (
	"cmp"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

func TestBucketIndex(t *testing.T) {
	for _, c := range []struct {
		value float64
		scale int
		want  int32
	}{
		// Upper bounds are inclusive.
		{1, 0, -1},
		{math.Nextafter(1, 2), 0, 0},
		{2, 0, 0},
		{3, 0, 1},
		{4, 0, 1},
		{0.5, 0, -2},
		{4, -1, 0},
		{4.1, -1, 1},
		{1, -4, -1},
		{2, 1, 1},
		{math.Sqrt2 * 0.999, 1, 0},
		{math.Sqrt2 * 1.001, 1, 1},
		{1, 20, -1},
		{math.Nextafter(1, 2), 20, 0},
		{math.Nextafter(2, 1), 20, 1<<20 - 1},
		{2, 20, 1<<20 - 1},
		{math.Nextafter(2, 3), 20, 1 << 20},
		{math.MaxFloat64, 20, 1024<<20 - 1},
		{math.SmallestNonzeroFloat64, 20, -1074<<20 - 1},
		{math.MaxFloat64, -4, 63},
		{math.SmallestNonzeroFloat64, -4, -68},
	} {
		assert.Equal(t, c.want, bucketIndex(c.value, c.scale), "%v at scale %d", c.value, c.scale)
	}
}

// A bucket holds what is above its lower bound and not above its upper one.
func TestBucketIndexBounds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 20_000 {
		value := math.Exp2(random.Float64()*200 - 100)
		scale := random.IntN(maxScale + 5 - 1)
		scale -= 4
		index := bucketIndex(value, scale)
		lower := math.Exp2(math.Ldexp(float64(index), -scale))
		upper := math.Exp2(math.Ldexp(float64(index)+1, -scale))
		require.Greater(t, value, lower*(1-1e-12), "scale %d", scale)
		require.LessOrEqual(t, value, upper*(1+1e-12), "scale %d", scale)
	}
}

func values(random *rand.Rand, kind string, n int) []float64 {
	all := make([]float64, n)
	for i := range all {
		switch kind {
		case "one value":
			all[i] = 0.25
		case "two values":
			all[i] = 0.25 + 0.001*float64(random.IntN(2))
		case "latencies":
			all[i] = 0.05 * math.Exp(random.NormFloat64())
		case "with zeros":
			all[i] = max(0, random.NormFloat64())
		case "any double":
			all[i] = math.Abs(math.Float64frombits(random.Uint64()))
			if !(all[i] <= math.MaxFloat64) {
				all[i] = math.MaxFloat64
			}
		}
	}
	return all
}

// Whatever was recorded in whatever order: nothing is lost, there are no more buckets than allowed, and a quantile is in
// the bucket that holds as many below, so it is off by less than a factor of 2^(2^-scale).
func TestHistogramIsTheModel(t *testing.T) {
	for _, kind := range []string{"one value", "two values", "latencies", "with zeros", "any double"} {
		t.Run(kind, func(t *testing.T) {
			for seed := range uint64(20) {
				random := rand.New(rand.NewPCG(seed, 7))
				all := values(random, kind, 1+random.IntN(3000))
				var h exponential
				for range 2 { // again, after a reset
					h.reset()
					for _, v := range all {
						h.record(v)
					}
					checkHistogram(t, &h, all)
				}
			}
		})
	}
}

func checkHistogram(t *testing.T, h *exponential, all []float64) {
	t.Helper()
	dp := pmetric.NewExponentialHistogramDataPoint()
	h.put(dp)
	sorted := slices.Clone(all)
	slices.Sort(sorted)
	require.Equal(t, uint64(len(all)), dp.Count())
	require.Equal(t, sorted[0], dp.Min())          //nolint:testifylint // exactly
	require.Equal(t, sorted[len(all)-1], dp.Max()) //nolint:testifylint // exactly
	require.False(t, math.IsInf(dp.Sum(), 0))
	buckets := dp.Positive().BucketCounts()
	require.LessOrEqual(t, buckets.Len(), maxBuckets)
	seen := dp.ZeroCount()
	for _, v := range sorted[:seen] {
		require.Zero(t, v)
	}
	for i, n := range buckets.AsRaw() {
		lower := bound(int(dp.Positive().Offset())+i, int(dp.Scale()))
		upper := bound(int(dp.Positive().Offset())+i+1, int(dp.Scale()))
		if n == 0 {
			continue
		}
		least, greatest := sorted[seen], sorted[seen+n-1]
		require.Positive(t, new(big.Float).SetFloat64(least).Cmp(lower), "%v in bucket %d at scale %d", least, i, dp.Scale())
		require.LessOrEqual(t, new(big.Float).SetFloat64(greatest).Cmp(upper), 0, "%v in bucket %d at scale %d", greatest, i, dp.Scale())
		seen += n
	}
	require.Equal(t, dp.Count(), seen)
	if buckets.Len() > 0 {
		require.NotZero(t, buckets.At(0))
		require.NotZero(t, buckets.At(buckets.Len()-1))
	}
	if dp.Scale() < maxScale {
		finer := int64(bucketIndex(sorted[len(all)-1], int(dp.Scale())+1)) - int64(bucketIndex(sorted[dp.ZeroCount()], int(dp.Scale())+1))
		require.GreaterOrEqual(t, finer, int64(maxBuckets)-1, "a finer scale would do")
	}
}

// bound is base^index, with an allowance for rounding in the last bits, and beyond what a double holds.
func bound(index, scale int) *big.Float {
	exponent := math.Ldexp(float64(index), -scale)
	whole := math.Floor(exponent)
	mantissa := math.Exp2(exponent - whole)
	return new(big.Float).SetMantExp(big.NewFloat(mantissa), int(whole))
}

func TestWideCounts(t *testing.T) {
	for _, n := range []uint64{1, math.MaxUint8, math.MaxUint8 + 1, math.MaxUint16, math.MaxUint16 + 1, math.MaxUint32, math.MaxUint32 + 1} {
		t.Run(strconv.FormatUint(n, 10), func(t *testing.T) {
			// As after n calls of one duration.
			var h exponential
			h.record(1)
			h.count = n
			h.sum = float64(n)
			h.record(1.0000001)
			h.record(64)
			dp := pmetric.NewExponentialHistogramDataPoint()
			h.put(dp)
			counts := dp.Positive().BucketCounts().AsRaw()
			slices.SortFunc(counts, func(a, b uint64) int { return -cmp.Compare(a, b) })
			assert.Equal(t, []uint64{n, 1, 1}, append(counts[:1:1], slices.DeleteFunc(counts[1:], func(n uint64) bool { return n == 0 })...))
			assert.Equal(t, n+2, dp.Count())
		})
	}
}

func TestDownscaleAddsUp(t *testing.T) {
	var h exponential
	for range 200 {
		h.record(1.0001)
		h.record(1.0002)
	}
	h.record(1e9)
	dp := pmetric.NewExponentialHistogramDataPoint()
	h.put(dp)
	assert.Equal(t, uint64(400), dp.Positive().BucketCounts().At(0), "two counts of a byte make one of two")
}

func TestHistogramRefuses(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	duration := calls.NewHistogram(Instrument{Name: "duration"})
	g := group(calls, 1)
	for _, refused := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1e-9} {
		duration.Record(g, refused)
	}
	assert.Equal(t, uint64(4), store.Refused())
	assert.Empty(t, collected(store, time.Second))
	duration.Record(g, math.Copysign(0, -1))
	duration.Record(g, math.MaxFloat64)
	duration.Record(g, math.MaxFloat64)
	tells(t, `
		duration  Delta
		[1s 2s] count=3 sum=1.7976931348623157e+308 min=0 max=1.7976931348623157e+308 zeros=1 scale=20 1073741823[2]
	`, collected(store, 2*time.Second))
}

func TestFewValuesAreSmall(t *testing.T) {
	var h exponential
	for range 1000 {
		h.record(0.25)
	}
	assert.Nil(t, h.counts)
	h.record(0.3)
	assert.Len(t, h.counts, 2*maxBuckets)
	var many exponential
	for i := range 100 {
		many.record(float64(i))
	}
	assert.Len(t, many.counts, maxBuckets)
}
