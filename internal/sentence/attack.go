package sentence

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// attack turns a signal's name into words.
func attack(signal string) string {
	words := strings.ReplaceAll(signal, "_", " ")
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// part is the actor's in an attack. A user whom logins are tried for is the victim where they come from many sources, and may be
// the attacker otherwise: the rationale says which.
func part(f *apierror.Finding) string {
	if f.Subject.Actor.Type == apierror.ActorUser && triesLogins(f.Name) {
		return " involving "
	}
	return " by "
}

func triesLogins(signal string) bool {
	switch apierror.Signal(signal) {
	case apierror.SignalBruteForce, apierror.SignalCredentialStuffing, apierror.SignalPasswordSpraying,
		apierror.SignalAccountTakeover:
		return true
	default:
		return false
	}
}

// attempt is what the calls of an attack try.
func attempt(signal string) string {
	if triesLogins(signal) {
		return "login attempt"
	}
	switch apierror.Signal(signal) {
	case apierror.SignalEndpointScanning, apierror.SignalSensitivePathProbe, apierror.SignalPermissionProbing,
		apierror.SignalObjectEnumeration, apierror.SignalInjectionAttempt:
		return "probing call"
	default:
		return "call"
	}
}
