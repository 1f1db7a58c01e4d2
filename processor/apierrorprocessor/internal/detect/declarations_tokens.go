package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func abusingTokens() []declaration {
	return []declaration{
		{
			name: "session_agents", signal: apierror.SignalTokenAbuse, counts: sessionUsed, per: bySession, window: time.Hour,
			about:   "A session lives in one browser, also after an update.",
			measure: ofPrograms, steps: []step{{3, apierror.SeverityMedium}, {7, apierror.SeverityHigh}},
			floor: 0.6, ceiling: 0.95,
			references: tokenReferences, explain: explainSessionAgents,
		},
		{
			name: "session_networks", signal: apierror.SignalTokenAbuse, counts: sessionUsed, per: bySession, window: 10 * time.Minute,
			about: "The address of a device changes with each network that its owner passes through; a provider's gateways change it " +
				"within the network.",
			measure: ofNetworks, steps: []step{{5, apierror.SeverityMedium}, {11, apierror.SeverityHigh}},
			floor: 0.6, ceiling: 0.95,
			references: tokenReferences, explain: explainSessionNetworks,
		},
		{
			name: "credential_agents", signal: apierror.SignalTokenAbuse, counts: credentialUsed, per: bySession, window: time.Hour,
			about:   "A credential may be that of a fleet, whose programs are of one kind.",
			measure: ofPrograms, steps: []step{{6, apierror.SeverityMedium}, {13, apierror.SeverityHigh}},
			floor: 0.5, ceiling: 0.9,
			references: tokenReferences, explain: explainSessionAgents,
		},
		{
			name: "expired", signal: apierror.SignalTokenAbuse, counts: expiredToken, per: byCaller, window: time.Hour,
			about: "A client renews what has run out after a few refusals, whether it polls each second or has many calls on the way; an " +
				"app that waits for its user to come back goes on for minutes. One that never does is broken, or not the one whom the " +
				"token was given to.",
			lowIfCommon: true, measure: ofCalls, steps: []step{{30, apierror.SeverityMedium}}, lasting: 15 * time.Minute,
			watchFrom: 10, failing: 0.9,
			floor: 0.4, ceiling: 0.8,
			references: []string{"owasp:API2:2023", "attack:T1550.001", "cwe:613"}, explain: explainExpired,
		},
	}
}
