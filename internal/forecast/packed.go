package forecast

import "math"

// magnitude is a number that is not negative, to one part in 512, in two bytes: a float32 without its sign and its last fifteen bits.
type magnitude uint16

// offset is a number to one part in 256, in two bytes: a float32 without its last sixteen bits.
type offset uint16

func magnitudeOf(x float64) magnitude {
	const half = 1 << 14
	return magnitude((math.Float32bits(float32(x)) + half) >> 15) //nolint:gosec // no sign: sixteen bits are left
}

func offsetOf(x float64) offset {
	const half = 1 << 15
	return offset((math.Float32bits(float32(x)) + half) >> 16)
}

func (m magnitude) float() float64 { return float64(math.Float32frombits(uint32(m) << 15)) }

func (o offset) float() float64 { return float64(math.Float32frombits(uint32(o) << 16)) }
