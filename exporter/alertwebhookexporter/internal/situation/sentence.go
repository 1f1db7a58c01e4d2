package situation

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// summary says in one sentence what is the matter, to somebody woken up by it.
func summary(f *apierror.Finding) string {
	what, amount := headline(f)
	over, took := f.Status == apierror.StatusResolved, lasted(f.UpdatedAt.Sub(f.StartedAt))
	switch {
	// The rationale of an attack also counts the calls by which it was noticed.
	case f.Kind == apierror.KindSecurity && over:
		return fmt.Sprintf("Resolved: %s, %s since it was noticed, the last after %s", what, amount, took)
	case f.Kind == apierror.KindSecurity:
		return fmt.Sprintf("%s: %s since it was noticed", what, amount)
	case over:
		return fmt.Sprintf("Resolved: %s, %s in %s", what, amount, took)
	default:
		return fmt.Sprintf("%s: %s so far", what, amount)
	}
}

func headline(f *apierror.Finding) (what, amount string) {
	subject := &f.Subject
	switch f.Kind {
	case apierror.KindSecurity:
		return title(f.Name) + part(f) + actor(subject.Actor), calls(f.Count, attempt(f.Name))
	case apierror.KindDataLeak:
		return "Error texts leak data" + where(subject), calls(f.Count, "error")
	case apierror.KindSLABreach:
		return fmt.Sprintf("Partner %s breaks its agreement", apierror.Quote(f.Name)), calls(f.Count, "call")
	case apierror.KindBusinessFailure:
		amount = calls(f.Count, "failed call")
		if subject.Business.Currency != "" {
			amount += ", " + money(subject.Business.ValueAtRisk, subject.Business.Currency) + " at risk"
		}
		return fmt.Sprintf("Process %s fails (%s)", apierror.Quote(f.Name), failure(subject)), amount
	case apierror.KindContractDrift:
		return "Contract mismatch" + where(subject), calls(f.Count, "failed call")
	case apierror.KindSLOBurn:
		return fmt.Sprintf("The error budget of objective %s burns", apierror.Quote(f.Name)), calls(f.Count, "failed call")
	case apierror.KindForecast:
		return fmt.Sprintf("Forecast %s%s", apierror.Quote(f.Name), where(subject)), calls(f.Count, "event")
	default:
		return fmt.Sprintf("Failures (%s)%s", failure(subject), where(subject)), calls(f.Count, "failed call")
	}
}

func where(subject *apierror.Subject) string {
	var place strings.Builder
	if called := endpoint(subject); called != "" {
		place.WriteString(" on " + apierror.Quote(called))
	}
	if subject.Service != "" {
		place.WriteString(" in service " + apierror.Quote(subject.Service))
	}
	return place.String()
}

// failure names the kind of a failure, with the reason where that says more.
func failure(subject *apierror.Subject) string {
	category := string(subject.Category)
	if subject.Reason == "" || subject.Reason == category {
		return category
	}
	return category + ", " + word(subject.Reason)
}

// part is the actor's in an attack. A user whom logins are tried for is the victim where they come from many sources, and may be
// the attacker otherwise: the rationale says which.
func part(f *apierror.Finding) string {
	if f.Subject.Actor.Type == apierror.ActorUser && triesLogins(f.Name) {
		return " involving "
	}
	return " by "
}

func actor(a apierror.Actor) string {
	switch {
	case a.IsZero():
		return "somebody unknown"
	case a.Type == "":
		return apierror.Quote(a.ID)
	}
	if _, err := netip.ParseAddr(a.ID); err == nil {
		return string(a.Type) + " " + a.ID
	}
	return string(a.Type) + " " + apierror.Quote(a.ID)
}

// title turns a signal's name into words.
func title(name string) string {
	words := strings.ReplaceAll(name, "_", " ")
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
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

func calls(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.FormatInt(n, 10) + " " + noun + "s"
}

func money(value float64, currency string) string {
	written := strconv.FormatFloat(value, 'f', 2, 64)
	if value >= 1e15 {
		written = strconv.FormatFloat(value, 'g', 6, 64)
	}
	return written + " " + word(currency)
}

// word leaves a plain word as it is and quotes anything else.
func word(value string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	const longest = 64
	if len(value) > longest || strings.ContainsFunc(value, func(r rune) bool { return !plain(r) }) {
		return apierror.Quote(value)
	}
	return value
}

func lasted(d time.Duration) string {
	if d < time.Second {
		return "less than a second"
	}
	return d.Round(time.Second).String()
}
