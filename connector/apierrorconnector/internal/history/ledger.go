package history

import (
	"cmp"
	"math"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	minute = int64(60e9) // nanoseconds

	// maxPlaces is as many as the connector judges.
	maxPlaces = 10_000
	// mostCalls of a minute is beyond what any place is asked, and small enough to add up.
	mostCalls = 1e12
	// mostSeconds is beyond what any call takes.
	mostSeconds = 1e6
)

// Ledger gathers what places were asked, in any order, and hands it on in the order of time.
type Ledger struct {
	places map[Place][]posting
	// LeftOut counts what there was no room for, or what made no sense.
	LeftOut int
}

// NewLedger makes one that is empty.
func NewLedger() *Ledger { return &Ledger{places: make(map[Place][]posting)} }

// posting is one number of a minute of a place.
type posting struct {
	at       int64
	kind     kind
	category apierror.Category
	number   float64
}

// kind is what a number says.
type kind uint8

const (
	calls kind = iota
	failed
	latency
)

// post writes a number down for the places that it concerns.
func (l *Ledger) post(o *origin, at int64, what kind, number float64) {
	most := float64(mostCalls)
	if what == latency {
		most = mostSeconds
	}
	if at < 0 || math.IsNaN(number) || number < 0 || number > most {
		l.LeftOut++
		return
	}
	at -= at % minute
	category := o.category
	if what != failed {
		category = ""
	} else if category == apierror.CategoryCancelled {
		return
	}
	entry := posting{at: at, kind: what, category: category, number: number}
	if o.process != "" && what != latency { // percentiles do not add up
		l.add(Place{Process: o.process}, entry)
	}
	switch {
	case o.endpoint.Service == "":
	case what == failed && o.process != "" && category == apierror.CategoryBusinessLogic: // the call was answered: it is the process that failed
	case what == failed && o.endpoint.Endpoint() == "" && lost(category): // judged nowhere: it asked for what there isn't
		entry.kind, entry.category, entry.number = calls, "", -number
		l.add(o.endpoint, entry)
	default:
		l.add(o.endpoint, entry)
	}
}

func lost(category apierror.Category) bool {
	return category == apierror.CategoryRouting || category == apierror.CategoryNotFound
}

func (l *Ledger) add(p Place, entry posting) {
	known, found := l.places[p]
	if !found && len(l.places) >= maxPlaces {
		l.LeftOut++
		return
	}
	l.places[p] = append(known, entry)
}

// Hand gives everything to a taker, place by place, and is empty afterwards. It returns the places that had calls.
func (l *Ledger) Hand(to Taker) []Place {
	places := make([]Place, 0, len(l.places))
	for p := range l.places {
		places = append(places, p)
	}
	slices.SortFunc(places, compare)
	had := places[:0]
	for _, p := range places {
		if minutes := minutesOf(l.places[p]); len(minutes) > 0 {
			to.Take(p, minutes)
			had = append(had, p)
		}
	}
	clear(l.places)
	return had
}

func compare(a, b Place) int {
	return cmp.Or(
		cmp.Compare(a.Process, b.Process), cmp.Compare(a.Service, b.Service), cmp.Compare(a.Route, b.Route),
		cmp.Compare(a.RPCMethod, b.RPCMethod), cmp.Compare(a.Destination, b.Destination))
}

// rounding makes whole numbers whose sum is right: what is cut off is carried over. A server that extrapolates tells of parts of calls.
type rounding struct{ carry float64 }

// minutesOf adds up what there is of each minute.
func minutesOf(postings []posting) []Minute {
	slices.SortStableFunc(postings, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.kind, b.kind), cmp.Compare(a.category, b.category))
	})
	var minutes []Minute
	var asked rounding
	failing := make(map[apierror.Category]*rounding)
	for len(postings) > 0 {
		end := 1
		for end < len(postings) && postings[end].at == postings[0].at {
			end++
		}
		if m := asked.minute(postings[:end], failing); m.Calls > 0 {
			minutes = append(minutes, m)
		}
		postings = postings[end:]
	}
	return minutes
}

// minute adds up one; its postings are sorted by kind and category.
func (r *rounding) minute(postings []posting, failing map[apierror.Category]*rounding) Minute {
	m := Minute{At: postings[0].at}
	var sum float64
	for len(postings) > 0 && postings[0].kind == calls {
		sum += postings[0].number
		postings = postings[1:]
	}
	m.Calls = r.whole(sum)
	left := m.Calls
	for len(postings) > 0 && postings[0].kind == failed {
		category, number := postings[0].category, 0.0
		for len(postings) > 0 && postings[0].kind == failed && postings[0].category == category {
			number += postings[0].number
			postings = postings[1:]
		}
		if failing[category] == nil {
			failing[category] = &rounding{}
		}
		// Two queries may see a minute a sample apart.
		if n := min(failing[category].whole(number), left); n > 0 {
			m.Failed = append(m.Failed, Failed{Category: category, Calls: n})
			left -= n
		}
	}
	for _, p := range postings {
		m.Latency = max(m.Latency, p.number) // of several, none of which is the right one, what users wait for
	}
	return m
}

func (r *rounding) whole(number float64) uint64 {
	number += r.carry
	rounded := math.Max(0, math.Round(number))
	r.carry = max(-0.5, min(0.5, number-rounded))
	return uint64(rounded)
}
