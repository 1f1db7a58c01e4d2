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

// Of a kind the higher levels stand for what callers of the kind come to, all together.
const (
	visits    = 1 // of functions, each caller's of each once
	functions = 2
)

// visit notes that a caller of a kind called a function.
func (c *customs) visit(kind, function, who uint64, time int64) {
	c.come(kind, who, 1, time)
	if !c.come(function, who, 1, time) {
		return
	}
	k := c.kinds.Value(c.kinds.Touch(kind))
	k.reached[visits]++
	if c.callers(function) == 1 {
		k.reached[functions]++
	}
}

// come notes that a caller came to so many different objects at a place; each level once. It reports whether he had not.
func (c *customs) come(place, who uint64, count int, time int64) bool {
	level := levelOf(count)
	if level < 0 || c.seen.Seen(bits.RotateLeft64(place, level+1)^who|1) {
		return false
	}
	k := c.kinds.Value(c.kinds.Touch(place))
	if k.since == 0 || time < k.since {
		k.since = time
	}
	k.fade(time)
	k.reached[level]++
	return true
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

// near is how far another caller comes who is not far from a count: to a quarter of it, or to half of the most that is counted, rounded down to
// what is known of him.
func near(count int) int {
	far := count / 4
	if count >= window.DistinctLimit {
		far = window.DistinctLimit / 2
	}
	return 1 << max(0, levelOf(far))
}

// unusual reports whether enough callers are known at a place, of whom hardly any comes near the count; others leaves out the caller
// himself, and known is how many there are.
func (c *customs) unusual(place uint64, count int, few float64) (yes bool, others, known int) {
	ref, found := c.kinds.Peek(place)
	if !found {
		return false, 0, 0
	}
	k := c.kinds.Value(ref)
	known = int(k.reached[0])
	others = int(k.reached[levelOf(near(count))])
	if count >= 4 {
		others = max(0, others-1)
	}
	return known >= enoughCallers && float64(others) <= few*float64(known), others, known
}

// rare reports whether enough callers of a kind are known and hardly any of them is at a place; cold that too few are.
func (c *customs) rare(kind, place uint64) (rare, cold bool) {
	known := c.callers(kind)
	return known >= enoughCallers && c.isRare(kind, c.callers(place), hardlyAny*float64(known)), known < enoughCallers
}

// isRare reports whether so many callers at a place are few, and few beside those of the kind's functions on average: of calls of which
// only some are looked at, none of many functions may show of a hundredth of the callers.
func (c *customs) isRare(kind uint64, callers int, few float64) bool {
	const besideOthers = 0.1
	ref, found := c.kinds.Peek(kind)
	if !found || float64(callers) > few {
		return false
	}
	k := c.kinds.Value(ref)
	return float64(callers)*float64(k.reached[functions]) <= besideOthers*float64(k.reached[visits])
}

// reaching is what it says of a caller that he succeeds at a place, and why.
type reaching struct {
	shows  behaviour // 0: nothing
	others int       // who came there before, of so many of his kind
	ofKind int
}

// reaches says what it shows that a caller of a kind succeeds at a place: nothing, unless enough of the kind are known for long, and
// hardly any of them comes there. He himself may be the one who does. Cold is that they are not. Anybody's is the place whatever the kind.
func (c *customs) reaches(kind, place, anybodys uint64, time int64) (r reaching, cold bool) {
	r.ofKind, r.others = c.callers(kind), c.callers(place)
	switch {
	case r.ofKind < enoughCallers, !c.longKnown(kind, time):
		return r, true
	case !c.isRare(kind, r.others, max(1, hardlyAny*float64(r.ofKind))):
	case place != anybodys && c.callers(anybodys) > 2*r.others && c.longKnown(anybodys, time):
		r.shows = usedOthersFunction
	case c.longKnown(anybodys, time):
		r.shows = usedRareFunction
	default:
		r.shows = usedNewFunction
	}
	return r, false
}

// longKnown reports whether a place is known for longer than what is new.
func (c *customs) longKnown(place uint64, time int64) bool {
	ref, found := c.kinds.Peek(place)
	return found && time-c.kinds.Value(ref).since >= int64(newFor)
}

// reached is how many callers came to a count at a place.
func (c *customs) reached(place uint64, count int) int {
	if ref, found := c.kinds.Peek(place); found {
		return int(c.kinds.Value(ref).reached[levelOf(count)])
	}
	return 0
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
