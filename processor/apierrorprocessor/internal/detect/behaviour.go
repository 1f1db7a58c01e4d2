package detect

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/objectid"
)

// behaviour is what a failed call looks like to the detectors; a set of them in a declaration.
type behaviour uint32

const (
	accountGuess       behaviour = 1 << iota // a failed login of a named account
	credentialGuess                          // wrong credentials of a named account, wherever
	namedRefusal                             // a call without valid authentication that names an account, and no login
	loginGuess                               // a failed login, nobody knows of whom
	refusal                                  // a call without valid authentication, and no login
	miss                                     // a call of something that does not exist
	missingPage                              // the same, and it looks like a page of the site as it once was
	probe                                    // the same, and it is what scanners ask for
	denied                                   // a call that was denied before anything matched it
	deniedObject                             // a call of an object on a route that exists, which its caller may not have
	missingObject                            // a call of an object that does not exist, on a route that does
	usedObject                               // a call of an object that succeeded
	deniedFunction                           // a call that was denied on a route that exists
	deniedRareFunction                       // the same, and hardly anybody of the caller's kind calls there with success
	usedRareFunction                         // a call that succeeded, of a function that hardly anybody of the caller's kind calls
	usedOthersFunction                       // the same, and callers with other roles do
	usedNewFunction                          // the same, and nobody called the function until lately
	ignoredLimit                             // a call that a rate limit refused, before the time that it had told the caller to wait until
	throttled                                // a call that a rate limit refused
	expiredToken                             // a call with a credential that was good once
	attackTool                               // a call by a program that names itself and is made to attack
	agentUsed                                // a call of nobody known, for the program that made it
	leaked                                   // a call whose answer gave away what it should not
	sessionUsed                              // a call in a session that somebody else seems to have, too
	credentialUsed                           // the same with a credential of programs
	strewnGuess                              // a failed login at a place where logins fail as they never did
	loginSucceeded                           // a login that succeeded
	payload                                  // a call that carries an attack's payload, besides whatever else it is
	surePayload                              // the same, and nobody sends it by accident
	brokenPayload                            // the same, and the service failed on it
)

// Counts reports whether any detector may count failures of a category that a method met: the others need not be shown to one, nor
// wait for each other.
func Counts(category apierror.Category, method string) bool {
	switch category {
	case apierror.CategoryAuthentication, apierror.CategoryRouting, apierror.CategoryAuthorization, apierror.CategoryNotFound,
		apierror.CategoryRateLimit:
		return true
	case apierror.CategoryValidation, apierror.CategoryConflict:
		return logsIn(method)
	default:
		return false
	}
}

// AsksWhom reports whether it matters which account a call tries: at logins, and where credentials are refused.
func AsksWhom(ev *Event) bool {
	return logsIn(ev.Method) || ev.Failed && ev.Category == apierror.CategoryAuthentication
}

// Wants reports whether any detector may count the call. Most failures are not, and cost no more than this: who calls
// (Actor, Source, Account) need not be known yet, nor when.
func (d *Detectors) Wants(ev *Event) bool {
	return !ev.Failed || !ev.Payload.IsZero() || ev.Tool != "" || ev.Leaked || ev.Broken || d.places.countable(ev)
}

func (p *places) countable(ev *Event) bool {
	switch ev.Category {
	case apierror.CategoryAuthentication:
		return !tokenLifecycle(ev.Reason) || wasGoodOnce(ev.Reason)
	case apierror.CategoryRouting:
		// A wrong method on a route that exists is a miss too. Not a link checker's HEAD, which a service that never meant
		// to answer it refuses on each of its routes, and never a browser's preflight.
		return !preflight(ev.Method) && (ev.Route == "" || !asksWhetherThere(ev.Method))
	case apierror.CategoryNotFound:
		if ev.unmatched() {
			return !preflight(ev.Method) && ev.Reason != "gone" // who says that something is gone knows that it was there
		}
		// The path is right and the object is missing: at a login that is the user.
		return ev.Route != "" && !asksWhetherThere(ev.Method) || p.login(ev) == loginSure
	case apierror.CategoryAuthorization:
		if ev.unmatched() {
			return !preflight(ev.Method)
		}
		return !aboutRights(ev.Reason)
	case apierror.CategoryValidation:
		return !aboutForm(ev.Reason) && p.login(ev) == loginSure
	case apierror.CategoryRateLimit:
		return true
	case apierror.CategoryConflict:
		return lockedOut(ev.Reason) && p.login(ev) != loginNone
	default:
		return false
	}
}

// behaviourOf reads a countable call.
func (d *Detectors) behaviourOf(ev *Event) (b behaviour, name string) {
	p := &d.places
	switch {
	case ev.Category == apierror.CategoryRouting, ev.Category == apierror.CategoryNotFound && ev.unmatched():
		return missOf(ev)
	case ev.Category == apierror.CategoryAuthentication && tokenLifecycle(ev.Reason):
		return expiredToken, ""
	case p.login(ev) != loginNone && (ev.Category != apierror.CategoryAuthorization || p.deniesLogin(ev)) &&
		(ev.Category != apierror.CategoryNotFound || p.login(ev) == loginSure):
		if ev.Account == "" {
			return loginGuess, ""
		}
		return accountGuess, ""
	case ev.Category == apierror.CategoryNotFound:
		return d.objectOf(ev, missingObject)
	case ev.Category == apierror.CategoryRateLimit:
		return throttled, ""
	case ev.Category == apierror.CategoryAuthorization && !ev.unmatched():
		if ev.Route == "" {
			return deniedFunction, ""
		}
		b, name = d.objectOf(ev, deniedObject)
		return b | deniedFunction, name
	case ev.Category == apierror.CategoryAuthorization:
		if b, name = missOf(ev); b == miss || b == missingPage {
			b = denied
			if identified(ev.Actor.Type) { // a path is all that names a function where routes are not reported
				b |= deniedFunction
			}
		}
		return b, name
	default:
		return refusalOf(ev)
	}
}

// payloadOf reads a call that carries a payload.
func payloadOf(ev *Event) behaviour {
	b := payload
	if ev.Payload.Sure {
		b |= surePayload
	}
	if ev.Payload.Broke {
		b |= brokenPayload
	}
	return b
}

// deniesLogin reports whether a denial is that of a login: on a route that exists, only where there is no doubt what it is.
func (p *places) deniesLogin(ev *Event) bool {
	return !aboutRights(ev.Reason) && (ev.unmatched() || p.login(ev) == loginSure)
}

// objectOf reads a call of an object, as the given behaviour; 0 if it is of none. The name is the object's.
func (d *Detectors) objectOf(ev *Event, as behaviour) (b behaviour, name string) {
	var found bool
	if d.object, found = objectOf(ev); found {
		return as, d.object.Text
	}
	return 0, ""
}

// objectOf finds the object that a call names.
func objectOf(ev *Event) (objectid.ID, bool) {
	id, found := objectid.Find(ev.Route, ev.Path)
	if !found && ev.Query != "" {
		return objectid.FindQuery(ev.Path, ev.Query)
	}
	return id, found
}

// missOf reads a call of what does not exist; 0 if it is nobody's doing. The name is what is probed.
func missOf(ev *Event) (b behaviour, name string) {
	if !ev.unmatched() {
		return miss, ""
	}
	switch kind, name := kindOf(ev.Path); {
	case kind == pathExpected:
		return 0, ""
	case kind == pathSensitive:
		return probe, name
	case kind == pathPage && loads(ev.Method):
		return missingPage, ""
	default:
		return miss, ""
	}
}

// refusalOf reads a refused call that is no login: somebody tries keys, or more often a client whose token ran out.
//
// An account alone makes it no guess. It may be who the caller claims to be, by a token or a password that is no longer
// good, and is if the call says otherwise too who that is.
func refusalOf(ev *Event) (b behaviour, name string) {
	if ev.unmatched() {
		if kind, name := kindOf(ev.Path); kind == pathSensitive {
			return probe, name
		}
	}
	switch {
	case ev.Account == "":
		return refusal, ""
	case aboutCredentials(ev.Reason):
		return credentialGuess, ""
	case identified(ev.Actor.Type):
		return refusal, ""
	default:
		return namedRefusal, ""
	}
}

func identified(actor apierror.ActorType) bool {
	return actor == apierror.ActorUser || actor == apierror.ActorCredential || actor == apierror.ActorService
}

// tokenLifecycle reports whether the caller had no credential or one that was good once. Neither is a guess.
func tokenLifecycle(reason string) bool {
	return strings.Contains(reason, "expired") || strings.Contains(reason, "missing") || strings.Contains(reason, "revoked")
}

// wasGoodOnce reports whether the credential was one that the service had given out.
func wasGoodOnce(reason string) bool {
	return strings.Contains(reason, "expired") || strings.Contains(reason, "revoked")
}

func aboutCredentials(reason string) bool {
	return strings.Contains(reason, "credential") || strings.Contains(reason, "password") || strings.Contains(reason, "otp")
}

// aboutRights reports whether a denial names a cause that no other password would change.
func aboutRights(reason string) bool {
	return reason == "payment_required" || reason == "legal_reasons" || reason == "insufficient_scope"
}

// aboutForm reports whether a request was refused for its form, whatever it said.
func aboutForm(reason string) bool {
	switch reason {
	case "payload_too_large", "uri_too_long", "length_required", "headers_too_large", "expectation_failed", "range_not_satisfiable",
		"precondition_required", "connection_closed", "out_of_range":
		return true
	default:
		return false
	}
}

// lockedOut reports whether the account is locked: 423, and gRPC's FAILED_PRECONDITION.
func lockedOut(reason string) bool {
	return strings.Contains(reason, "locked") || reason == "failed_precondition"
}

// heldOff reports whether the answer says only that too much was tried before. By itself that is no guess: an address of
// many users meets a limit too.
func heldOff(ev *Event) bool {
	return ev.Category == apierror.CategoryRateLimit || ev.Category == apierror.CategoryConflict
}

// preflight reports whether a browser asks with the method if another site may call at all.
func preflight(method string) bool { return method == "OPTIONS" }

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
