package situation

import (
	"container/list"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// callSpan is how long spans of one trace are taken for one call. A trace id is the caller's to choose: one that goes on for
// longer starts a call anew, so that nobody's failures vanish behind one id.
const callSpan = time.Minute

// What is remembered of one call.
const (
	maxCauses = 4
	maxStakes = 4
)

// call is one request through all services, known by its trace, that failed at one span or more. Spans of it come from many
// services, in any order and in batches of their own. It counts once in a situation, however many of its spans failed.
type call struct {
	trace    pcommon.TraceID
	openedAt time.Time

	causes []cause // where it failed, the best explanation first
	stakes []stake // the business processes that it belongs to
	counts []count // the situations that count it now

	affected affected
}

// cause is a span at which a call failed.
type cause struct {
	rank  rank
	event Event
}

// stake is what the call was worth to a process.
type stake struct {
	event Event
	value loss
}

// count is a call's share in a situation.
type count struct {
	in       *situation
	openedAt time.Time // of the situation, which may have begun anew since
	value    loss
}

// rank orders the spans of a call by how well each explains its failure.
type rank uint8

const (
	rankPassed     rank = iota // passed through
	rankDependency             // a dependency failed, which may say more itself
	rankRoot                   // began here
)

func rankOf(failure *Failure) rank {
	switch {
	case !failure.RootCause:
		return rankPassed
	case failure.Kind == apierror.KindSLABreach:
		return rankRoot // outside of all that is observed
	case failure.Subject.Category == apierror.CategoryDependency:
		return rankDependency
	default:
		return rankRoot
	}
}

// note takes in one more span at which the call failed.
func (c *call) note(failure *Failure) {
	c.affected.at(&failure.Subject)
	c.addCause(cause{rank: rankOf(failure), event: failure.Event})
	if failure.Subject.Business.Process != "" {
		c.addStake(&failure.Event)
	}
}

func (c *call) addCause(found cause) {
	known := slices.IndexFunc(c.causes, func(known cause) bool { return known.event.ID == found.event.ID })
	if known >= 0 {
		if c.causes[known].rank >= found.rank {
			return
		}
		c.causes = slices.Delete(c.causes, known, known+1)
	}
	// Behind those that explain as much: the first of equals stays the first.
	at := slices.IndexFunc(c.causes, func(known cause) bool { return known.rank < found.rank })
	if at < 0 {
		at = len(c.causes)
	}
	c.causes = slices.Insert(c.causes, at, found)
	c.causes = c.causes[:min(len(c.causes), maxCauses)]
}

// addStake counts money once per process: several spans of a call say what the same order was worth.
func (c *call) addStake(event *Event) {
	value := lossOf(&event.Subject.Business)
	for i := range c.stakes {
		known := &c.stakes[i]
		if known.event.Subject.Business.Process == event.Subject.Business.Process {
			known.value = known.value.most(value)
			if event.Severity > known.event.Severity {
				known.event = *event
			}
			return
		}
	}
	if len(c.stakes) < maxStakes {
		c.stakes = append(c.stakes, stake{event: *event, value: value})
	}
}

// target is a situation that a call belongs to.
type target struct {
	event Event
	value loss
}

// targets says which situations the call belongs to: one for each process that it is part of, else one for each place where it
// began to fail, but for a partner's. told reports whether somebody was told already of the situation of an id.
func (c *call) targets(told func(id string) bool) []target {
	if len(c.stakes) > 0 {
		found := make([]target, 0, len(c.stakes))
		for i := range c.stakes {
			found = append(found, target{event: c.explain(&c.stakes[i], told), value: c.stakes[i].value})
		}
		return found
	}
	var found []target
	for i := range c.causes {
		if c.causes[i].event.Kind == apierror.KindSLABreach {
			continue // counted there by the span's own event
		}
		// Below the first, only what began by itself is more than an echo.
		if i == 0 || c.causes[i].rank == rankRoot {
			found = append(found, target{event: c.causes[i].event})
		}
	}
	return found
}

// explain names the failure of a process by the best cause. If people know of one that explains this call as well, it is that
// one: a cascade looks different at each service and arrives in any order, and they need no second alert of it.
func (c *call) explain(s *stake, told func(id string) bool) Event {
	explained := func(by *cause) Event {
		event := s.event
		event.name(by.event.Subject.Category)
		event.Confidence, event.Rationale = by.event.Confidence, by.event.Rationale
		event.TraceID, event.SpanID = by.event.TraceID, by.event.SpanID
		event.Subject.Reason, event.Subject.Origin = by.event.Subject.Reason, by.event.Subject.Origin
		event.Severity = max(event.Severity, by.event.Severity)
		return event
	}
	best, bestKnown := explained(&c.causes[0]), false
	for i := range c.causes {
		event := explained(&c.causes[i])
		if !told(event.ID) {
			continue
		}
		if slices.ContainsFunc(c.counts, func(share count) bool { return share.in.finding.ID == event.ID }) {
			return event
		}
		if !bestKnown {
			best, bestKnown = event, true
		}
	}
	return best
}

// root says in a few words where the call began to fail.
func (c *call) root() string {
	subject := &c.causes[0].event.Subject
	return sentence.Failure(subject.Category, subject.Reason) + sentence.Where(subject)
}

// recentCalls finds the call of a trace. The oldest give way.
type recentCalls struct {
	limit   int
	byTrace map[pcommon.TraceID]*list.Element
	byAge   *list.List // the latest first
}

func newRecentCalls(limit int) recentCalls {
	return recentCalls{limit: limit, byTrace: make(map[pcommon.TraceID]*list.Element), byAge: list.New()}
}

// of returns the call of a trace, and how many other calls it had to forget early for it.
func (r *recentCalls) of(trace pcommon.TraceID, now time.Time) (found *call, evicted int64) {
	if trace.IsEmpty() {
		return &call{openedAt: now}, 0
	}
	for oldest := r.byAge.Back(); oldest != nil; oldest = r.byAge.Back() {
		last, _ := oldest.Value.(*call)
		outdated := now.Sub(last.openedAt) > callSpan
		if !outdated && len(r.byTrace) <= r.limit {
			break
		}
		if !outdated {
			evicted++
		}
		r.byAge.Remove(oldest)
		delete(r.byTrace, last.trace)
	}
	if element, ok := r.byTrace[trace]; ok {
		known, _ := element.Value.(*call)
		return known, evicted
	}
	opened := &call{trace: trace, openedAt: now}
	r.byTrace[trace] = r.byAge.PushFront(opened)
	return opened, evicted
}
