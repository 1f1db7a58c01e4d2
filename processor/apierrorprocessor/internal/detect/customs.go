package detect

import (
	"math/bits"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// customs is what callers of a kind do where they may: how many of them call a function at all, and how many different objects
// each asks for on a route. Every caller counts alike, however often he calls: one who asks for thousands of objects teaches no
// more than one who asks for one.
type customs struct {
	kinds *window.Store[custom, *custom]
	seen  *window.Duplicates // callers that were counted lately, each once for each function
}

// custom is what is known of one kind of callers at one place.
type custom struct {
	reached [levels]uint32 // callers who came to 1, 2, 4, … 64 different objects, lately
	halved  int64          // when the numbers were halved last, Unix nanoseconds
	since   int64          // when the first one came, likewise
}

// Reset empties the custom for another place.
func (k *custom) Reset() { *k = custom{} }

const (
	levels = 7 // up to window.DistinctLimit

	// enoughCallers is how many callers must be known before what one of them does may be called unusual.
	enoughCallers = 20

	// hardlyAny is the share of callers up to which something is unusual.
	hardlyAny = 0.01

	// inOrderFew is that share where objects are asked for one after another, which hardly any person does.
	inOrderFew = 0.1

	// newFor is how long a function is taken to be new: after a release its users come to use what nobody did.
	newFor = 30 * time.Minute

	// customsLast is how long it takes until a caller counts half.
	customsLast = 6 * time.Hour

	// customBits makes room for 131,072 callers and functions, in 1 MiB.
	customBits = 15
)

func newCustoms(limit int) customs {
	return customs{kinds: window.NewStore[custom](limit), seen: window.NewDuplicates(customBits)}
}

// come notes that a caller came to so many different objects at a place; each level once.
func (c *customs) come(place, who uint64, count int, time int64) {
	level := levelOf(count)
	if level < 0 || c.seen.Seen(bits.RotateLeft64(place, level+1)^who|1) {
		return
	}
	k := c.kinds.Value(c.kinds.Touch(place))
	if k.since == 0 || time < k.since {
		k.since = time
	}
	k.fade(time)
	k.reached[level]++
}

// fade halves the numbers after each while. A clock from the future halves them once.
func (k *custom) fade(time int64) {
	switch age := time - k.halved; {
	case k.halved == 0 || age < -int64(customsLast):
		k.halved = time
	case age > int64(customsLast):
		k.halved = time
		for i := range k.reached {
			k.reached[i] /= 2
		}
	}
}

// unusual reports whether enough callers are known at a place, of whom hardly any comes to a quarter of the count; others leaves
// out the caller himself, and known is how many there are.
func (c *customs) unusual(place uint64, count int, few float64) (yes bool, others, known int) {
	ref, found := c.kinds.Peek(place)
	if !found {
		return false, 0, 0
	}
	k := c.kinds.Value(ref)
	known = int(k.reached[0])
	others = int(k.reached[max(0, levelOf(count/4))])
	if count >= 4 {
		others = max(0, others-1)
	}
	return known >= enoughCallers && float64(others) <= few*float64(known), others, known
}

// rare reports whether enough callers of a kind are known and hardly any of them is at a place; cold that too few are.
func (c *customs) rare(kind, place uint64) (rare, cold bool) {
	ref, found := c.kinds.Peek(kind)
	if !found || c.kinds.Value(ref).reached[0] < enoughCallers {
		return false, true
	}
	all := c.kinds.Value(ref).reached[0]
	return float64(c.callers(place)) <= hardlyAny*float64(all), false
}

// reaches says what it shows that a caller of a kind succeeds at a place: nothing, unless enough of the kind are known and hardly any of
// them comes there. He himself may be the one who does.
func (c *customs) reaches(kind, place uint64, time int64) (shows behaviour, others, known int) {
	known = c.callers(kind)
	others = c.callers(place)
	switch {
	case known < enoughCallers, float64(others) > max(1, hardlyAny*float64(known)), !c.longKnown(kind, time):
		return 0, others, known
	case c.longKnown(place, time):
		return usedRareFunction, others, known
	default:
		return usedNewFunction, others, known
	}
}

// longKnown reports whether a place is known for longer than what is new.
func (c *customs) longKnown(place uint64, time int64) bool {
	ref, found := c.kinds.Peek(place)
	return found && time-c.kinds.Value(ref).since >= int64(newFor)
}

// callers is how many callers of a kind there are at a place.
func (c *customs) callers(place uint64) int {
	if ref, found := c.kinds.Peek(place); found {
		return int(c.kinds.Value(ref).reached[0])
	}
	return 0
}

// levelOf is the power of two that a count has come to, -1 for none.
func levelOf(count int) int { return min(bits.Len(uint(max(0, count))), levels) - 1 }
