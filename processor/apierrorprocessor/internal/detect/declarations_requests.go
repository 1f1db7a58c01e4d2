package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// One payload is told and wakes nobody: whoever searches a site for SQL, or signs with a tag, looks alike. CrowdSec's probing for SQL
// and script injection are buckets of 10 and 5 that lose one in a second; those take words that happen to stand in a URL for payloads,
// and here each was read as a database or a browser would, so fewer suffice. Those count different ones, too: the same one again, on
// the next page of the same search, is no other.
func injecting() []declaration {
	return []declaration{
		{
			name: "payloads", signal: apierror.SignalInjectionAttempt, counts: payload, per: byCaller, window: 10 * time.Minute,
			measure: ofPaths, steps: []step{{1, apierror.SeverityLow}, {3, apierror.SeverityMedium}, {10, apierror.SeverityHigh}},
			floor: 0.5, ceiling: 0.98,
			references: payloadReferences, explain: explainPayloads,
		},
		{
			name: "sure", signal: apierror.SignalInjectionAttempt, counts: surePayload, per: byCaller, window: 10 * time.Minute,
			measure: ofPaths, steps: []step{{1, apierror.SeverityMedium}, {5, apierror.SeverityHigh}},
			floor: 0.8, ceiling: 0.99,
			references: payloadReferences, explain: explainSurePayloads,
		},
		{
			name: "broken", signal: apierror.SignalInjectionAttempt, counts: brokenPayload, per: byCaller, window: 10 * time.Minute,
			measure: ofPaths, steps: []step{{1, apierror.SeverityMedium}, {4, apierror.SeverityHigh}},
			floor: 0.7, ceiling: 0.99,
			references: payloadReferences, explain: explainBrokenPayloads,
		},
	}
}

// A program that names itself is nobody's browser; one call may be somebody's try. Programs that take turns behind one address are an
// office's as long as most of what they ask for is there.
func automated() []declaration {
	return []declaration{
		{
			name: "tool", signal: apierror.SignalAutomatedClient, counts: attackTool, per: byCaller, window: 10 * time.Minute,
			measure: ofCalls, steps: []step{{1, apierror.SeverityLow}, {5, apierror.SeverityMedium}, {100, apierror.SeverityHigh}},
			watchFrom: 1,
			floor:     0.7, ceiling: 0.99,
			references: scannerReferences, explain: explainTool,
		},
		{
			name: "agents", signal: apierror.SignalAutomatedClient, counts: agentFailed, per: byCaller, window: 10 * time.Minute,
			measure: ofAgents, steps: []step{{8, apierror.SeverityLow}, {17, apierror.SeverityMedium}},
			watchFrom: 3, failing: 0.8,
			floor: 0.4, ceiling: 0.8,
			references: scannerReferences, explain: explainAgents,
		},
	}
}

// A client that meets a limit waits, and then succeeds. One that goes on does neither.
func abusingLimits() []declaration {
	return []declaration{
		{
			name: "goes_on", signal: apierror.SignalRateLimitAbuse, counts: throttled, per: byCaller, window: 5 * time.Minute,
			measure: ofCalls, steps: []step{{60, apierror.SeverityMedium}, {300, apierror.SeverityHigh}}, lasting: time.Minute,
			watchFrom: 10, failing: 0.6,
			floor: 0.5, ceiling: 0.95,
			references: []string{"owasp:API4:2023", "attack:T1499.003", "cwe:770"}, explain: explainThrottled,
		},
	}
}

// A page that breaks shows its error to everybody who opens it; who has five different ones is collecting them.
func harvesting() []declaration {
	return []declaration{
		{
			name: "harvest", signal: apierror.SignalErrorDataLeak, counts: leaked, per: byCaller, window: 10 * time.Minute,
			measure: ofPaths, steps: []step{{5, apierror.SeverityMedium}, {20, apierror.SeverityHigh}},
			watchFrom: 2, failing: 0.5,
			floor: 0.5, ceiling: 0.9,
			references: []string{"owasp:API8:2023", "attack:T1592", "cwe:209"}, explain: explainHarvest,
		},
	}
}
