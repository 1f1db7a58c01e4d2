package feedback

import (
	"container/list"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	// maxRecords bounds what the ledger remembers: some 3 MB.
	maxRecords = 4096
	// maxOccurrences is how many of a situation are remembered: to tell at which hours it recurs.
	maxOccurrences = 8
	// maxMembers is how many situations a verdict on one finding can be about, which is an incident's.
	maxMembers = 16
	// goesOn is how long a situation may pause without being over.
	goesOn = int64(10 * time.Minute)
	// longestEbb is how long somebody's failures stay in the longest window that a rate is looked at in.
	longestEbb = int64(30 * time.Minute)
	// none stands for an axis on which a situation has no strength; unlike NaN, JSON can write it.
	none      = -1
	strongest = 1e6
)

// record is one occurrence of a situation, at its worst.
type record struct {
	Finding  string            `json:"finding"` // what told of it
	ID       string            `json:"id"`
	Kind     apierror.Kind     `json:"kind"`
	Name     string            `json:"name"`
	Service  string            `json:"service,omitempty"`
	Endpoint string            `json:"endpoint,omitempty"`
	Class    Class             `json:"class"`
	Severity apierror.Severity `json:"severity,omitempty"`
	Evidence float64           `json:"evidence"`
	Effect   float64           `json:"effect"`
	Who      string            `json:"who,omitempty"`
	Theirs   int64             `json:"theirs,omitempty"` // when it was seen last to be Who's
	Spread   bool              `json:"spread,omitempty"`
	Started  int64             `json:"started"`
	Seen     int64             `json:"seen"`
	Held     bool              `json:"held,omitempty"` // nobody was told

	place *list.Element
}

func strength(x float64) float64 {
	if math.IsNaN(x) {
		return none
	}
	return max(0, min(strongest, x))
}

// situation is the record as it would be asked about again.
func (r *record) situation() Situation {
	axis := func(x float64) float64 {
		if x == none {
			return math.NaN()
		}
		return x
	}
	return Situation{
		ID: r.ID, Kind: r.Kind, Name: r.Name, Service: r.Service, Endpoint: r.Endpoint, Class: r.Class, Severity: r.Severity,
		Evidence: axis(r.Evidence), Effect: axis(r.Effect), Who: r.Who, Started: r.Started, At: r.Started,
	}
}

// worsen keeps the worst of what was seen.
func (r *record) worsen(s *Situation) {
	r.Severity = min(apierror.SeverityCritical, max(r.Severity, s.Severity))
	r.Evidence, r.Effect = max(r.Evidence, strength(s.Evidence)), max(r.Effect, strength(s.Effect))
	r.Class = s.Class.known()
	if r.Who == "" && s.Who != "" { // the first: what comes later may be something else that befalls it
		r.Who = short(s.Who)
	}
	if r.Who != "" && r.Who == short(s.Who) {
		r.Theirs = max(r.Theirs, s.At)
	}
	r.Spread = r.Spread || s.Spread
	r.Started, r.Seen = min(r.Started, s.Started), max(r.Seen, s.At)
}

// wanes reports whether a situation is the end of an occurrence that was held back as somebody's: who stood out does no longer, as their failures leave the
// window of a few minutes in which whose these are is looked at before they leave that of the rate. What begins then is another matter, and what goes on for
// longer somebody else's.
func (r *record) wanes(s *Situation) bool {
	return r != nil && r.Held && r.Who != "" && s.Who == "" && room*s.Effect <= r.Effect && s.Started <= r.Seen && s.At-r.Theirs <= longestEbb
}

// ledger remembers what was told lately, and what was held back.
type ledger struct {
	byID     map[string][]*record // in the order in which they began
	findings map[string][]string  // ids of situations that a finding told of, if not its own alone
	order    *list.List           // the one seen last first
	evicted  uint64
}

func newLedger() ledger {
	return ledger{byID: make(map[string][]*record), findings: make(map[string][]string), order: list.New()}
}

// running is the occurrence that a situation is part of; nil if it is a new one.
func (l *ledger) running(id string, started, at int64) *record {
	known := l.byID[id]
	if len(known) == 0 {
		return nil
	}
	if last := known[len(known)-1]; started <= last.Seen || at <= last.Seen+goesOn {
		return last
	}
	return nil
}

// note takes in what was told, or held back, of a situation now.
func (l *ledger) note(finding string, s *Situation, held bool) {
	r := l.running(s.ID, s.Started, s.At)
	if r == nil {
		r = l.add(finding, s)
		r.Held = held
	}
	r.worsen(s)
	if !held && (r.Held || r.Finding != finding) {
		r.Held = false
		l.move(r, finding)
	}
	l.order.MoveToFront(r.place)
}

func (l *ledger) add(finding string, s *Situation) *record {
	r := &record{
		ID: short(s.ID), Kind: apierror.Kind(short(string(s.Kind))), Name: short(s.Name), Service: short(s.Service), Endpoint: short(s.Endpoint),
		Evidence: none, Effect: none, Started: s.Started, Seen: s.At,
	}
	l.insert(r)
	l.move(r, finding)
	return r
}

func (l *ledger) insert(r *record) {
	l.byID[r.ID] = append(l.byID[r.ID], r)
	r.place = l.order.PushFront(r)
	if known := l.byID[r.ID]; len(known) > maxOccurrences {
		l.remove(known[0])
	}
	for l.order.Len() > maxRecords {
		oldest, _ := l.order.Back().Value.(*record)
		l.remove(oldest)
		l.evicted++
	}
}

// move makes a record part of a finding.
func (l *ledger) move(r *record, finding string) {
	r.Finding = r.ID
	if finding == r.ID {
		return
	}
	finding = short(finding)
	members := l.findings[finding]
	if !slices.Contains(members, r.ID) {
		if len(members) >= maxMembers {
			return // a verdict on the finding says nothing of this one
		}
		l.findings[finding] = append(members, r.ID)
	}
	r.Finding = finding
}

func (l *ledger) remove(r *record) {
	l.order.Remove(r.place)
	left := slices.DeleteFunc(l.byID[r.ID], func(other *record) bool { return other == r })
	if len(left) == 0 {
		delete(l.byID, r.ID)
	} else {
		l.byID[r.ID] = left
	}
	if r.Finding == r.ID || slices.ContainsFunc(left, func(other *record) bool { return other.Finding == r.Finding }) {
		return
	}
	members := slices.DeleteFunc(l.findings[r.Finding], func(id string) bool { return id == r.ID })
	if len(members) == 0 {
		delete(l.findings, r.Finding)
	} else {
		l.findings[r.Finding] = members
	}
}

// find lists the records that a verdict is about: what the finding told of in the last occurrence that had begun at a time. What was held back counts
// only where nothing was told.
func (l *ledger) find(finding string, at int64) []*record {
	var last *record
	each := func(visit func(*record)) {
		for _, id := range append(slices.Clone(l.findings[finding]), finding) {
			for _, r := range l.byID[id] {
				if r.Finding == finding && (at == 0 || r.Started <= at) {
					visit(r)
				}
			}
		}
	}
	each(func(r *record) {
		if last == nil || last.Held && !r.Held || last.Held == r.Held && r.Seen > last.Seen {
			last = r
		}
	})
	if last == nil {
		return nil
	}
	var found []*record
	each(func(r *record) {
		if r.Started <= last.Seen && r.Seen >= last.Started && r.Held == last.Held {
			found = append(found, r)
		}
	})
	return found
}

// starts are when a situation began, as far as that is remembered.
func (l *ledger) starts(id string) []int64 {
	starts := make([]int64, 0, maxOccurrences)
	for _, r := range l.byID[id] {
		starts = append(starts, r.Started)
	}
	return starts
}

// short bounds a text, and makes it one that can be saved.
func short(text string) string {
	return strings.Clone(apierror.Cut(strings.ToValidUTF8(apierror.Cut(text, maxID), "�"), maxID))
}
