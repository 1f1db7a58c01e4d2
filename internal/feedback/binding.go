package feedback

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// member is a situation that a verdict is about, as it was.
type member struct {
	record
	// Known is when else it began.
	Known []int64 `json:"known,omitempty"`
}

// binding is what a verdict is about. It outlives the ledger's own records, and lasts as long as the verdict.
type binding struct {
	Members []member `json:"members,omitempty"` // none where the finding is not known
	open    bool     // it was not over when it was judged
}

// follow learns how what was not over when it was judged went on, and reports whether any of it has ended. A verdict on something is none on what is
// much stronger, into which it may grow.
func (b *Book) follow(now int64) (ended bool) {
	for _, of := range b.bindings {
		if !of.open {
			continue
		}
		of.open = false
		for i := range of.Members {
			m := &of.Members[i]
			r := b.ledger.running(m.ID, m.Started, m.Seen)
			if r == nil || r.Started > m.Seen {
				continue // forgotten, or another one by now
			}
			if now-r.Seen <= goesOn {
				of.open = true
				continue
			}
			m.Effect, m.Evidence = grown(m.Effect, r.Effect, margin*m.Effect), grown(m.Evidence, r.Evidence, m.Evidence+evidenceMargin)
			m.Seen, ended = r.Seen, true
		}
	}
	return ended
}

func grown(from, to, most float64) float64 {
	if from == none {
		return none
	}
	return max(from, min(to, most))
}

// judged is a verdict on one situation.
type judged struct {
	*Verdict
	*member
}

// bind finds out what each verdict is about, where that is not known yet, and lets go of those that were taken back.
func (b *Book) bind(now int64) {
	kept := make(map[occurrence]*binding, len(b.verdicts))
	for i := range b.verdicts {
		about := b.verdicts[i].about()
		if kept[about] != nil {
			continue
		}
		known := b.bindings[about]
		if known == nil {
			known = &binding{}
			for _, r := range b.ledger.find(about.finding, about.at) {
				known.Members = append(known.Members, member{record: *r, Known: b.ledger.starts(r.ID)})
				known.open = known.open || now-r.Seen <= goesOn
			}
		}
		kept[about] = known
	}
	b.bindings = kept
}

// unknown stands for a finding that the Book does not know: it was told before there was a storage, or by another. The verdict counts for its own id
// alone, at any hour, as if what was judged had been as strong as one verdict can hold back; a true one holds every limit back.
func unknown(v *Verdict) *member {
	r := record{Finding: v.Finding, ID: v.Finding, Severity: apierror.SeverityMedium, Evidence: none, Effect: levels[levelRoute].effectStep / margin}
	if !v.benign() {
		r.Evidence, r.Effect = 0, 0
	}
	return &member{record: r}
}

// judgements are the verdicts that count now, each with what it is about; the last on an occurrence counts.
func (b *Book) judgements(now int64) (all []judged, unbound int) {
	last := make(map[occurrence]int, len(b.verdicts))
	for i := range b.verdicts {
		last[b.verdicts[i].about()] = i
	}
	b.expires = 0
	for i := range b.verdicts {
		v := &b.verdicts[i]
		if last[v.about()] != i {
			continue
		}
		members := b.bindings[v.about()].Members
		if len(members) == 0 {
			unbound++
		}
		if v.Until != 0 {
			if v.Until <= now {
				continue
			}
			if b.expires == 0 || v.Until < b.expires {
				b.expires = v.Until
			}
		}
		if len(members) == 0 {
			all = append(all, judged{v, unknown(v)})
		}
		for m := range members {
			all = append(all, judged{v, &members[m]})
		}
	}
	return all, unbound
}
