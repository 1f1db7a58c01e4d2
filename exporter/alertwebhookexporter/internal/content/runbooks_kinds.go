package content

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// kindRunbooks are for what neither a signal nor a category tells more of.
var kindRunbooks = map[apierror.Kind]runbook{
	apierror.KindSecurity: {[]string{
		"Look for calls of the actor {actor} that succeeded: they are the harm, what failed is not.",
		"Block or challenge the actor {actor} at the edge, and keep the logs.",
		"Call the security team if anything succeeded.",
	}, owaspREST},
	apierror.KindSurge: {[]string{
		"Compare the start with the last releases and changes of the service {service}; roll back what fits.",
		"Open the example trace: where does it fail first, and who is hit?",
		"If the fault lies with a dependency, call its owner; fall back meanwhile.",
	}, sreTroubleshooting},
	apierror.KindSLOBurn: {[]string{
		"Look at the outlook in the rationale: if the budget is gone within hours, treat it as an outage; within days, as work for today.",
		"Find which endpoint and category burn most: other alerts of the same time name them.",
		"Roll back what was released before the start, and hold further releases while the budget burns.",
	}, sreSLOAlerts},
	apierror.KindSLABreach: {[]string{
		"Read the status page of the partner {partner}; if it says nothing, open a ticket with the example trace and the numbers of the evidence.",
		"Rule out yourselves: does the partner {partner} fail from all your services and regions?",
		"Switch to the second provider or queue the calls of the process {process}, if you can, and cut retries.",
		"Keep the evidence: an agreement that is broken has a penalty to claim.",
	}, sreCascading},
	apierror.KindContractDrift: {[]string{
		"Find which side was released before the start: the service {service} or its callers. Roll that one back.",
		"Read in the example trace which field or version does not fit at the endpoint {route}.",
		"Tell the owners of the callers, with the example; serve both contracts until they moved.",
	}, sreCanaries},
	apierror.KindDataLeak: {[]string{
		"Stop it at the source: switch verbose errors off at the service {service}, or answer the endpoint {route} with a fixed text at the edge.",
		"Rotate every secret that leaked, now; restrict who can read the traces and logs that hold it.",
		"List who called the endpoint {route} since it began. Involve whoever handles data protection if persons are concerned: deadlines run.",
	}, owaspErrors},
	apierror.KindBusinessFailure: {[]string{
		"Tell the owner {owner}: the process {process} loses money while you read this.",
		"Open the example trace: where does the process {process} fail first? Compare the start with the last release there.",
		"Switch to the fallback (manual handling, second provider, queue) and list the affected cases, so that they can be made good.",
	}, sreIncidents},
	apierror.KindForecast: {[]string{
		"Nothing failed yet: look at how long the evidence says is left, and whether it ends outside working hours.",
		"Find what grew: traffic, data, a leak since a release, a quota, a certificate's end.",
		"Add room (instances, disk, quota, renewal) before that time, or lower the load.",
	}, sreLoad},
}
