package trial

import (
	"cmp"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/traffic"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Report says how well the processor told attackers from everybody else.
type Report struct {
	Scenarios []Attackers // in the order of the scenarios
	Signals   []Attackers // the same by the signal expected
	Profiles  []Innocents // those of whom somebody was flagged come first
	Totals    Totals
	Idle      int // attackers for whom the simulated time was too short
	Reasons   []Reason
}

// Reason is why the processor says of an actor what it says.
type Reason struct {
	Group string // scenario or profile
	Actor string
	Worst apierror.Severity
	Why   string
}

// Attackers is a group of attackers and what became of them.
type Attackers struct {
	Name     string
	Signal   apierror.Signal
	Actors   int
	Found    int // medium or worse was said of them
	Named    int // of those found: the expected signal was among the signals
	LowOnly  int // something was said, and nobody woken
	Missed   int
	After    time.Duration           // from the attack's first span to the first alarming one, the median of those found
	Signals  map[apierror.Signal]int // of those found, so many were said to do this
	detected []time.Duration
}

// Innocents is a profile and whom of it the processor flagged.
type Innocents struct {
	Profile string
	Actors  int
	Flagged int
	Signals map[apierror.Signal]int // of those flagged, so many were said to do this
}

// Totals are over all scenarios and all profiles.
type Totals struct {
	Attackers, Found, Named    int
	Innocents, InnocentFlagged int
}

// Precision is the share of attackers among those flagged.
func (t *Totals) Precision() float64 { return share(t.Found, t.Found+t.InnocentFlagged) }

// Recall is the share of attackers that were found.
func (t *Totals) Recall() float64 { return share(t.Found, t.Attackers) }

// RightlyNamed is the share of those found whose signal was the expected one.
func (t *Totals) RightlyNamed() float64 { return share(t.Named, t.Found) }

// FlaggedShare is the share of innocents that were flagged.
func (t *Totals) FlaggedShare() float64 { return share(t.InnocentFlagged, t.Innocents) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// NewReport adds up what was said of each actor, in the actors' order. Actors that did nothing don't count.
func NewReport(actors []*traffic.Actor, said []Said) *Report {
	r := &Report{}
	for i, actor := range actors {
		if actor.FirstSpan.IsZero() {
			if actor.Label == traffic.Hostile {
				r.Idle++
			}
			continue
		}
		r.Reasons = append(r.Reasons, Reason{actor.Profile, actor.Name().ID, said[i].Worst, said[i].Why})
		switch actor.Label {
		case traffic.Hostile:
			group(&r.Scenarios, actor.Profile, actor.Signal).add(actor, &said[i])
			group(&r.Signals, string(actor.Signal), actor.Signal).add(actor, &said[i])
		case traffic.Innocent:
			r.profile(actor.Profile).add(&said[i])
		default: // a victim's name is the attacker's name too: it says nothing either way
		}
	}
	r.settle()
	return r
}

func group(groups *[]Attackers, name string, signal apierror.Signal) *Attackers {
	i := slices.IndexFunc(*groups, func(g Attackers) bool { return g.Name == name })
	if i < 0 {
		i = len(*groups)
		*groups = append(*groups, Attackers{Name: name, Signal: signal, Signals: make(map[apierror.Signal]int)})
	}
	return &(*groups)[i]
}

func (r *Report) profile(name string) *Innocents {
	i := slices.IndexFunc(r.Profiles, func(p Innocents) bool { return p.Profile == name })
	if i < 0 {
		i = len(r.Profiles)
		r.Profiles = append(r.Profiles, Innocents{Profile: name, Signals: make(map[apierror.Signal]int)})
	}
	return &r.Profiles[i]
}

func (g *Attackers) add(actor *traffic.Actor, said *Said) {
	g.Actors++
	switch {
	case said.Worst >= alarming:
		g.Found++
		if said.Signals[actor.Signal] > 0 {
			g.Named++
		}
		for signal := range said.Signals {
			g.Signals[signal]++
		}
		g.detected = append(g.detected, max(said.Found.Sub(actor.FirstSpan), 0))
	case said.Worst > apierror.SeverityNone:
		g.LowOnly++
	default:
		g.Missed++
	}
}

func (p *Innocents) add(said *Said) {
	p.Actors++
	if said.Worst < alarming {
		return
	}
	p.Flagged++
	for signal := range said.Signals {
		p.Signals[signal]++
	}
}

// settle works out what only the whole tells.
func (r *Report) settle() {
	for i := range r.Scenarios {
		g := &r.Scenarios[i]
		g.After = median(g.detected)
		r.Totals.Attackers += g.Actors
		r.Totals.Found += g.Found
		r.Totals.Named += g.Named
	}
	for i := range r.Signals {
		r.Signals[i].After = median(r.Signals[i].detected)
	}
	for i := range r.Profiles {
		r.Totals.Innocents += r.Profiles[i].Actors
		r.Totals.InnocentFlagged += r.Profiles[i].Flagged
	}
	slices.SortStableFunc(r.Profiles, func(a, b Innocents) int { return cmp.Compare(b.Flagged, a.Flagged) })
}

// median is the one in the middle, of two in the middle the mean; 0 of none.
func median(times []time.Duration) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
