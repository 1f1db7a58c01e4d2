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
	k, called := c.kinds.Value(c.kinds.Touch(kind)), c.at(function)
	k.reached[visits]++
	if called.callers() == 1 {
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
	k := c.at(place)
	known, others = k.callers(), int(k.reached[levelOf(near(count))])
	if count >= 4 {
		others = max(0, others-1)
	}
	return known >= enoughCallers && float64(others) <= few*float64(known), others, known
}

// rare reports whether enough callers of a kind are known and hardly any of them is at a place; cold that too few are.
func (c *customs) rare(kind, place uint64) (rare, cold bool) {
	k, p := c.at(kind), c.at(place)
	if k.callers() < enoughCallers {
		return false, true
	}
	return k.isRare(p.callers(), hardlyAny*float64(k.callers())), false
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
	k, p, a := c.at(kind), c.at(place), c.at(anybodys)
	r.ofKind, r.others = k.callers(), p.callers()
	switch {
	case r.ofKind < enoughCallers, !k.longKnown(time):
		return r, true
	case !k.isRare(r.others, max(1, hardlyAny*float64(r.ofKind))):
	case !a.longKnown(time):
		r.shows = usedNewFunction
	case place != anybodys && a.callers() > 2*r.others:
		r.shows = usedOthersFunction
	default:
		r.shows = usedRareFunction
	}
	return r, false
}

// at is what is known of a place, or of a kind; zero if nothing is.
func (c *customs) at(place uint64) custom {
	if ref, found := c.kinds.Peek(place); found {
		return *c.kinds.Value(ref)
	}
	return custom{}
}

// callers is how many callers there are.
func (k *custom) callers() int { return int(k.reached[0]) }

// isRare reports, for a kind, whether so many callers of a function are few, and few beside those of its functions on average: of calls
// of which only some are looked at, none of many functions may show of a hundredth of the callers.
func (k *custom) isRare(callers int, few float64) bool {
	const besideOthers = 0.1
	return float64(callers) <= few && float64(callers)*float64(k.reached[functions]) <= besideOthers*float64(k.reached[visits])
}

// longKnown reports whether it is known for longer than what is new.
func (k *custom) longKnown(time int64) bool { return k.since != 0 && time-k.since >= int64(newFor) }

// levelOf is the power of two that a count has come to, -1 for none.
func levelOf(count int) int { return min(bits.Len(uint(max(0, count))), levels) - 1 }
