package anomaly

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// stateVersion is the first byte of a saved state.
const stateVersion = 4

// Append saves the detector behind b. The size is the same for every series.
func (d *Detector) Append(b []byte) ([]byte, error) {
	return binary.Append(append(b, stateVersion), binary.LittleEndian, &d.state)
}

// Restore takes up what Append saved. What does not fit is refused whole, and the detector stays as it is.
func (d *Detector) Restore(saved []byte) error {
	size := 1 + binary.Size(&d.state)
	if len(saved) != size {
		return fmt.Errorf("a saved anomaly detector has %d bytes, these are %d: delete the state, it is learnt anew", size, len(saved))
	}
	if saved[0] != stateVersion {
		return fmt.Errorf("the saved anomaly detector is of version %d, this is %d: delete the state, it is learnt anew", saved[0], stateVersion)
	}
	var s state
	if _, err := binary.Decode(saved[1:], binary.LittleEndian, &s); err != nil {
		return err
	}
	if !s.sound() {
		return errors.New("the saved anomaly detector is damaged: delete the state, it is learnt anew")
	}
	d.state = s
	return nil
}

// sound reports whether a state could have come from observing: no number that a detector cannot reach, nothing out of range.
func (s *state) sound() bool {
	b, band := &s.Base, &s.Band
	ok := within(-Largest, Largest, b.Last, b.Fast, b.Mid, b.Slow, b.Smooth4/2, b.Smooth12/2) &&
		within(-Largest, Largest, b.Recent[:]...) && within(-Largest, Largest, b.Hourly[:]...) &&
		within(0, 2*Largest, b.Deviation, b.Rest, b.Unrest, b.Near, b.Unit) && within(0, math.MaxInt64, s.Step) &&
		within(0, 2*Largest, band.Errors[:]...) && within(0, furthestReach, band.Above, band.Under) && within(0, largest, float64(b.Usual)) &&
		s.Situation.Left <= quiet && s.Situation.Age <= settled && within(0, mostSurprise, s.Situation.Raised)
	for _, spread := range b.Spread {
		ok = ok && within(0, largest, float64(spread))
	}
	for i := range s.Tails {
		ok = ok && s.Tails[i].sound()
	}
	return ok
}

func (t *tail) sound() bool {
	for i, top := range t.Top {
		if !within(0, largest, float64(top)) || i > 0 && top > t.Top[i-1] {
			return false
		}
	}
	return t.Inside < block && within(0, largest, float64(t.Peak), float64(t.Excess)/2, float64(t.Firsts), float64(t.Past)) &&
		math.Abs(float64(t.Orders)-math.Log10(float64(t.Blocks)+1)) < 1e-5
}

// within also refuses NaN.
func within(least, most float64, values ...float64) bool {
	for _, value := range values {
		if !(value >= least && value <= most) {
			return false
		}
	}
	return true
}
