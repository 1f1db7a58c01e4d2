package detect

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// behaviour is what a failed call looks like to the detectors; a set of them in a declaration.
type behaviour uint8

const (
	accountGuess         behaviour = 1 << iota // a failed login of a named account
	accountGuessAnywhere                       // the same, by what the call says and not by its route
	loginGuess                                 // a failed login, nobody knows of whom
	refusal                                    // a call without valid authentication, and no login
	miss                                       // a call of something that does not exist
)

// Counts reports whether any detector counts failures of a category: the others need not be shown to one.
func Counts(category apierror.Category) bool {
	return category == apierror.CategoryAuthentication || category == apierror.CategoryRouting || category == apierror.CategoryNotFound
}

// countable reports whether a failed call is one that any detector may count. Most are not, and cost no more than this.
func countable(ev *Event) bool {
	switch ev.Category {
	case apierror.CategoryAuthentication:
		return !tokenLifecycle(ev.Reason)
	case apierror.CategoryRouting:
		// A wrong method on a route that exists is a miss too. Not a preflight or a link checker's HEAD, which a service
		// that never meant to answer them refuses on each of its routes.
		return ev.Route == "" || !asksWhetherThere(ev.Method)
	case apierror.CategoryNotFound:
		// With a route the path is right and the object is missing.
		return ev.Route == ""
	default:
		return false
	}
}

// behaviourOf reads a countable call.
//
// A refused one is a guess or a client whose token ran out. A login says so by its route or by a reason about credentials.
// An account alone says it too, unless it is also the actor: then it may be who the caller claims to be, by a token that is
// no longer good, on any route.
func (p *places) behaviourOf(ev *Event) behaviour {
	switch {
	case ev.Category != apierror.CategoryAuthentication:
		return miss
	case logsIn(ev.Method) && p.login(ev):
		if ev.Account == "" {
			return loginGuess
		}
		return accountGuess
	case ev.Account != "" && (aboutCredentials(ev.Reason) || ev.Account != ev.Actor.ID):
		return accountGuessAnywhere
	default:
		return refusal
	}
}

// tokenLifecycle reports whether the caller had no credential or one that was good once. Neither is a guess.
func tokenLifecycle(reason string) bool {
	return strings.Contains(reason, "expired") || strings.Contains(reason, "missing") || strings.Contains(reason, "revoked")
}

func aboutCredentials(reason string) bool {
	return strings.Contains(reason, "credential") || strings.Contains(reason, "password") || strings.Contains(reason, "otp")
}

// asksWhetherThere reports whether a method wants no answer's content.
func asksWhetherThere(method string) bool { return method == "OPTIONS" || method == "HEAD" }

// loads reports whether a browser fetches a page or an asset with the method.
func loads(method string) bool { return method == "GET" || method == "HEAD" }

// logsIn reports whether a login takes the method. One that is not HTTP's is an RPC.
func logsIn(method string) bool {
	switch method {
	case "GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "CONNECT":
		return false
	default:
		return true
	}
}
