package series

import (
	"encoding/binary"
	"math"

	"go.opentelemetry.io/collector/pdata/pmetric"
)

// exponential is a base-2 exponential histogram of values from zero up, as OTLP defines it. Its zero value is empty.
//
// Its buckets are allocated with the second bucket that is needed, as wide as the greatest count needs: most of many series
// see few values.
type exponential struct {
	sum, min, max float64
	count, zeros  uint64
	counts        []byte // by index modulo maxBuckets, 1<<width bytes each; nil while the values of one bucket are all
	low, high     int32  // the first and the last index that counts
	coarser       uint8  // the scale is maxScale less this
	width         uint8
}

const (
	maxBuckets = 160 // OpenTelemetry's default
	maxScale   = 20  // the finest with which an index fits into 32 bits
)

// record counts a finite value that is not negative.
func (e *exponential) record(value float64) {
	value = max(0, value) // -0 is 0
	if e.count == 0 {
		e.min, e.max = value, value
	}
	e.min, e.max = min(e.min, value), max(e.max, value)
	e.sum = min(e.sum+value, math.MaxFloat64)
	others := e.count - e.zeros
	e.count++
	if value == 0 {
		e.zeros++
		return
	}
	index := bucketIndex(value, maxScale-int(e.coarser))
	if others == 0 {
		e.low, e.high = index, index
	}
	if index < e.low || index > e.high {
		index = e.widen(index, others)
	}
	if e.counts != nil {
		place := bucketPlace(index)
		e.setBucket(place, e.bucket(place)+1)
	}
}

// widen makes room for an index outside the present ones, which others values fell into. It returns the index at the scale
// that this needed.
func (e *exponential) widen(index int32, others uint64) int32 {
	low, high := min(e.low, index), max(e.high, index)
	by := uint8(0)
	for int64(high)-int64(low) >= maxBuckets {
		low, high = low>>1, high>>1
		by++
	}
	e.downscale(by)
	if e.counts == nil && low != high {
		e.counts = make([]byte, maxBuckets)
		e.setBucket(bucketPlace(e.low), others)
	}
	e.low, e.high = low, high
	return index >> by
}

// downscale merges each 1<<by buckets.
func (e *exponential) downscale(by uint8) {
	if by == 0 {
		return
	}
	low, high := e.low, e.high
	e.low, e.high, e.coarser = low>>by, high>>by, e.coarser+by
	if e.counts == nil {
		return
	}
	var merged [maxBuckets]uint64
	for index := low; index <= high; index++ {
		merged[bucketPlace(index>>by)] += e.bucket(bucketPlace(index))
	}
	clear(e.counts)
	for place, n := range &merged {
		e.setBucket(place, n)
	}
}

func bucketPlace(index int32) int {
	place := int(index) % maxBuckets
	if place < 0 {
		place += maxBuckets
	}
	return place
}

func (e *exponential) bucket(place int) uint64 {
	switch e.width {
	case 0:
		return uint64(e.counts[place])
	case 1:
		return uint64(binary.LittleEndian.Uint16(e.counts[2*place:]))
	case 2:
		return uint64(binary.LittleEndian.Uint32(e.counts[4*place:]))
	default:
		return binary.LittleEndian.Uint64(e.counts[8*place:])
	}
}

func (e *exponential) setBucket(place int, n uint64) {
	for e.width < 3 && n>>(8<<e.width) > 0 {
		e.doubleWidth()
	}
	switch e.width {
	case 0:
		e.counts[place] = uint8(n) //nolint:gosec // it fits
	case 1:
		binary.LittleEndian.PutUint16(e.counts[2*place:], uint16(n)) //nolint:gosec // it fits
	case 2:
		binary.LittleEndian.PutUint32(e.counts[4*place:], uint32(n)) //nolint:gosec // it fits
	default:
		binary.LittleEndian.PutUint64(e.counts[8*place:], n)
	}
}

func (e *exponential) doubleWidth() {
	narrow := *e
	e.width++
	e.counts = make([]byte, maxBuckets<<e.width)
	for place := range maxBuckets {
		e.setBucket(place, narrow.bucket(place))
	}
}

// reset empties the histogram and keeps its memory.
func (e *exponential) reset() {
	clear(e.counts)
	*e = exponential{counts: e.counts, width: e.width}
}

func (e *exponential) put(dp pmetric.ExponentialHistogramDataPoint) {
	dp.SetCount(e.count)
	dp.SetSum(e.sum)
	dp.SetZeroCount(e.zeros)
	dp.SetScale(maxScale - int32(e.coarser))
	if e.count > 0 {
		dp.SetMin(e.min)
		dp.SetMax(e.max)
	}
	if e.count == e.zeros {
		return
	}
	var counts [maxBuckets]uint64
	n := int(e.high-e.low) + 1
	counts[0] = e.count - e.zeros
	if e.counts != nil {
		for i := range n {
			counts[i] = e.bucket(bucketPlace(e.low + int32(i))) //nolint:gosec // at most maxBuckets
		}
	}
	dp.Positive().SetOffset(e.low)
	dp.Positive().BucketCounts().FromRaw(counts[:n])
}

// bucketIndex returns which bucket a value above zero falls into: index i holds what is above base^i and at most base^(i+1),
// where base is 2^(2^-scale).
func bucketIndex(value float64, scale int) int32 {
	fraction, exponent := math.Frexp(value) // fraction is from 0.5 to below 1
	if scale <= 0 {
		if fraction == 0.5 {
			exponent-- // an exact power of two is the last of its bucket
		}
		return int32(exponent-1) >> -scale //nolint:gosec // an exponent of a double
	}
	within := -(1 << scale) // exact for a power of two, which is the last of its bucket
	if fraction != 0.5 {
		within = int(math.Log(fraction) * (math.Log2E * float64(int(1)<<scale)))
	}
	return int32(exponent<<scale + within - 1) //nolint:gosec // 11 bits of exponent and 20 of scale
}
