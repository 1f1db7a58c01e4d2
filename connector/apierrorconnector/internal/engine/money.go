package engine

import (
	"fmt"
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// losses are what the failures of the processes were worth so far, by the processor's word: it counts each order once.
type losses map[string]*loss

// loss is that of one process.
type loss struct {
	Owner       string               `json:"owner,omitempty"`
	Criticality apierror.Criticality `json:"criticality,omitempty"`
	Currency    string               `json:"currency"`
	Total       sum                  `json:"total"`
	// Rings of what was lost lately: by half minutes, and by hours.
	Slots [lossSlots]lossSlot `json:"slots"`
	Hours [lossHours]lossSlot `json:"hours"`
}

// lossSlot is what was lost within a slot of time.
type lossSlot struct {
	Slot int64 `json:"slot,omitempty"`
	sum
}

type sum struct {
	Value float64 `json:"value,omitempty"`
	Cost  float64 `json:"cost,omitempty"`
}

const (
	// maxLosses bounds the processes: the processor's configuration names them, but spans may come from anywhere.
	maxLosses = 1_000
	// A surge is told of when it is known to be one. It began in one of the slots before, of which the surge test has the same.
	lossSlots      = 64
	lossSlotLength = 30e9 // nanoseconds
	// A burn counts the bad calls of three days.
	lossHours  = 80
	hourLength = 3600e9 // nanoseconds
)

// add counts what a call that ended at a time is worth. It reports false where there is no room for its process.
func (l losses) add(b *apierror.Business, at int64) bool {
	if b.Process == "" || b.Currency == "" || !(b.ValueAtRisk+b.Cost > 0) || math.IsInf(b.ValueAtRisk+b.Cost, 0) {
		return true
	}
	known := l[b.Process]
	if known == nil {
		known = l.open(b)
	}
	if known == nil || known.Currency != b.Currency {
		return known != nil
	}
	worth := sum{b.ValueAtRisk, b.Cost}
	known.Total = known.Total.plus(worth)
	note(known.Slots[:], at/lossSlotLength, worth)
	note(known.Hours[:], at/hourLength, worth)
	return true
}

// open makes room for one more process; nil if there is none.
func (l losses) open(b *apierror.Business) *loss {
	name := bounded(b.Process)
	if known := l[name]; known != nil {
		return known
	}
	if len(l) >= maxLosses {
		return nil
	}
	l[name] = &loss{Owner: bounded(b.Owner), Criticality: b.Criticality, Currency: bounded(b.Currency)}
	return l[name]
}

func (s sum) plus(other sum) sum {
	return sum{min(s.Value+other.Value, math.MaxFloat64), min(s.Cost+other.Cost, math.MaxFloat64)}
}

// note adds to a slot of a ring.
func note(ring []lossSlot, slot int64, worth sum) {
	in := &ring[max(0, slot)%int64(len(ring))]
	switch {
	case in.Slot == slot:
		in.sum = in.plus(worth)
	case in.Slot < slot:
		*in = lossSlot{slot, worth}
	}
}

// before is what was lost until a time: to half a minute if that is lately, else to an hour.
func (l *loss) before(at, now int64) sum {
	ring, length := l.Slots[:], int64(lossSlotLength)
	if now-at > (lossSlots-1)*lossSlotLength {
		ring, length = l.Hours[:], hourLength
	}
	before := l.Total
	for i := range ring {
		if in := &ring[i]; in.Slot >= at/length {
			before.Value, before.Cost = before.Value-in.Value, before.Cost-in.Cost
		}
	}
	return before
}

// lost is what a process lost since an incident began; false if nothing is known of it.
func (i *incidents) lost(began *beginning, process string, now int64) (apierror.Business, bool) {
	known := i.losses[process]
	if known == nil {
		return apierror.Business{}, false
	}
	before, noted := began.Lost[process]
	if !noted {
		before = known.before(began.Since, now)
		began.Lost[process] = before
	}
	return apierror.Business{
		Process: process, Owner: known.Owner, Criticality: known.Criticality, Currency: known.Currency,
		ValueAtRisk: apierror.Cents(known.Total.Value - before.Value), Cost: apierror.Cents(known.Total.Cost - before.Cost),
	}, true
}

// addLosses adds what its process lost to a finding that began to fire at a time, and remembers what it had lost until then. Noticed is how
// long before that what is lost counts to it: as the bad calls do of the window by which it was noticed.
func (i *incidents) addLosses(business *apierror.Business, id string, since int64, noticed time.Duration, now int64) {
	if business.Process == "" {
		return
	}
	began := i.begun[id]
	if began == nil || began.Since != since {
		began = &beginning{Since: since, Lost: make(map[string]sum)}
		i.begun[id] = began
	}
	began.SeenAt = now
	from := *began
	from.Since -= int64(noticed)
	if lost, known := i.lost(&from, business.Process, now); known {
		business.ValueAtRisk, business.Cost, business.Currency = lost.ValueAtRisk, lost.Cost, lost.Currency
		business.Rationale = lostSince(business)
	}
}

// lostSince says what the failures of a process were worth.
func lostSince(b *apierror.Business) string {
	return fmt.Sprintf("failures of process %s since it began: %s at risk, %s expected cost",
		apierror.Quote(b.Process), sentence.Money(b.ValueAtRisk, b.Currency), sentence.Money(b.Cost, b.Currency))
}
