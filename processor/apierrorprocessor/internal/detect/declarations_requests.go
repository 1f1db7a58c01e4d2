package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func injecting() []declaration {
	return []declaration{
		{
			name: "payloads", signal: apierror.SignalInjectionAttempt, counts: payload, per: byCaller, window: 10 * time.Minute,
			about: "One payload is told and wakes nobody: whoever searches a site for SQL, or signs with a tag, looks alike. The same one " +
				"again, on the next page of the same search, is no other.",
			measure: ofPaths, steps: []step{{1, apierror.SeverityLow}, {3, apierror.SeverityMedium}, {10, apierror.SeverityHigh}},
			floor: 0.5, ceiling: 0.98,
			references: payloadReferences, explain: explainPayloads,
		},
		{
			name: "sure", signal: apierror.SignalInjectionAttempt, counts: surePayload, per: byCaller, window: 10 * time.Minute,
			about:   "Nobody sends such a thing by accident.",
			measure: ofPaths, steps: []step{{1, apierror.SeverityMedium}, {5, apierror.SeverityHigh}},
			floor: 0.8, ceiling: 0.99,
			references: payloadReferences, explain: explainSurePayloads,
		},
		{
			name: "broken", signal: apierror.SignalInjectionAttempt, counts: brokenPayload, per: byCaller, window: 10 * time.Minute,
			about:   "The service failed on it: whoever sent it has found something.",
			measure: ofPaths, steps: []step{{1, apierror.SeverityMedium}, {4, apierror.SeverityHigh}},
			floor: 0.7, ceiling: 0.99,
			references: payloadReferences, explain: explainBrokenPayloads,
		},
	}
}

func automated() []declaration {
	return []declaration{
		{
			name: "tool", signal: apierror.SignalAutomatedClient, counts: attackTool, per: byCaller, window: 10 * time.Minute,
			about:   "A program that names itself is nobody's browser; one call may be somebody's try.",
			measure: ofCalls, steps: []step{{1, apierror.SeverityLow}, {5, apierror.SeverityMedium}, {100, apierror.SeverityHigh}},
			watchFrom: 1,
			floor:     0.7, ceiling: 0.99,
			references: scannerReferences, explain: explainTool,
		},
		{
			name: "agents", signal: apierror.SignalAutomatedClient, counts: agentUsed, per: byCaller, window: 10 * time.Minute,
			about: "Programs that take turns behind one address are an office's as long as each of them calls again, and as one does: a page " +
				"and what belongs to it. One who takes another name for each call has no such runs, however few the names are.",
			measure: ofAgents, steps: []step{{15, apierror.SeverityLow}, {31, apierror.SeverityMedium}}, lasting: time.Minute,
			varied: 0.7,
			floor:  0.4, ceiling: 0.8,
			references: scannerReferences, explain: explainAgents,
		},
	}
}

func abusingLimits() []declaration {
	return []declaration{
		{
			name: "goes_on", signal: apierror.SignalRateLimitAbuse, counts: throttled, per: byActor, window: 5 * time.Minute,
			about:       "A client that meets a limit waits, and then succeeds. One that goes on does neither.",
			lowIfCommon: true, measure: ofCalls, steps: []step{{60, apierror.SeverityMedium}, {300, apierror.SeverityHigh}}, lasting: time.Minute,
			watchFrom: 10, failing: 0.6,
			floor: 0.5, ceiling: 0.95,
			references: limitReferences, explain: explainThrottled,
		},
		{
			name: "slow", signal: apierror.SignalRateLimitAbuse, counts: throttled, per: byActor, window: time.Hour,
			about:       "The same, slowly, for most of an hour: a worker that waits longer each time comes to a few dozen.",
			lowIfCommon: true, measure: ofCalls, steps: []step{{180, apierror.SeverityMedium}}, lasting: 30 * time.Minute,
			watchFrom: 10, failing: 0.5,
			floor: 0.4, ceiling: 0.8,
			references: limitReferences, explain: explainThrottled,
		},
		{
			name: "ignores", signal: apierror.SignalRateLimitAbuse, counts: ignoredLimit, per: byActor, window: 5 * time.Minute,
			about:   "The answer said when to come back. A worker that does not heed it still waits longer each time.",
			measure: ofCalls, steps: []step{{25, apierror.SeverityMedium}, {150, apierror.SeverityHigh}}, lasting: time.Minute,
			floor: 0.6, ceiling: 0.95,
			references: limitReferences, explain: explainIgnored,
		},
	}
}

func harvesting() []declaration {
	return []declaration{
		{
			name: "harvest", signal: apierror.SignalErrorDataLeak, counts: leaked, per: byActor, window: 10 * time.Minute,
			about:   "A page that breaks shows its error to everybody who opens it; who has five different ones is collecting them.",
			measure: ofPaths, steps: []step{{5, apierror.SeverityMedium}, {20, apierror.SeverityHigh}},
			watchFrom: 2, failing: 0.5,
			floor: 0.5, ceiling: 0.9,
			references: leakReferences, explain: explainHarvest,
		},
		{
			name: "slow_harvest", signal: apierror.SignalErrorDataLeak, counts: leaked, per: byActor, window: time.Hour,
			about:   "The same, by somebody who takes his time.",
			measure: ofPaths, steps: []step{{6, apierror.SeverityMedium}},
			watchFrom: 2, failing: 0.5,
			floor: 0.4, ceiling: 0.8,
			references: leakReferences, explain: explainHarvest,
		},
	}
}
