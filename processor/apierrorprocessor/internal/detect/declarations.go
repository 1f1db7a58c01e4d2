package detect

import (
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// declarations lists what is looked for, in the order of the vocabulary.
//
// The thresholds start from public rule sets and are raised where those assume that somebody curates a list of
// exceptions. CrowdSec's http-generic-bf is a leaky bucket of 5 failures that loses one in 10 s: six at once trip it,
// and so does any pace above six a minute that goes on. A person with a forgotten password and a password manager does
// that too; ten within a minute is more. Its http-probing is a bucket of 10 distinct missing paths that loses one in 10
// s, static resources left out; a monitor of a dozen endpoints that are gone asks for more, so it takes 14 here. Its
// http-admin-interface-probing is a bucket of 4 distinct names that loses one in 10 s: the fifth trips it, as it does
// here. For stuffing, 25 failures over 15 accounts is a usual rule; here fewer accounts suffice, because it takes
// hardly any success as well. Who stays below all that is added up over an hour, and is less surely an attacker: those
// thresholds are our own, as those of denials and of named refusals are.
func declarations() []declaration {
	return slices.Concat(bruteForcing(), stuffing(), enumerating(), scanning(), injecting())
}

var (
	guessingReferences = []string{"owasp:API2:2023", "attack:T1110.001", "cwe:307"}
	stuffingReferences = []string{"owasp:API2:2023", "attack:T1110.004", "cwe:307"}
	scanningReferences = []string{"owasp:API9:2023", "attack:T1595.003", "cwe:425"}
	payloadReferences  = []string{"attack:T1190"}
)

func bruteForcing() []declaration {
	return []declaration{
		{
			signal: apierror.SignalBruteForce, counts: accountGuess | credentialGuess, per: byCallerAndTarget, window: time.Minute,
			measure: ofCalls, steps: []step{{10, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			floor: 0.7, ceiling: 0.98,
			references: guessingReferences, explain: explainAccountGuessing,
		},
		{
			// The account is not captured, so one address of many users looks like one guesser, but for its successes.
			signal: apierror.SignalBruteForce, counts: loginGuess, per: byCallerAndTarget, window: time.Minute,
			measure: ofCalls, steps: []step{{10, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			watchFrom: 4, failing: 0.75,
			floor: 0.6, ceiling: 0.95,
			references: guessingReferences, explain: explainLoginGuessing,
		},
		{
			// Guessing spread over addresses to stay under what is allowed to each. Twice the single source's threshold,
			// because the devices of one person who changed a password add up here.
			signal: apierror.SignalBruteForce, counts: accountGuess | credentialGuess, per: byAccount, window: time.Minute,
			measure: ofCalls, steps: []step{{20, apierror.SeverityMedium}, {60, apierror.SeverityHigh}}, sources: 3,
			floor: 0.6, ceiling: 0.95,
			references: guessingReferences, explain: explainDistributedGuessing,
		},
		{
			// Patience defeats the rows above, and so does a job with a password that was changed: it fails as often, as
			// evenly and as long, and there are more of those. So it is told, and wakes nobody.
			signal: apierror.SignalBruteForce, counts: accountGuess | loginGuess, per: byCallerAndTarget, window: time.Hour,
			measure: ofCalls, steps: []step{{30, apierror.SeverityLow}}, lasting: 10 * time.Minute,
			watchFrom: 15, failing: 0.95,
			floor: 0.3, ceiling: 0.5,
			references: guessingReferences, explain: explainSlowGuessing,
		},
		{
			// An account is named where nobody logs in: by HTTP's basic authentication, or by a token that is no longer
			// good. A client that tries again each second is no attacker, one that tries faster has no patience for a
			// person's password to be mended.
			signal: apierror.SignalBruteForce, counts: namedRefusal, per: byCallerAndTarget, window: time.Minute,
			measure: ofCalls, steps: []step{{10, apierror.SeverityLow}, {90, apierror.SeverityMedium}}, lasting: 10 * time.Second,
			watchFrom: 4, failing: 0.75,
			floor: 0.3, ceiling: 0.9,
			references: guessingReferences, explain: explainNamedRefusals,
		},
		{
			// 401s without a login: somebody tries keys or tokens, or more often a client never renews its own. It may be
			// worth a look, never an alarm; a burst before a refresh is not even that.
			signal: apierror.SignalBruteForce, counts: refusal, per: byCaller, window: time.Minute,
			measure: ofCalls, steps: []step{{30, apierror.SeverityLow}}, lasting: 10 * time.Second,
			watchFrom: 10, failing: 0.95,
			floor: 0.3, ceiling: 0.5,
			references: []string{"owasp:API2:2023", "attack:T1110", "cwe:307"}, explain: explainRefusals,
		},
	}
}

func stuffing() []declaration {
	return []declaration{
		{
			signal: apierror.SignalCredentialStuffing, counts: accountGuess | credentialGuess, per: byCaller, window: 5 * time.Minute,
			measure: ofAccounts, steps: []step{{10, apierror.SeverityMedium}, {25, apierror.SeverityHigh}},
			watchFrom: 3, failing: 0.75,
			floor: 0.7, ceiling: 0.98,
			references: stuffingReferences, explain: explainStuffing,
		},
		{
			// A test run and an office have a dozen accounts that fail within an hour; the office has successes too.
			signal: apierror.SignalCredentialStuffing, counts: accountGuess, per: byCaller, window: time.Hour,
			measure: ofAccounts, steps: []step{{15, apierror.SeverityMedium}},
			watchFrom: 5, failing: 0.8,
			floor: 0.5, ceiling: 0.8,
			references: stuffingReferences, explain: explainStuffing,
		},
	}
}

// Who tries the ids of others is denied one after another. So is a user whose page lists what he may not open: but a page has a few
// dozen entries at most, and asks for the same again when it is loaded again. A job that was given too few rights does look the same.
// Objects of all routes count together: who tries ids tries them wherever they fit, and to remember each caller with each route would
// take many times the memory.
func enumerating() []declaration {
	return []declaration{
		{
			signal: apierror.SignalObjectEnumeration, counts: deniedObject, per: byCaller, window: 10 * time.Minute,
			measure: ofPaths, steps: []step{{30, apierror.SeverityMedium}, {61, apierror.SeverityHigh}},
			watchFrom: 10, failing: 0.5,
			floor: 0.6, ceiling: 0.95,
			references: []string{"owasp:API1:2023", "attack:T1213", "cwe:639"}, explain: explainDeniedObjects,
		},
	}
}

func scanning() []declaration {
	return []declaration{
		{
			// A scanner also meets redirects and pages that exist, so it needs only most of its calls to miss. If it pads
			// its list with calls that succeed, the number of what it misses gives it away: no client has so many dead
			// links at once.
			signal: apierror.SignalEndpointScanning, counts: miss | probe, per: byCaller, window: time.Minute,
			measure: ofPaths, steps: []step{{14, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			watchFrom: 5, failing: 0.5, many: 30, failingOfMany: 0.2,
			floor: 0.7, ceiling: 0.98,
			references: scanningReferences, explain: explainScanning,
		},
		{
			signal: apierror.SignalEndpointScanning, counts: miss | probe, per: byCaller, window: time.Hour,
			measure: ofPaths, steps: []step{{40, apierror.SeverityMedium}},
			watchFrom: 15, failing: 0.9,
			floor: 0.4, ceiling: 0.6,
			references: scanningReferences, explain: explainScanning,
		},
		{
			// Titles and pages under a blog are what a crawler remembers of a site that has moved.
			signal: apierror.SignalEndpointScanning, counts: missingPage, per: byCaller, window: time.Minute,
			measure: ofPaths, steps: []step{{30, apierror.SeverityLow}},
			watchFrom: 10, failing: 0.8,
			floor: 0.2, ceiling: 0.4,
			references: scanningReferences, explain: explainMissingPages,
		},
		{
			// Denied before anything matched, by a firewall or because all that is unknown is denied. A user without rights
			// looks alike where routes are not reported, so it takes more than a page full of widgets asks for.
			signal: apierror.SignalEndpointScanning, counts: denied, per: byCaller, window: time.Minute,
			measure: ofPaths, steps: []step{{24, apierror.SeverityMedium}, {50, apierror.SeverityHigh}},
			watchFrom: 8, failing: 0.8,
			floor: 0.6, ceiling: 0.95,
			references: scanningReferences, explain: explainDenials,
		},
		{
			// Nobody who means the site asks for these, whatever else succeeds.
			signal: apierror.SignalEndpointScanning, counts: probe, per: byCaller, window: time.Minute,
			measure: ofPaths, steps: []step{{5, apierror.SeverityMedium}, {20, apierror.SeverityHigh}},
			floor: 0.8, ceiling: 0.99,
			references: scanningReferences, explain: explainProbes,
		},
		{
			signal: apierror.SignalEndpointScanning, counts: probe, per: byCaller, window: time.Hour,
			measure: ofPaths, steps: []step{{6, apierror.SeverityMedium}},
			watchFrom: 3, failing: 0.2,
			floor: 0.6, ceiling: 0.9,
			references: scanningReferences, explain: explainProbes,
		},
	}
}

// One payload is told and wakes nobody: whoever searches a site for SQL, or signs with a tag, looks alike. CrowdSec's probing for SQL
// and script injection are buckets of 10 and 5 that lose one in a second; those take words that happen to stand in a URL for payloads,
// and here each was read as a database or a browser would, so fewer suffice. Those count different ones, too: the same one again, on
// the next page of the same search, is no other.
func injecting() []declaration {
	return []declaration{
		{
			signal: apierror.SignalInjectionAttempt, counts: payload, per: byCaller, window: 10 * time.Minute,
			measure: ofPaths, steps: []step{{1, apierror.SeverityLow}, {3, apierror.SeverityMedium}, {10, apierror.SeverityHigh}},
			floor: 0.5, ceiling: 0.98,
			references: payloadReferences, explain: explainPayloads,
		},
		{
			signal: apierror.SignalInjectionAttempt, counts: surePayload, per: byCaller, window: 10 * time.Minute,
			measure: ofPaths, steps: []step{{1, apierror.SeverityMedium}, {5, apierror.SeverityHigh}},
			floor: 0.8, ceiling: 0.99,
			references: payloadReferences, explain: explainSurePayloads,
		},
		{
			signal: apierror.SignalInjectionAttempt, counts: brokenPayload, per: byCaller, window: 10 * time.Minute,
			measure: ofPaths, steps: []step{{1, apierror.SeverityMedium}, {4, apierror.SeverityHigh}},
			floor: 0.7, ceiling: 0.99,
			references: payloadReferences, explain: explainBrokenPayloads,
		},
	}
}
