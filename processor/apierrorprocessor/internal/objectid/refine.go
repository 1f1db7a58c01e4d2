package objectid

import "math/bits"

// refine makes the step smaller for a number that lies between two places, unless fewer steps go on then: the first numbers of a
// run may have been every other one by chance, but one number from elsewhere must not end a run of every tenth.
func (r *run) refine(number uint64) (gain int, ok bool) {
	if r.step < 2 {
		return 0, false
	}
	distance := max(number, r.base) - min(number, r.base)
	step := greatestDivisor(uint64(r.step), distance%uint64(r.step))
	times := int(uint64(r.step) / step) //nolint:gosec // no more than mostStep
	if times < 2 || times > window/2 {
		return 0, false
	}
	finer := *r
	shift := finer.keep((window-1)/times, number)
	before := finer.onward()
	finer.above = saturate(max(0, (r.top()-shift)*times-(window-1)))
	finer.below = saturate(int(finer.below) * times)
	finer.step = uint16(step) //nolint:gosec // no more than mostStep
	finer.latest = uint8(max(0, min((int(r.latest)-shift)*times, window-1)))
	spread := uint64(0)
	for rest := finer.seen; rest != 0; rest &= rest - 1 {
		spread |= 1 << (bits.TrailingZeros64(rest) * times)
	}
	finer.seen = spread
	after := finer.onward()
	gain, ok = finer.extend(number)
	if !ok || after+gain < before {
		return 0, false
	}
	*r = finer
	return after + gain - before, true
}

// keep leaves no place behind a last one in the window, and keeps the side where a number is. It returns by how many places it
// moved the window up.
func (r *run) keep(last int, number uint64) (shift int) {
	shift = bits.Len64(r.seen) - 1 - last
	if shift <= 0 || number < r.base || r.above > 0 {
		r.seen &= 1<<(last+1) - 1
		return 0
	}
	r.base += uint64(shift) * uint64(r.step)
	r.seen >>= shift
	r.below = saturate(int(r.below) + shift)
	return shift
}

func greatestDivisor(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
