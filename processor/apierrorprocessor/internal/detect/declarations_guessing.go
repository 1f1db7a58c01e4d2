package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func bruteForcing() []declaration {
	return []declaration{
		{
			name: "one_account", signal: apierror.SignalBruteForce, counts: accountGuess | credentialGuess, per: byCallerAndTarget, window: time.Minute,
			about:   "A person who forgot a password tries less often, and resets it.",
			measure: ofCalls, steps: []step{{10, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			watchFrom: 3, // for the login that succeeds
			floor:     0.7, ceiling: 0.98,
			references: guessingReferences, explain: explainAccountGuessing,
		},
		{
			name: "unnamed_account", signal: apierror.SignalBruteForce, counts: loginGuess, per: byCallerAndTarget, window: time.Minute,
			about:   "The account is not captured, so one address of many users looks like one guesser, but for its successes.",
			measure: ofCalls, steps: []step{{10, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			watchFrom: 4, failing: 0.75,
			floor: 0.6, ceiling: 0.95,
			references: guessingReferences, explain: explainLoginGuessing,
		},
		{
			name: "distributed", signal: apierror.SignalBruteForce, counts: accountGuess | credentialGuess, per: byAccount, window: time.Minute,
			about: "Guessing spread over addresses to stay under what is allowed to each. Twice the single source's threshold, because the " +
				"devices of one person who changed a password add up here.",
			measure: ofCalls, steps: []step{{20, apierror.SeverityMedium}, {60, apierror.SeverityHigh}}, sources: 3,
			floor: 0.6, ceiling: 0.95,
			references: guessingReferences, explain: explainDistributedGuessing,
		},
		{
			name: "distributed_slow", signal: apierror.SignalBruteForce, counts: accountGuess, per: byAccount, window: time.Hour,
			about:   "The same, slowly. A password that was changed is tried by its owner's devices from one or two networks.",
			measure: ofCalls, steps: []step{{40, apierror.SeverityMedium}}, sources: 6, byNetwork: true,
			floor: 0.4, ceiling: 0.8,
			references: guessingReferences, explain: explainDistributedGuessing,
		},
		{
			name: "slow", signal: apierror.SignalBruteForce, counts: accountGuess | loginGuess, per: byCallerAndTarget, window: time.Hour,
			about: "Patience defeats the other detectors, and so does a job with a password that was changed: it fails as often, as evenly " +
				"and as long, and there are more of those. So it is told, and wakes nobody.",
			measure: ofCalls, steps: []step{{30, apierror.SeverityLow}}, lasting: 10 * time.Minute,
			watchFrom: 15, failing: 0.95,
			floor: 0.3, ceiling: 0.5,
			references: guessingReferences, explain: explainSlowGuessing,
		},
		{
			name: "slow_stranger", signal: apierror.SignalBruteForce, counts: accountGuess, per: byCallerAndTarget, window: time.Hour,
			about: "The same from where the account was never used, by what says that it is a browser, while the account is used from " +
				"elsewhere: no job, and hardly its owner.",
			stranger: true, measure: ofCalls, steps: []step{{30, apierror.SeverityMedium}}, lasting: 10 * time.Minute,
			watchFrom: 15, failing: 0.95,
			floor: 0.4, ceiling: 0.7,
			references: guessingReferences, explain: explainStrangersGuessing,
		},
		{
			name: "named_refusals", signal: apierror.SignalBruteForce, counts: namedRefusal, per: byCallerAndTarget, window: time.Minute,
			about: "An account is named where nobody logs in: by HTTP's basic authentication, or by a token that is no longer good. A " +
				"client that tries again each second is no attacker, one that tries faster has no patience for a person's password to " +
				"be mended.",
			measure: ofCalls, steps: []step{{10, apierror.SeverityLow}, {90, apierror.SeverityMedium}}, lasting: 10 * time.Second,
			watchFrom: 4, failing: 0.75,
			floor: 0.3, ceiling: 0.9,
			references: guessingReferences, explain: explainNamedRefusals,
		},
		{
			name: "refusals", signal: apierror.SignalBruteForce, counts: refusal, per: byCaller, window: time.Minute,
			about: "401s without a login: somebody tries keys or tokens, or more often a client never renews its own. It may be worth a " +
				"look, never an alarm; a burst before a refresh is not even that.",
			measure: ofCalls, steps: []step{{30, apierror.SeverityLow}}, lasting: 10 * time.Second,
			watchFrom: 10, failing: 0.95,
			floor: 0.3, ceiling: 0.5,
			references: []string{"owasp:API2:2023", "attack:T1110", "cwe:307"}, explain: explainRefusals,
		},
	}
}
