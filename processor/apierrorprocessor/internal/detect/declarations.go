package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// declaration is one way for a signal to show. A signal may have several.
type declaration struct {
	signal apierror.Signal
	counts behaviour // the failed calls that count
	per    subject   // whose calls are added up
	window time.Duration

	// measure is what the steps are thresholds of; the first step trips the signal, each makes it more severe.
	measure measure
	steps   []step
	sources int           // and the calls come from at least so many sources
	lasting time.Duration // and the window's first and last lie at least so far apart

	// From watchFrom on, the source's successful calls are counted too, and the signal needs at least the share failing of
	// what it calls to fail. Zero: successes do not matter.
	watchFrom int
	failing   float64

	// The confidence at the first step and the one that more evidence approaches.
	floor, ceiling float64

	references []string
	explain    func(*sentence, Event, evidence)
}

// step is a threshold and the severity from there on.
type step struct {
	from     int
	severity apierror.Severity
}

// subject is whose calls a declaration adds up, of each service for itself.
type subject uint8

const (
	bySource          subject = iota // where the calls come from
	bySourceAndTarget                // and the account they try, or the login if none is named
	byAccount                        // the account tried, wherever the calls come from
)

// measure is what the steps of a declaration are thresholds of.
type measure uint8

const (
	ofCalls    measure = iota
	ofAccounts         // different accounts
	ofPaths            // different path templates
)

// declarations lists what is looked for, in the order of the vocabulary.
//
// The thresholds start from public rule sets and are raised where those assume that somebody curates a list of exceptions.
// CrowdSec's http-generic-bf is a leaky bucket of 5 failures that loses one in 10 s: six at once trip it, and so does any
// pace above six a minute that goes on. A person with a forgotten password and a password manager does that too; ten within
// a minute is more. Its http-probing is a bucket of 10 distinct missing paths that loses one in 10 s, static resources left
// out. For stuffing, 25 failures over 15 accounts is a usual rule; here fewer accounts suffice, because it takes hardly any
// success as well.
func declarations() []declaration {
	return []declaration{
		{
			signal: apierror.SignalBruteForce, counts: accountGuess | accountGuessAnywhere, per: bySourceAndTarget, window: time.Minute,
			measure: ofCalls, steps: []step{{10, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			floor: 0.7, ceiling: 0.98,
			references: []string{"owasp:API2:2023", "attack:T1110.001", "cwe:307"},
			explain:    explainAccountGuessing,
		},
		{
			// The account is not captured, so one address of many users looks like one guesser, but for its successes.
			signal: apierror.SignalBruteForce, counts: loginGuess, per: bySourceAndTarget, window: time.Minute,
			measure: ofCalls, steps: []step{{10, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			watchFrom: 4, failing: 0.75,
			floor: 0.6, ceiling: 0.95,
			references: []string{"owasp:API2:2023", "attack:T1110.001", "cwe:307"},
			explain:    explainLoginGuessing,
		},
		{
			// Guessing spread over addresses to stay under what is allowed to each. Twice the single source's threshold,
			// because the devices of one person who changed a password add up here.
			signal: apierror.SignalBruteForce, counts: accountGuess | accountGuessAnywhere, per: byAccount, window: time.Minute,
			measure: ofCalls, steps: []step{{20, apierror.SeverityMedium}, {60, apierror.SeverityHigh}}, sources: 3,
			floor: 0.6, ceiling: 0.95,
			references: []string{"owasp:API2:2023", "attack:T1110.001", "cwe:307"},
			explain:    explainDistributedGuessing,
		},
		{
			// 401s without a login: somebody tries keys or tokens, or more often a client never renews its own. It may be
			// worth a look, never an alarm; a burst before a refresh is not even that.
			signal: apierror.SignalBruteForce, counts: refusal, per: bySource, window: time.Minute,
			measure: ofCalls, steps: []step{{30, apierror.SeverityLow}}, lasting: 10 * time.Second,
			watchFrom: 10, failing: 0.95,
			floor: 0.3, ceiling: 0.5,
			references: []string{"owasp:API2:2023", "attack:T1110", "cwe:307"},
			explain:    explainRefusals,
		},
		{
			signal: apierror.SignalCredentialStuffing, counts: accountGuess | accountGuessAnywhere, per: bySource, window: 5 * time.Minute,
			measure: ofAccounts, steps: []step{{10, apierror.SeverityMedium}, {25, apierror.SeverityHigh}},
			watchFrom: 3, failing: 0.75,
			floor: 0.7, ceiling: 0.98,
			references: []string{"owasp:API2:2023", "attack:T1110.004", "cwe:307"},
			explain:    explainStuffing,
		},
		{
			// A scanner also meets redirects and pages that exist, so it needs only most of its calls to miss.
			signal: apierror.SignalEndpointScanning, counts: miss, per: bySource, window: time.Minute,
			measure: ofPaths, steps: []step{{10, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			watchFrom: 5, failing: 0.5,
			floor: 0.7, ceiling: 0.98,
			references: []string{"owasp:API9:2023", "attack:T1595.003", "cwe:425"},
			explain:    explainScanning,
		},
	}
}
