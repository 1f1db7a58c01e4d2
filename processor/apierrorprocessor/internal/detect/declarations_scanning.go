package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func scanning() []declaration {
	return []declaration{
		{
			name: "missing_paths", signal: apierror.SignalEndpointScanning, counts: miss | probe, per: byCaller, window: time.Minute,
			about: "A scanner also meets redirects and pages that exist, so it needs only most of its calls to miss. If it pads its list " +
				"with calls that succeed, the number of what it misses gives it away: no client has so many dead links at once.",
			measure: ofPaths, steps: []step{{14, apierror.SeverityMedium}, {30, apierror.SeverityHigh}},
			watchFrom: 5, failing: 0.5, many: 30, failingOfMany: 0.2,
			floor: 0.7, ceiling: 0.98,
			references: scanningReferences, explain: explainScanning,
		},
		{
			name: "slow", signal: apierror.SignalEndpointScanning, counts: miss | probe, per: byCaller, window: time.Hour,
			about:   "The same, by who is patient.",
			measure: ofPaths, steps: []step{{40, apierror.SeverityMedium}},
			watchFrom: 15, failing: 0.9,
			floor: 0.4, ceiling: 0.6,
			references: scanningReferences, explain: explainScanning,
		},
		{
			name: "missing_pages", signal: apierror.SignalEndpointScanning, counts: missingPage, per: byCaller, window: time.Minute,
			about:   "Titles and pages under a blog are what a crawler remembers of a site that has moved.",
			measure: ofPaths, steps: []step{{30, apierror.SeverityLow}},
			watchFrom: 10, failing: 0.8,
			floor: 0.2, ceiling: 0.4,
			references: scanningReferences, explain: explainMissingPages,
		},
		{
			name: "denied", signal: apierror.SignalEndpointScanning, counts: denied, per: byCaller, window: time.Minute,
			about: "Denied before anything matched, by a firewall or because all that is unknown is denied. A user without rights looks " +
				"alike where routes are not reported, so it takes more than a page full of widgets asks for.",
			measure: ofPaths, steps: []step{{24, apierror.SeverityMedium}, {50, apierror.SeverityHigh}},
			watchFrom: 8, failing: 0.8,
			floor: 0.6, ceiling: 0.95,
			references: scanningReferences, explain: explainDenials,
		},
		{
			name: "word_list", signal: apierror.SignalEndpointScanning, counts: probe, per: byCaller, window: time.Minute,
			about:   "Ten names of a word list are a scan, whatever else succeeds.",
			measure: ofPaths, steps: []step{{10, apierror.SeverityMedium}, {21, apierror.SeverityHigh}},
			floor: 0.8, ceiling: 0.99,
			references: scanningReferences, explain: explainWordList,
		},
		{
			name: "slow_word_list", signal: apierror.SignalEndpointScanning, counts: probe, per: byCaller, window: time.Hour,
			about:   "The same, by who is patient.",
			measure: ofPaths, steps: []step{{12, apierror.SeverityMedium}},
			watchFrom: 3, failing: 0.2,
			floor: 0.6, ceiling: 0.9,
			references: scanningReferences, explain: explainWordList,
		},
	}
}

func probing() []declaration {
	return []declaration{
		{
			name: "burst", signal: apierror.SignalSensitivePathProbe, counts: probe, per: byCaller, window: time.Minute,
			about:   "One may be a link that somebody left, a second one is no accident.",
			measure: ofPaths, steps: []step{{2, apierror.SeverityLow}, {5, apierror.SeverityMedium}, {20, apierror.SeverityHigh}},
			watchFrom: 2, // for the probes that find something
			floor:     0.6, ceiling: 0.99,
			references: probingReferences, explain: explainProbes,
		},
		{
			name: "slow", signal: apierror.SignalSensitivePathProbe, counts: probe, per: byCaller, window: time.Hour,
			about:   "The same, by who is patient.",
			measure: ofPaths, steps: []step{{6, apierror.SeverityMedium}},
			watchFrom: 3, failing: 0.2,
			floor: 0.6, ceiling: 0.9,
			references: probingReferences, explain: explainProbes,
		},
	}
}
