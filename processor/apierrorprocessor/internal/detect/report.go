package detect

import (
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// report says what the evidence that holds adds up to, all of it laid to one caller: two names for one attacker would be
// two situations for whoever has to deal with them. A signal is explained by its strongest evidence.
func (d *Detectors) report(ev *Event, out *apierror.Security) {
	culprit := d.culprit()
	out.Actor = culprit.who
	if culprit.role == asVictim || culprit.role == nobody {
		out.Actor = apierror.Actor{Type: apierror.ActorUser, ID: ev.Account}
	}
	if why := d.trusts(ev); why != "" {
		d.spare(why, out)
		return
	}
	for i := range d.held {
		e := &d.held[i]
		out.Severity = max(out.Severity, e.severity())
		out.Confidence = max(out.Confidence, e.confidence())
		refer(out, e.row.references)
		if slices.Contains(out.Signals, e.row.signal) {
			continue
		}
		if e.row.signal == apierror.SignalInjectionAttempt {
			refer(out, ev.Payload.References)
		}
		out.Signals = append(out.Signals, e.row.signal)
		d.text.separate()
		best := d.strongest(e.row.signal, culprit)
		best.row.explain(&d.text, ev, best)
		if best.because != "" {
			d.text.separate()
			d.text.text(best.because)
		}
	}
	d.tell(out)
	d.addUp(ev, culprit, out)
	out.Rationale = d.text.String()
}

// refer adds the references that are not there yet.
func refer(out *apierror.Security, references []string) {
	for _, reference := range references {
		if !slices.Contains(out.References, reference) {
			out.References = append(out.References, reference)
		}
	}
}

// coversMore is how many times more calls than the one before a caller has to cover to be named instead.
const coversMore = 1.5

// culprit is whom the behaviour is laid to: the actor, by which an operator knows him. But if more of it comes from one
// source, the actors that it takes are throw-aways; and if neither covers it, all that is known is the account.
func (d *Detectors) culprit() *caller {
	var covered [asVictim + 1]int
	var callers [asVictim + 1]*caller
	for i := range d.held {
		e := &d.held[i]
		covered[e.by.role] = max(covered[e.by.role], e.calls)
		callers[e.by.role] = e.by
	}
	chosen := nobody
	for _, next := range [...]role{asActor, asSource, asSession, asVictim} {
		if callers[next] != nil && (callers[chosen] == nil || float64(covered[next]) > coversMore*float64(covered[chosen])) {
			chosen = next
		}
	}
	if callers[chosen] == nil {
		if len(d.findings) > 0 {
			return &d.findings[0].by
		}
		return &victim
	}
	return callers[chosen]
}

// strongest is the evidence that explains a signal best, of the culprit's if there is any.
func (d *Detectors) strongest(signal apierror.Signal, culprit *caller) *evidence {
	var best *evidence
	for i := range d.held {
		e := &d.held[i]
		if e.row.signal != signal {
			continue
		}
		if best == nil || best.by != culprit && e.by == culprit || (best.by == culprit) == (e.by == culprit) && e.outweighs(best) {
			best = e
		}
	}
	return best
}
