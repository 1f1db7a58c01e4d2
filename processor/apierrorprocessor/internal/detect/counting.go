package detect

import "math/bits"

// countOne counts one behaviour of the call at hand.
func (d *Detectors) countOne(ev *Event, b behaviour, name string) {
	d.places.detail(ev, b, name, &d.facts)
	d.countAs(b, ev, &d.facts, d.repeated)
}

// countAs adds a call up in every declaration that counts what it looks like.
func (d *Detectors) countAs(b behaviour, ev *Event, f *facts, repeated bool) {
	d.reached = 0
	for rest := b; rest != 0; rest &= rest - 1 {
		for _, r := range d.rowsFor(rest) {
			if (!r.followsUp || d.reached >= promoteFrom) && r.concerns(ev) {
				d.countForEach(r, ev, f, repeated)
			}
		}
	}
}

// rowsFor lists the declarations that count a behaviour, of several the first.
func (d *Detectors) rowsFor(b behaviour) []*row { return d.counting[bits.TrailingZeros32(uint32(b))] }

// countForEach adds a call up for everybody whom a declaration may lay it to.
func (d *Detectors) countForEach(r *row, ev *Event, f *facts, repeated bool) {
	switch {
	case r.per == bySession:
		if f.session.role != nobody {
			d.count(r, ev, f, &f.session, repeated)
		}
	case r.per == byActor || r.per == byCallerAndRoute:
		if by := f.specific(); by != nil {
			d.count(r, ev, f, by, repeated)
		}
	case r.per == byAccount:
		if f.account != 0 {
			d.count(r, ev, f, &victim, repeated)
		}
	case f.known == 0:
		// An account can be guarded without knowing where the calls come from, a login cannot.
		if r.per == byCallerAndTarget && f.account != 0 {
			d.count(r, ev, f, &victim, repeated)
		}
	default:
		known := f.known
		if r.counts&(refusal|agentUsed) != 0 {
			known = 1 // the weakest evidence there is, and frequent: it is not worth a second subject
		}
		for i := range known {
			d.count(r, ev, f, &f.callers[i], repeated)
		}
	}
}

// count adds a call up for one caller and keeps the evidence if the signal holds. A call that came before, or that lies
// before the window, is only looked up.
func (d *Detectors) count(r *row, ev *Event, f *facts, by *caller, repeated bool) {
	key := d.hash.key(r, f, by)
	slot := r.length.Slot(ev.Time)
	if repeated || f.heldOff || r.late {
		ref, known := d.tallies.Peek(key)
		if !known && (repeated || f.heldOff || !d.before.Seen(key)) || known && f.heldOff && !d.tallies.Value(ref).continues(slot) {
			return
		}
	}
	ref := d.tallies.Touch(key)
	t := d.tallies.Value(ref)
	if !repeated && !r.add(t, f, slot) {
		return
	}
	e := r.evidence(t, by)
	e.others, e.known = f.others, f.ofKind
	d.reached = max(d.reached, e.value)
	if e.value >= r.promoteFrom {
		d.tallies.Promote(ref)
	}
	if r.watchFrom > 0 && e.value >= r.watchFrom && by.role != asVictim {
		w, x := d.watched.suspect(by, ev.Time, r, slot, f.heldOff, repeated)
		if observed, share := x.share(slot); r.failing > 0 {
			e.observed, e.share = observed, share
			if users := w.users.Sum(); users >= manyUsers {
				e.value /= users
			}
		}
	}
	if r.ordered {
		if !repeated {
			t.follow(&d.object, ev.Weight)
		}
		e.order(t)
	}
	if r.measure == ofAgents {
		if !repeated {
			t.alternate(f.agent, ev.Weight)
		}
		e.inTurn = t.strides >= enoughTurns
	}
	if r.unusual {
		d.compare(ev, f, &e)
	}
	if r.lowIfCommon && 2*e.value >= r.steps[0].from {
		d.excuse(ev, f, &e)
	}
	if r.stranger && !d.strangeBrowser(ev, f) {
		return
	}
	holds := e.judge()
	t.step = e.step
	if holds && !r.silent && (r.patientBelow == 0 || !d.fast(r, f, by, ev.Time)) {
		d.held = append(d.held, e)
	}
}
