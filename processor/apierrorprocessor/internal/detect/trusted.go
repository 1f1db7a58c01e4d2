package detect

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Trusted is who raises no signal, whatever he does. Each has a reason to be told: who he is, and which setting says so.
type Trusted struct {
	networks []trustedNetwork
	users    map[string]string // reasons by id
	agents   []trustedAgent
}

type trustedNetwork struct {
	network netip.Prefix
	reason  string
}

type trustedAgent struct {
	parts  []string // in small letters, what stands between the stars
	reason string
}

// TrustNetwork trusts the calls from a network.
func (t *Trusted) TrustNetwork(network netip.Prefix, reason string) {
	t.networks = append(t.networks, trustedNetwork{network, reason})
}

// TrustUser trusts whoever has an id.
func (t *Trusted) TrustUser(id, reason string) {
	if t.users == nil {
		t.users = make(map[string]string)
	}
	t.users[id] = reason
}

// TrustAgent trusts the programs whose names match a pattern, in which * stands for anything; case does not count.
func (t *Trusted) TrustAgent(pattern, reason string) {
	t.agents = append(t.agents, trustedAgent{strings.Split(strings.ToLower(pattern), "*"), reason})
}

// Network is the reason to trust an address; "" if there is none.
func (t *Trusted) Network(address netip.Addr) string {
	for i := range t.networks {
		if t.networks[i].network.Contains(address) {
			return t.networks[i].reason
		}
	}
	return ""
}

// User is the reason to trust an id; "" if there is none.
func (t *Trusted) User(id string) string { return t.users[id] }

// Agent is the reason to trust a program; "" if there is none.
func (t *Trusted) Agent(name string) string {
	if name == "" || len(t.agents) == 0 {
		return ""
	}
	name = strings.ToLower(name[:min(len(name), agentLimit)])
	for i := range t.agents {
		if t.agents[i].matches(name) {
			return t.agents[i].reason
		}
	}
	return ""
}

// matches looks for the parts from the left to the right: each as early as it stands, so hostile names cost no more than their length
// for each part.
func (a *trustedAgent) matches(name string) bool {
	first, last := a.parts[0], a.parts[len(a.parts)-1]
	if len(a.parts) == 1 {
		return name == first
	}
	if len(name) < len(first)+len(last) || !strings.HasPrefix(name, first) || !strings.HasSuffix(name, last) {
		return false
	}
	name = name[len(first) : len(name)-len(last)]
	for _, part := range a.parts[1 : len(a.parts)-1] {
		at := strings.Index(name, part)
		if at < 0 {
			return false
		}
		name = name[at+len(part):]
	}
	return true
}

// trusts is why whoever makes the call is trusted; "" if he is not.
func (d *Detectors) trusts(ev *Event) string {
	if ev.Trust == nil {
		return ""
	}
	return ev.Trust(d.claims(ev))
}

// claims reports whether the call only claims to be whom its ids name: whoever logs in, or fails to, may be anybody.
func (d *Detectors) claims(ev *Event) bool {
	return ev.Failed && ev.Category == apierror.CategoryAuthentication || d.facts.account != 0 || d.places.login(ev) != loginNone
}

// spare says which signals are not raised, and why.
func (d *Detectors) spare(why string, out *apierror.Security) {
	var spared []string
	for i := range d.held {
		r := d.held[i].row
		if slices.Contains(withMemory, r.signal) { // the signal may be raised, by what is nobody's behaviour
			spared = append(spared, r.fullName())
		} else {
			spared = append(spared, string(r.signal))
		}
	}
	for i := range d.findings {
		spared = append(spared, string(d.findings[i].signal))
	}
	slices.Sort(spared)
	spared = slices.Compact(spared)
	verb := " is"
	if len(spared) > 1 {
		verb = " are"
	}
	out.Rationale = why + ": " + strings.Join(spared, ", ") + verb + " not raised"
}
