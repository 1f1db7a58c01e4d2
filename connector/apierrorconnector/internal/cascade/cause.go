package cascade

import (
	"bytes"
	"cmp"
	"unique"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// rank orders the failed spans of a trace by how well each explains the failure, where no link between them tells.
type rank uint8

const (
	rankPassed     rank = iota // passed through
	rankDependency             // a dependency failed, which may say more itself
	rankRoot                   // began here
)

func rankOf(f *Fact, place *Place) rank {
	switch {
	case !f.RootCause || f.Category == apierror.CategoryCancelled:
		return rankPassed
	case place.Partner != "":
		return rankRoot // outside of all that is observed
	case f.Category == apierror.CategoryDependency:
		return rankDependency
	default:
		return rankRoot
	}
}

// Cause is where a trace began to fail, as far as is known so far. It reports false where all that is known of the trace passed
// the failure on; the place is then the closest to it.
func (m *Memory) Cause(id pcommon.TraceID) (Place, bool) {
	t := m.find(id)
	if t == nil || len(t.facts) == 0 {
		return Place{}, false
	}
	return t.place.Value(), t.began
}

// judge finds the span that explains the trace: the deepest on the path that failed. Where spans are not linked, because one
// between them is missing or did not fail, the processor's word decides, and of equals what failed within the other.
func (t *trace) judge() {
	if t.judged || len(t.facts) == 0 {
		return
	}
	t.judged = true
	var up [maxFacts]int
	for i := range t.facts {
		up[i] = t.above(i)
	}
	var explained [maxFacts]bool
	for i := range t.facts {
		for above, steps := up[i], 0; above >= 0 && steps < len(t.facts); above, steps = up[above], steps+1 {
			if above != i && t.facts[i].explains(&t.facts[above]) {
				explained[above] = true
			}
		}
		if up[i] < 0 {
			t.within(i, &explained)
		}
	}
	best := -1
	for i := range t.facts {
		if best < 0 || t.before(i, best, &explained) {
			best = i
		}
	}
	t.cause, t.began = best, t.facts[best].rank > rankPassed
	t.place = t.placeOf(best, up[:])
}

// above is the failed span right above one; -1 if that is not known. Zipkin gives both sides of a call the same id: the
// answering side is then below the calling one, and above whatever names that id as its parent.
func (t *trace) above(i int) int {
	f := &t.facts[i]
	found := -1
	for j := range t.facts {
		other := &t.facts[j]
		switch {
		case j == i:
		case other.span == f.span && f.entry && other.calling:
			return j
		case !f.parent.IsEmpty() && other.span == f.parent && (found < 0 || other.entry):
			found = j
		}
	}
	return found
}

func (f *fact) service() string { return f.place.Value().Service }

// explains reports whether a failure below is the cause of one above.
func (f *fact) explains(above *fact) bool {
	switch {
	case f.cancelled:
		return above.cancelled // whoever gave up cancels what is below
	case !above.rootCause:
		return true
	case !f.rootCause:
		return false
	default:
		// In one service the processor saw both, and says that the one above is no consequence.
		return f.service() != above.service() || f.rank >= above.rank
	}
}

// within marks what a span explains to which no link leads: what failed around it, elsewhere and as gravely.
func (t *trace) within(i int, explained *[maxFacts]bool) {
	f := &t.facts[i]
	for j := range t.facts {
		other := &t.facts[j]
		longer := other.end-other.start > f.end-f.start
		if longer && other.start <= f.start && f.end <= other.end && other.service() != f.service() && other.parent != f.parent &&
			f.rank >= other.rank && f.explains(other) {
			explained[j] = true
		}
	}
}

// before orders spans by how well they explain the trace; the order does not depend on that in which they came.
func (t *trace) before(i, j int, explained *[maxFacts]bool) bool {
	a, b := &t.facts[i], &t.facts[j]
	return cmp.Or(
		compareBool(explained[i], explained[j]),
		cmp.Compare(b.rank, a.rank),
		cmp.Compare(a.start, b.start),
		bytes.Compare(a.span[:], b.span[:]),
		compareBool(a.calling, b.calling),
	) < 0
}

// compareBool puts false first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// placeOf names the place of a span by what the service was asked for when it failed.
func (t *trace) placeOf(i int, up []int) unique.Handle[Place] {
	f := &t.facts[i]
	place := f.place.Value()
	if f.entry || place.Endpoint != "" {
		return f.place
	}
	for above, steps := up[i], 0; above >= 0 && steps < len(t.facts); above, steps = up[above], steps+1 {
		if t.facts[above].service() == f.service() && t.facts[above].entry {
			place.Endpoint = t.facts[above].place.Value().Endpoint
			return unique.Make(place)
		}
	}
	// No link leads there: it is the one entry that failed in this service, if there is but one.
	only := -1
	for j := range t.facts {
		if t.facts[j].entry && t.facts[j].service() == f.service() {
			if only >= 0 {
				return f.place
			}
			only = j
		}
	}
	if only < 0 {
		return f.place
	}
	place.Endpoint = t.facts[only].place.Value().Endpoint
	return unique.Make(place)
}
