package surge

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	// MaxDimensions is how many dimensions Contributors look at.
	MaxDimensions = 5
	// maxValues is how many values of a dimension are told apart: whichever takes more than a thirty-second of the failures is among them.
	maxValues = 32
	// maxValue is how many bytes of a value tell it from others.
	maxValue = 128

	// halfLength is half of the time that is looked at, in nanoseconds. The first half is counted before it is complete.
	halfLength = blockSlots * slotLength / 2
	// A half with failures, but fewer than plenty, from which whose they are cannot be told, goes on for as many lengths as longHalf.
	plenty   = 10
	longHalf = 4
	// lateHalves is how far a call may come after others until its clock is taken to be the right one.
	lateHalves = 12
)

// Contributors tell which version, partner, instance, customer or region the failures of the last minutes are of: of the last five, and where some
// but few fail of the last ten to twenty. They see each failed call, and of clean ones a sample; both in the order of time, more or less: only calls that an
// Endpoint took.
//
// They take 300 bytes, and 40 and its text for each value of a dimension: 7 KiB at most, and the texts.
type Contributors struct {
	dimensions []dimension
	before     int64 // number of the half length at which the half before began
	since      int64 // at which the current one did; 0 before the first call
	half       int64 // and of the last one that it reached
	all        tally
	shown      [2]sampler // clean and failed calls
	replaced   uint64
}

type dimension struct {
	name   string
	values []value
}

// value is one of those that failures have most often, by the Space-Saving algorithm (Metwally, Agrawal and El Abbadi: Efficient
// Computation of Frequent and Top-k Elements in Data Streams, 2005), but with the counts since it came: never too much.
type value struct {
	text string
	tally
	inherited float32 // failures of those that had to go for it: these only make it harder to replace
}

// tally is how many calls there were in the current half and in the one before, clean ones and failed ones.
type tally [2][2]float32

const (
	current = iota
	previous
)

const (
	clean = iota
	failing
)

func (t *tally) of(outcome int) float64 {
	return float64(t[current][outcome]) + float64(t[previous][outcome])
}

// turn begins the next half, or goes on with this one, and forgets the one before.
func (t *tally) turn(goesOn, forgets bool) {
	if !goesOn {
		*t = tally{previous: t[current]}
	}
	if forgets {
		t[previous] = [2]float32{}
	}
}

func outcome(failed bool) int {
	if failed {
		return failing
	}
	return clean
}

// NewContributors looks at the values of these dimensions, MaxDimensions at most: what they are called in sentences, such as
// service.version.
func NewContributors(dimensions ...string) *Contributors {
	c := &Contributors{}
	for _, name := range dimensions[:min(len(dimensions), MaxDimensions)] {
		c.dimensions = append(c.dimensions, dimension{name: name})
	}
	return c
}

// Replaced is how many values had to make room for others so far.
func (c *Contributors) Replaced() uint64 { return c.replaced }

// Wants reports whether a call is to be added. It is asked of every call: there may be too many to look at each.
func (c *Contributors) Wants(failed bool) bool { return c.shown[outcome(failed)].take() }

// Add counts a wanted call by its values in the order of the dimensions; an empty one is none.
func (c *Contributors) Add(at int64, failed bool, values ...string) {
	kind := outcome(failed)
	weight := c.shown[kind].weight()
	half := c.reach(at)
	c.all[half][kind] += weight
	for i, text := range values[:min(len(values), len(c.dimensions))] {
		if text == "" {
			continue
		}
		if v := c.value(&c.dimensions[i], apierror.Cut(text, maxValue), failed); v != nil {
			v.tally[half][kind] += weight
		}
	}
}

// reach moves to the half of a time, and says which of the two that are kept it is.
func (c *Contributors) reach(at int64) int {
	switch half := max(1, at/halfLength); {
	case half >= c.since && half <= c.half:
		return current
	case half > c.half, half < c.half-lateHalves:
		c.turn(half)
		return current
	default:
		return previous
	}
}

// turn makes the current half the one before, or goes on with it. It forgets what is older than the current one is long.
func (c *Contributors) turn(to int64) {
	failed := c.all[current][failing]
	goesOn := to > c.half && to-c.since < longHalf && failed > 0 && failed < plenty
	forgets := to != c.half+1 || goesOn && to-c.since >= c.since-c.before
	c.half = to
	if !goesOn {
		c.before, c.since = c.since, to
	}
	for i := range c.shown {
		c.shown[i].turn(goesOn)
	}
	c.all.turn(goesOn, forgets)
	for i := range c.dimensions {
		d := &c.dimensions[i]
		kept := d.values[:0]
		for _, v := range d.values {
			v.turn(goesOn, forgets)
			if !goesOn {
				v.inherited = 0
			}
			if v.of(clean)+v.of(failing) > 0 {
				kept = append(kept, v)
			}
		}
		clear(d.values[len(kept):])
		d.values = kept
	}
}

// value finds a value, or adds it. Where there is no room, a failing one takes the place of the one that fails the least.
func (c *Contributors) value(d *dimension, text string, failed bool) *value {
	least, fewest := 0, 0.0
	for i := range d.values {
		v := &d.values[i]
		if v.text == text {
			return v
		}
		if f := v.of(failing) + float64(v.inherited); i == 0 || f < fewest {
			least, fewest = i, f
		}
	}
	fresh := value{text: strings.Clone(text)}
	switch {
	case len(d.values) < maxValues:
		d.values = append(d.values, fresh)
		return &d.values[len(d.values)-1]
	case !failed:
		return nil
	}
	fresh.inherited = float32(fewest)
	d.values[least] = fresh
	c.replaced++
	return &d.values[least]
}
