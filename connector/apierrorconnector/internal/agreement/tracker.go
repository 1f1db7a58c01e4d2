package agreement

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
)

// Tracker counts the calls to one partner, in some 25 KiB.
type Tracker struct {
	agreement    Agreement
	availability *term // nil where not agreed
	latency      *term // nil where not agreed
	spread       *spread

	broke uint64 // calls ever that broke the agreement, by failing or by being slow
	fired episode
}

// term is one thing that was agreed.
type term struct {
	*slo.Tracker
	breached bool
}

// episode is what lasts while the agreement is broken or about to be.
type episode struct {
	since  int64  // when it began; 0 while it is kept
	before uint64 // calls that broke the agreement ever, before those by which it was noticed
}

// New returns a tracker that has seen nothing.
func New(agreement Agreement) *Tracker {
	t := &Tracker{agreement: agreement}
	objective := agreement.availability()
	t.spread = newSpread(objective.Period())
	if agreement.Availability > 0 {
		t.availability = &term{Tracker: slo.New(objective)}
	}
	if agreement.Latency > 0 {
		t.latency = &term{Tracker: slo.New(agreement.latency())}
	}
	return t
}

// Add counts a call to the partner that ended at that time. How far the time may lie in the future of the others is for the caller to
// bound. A call that failed is held to the latency too: to time out is no way to keep it.
func (t *Tracker) Add(at int64, outcome Outcome, took time.Duration) {
	if outcome == Lost {
		t.spread.lose(at)
		return
	}
	broke := false
	if t.availability != nil {
		broke = outcome == Failed
		t.availability.Add(at, broke)
	}
	if t.latency != nil {
		slow := took > t.agreement.Latency
		broke = broke || slow
		t.latency.Add(at, slow)
		t.spread.add(at, took)
	}
	if broke {
		t.broke++
	}
}

// Dropped counts the calls that were older than the window, or from before 1970.
func (t *Tracker) Dropped() uint64 {
	var dropped uint64
	for _, term := range t.terms() {
		if term != nil {
			dropped = max(dropped, term.Dropped())
		}
	}
	return dropped
}

func (t *Tracker) terms() [2]*term { return [2]*term{t.availability, t.latency} }
