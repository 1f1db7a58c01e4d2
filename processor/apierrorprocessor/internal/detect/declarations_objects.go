package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func probingFunctions() []declaration {
	return []declaration{
		{
			name: "unknown_functions", signal: apierror.SignalPermissionProbing, counts: deniedFunction, per: byActor, window: 10 * time.Minute,
			about: "A page of widgets that its user may not see asks for each of them, and for the same again. While too few callers are " +
				"known to tell which functions are usual, it takes more of them.",
			lowIfCommon: true, measure: ofPaths, steps: []step{{12, apierror.SeverityMedium}, {25, apierror.SeverityHigh}},
			watchFrom: 5, failing: 0.5,
			floor: 0.5, ceiling: 0.9,
			references: functionReferences, explain: explainDeniedFunctions,
		},
		{
			name: "rare_functions", signal: apierror.SignalPermissionProbing, counts: deniedRareFunction, per: byActor, window: 10 * time.Minute,
			about:   "Functions that others of the kind use are not counted at all.",
			measure: ofPaths, steps: []step{{3, apierror.SeverityLow}, {9, apierror.SeverityMedium}, {19, apierror.SeverityHigh}},
			watchFrom: 1, failing: 0.2,
			floor: 0.5, ceiling: 0.95,
			references: functionReferences, explain: explainRareFunctions,
		},
		{
			name: "slow", signal: apierror.SignalPermissionProbing, counts: deniedRareFunction, per: byActor, window: time.Hour,
			about:     "The same, by who is patient.",
			followsUp: true, measure: ofPaths, steps: []step{{9, apierror.SeverityMedium}},
			floor: 0.4, ceiling: 0.8,
			references: functionReferences, explain: explainRareFunctions,
		},
		{
			name: "reached", signal: apierror.SignalPermissionProbing, counts: usedRareFunction, per: byActor, window: 30 * time.Minute,
			about: "Nothing is denied where nobody checks whose a function is. Whoever may use the functions of the few has a few that are " +
				"used day by day, and used those before; this one tries one after the other.",
			measure: ofPaths, steps: []step{{7, apierror.SeverityMedium}, {15, apierror.SeverityHigh}}, varied: 0.6,
			floor: 0.4, ceiling: 0.8,
			references: functionReferences, explain: explainReachedFunctions,
		},
		{
			name: "reached_by_role", signal: apierror.SignalPermissionProbing, counts: usedOthersFunction, per: byActor, window: 30 * time.Minute,
			about: "The same where calls name the roles of their users (`user.roles`): those who have other roles use the functions. Who was " +
				"given another role is of another kind.",
			measure: ofPaths, steps: []step{{4, apierror.SeverityMedium}, {9, apierror.SeverityHigh}}, varied: 0.6,
			floor: 0.5, ceiling: 0.9,
			references: functionReferences, explain: explainReachedFunctions,
		},
		{
			name: "reached_new", signal: apierror.SignalPermissionProbing, counts: usedNewFunction, per: byActor, window: 30 * time.Minute,
			about: "Functions that nobody used before may be hidden ones. After a release they are what its first users see, so it is told, " +
				"and wakes nobody.",
			measure: ofPaths, steps: []step{{7, apierror.SeverityLow}}, varied: 0.6,
			floor: 0.3, ceiling: 0.5,
			references: functionReferences, explain: explainReachedFunctions,
		},
	}
}

// Objects of all routes count together: to remember each caller with each route would take many times the memory.
func enumerating() []declaration {
	return []declaration{
		{
			name: "denied", signal: apierror.SignalObjectEnumeration, counts: deniedObject, per: byActor, window: 10 * time.Minute,
			about: "A user whose page lists what he may not open is denied, too: but a page has a few dozen entries at most, and asks for " +
				"the same again when it is loaded again. A job that was given too few rights does look the same. Objects of all routes " +
				"count together: who tries ids tries them wherever they fit.",
			lowIfCommon: true, measure: ofPaths, steps: []step{{30, apierror.SeverityMedium}, {61, apierror.SeverityHigh}},
			watchFrom: 10, failing: 0.5,
			floor: 0.6, ceiling: 0.95,
			references: objectReferences, explain: explainDeniedObjects,
		},
		{
			name: "missing", signal: apierror.SignalObjectEnumeration, counts: missingObject, per: byActor, window: 10 * time.Minute,
			about:       "An app that knows objects which are gone asks for some of them, in no order.",
			lowIfCommon: true, measure: ofPaths, steps: []step{{30, apierror.SeverityMedium}, {61, apierror.SeverityHigh}},
			ordered: true, watchFrom: 10, failing: 0.5,
			floor: 0.5, ceiling: 0.95,
			references: objectReferences, explain: explainMissingObjects,
		},
		{
			name: "slow", signal: apierror.SignalObjectEnumeration, counts: deniedObject | missingObject, per: byActor, window: time.Hour,
			about:     "The same, by who is patient.",
			followsUp: true, lowIfCommon: true, measure: ofPaths, steps: []step{{40, apierror.SeverityMedium}},
			ordered: true, watchFrom: 10, failing: 0.5,
			floor: 0.4, ceiling: 0.7,
			references: objectReferences, explain: explainMissingObjects,
		},
		{
			name: "succeeded", signal: apierror.SignalObjectEnumeration, counts: usedObject, per: byCallerAndRoute, window: 30 * time.Minute,
			about: "Nothing fails where nobody checks whose an object is. What gives it away is that others on the route ask for a few " +
				"objects and this one for many, in order, or for more than a person could open. In a shop everybody looks at many " +
				"products, and a search engine's crawler at all of them.",
			measure: ofPaths, steps: []step{{25, apierror.SeverityMedium}, {61, apierror.SeverityHigh}},
			ordered: true, unusual: true,
			floor: 0.5, ceiling: 0.9,
			references: objectReferences, explain: explainUsedObjects,
		},
	}
}
