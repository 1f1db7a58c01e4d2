// Package traffic plays the shop's callers, innocent and hostile, and tells of each span who sent it.
package traffic

import (
	"net/netip"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Label says what an actor truly is.
type Label string

const (
	Innocent Label = "innocent"
	Hostile  Label = "hostile"
	// Victim is whose account or session an attacker has: he means no harm, and to name him is no mistake either.
	Victim Label = "victim"
)

// Identity is a name under which the processor may know an actor.
type Identity = apierror.Actor

// Actor is one caller, or one campaign of callers that act together.
type Actor struct {
	Index      int
	Profile    string // an innocent's profile, or an attacker's scenario
	Label      Label
	Signal     apierror.Signal // of an attacker: what his behaviour should be called
	Identities []Identity
	FirstSpan  time.Time // of what it did; of an attacker, when the attack began. Zero where it did nothing

	begin time.Time     // when an attack starts
	lasts time.Duration // as long as the scenario says
}

// Name is the identity that the actor is listed under.
func (a *Actor) Name() Identity {
	if len(a.Identities) == 0 {
		return Identity{}
	}
	return a.Identities[0]
}

// known adds a name once.
func (a *Actor) known(kind apierror.ActorType, id string) {
	if kind == apierror.ActorClient {
		id = CanonicalAddress(id)
	}
	identity := Identity{Type: kind, ID: id}
	for _, other := range a.Identities {
		if other == identity {
			return
		}
	}
	a.Identities = append(a.Identities, identity)
}

// networkBits is what an IPv6 host does not choose itself, so the processor knows it by that.
const networkBits = 64

// CanonicalAddress is the form in which the processor names an address.
func CanonicalAddress(text string) string {
	address, err := netip.ParseAddr(text)
	if err != nil || address.Is4() {
		return text
	}
	return netip.PrefixFrom(address, networkBits).Masked().String()
}

// accountCentric signals may name the account or the session that is attacked: what the attacker sent is marked all the same.
func accountCentric(signal apierror.Signal) bool {
	switch signal {
	case apierror.SignalBruteForce, apierror.SignalCredentialStuffing, apierror.SignalPasswordSpraying,
		apierror.SignalAccountTakeover, apierror.SignalTokenAbuse, apierror.SignalGeoAnomaly:
		return true
	default:
		return false
	}
}

// NamesVictims reports whether the processor may name the attacker by those he attacks.
func (a *Actor) NamesVictims() bool { return accountCentric(a.Signal) }
