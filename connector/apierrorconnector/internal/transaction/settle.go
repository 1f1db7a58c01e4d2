package transaction

import "time"

// settle decides what can be decided of a flow, given that the order of attempts is known until then. To do so in many small steps
// or in one large step comes to the same.
func (t *Tracker) settle(f *flow, known int64) {
	p := &t.processes[f.process]
	for {
		ready := len(f.waiting) > 0 && f.waiting[0].end <= known
		switch {
		case f.open && ready && f.waiting[0].end <= f.deadline(p):
			a := f.take(0)
			t.apply(f, &a)
		case f.open && f.deadline(p) < known:
			t.giveUp(f)
		case f.open || !ready:
			return
		default:
			first := f.opener(int64(t.options.Lateness))
			switch {
			case first >= 0 && f.waiting[first].end <= known:
				a := f.take(first)
				f.begin(&a)
				t.complete(f, &a)
			case later(f.waiting[0].end, int64(t.options.Lateness)) <= known:
				f.take(0)
				t.stats.Orphans++
			default:
				return
			}
		}
	}
}

// hurry makes room among the attempts of a key.
func (t *Tracker) hurry(f *flow) {
	t.stats.Hurried++
	t.settle(f, f.waiting[0].end)
	if len(f.waiting) == maxWaiting {
		f.take(0)
		t.stats.Orphans++
	}
}

func (t *Tracker) apply(f *flow, a *attempt) {
	f.apply(a)
	t.complete(f, a)
}

// complete ends the transaction if the attempt is the one that does.
func (t *Tracker) complete(f *flow, a *attempt) {
	if a.failed || int(a.step) < len(t.processes[f.process].Steps)-1 {
		return
	}
	t.end(f, Completed, a.end)
}

func (t *Tracker) giveUp(f *flow) {
	outcome := Abandoned
	if f.state.failed {
		outcome = Failed
	}
	t.end(f, outcome, f.state.last)
}

func (t *Tracker) end(f *flow, outcome Outcome, at int64) {
	p, state := &t.processes[f.process], &f.state
	t.ended = append(t.ended, Ended{
		Transaction: p.Name, Process: p.Process, Outcome: outcome, Step: p.Steps[state.step],
		Retried:   outcome == Completed && state.troubled,
		StartedAt: state.start, Duration: time.Duration(max(0, at-state.start)),
		TraceID: state.traceID, SpanID: state.spanID,
	})
	f.open, f.state = false, progress{}
}
