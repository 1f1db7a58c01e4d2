package outlook

import (
	"fmt"
	"math"
	"time"
)

// Record is how the forecasts of a connector did. Its zero value is empty.
type Record struct {
	tallies [measures]tally
}

const (
	bins = 10
	// The memories, in outcomes: older ones fade.
	binMemory  = 200
	bandMemory = 1000
	toldMemory = 40
)

type tally struct {
	made, told, came uint64 // ever

	bins [bins]bin // by what was said
	// The bands of 80%: how many met their outcome, and how many of those held it; how far off their middles were, and the last values.
	checked, covered, missed, naive float64
	squares                         float64 // of by how much more each missed than the last value
	// Of the forecasts that were told, or would have been but for the silence.
	outcomes, right, said float64
	lead                  float64 // seconds, summed up over the right ones

	mute mute
}

// bin is the forecasts of about one probability.
type bin struct{ made, said, came float64 }

// mute is why a measure is silent.
type mute uint8

const (
	speaking mute = iota
	losing
	overconfident
	mutes
)

const (
	fewBands, fewTold = 50, 10
	// A forecaster falls silent beyond the one, and speaks again from the other on.
	leastTruth, enoughTruth = 0.6, 0.75 // of what was said
	mostBehind, enoughClose = 3, 1      // standard errors: one place that does not go on as it did makes many misses
)

// meet enters the outcome of a forecast.
func (t *tally) meet(said float64, came bool) {
	b := &t.bins[min(max(int(bins*said), 0), bins-1)]
	if b.made >= binMemory {
		b.made, b.said, b.came = b.made/2, b.said/2, b.came/2
	}
	b.made++
	b.said += said
	if came {
		b.came++
	}
}

// meetTold enters that of a forecast that was told, and how long before it was.
func (t *tally) meetTold(said float64, came bool, lead int64) {
	if t.outcomes >= toldMemory {
		t.outcomes, t.right, t.said, t.lead = t.outcomes/2, t.right/2, t.said/2, t.lead/2
	}
	t.outcomes++
	t.said += said
	if came {
		t.right++
		t.lead += min(float64(lead)/1e9, 1e6)
	}
	t.judge()
}

// meetBand enters that of a band.
func (t *tally) meetBand(held bool, missed, naive float64) {
	if t.checked >= bandMemory {
		t.checked, t.covered, t.missed, t.naive, t.squares = t.checked/2, t.covered/2, t.missed/2, t.naive/2, t.squares/2
	}
	t.checked++
	if held {
		t.covered++
	}
	t.missed, t.naive, t.squares = t.missed+missed, t.naive+naive, t.squares+(missed-naive)*(missed-naive)
	t.judge()
}

// judge decides whether it may speak.
func (t *tally) judge() {
	behind, truth := t.behind(), t.truth()
	switch {
	case t.checked >= fewBands && behind >= mostBehind:
		t.mute = losing
	case t.outcomes >= fewTold && truth < leastTruth:
		t.mute = overconfident
	case t.mute == losing && behind <= enoughClose, t.mute == overconfident && truth >= enoughTruth:
		t.mute = speaking
	}
}

// behind is how many standard errors more than the last value forecasts missed by.
func (t *tally) behind() float64 {
	if !(t.squares > 0) {
		return 0
	}
	return (t.missed - t.naive) / math.Sqrt(t.squares)
}

func (t *tally) skill() float64 {
	if !(t.naive > 0) {
		return 0
	}
	return 1 - t.missed/t.naive
}

// truth is how often forecasts came true, in units of how often it was said that they would.
func (t *tally) truth() float64 {
	if !(t.said > 0) {
		return 1
	}
	return t.right / t.said
}

// calibrated corrects a probability by how often such forecasts came true. A few outcomes correct it little.
func (r *Record) calibrated(m Measure, p float64) float64 {
	const weight = 20 // of the forecaster's own word, in outcomes
	b := &r.tallies[m].bins[min(max(int(bins*p), 0), bins-1)]
	if b.made == 0 || !(p > 0 && p < 1) {
		return p
	}
	said := b.said / b.made
	came := (b.came + weight*said) / (b.made + weight)
	odds := p / (1 - p) * came / (1 - came) * (1 - said) / said
	if math.IsNaN(odds) || math.IsInf(odds, 0) {
		return p
	}
	return odds / (1 + odds)
}

// Silent says that forecasts of a measure are not told, and why: they did worse than the last value, or came true much less often than
// they said. It is made on nonetheless, and told again when it does better.
func (r *Record) Silent(m Measure) (reason string, silent bool) {
	t := &r.tallies[min(m, measures-1)]
	switch t.mute {
	case losing:
		return fmt.Sprintf("its last %.0f forecasts missed by %.2f times as much as the last value did", t.checked, 1-t.skill()), true
	case overconfident:
		return fmt.Sprintf("%.0f of its last %.0f forecasts came true, where %.0f should have", t.right, t.outcomes, t.said), true
	default:
		return "", false
	}
}

// Score is how the forecasts of a measure did.
type Score struct {
	Made, Told, CameTrue uint64 // ever: all that were checked, those that were told, and those of them that came true
	// Coverage is how often a band of 80% held the outcome, and Skill by how much less its middle missed than the last value did. Both
	// are known after Bands.
	Bands           uint64
	Coverage, Skill float64
	// Precision is how many of the latest Outcomes came true, and Lead how long before on average.
	Outcomes  uint64
	Precision float64
	Lead      time.Duration
}

// Score is how a measure did.
func (r *Record) Score(m Measure) Score {
	t := &r.tallies[min(m, measures-1)]
	s := Score{Made: t.made, Told: t.told, CameTrue: t.came, Bands: uint64(t.checked), Outcomes: uint64(t.outcomes), Skill: t.skill()}
	if t.checked > 0 {
		s.Coverage = t.covered / t.checked
	}
	if t.outcomes > 0 {
		s.Precision = t.right / t.outcomes
	}
	if t.right > 0 {
		s.Lead = time.Duration(t.lead / t.right * 1e9)
	}
	return s
}
