package lateral

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// Finding is what a call is part of.
type Finding struct {
	Severity   apierror.Severity
	Confidence float64
	Rationale  string
	References []string
}

// steps is how many new peers within the span make a finding medium, and how many make it high. There is no public rule for
// it. A release that brings two dependencies with credentials that do not work stays below; three are already rare, and five
// are none that somebody deployed and looked at.
var steps = [...]int{3, 5}

const (
	// leastRaised is how many peers must have denied a service for another that let it in to make things worse. With one, it
	// is a release with two new dependencies, one of which has the wrong credentials.
	leastRaised = 2
	// ownFault is how many services a peer must deny within the span for the fault to be its own: fewer may be several that one
	// attacker holds. Of those that it used to let in ownFaultKnown are enough.
	ownFault      = 10
	ownFaultKnown = 2
)

// references gives what the behaviour is in the terms of the field: remote services (T1021, the technique of the tactic Lateral
// Movement) used with the identity of a service, which is an account that is valid (T1078). Of OWASP's list it is API2, whose
// description is the one that speaks of services that let other services in without, or with weak, authentication; API5 is
// about which functions a user may call once authenticated. There is no CWE: denials show that the peers are not weak, and
// CWE-284, which would fit anything, is one that MITRE discourages to refer to.
func references() []string { return []string{"owasp:API2:2023", "attack:T1021", "attack:T1078"} }

// certainty is how sure each severity is. Low has the innocent explanation that is told with it, and it is the likelier one.
var certainty = [...]float64{
	apierror.SeverityLow: 0.3, apierror.SeverityMedium: 0.6, apierror.SeverityHigh: 0.75, apierror.SeverityCritical: 0.85,
}

// judge fills out with what the new peers of the service add up to, and reports whether the call is part of it.
func (m *Memory) judge(c *Call, from *service, out *Finding) bool {
	t := m.tally(from)
	from.stepTo(t.warm)
	raised := t.entered > 0 && t.warm >= from.scaled(leastRaised)
	if c.Denied && !m.counts(from, from.peer(c.To)) || !c.Denied && !raised {
		return false
	}
	if t.warm == 0 {
		return false // the service is itself new, or new to this collector: so is every peer
	}
	out.Severity = apierror.SeverityLow + apierror.Severity(from.step)
	if raised {
		out.Severity++
	}
	out.Confidence = certainty[out.Severity]
	out.References = references()
	out.Rationale = m.explain(c, from, &t, raised)
	return true
}

// stepTo moves the step with the number of new peers: up at a threshold, down below half of it, so that what hovers about a
// threshold does not come and go.
func (s *service) stepTo(peers int) {
	for s.step > 0 && 2*peers < s.scaled(steps[s.step-1]) {
		s.step--
	}
	for int(s.step) < len(steps) && peers >= s.scaled(steps[s.step]) {
		s.step++
	}
}
