package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func stuffing() []declaration {
	return []declaration{
		{
			name: "one_source", signal: apierror.SignalCredentialStuffing, counts: accountGuess | credentialGuess, per: byCaller, window: 5 * time.Minute,
			measure: ofAccounts, steps: []step{{10, apierror.SeverityMedium}, {25, apierror.SeverityHigh}},
			watchFrom: 3, failing: 0.75,
			floor: 0.7, ceiling: 0.98,
			references: stuffingReferences, explain: explainStuffing,
		},
		{
			name: "distributed", signal: apierror.SignalCredentialStuffing, counts: strewnGuess, per: byPlace, window: loginWindow,
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
			// A test run and an office have a dozen accounts that fail within an hour; the office has successes too.
			name: "hour", signal: apierror.SignalPasswordSpraying, counts: accountGuess, per: byCaller, window: time.Hour,
			measure: ofAccounts, steps: []step{{15, apierror.SeverityMedium}},
			watchFrom: 5, failing: 0.8, slow: 10,
			floor: 0.5, ceiling: 0.8,
			references: sprayingReferences, explain: explainSpraying,
		},
		{
			// Whoever tries an account every half hour is found in the end.
			name: "day", signal: apierror.SignalPasswordSpraying, counts: accountGuess, per: byCaller, window: 24 * time.Hour,
			measure: ofAccounts, steps: []step{{20, apierror.SeverityMedium}},
			watchFrom: 5, failing: 0.8, slow: 10,
			floor: 0.4, ceiling: 0.7,
			references: sprayingReferences, explain: explainSpraying,
		},
		{
			name: "distributed", signal: apierror.SignalPasswordSpraying, counts: strewnGuess, per: byPlace, window: loginWindow,
			measure: ofCalls, steps: []step{{fewestStrewn, apierror.SeverityMedium}},
			floor: 0.5, ceiling: 0.9,
			references: sprayingReferences, explain: explainStrewn,
		},
	}
}

// A person who remembers the password in the end has tried a few times; a job whose password was mended has failed for long, and slowly.
func takingOver() []declaration {
	return []declaration{
		{
			name: "guessed", signal: apierror.SignalAccountTakeover, counts: loginSucceeded, per: byCallerAndTarget, window: time.Minute,
			after: accountGuess | loginGuess, afterSignal: apierror.SignalBruteForce,
			measure: ofCalls, steps: []step{{5, apierror.SeverityLow}, {11, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			floor: 0.4, ceiling: 0.95,
			references: takeoverReferences, explain: explainTakeover,
		},
		{
			name: "stuffed", signal: apierror.SignalAccountTakeover, counts: loginSucceeded, per: byCaller, window: 5 * time.Minute,
			after: accountGuess, afterSignal: apierror.SignalCredentialStuffing,
			measure: ofAccounts, steps: []step{{10, apierror.SeverityMedium}, {25, apierror.SeverityHigh}},
			floor: 0.5, ceiling: 0.95,
			references: takeoverReferences, explain: explainStuffedTakeover,
		},
	}
}
