package impact

import (
	"fmt"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Partner is a third party whose servers the services call.
type Partner struct {
	Name    string
	Servers []string // host names, or *. and a domain
	SLA     *SLA     // nil where nothing is agreed
}

// SLA is what the partner agreed to.
type SLA struct {
	Availability float64       // share of calls that succeed, 0 to 1; 0 where not agreed
	Latency      time.Duration // of one call; 0 where not agreed
}

// partner is a Partner, compiled, with its sentences ready.
type partner struct {
	Partner
	servers []serverPattern
	failed  string
	lost    string
	cleared string
	slow    string
}

func compilePartner(declared Partner) (*partner, error) {
	p := &partner{Partner: declared}
	for i, pattern := range declared.Servers {
		server, err := parseServer(pattern)
		if err != nil {
			return nil, fmt.Errorf("match::servers::%d: %q: %w", i, pattern, err)
		}
		p.servers = append(p.servers, server)
	}
	p.failed = "partner " + p.Name + " failed the call"
	p.lost = "the call to partner " + p.Name + " failed on the way"
	p.cleared = "the call to partner " + p.Name + " failed through no fault of the partner's"
	if p.SLA != nil && p.SLA.Availability > 0 {
		p.failed += fmt.Sprintf(", which counts against the agreed availability of %g", p.SLA.Availability)
	}
	if p.SLA != nil && p.SLA.Latency > 0 {
		p.slow = fmt.Sprintf("partner %s took longer than the agreed %s", p.Name, p.SLA.Latency)
	}
	return p, nil
}

func (p *partner) matches(address string) bool {
	host := bareHost(address)
	for _, server := range p.servers {
		if server.matches(host) {
			return true
		}
	}
	return false
}

// tooSlow reports whether one call's duration breaks the agreement.
func (p *partner) tooSlow(nanos uint64) bool {
	return p.SLA != nil && p.SLA.Latency > 0 && nanos > uint64(p.SLA.Latency)
}

// broke reports whether one failed call breaks the agreement: the partner has to be the one at fault.
func (p *partner) broke(f *apierror.Failure) bool {
	return p.SLA != nil && p.SLA.Availability > 0 && f.Origin == apierror.OriginThirdParty
}

// blame says whose fault a failed call is, as far as the partner is concerned.
func (p *partner) blame(f *apierror.Failure) string {
	switch f.Origin {
	case apierror.OriginThirdParty:
		return p.failed
	case apierror.OriginNetwork:
		return p.lost
	default:
		return p.cleared
	}
}
