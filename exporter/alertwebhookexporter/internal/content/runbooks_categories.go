package content

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// categoryRunbooks are for surges and for processes that fail.
var categoryRunbooks = map[apierror.Category]runbook{
	apierror.CategoryAuthentication: {[]string{
		"Tell one caller from all: if every caller of the service {service} is refused, look at the identity provider, its signing keys and the clocks first.",
		"If it is one caller, compare the expiry of its token, secret or certificate with the start; rotate what ran out.",
		"Undo the last change of keys, issuers or audiences if it fits the start.",
		"Look for alerts of password guessing at the same time before you loosen anything.",
	}, owaspAuthentication},
	apierror.CategoryAuthorization: {[]string{
		"Compare the start with the last change of roles, scopes or policies at the service {service}; undo it if it fits.",
		"Open the example trace: which right is missing, and for which caller?",
		"If one caller is refused on many endpoints, treat it as probing: do not grant, ask its owner.",
	}, owaspAuthorization},
	apierror.CategoryRateLimit: {[]string{
		"Find the caller that sends most to the endpoint {route}, and whether it obeys Retry-After.",
		"If it is your own client, stop its retries or its batch first; raise the limit only if the service has room.",
		"If somebody else limits you, slow down to the limit that the answer names, and ask for quota.",
	}, sreOverload},
	apierror.CategoryValidation: {[]string{
		"Compare the start with the last releases of the service {service} and of its clients; roll back the one that fits.",
		"Read the answer's body in the example trace: which field is refused, and since when is it sent or checked?",
		"If few callers send it, tell their owners; if all do, the check is wrong.",
	}, owaspInput},
	apierror.CategoryNotFound: {[]string{
		"Check whether data was deleted, moved or not replicated: read one missing object at the source.",
		"Compare the start with the last release or migration of the service {service}; undo it if it fits.",
		"If one caller asks for many objects that never existed, treat it as enumeration.",
	}, sreTroubleshooting},
	apierror.CategoryRouting: {[]string{
		"Compare the start with the last change of the gateway, the ingress or the service's routes; undo it if it fits.",
		"Call the endpoint {route} directly, past the gateway: does the service serve it?",
		"Check that all instances run the same version.",
	}, sreTroubleshooting},
	apierror.CategoryConflict: {[]string{
		"Look for a job, a consumer or a client that runs twice or repeats its requests; stop the second.",
		"For deadlocks, read the database's report: which two statements wait for each other?",
		"Check that callers retry the whole transaction, with the same idempotency key.",
	}, sreTroubleshooting},
	apierror.CategoryTimeout: {[]string{
		"Open the example trace and find the slowest span below the service {service}: that is where to look.",
		"Compare latency and 5xx of what it calls with an hour ago; if a dependency is slow, call its owner.",
		"Look at saturation of the service {service}: CPU, connection pools, queue, locks; add instances if it is full.",
		"Cut retries before you raise a timeout: both together bring down what still works.",
	}, sreCascading},
	apierror.CategoryDependency: {[]string{
		"Compare 5xx of the dependency that the evidence or the example trace names with an hour ago; if it fails for others too, call its owner.",
		"If only the service {service} is hit, compare the start with its last change of address, credentials or client library.",
		"Fall back, serve from cache or switch the feature off, and cut retries, until the dependency answers.",
	}, sreCascading},
	apierror.CategoryCapacity: {[]string{
		"Find what is full: CPU, memory, connections, threads, disk or a quota of the service {service}.",
		"Add instances or quota if that helps; otherwise shed load, the least important traffic first.",
		"Look for what grew: a caller, a batch, a slow query or a leak since the last release; stop or undo it.",
	}, sreOverload},
	apierror.CategoryInternal: {[]string{
		"Compare the start with the last release, flag or configuration change of the service {service}; roll back if it fits, and read later.",
		"Open the example trace: read the exception and its first line in your own code.",
		"Check whether all instances fail or one; take a single bad one out.",
	}, sreCanaries},
	apierror.CategoryContract: {[]string{
		"Find which side changed: compare the start with the last releases of the service {service} and of its callers; roll back that one.",
		"Read in the example trace which field, version or media type does not fit.",
		"Serve the former contract besides the new one until the callers moved.",
	}, sreCanaries},
	apierror.CategoryBusinessLogic: {[]string{
		"Answers were 2xx and the outcome wrong, so dashboards are green: trust the alert. Check ten affected cases of the process {process} by hand.",
		"Compare the start with the last change of rules, prices, flags or a partner's answers; undo it if it fits.",
		"Stop what cannot be taken back (charges, shipments) and list the affected cases, so that they can be made good.",
	}, sreIncidents},
	apierror.CategoryNetwork: {[]string{
		"Resolve and connect by hand from an instance of the service {service}: DNS, then TCP, then TLS with its certificate's dates.",
		"Check whether one zone, node or instance is hit or all; drain the one.",
		"Compare the start with changes of firewall, DNS, certificates or mesh; undo what fits.",
	}, sreTroubleshooting},
	apierror.CategoryData: {[]string{
		"Stop what writes to the damaged store: every write makes recovery harder.",
		"Find how far it goes: which tables or objects, since when, and whether replicas have it too.",
		"Secure the newest good backup and the logs before anything else is restarted; then call the store's owner.",
	}, sreDataIntegrity},
	apierror.CategoryCancelled: {[]string{
		"Callers gave up: compare the latency of the endpoint {route} with their timeout, and with an hour ago.",
		"If it got slower, follow the slowest span of the example trace.",
		"If it did not, look for a client release with a shorter timeout.",
	}, sreTroubleshooting},
	apierror.CategoryUnknown: {[]string{
		"Open the example trace and read the first failed span's events and status.",
		"Compare the start with the last releases and changes of the service {service}; undo what fits.",
		"Add an error type or code to the span where it fails, so that the next alert says more.",
	}, sreTroubleshooting},
}
