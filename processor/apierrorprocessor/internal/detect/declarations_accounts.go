package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func stuffing() []declaration {
	return []declaration{
		{
			name: "one_source", signal: apierror.SignalCredentialStuffing, counts: accountGuess | credentialGuess, per: byCaller, window: 5 * time.Minute,
			about:   "An address of many users would mostly succeed.",
			measure: ofAccounts, steps: []step{{10, apierror.SeverityMedium}, {25, apierror.SeverityHigh}},
			watchFrom: 3, failing: 0.75,
			floor: 0.7, ceiling: 0.98,
			references: stuffingReferences, explain: explainStuffing,
		},
		{
			name: "hour", signal: apierror.SignalCredentialStuffing, counts: accountGuess, per: byCaller, window: time.Hour,
			about:   "The same, by who is patient: more accounts than an office has that fail within an hour, and hardly a success.",
			measure: ofAccounts, steps: []step{{25, apierror.SeverityMedium}},
			watchFrom: 5, failing: 0.8,
			floor: 0.5, ceiling: 0.8,
			references: stuffingReferences, explain: explainStuffing,
		},
		{
			name: "distributed", signal: apierror.SignalCredentialStuffing, counts: strewnGuess, per: byPlace, window: loginWindow,
			about: "A few sources try many accounts each. What is usual at a login is learnt from its quiet hours; logins must go on to " +
				"succeed, or else it is the login that broke.",
			measure: ofCalls, steps: []step{{fewestStrewn, apierror.SeverityMedium}},
			floor: 0.5, ceiling: 0.9,
			references: stuffingReferences, explain: explainStrewn,
		},
	}
}

// Spraying is patient: it stays below what is counted within minutes.
func spraying() []declaration {
	return []declaration{
		{
			name: "hour", signal: apierror.SignalPasswordSpraying, counts: accountGuess, per: byCaller, window: time.Hour,
			about:   "A test run and an office have a dozen accounts that fail within an hour; the office has successes too.",
			measure: ofAccounts, steps: []step{{15, apierror.SeverityMedium}},
			watchFrom: 5, failing: 0.8, patientBelow: 10,
			floor: 0.5, ceiling: 0.8,
			references: sprayingReferences, explain: explainSpraying,
		},
		{
			name: "day", signal: apierror.SignalPasswordSpraying, counts: accountGuess, per: byCaller, window: 24 * time.Hour,
			about:   "Whoever tries an account every half hour is found in the end.",
			measure: ofAccounts, steps: []step{{20, apierror.SeverityMedium}},
			watchFrom: 5, failing: 0.8, patientBelow: 10,
			floor: 0.4, ceiling: 0.7,
			references: sprayingReferences, explain: explainSpraying,
		},
		{
			name: "distributed", signal: apierror.SignalPasswordSpraying, counts: strewnGuess, per: byPlace, window: loginWindow,
			about: "Many sources try a few accounts each. What is usual at a login is learnt from its quiet hours; logins must go on to " +
				"succeed, or else it is the login that broke.",
			measure: ofCalls, steps: []step{{fewestStrewn, apierror.SeverityMedium}},
			floor: 0.5, ceiling: 0.9,
			references: sprayingReferences, explain: explainStrewn,
		},
	}
}

func takingOver() []declaration {
	return []declaration{
		{
			name: "guessed", signal: apierror.SignalAccountTakeover, counts: loginSucceeded, per: byCallerAndTarget, window: time.Minute,
			about: "A person who remembers the password in the end has tried a few times; a job whose password was mended has failed for " +
				"long, and slowly.",
			after: accountGuess | loginGuess, afterSignal: apierror.SignalBruteForce,
			measure: ofCalls, steps: []step{{5, apierror.SeverityLow}, {11, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			floor: 0.4, ceiling: 0.95,
			references: takeoverReferences, explain: explainTakeover,
		},
		{
			name: "patient", signal: apierror.SignalAccountTakeover, counts: loginSucceeded, per: byCallerAndTarget, window: time.Hour,
			about: "The same, slowly, from where the account was never used, while it was from elsewhere: a person who forgot a password " +
				"tries at home, and a job where it always ran.",
			after: accountGuess, afterSignal: apierror.SignalBruteForce, stranger: true,
			measure: ofCalls, steps: []step{{7, apierror.SeverityMedium}}, lasting: 15 * time.Minute,
			floor: 0.4, ceiling: 0.7,
			references: takeoverReferences, explain: explainStrangersTakeover,
		},
		{
			name: "stranger", signal: apierror.SignalAccountTakeover, counts: loginSucceeded, per: byCallerAndTarget, window: time.Hour,
			about: "The same at any pace, once there were more tries than a password manager makes of an old password.",
			after: accountGuess, afterSignal: apierror.SignalBruteForce, stranger: true,
			measure: ofCalls, steps: []step{{10, apierror.SeverityMedium}},
			floor: 0.4, ceiling: 0.8,
			references: takeoverReferences, explain: explainStrangersTakeover,
		},
		{
			name: "distributed", signal: apierror.SignalAccountTakeover, counts: loginSucceeded, per: byAccount, window: time.Hour,
			about: "Guessed from many networks, and used from one that the account was never used from.",
			after: accountGuess, afterSignal: apierror.SignalBruteForce, sources: 4,
			measure: ofCalls, steps: []step{{20, apierror.SeverityMedium}},
			floor: 0.4, ceiling: 0.8,
			references: takeoverReferences, explain: explainDistributedTakeover,
		},
		{
			name: "stuffed", signal: apierror.SignalAccountTakeover, counts: loginSucceeded, per: byCaller, window: 5 * time.Minute,
			about: "One of the passwords that were tried fits.",
			after: accountGuess, afterSignal: apierror.SignalCredentialStuffing,
			measure: ofAccounts, steps: []step{{10, apierror.SeverityMedium}, {25, apierror.SeverityHigh}},
			floor: 0.5, ceiling: 0.95,
			references: takeoverReferences, explain: explainStuffedTakeover,
		},
	}
}
