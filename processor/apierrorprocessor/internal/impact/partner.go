package impact

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// partner is a declared one, with its sentences ready.
type partner struct {
	*business.Partner

	faulty  string
	lost    string
	cleared string
	slow    string
}

func introduce(declared *business.Partner) partner {
	p := partner{Partner: declared}
	p.faulty = "partner " + p.Name + " failed the call"
	p.lost = "the call to partner " + p.Name + " failed on the way"
	p.cleared = "the call to partner " + p.Name + " failed through no fault of the partner's"
	if p.SLA == nil {
		return p
	}
	if p.SLA.Availability > 0 {
		p.faulty += fmt.Sprintf(", which counts against the agreed availability of %g", p.SLA.Availability)
	}
	switch {
	case p.SLA.Percentile > 0:
		p.slow = fmt.Sprintf("partner %s took longer than the %s agreed for %s of calls", p.Name, p.SLA.Latency, formatShare(p.SLA.Percentile))
	case p.SLA.Latency > 0:
		p.slow = fmt.Sprintf("partner %s took longer than the agreed %s", p.Name, p.SLA.Latency)
	}
	return p
}

// failed adds the partner's part of a failed call.
func (p *partner) failed(nanos uint64, f *apierror.Failure, out *apierror.Business) {
	slow, broke := p.tooSlow(nanos), p.broke(f)
	out.Partner, out.SLABreached = p.Name, slow || broke
	reason, least := p.blame(f), apierror.ImpactNone
	if slow {
		reason, least = reason+"; "+p.slow, p.leastOfSlow()
	}
	if broke {
		least = apierror.ImpactLow
	}
	p.add(out, reason, least)
}

// add joins the partner's part to what a process may have said already. A partner alone is of low impact at most: nothing says that
// business depends on the call.
func (p *partner) add(out *apierror.Business, reason string, least apierror.Impact) {
	if out.Impact == "" {
		out.Impact = least
	}
	if out.Rationale != "" {
		out.Rationale += "; "
	}
	out.Rationale += reason
}

// leastOfSlow is the impact of a slow call. Where the agreement is on a percentile some calls may be slow: one of them is nothing yet.
func (p *partner) leastOfSlow() apierror.Impact {
	if p.SLA.Percentile > 0 {
		return apierror.ImpactNone
	}
	return apierror.ImpactLow
}

// tooSlow reports whether one call's duration counts against the agreement.
func (p *partner) tooSlow(nanos uint64) bool {
	return p.SLA != nil && p.SLA.Latency > 0 && nanos > uint64(p.SLA.Latency)
}

// broke reports whether one failed call counts against the agreement: the partner has to be the one at fault.
func (p *partner) broke(f *apierror.Failure) bool {
	return p.SLA != nil && p.SLA.Availability > 0 && f.Origin == apierror.OriginThirdParty
}

// blame says whose fault a failed call is, as far as the partner is concerned.
func (p *partner) blame(f *apierror.Failure) string {
	switch f.Origin {
	case apierror.OriginThirdParty:
		return p.faulty
	case apierror.OriginNetwork:
		return p.lost
	default:
		return p.cleared
	}
}
