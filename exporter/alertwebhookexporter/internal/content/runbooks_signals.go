package content

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// signalRunbooks are for attacks.
var signalRunbooks = map[apierror.Signal]runbook{
	apierror.SignalBruteForce: {[]string{
		"Check whether a login from the actor {actor} succeeded after the failures: if so, lock that account and end its sessions.",
		"Slow down or block the actor {actor} at the edge; for guesses from many addresses, limit by account.",
		"Rule out a job with an old password: steady, one account, one address. Tell its owner instead.",
	}, owaspAuthentication},
	apierror.SignalCredentialStuffing: {[]string{
		"List the accounts that the actor {actor} logged in to successfully: force a password reset and end their sessions.",
		"Block or challenge the actor {actor} at the edge (captcha, proof of work), and watch for the same pattern from new addresses.",
		"Require a second factor for logins from new devices while it lasts.",
		"Rule out an office or carrier gateway: there, most logins succeed.",
	}, owaspStuffing},
	apierror.SignalPasswordSpraying: {[]string{
		"List the accounts that were tried and look for one success among them: lock it and end its sessions.",
		"Block or challenge the actor {actor}, and limit failed logins over all accounts, not for each.",
		"Require a second factor where it is missing among the accounts that were tried.",
	}, owaspMultifactor},
	apierror.SignalAccountTakeover: {[]string{
		"End all sessions and tokens of the account now, and force a password reset through a channel that is known to be its owner's.",
		"Undo what was done since the login: changed e-mail or phone, new payees, orders, API keys, forwarding rules.",
		"Ask the owner by a known channel whether it was them.",
		"Search for other accounts from the same address or device.",
	}, owaspAuthentication},
	apierror.SignalPermissionProbing: {[]string{
		"List the calls of the actor {actor} that were NOT refused: each is a function without a check. Close it first.",
		"Suspend the token or session of the actor {actor}, and ask its owner.",
		"Rule out a new client release that calls what its users may not: then many actors show it at once.",
	}, owaspAuthorization},
	apierror.SignalObjectEnumeration: {[]string{
		"Count how many objects the actor {actor} read successfully on the endpoint {route}, and whose they are: that is the breach.",
		"Suspend the token or session of the actor {actor}; limit reads for each caller.",
		"Test the endpoint {route} with another user's object id: is ownership checked? If not, switch it off.",
		"Involve whoever handles data protection if objects of others were read: deadlines run.",
	}, owaspObjects},
	apierror.SignalEndpointScanning: {[]string{
		"Look for calls of the actor {actor} that were answered with 2xx: what did it find?",
		"Block the actor {actor} at the edge, unless it is a scan of your own: ask the security team.",
		"Take down what should not have been reachable.",
	}, owaspInventory},
	apierror.SignalSensitivePathProbe: {[]string{
		"Check whether any probed path was answered with 2xx (backups, .env, .git, admin pages): if so, rotate every secret in it now.",
		"Block the actor {actor} at the edge.",
		"Remove the file or close the page, at the edge first, then in the image.",
	}, owaspSecrets},
	apierror.SignalInjectionAttempt: {[]string{
		"Look at the answers to the payloads on the endpoint {route}: a 5xx, a long duration or a large body says that one got through.",
		"If one did: isolate the service {service}, keep its logs, rotate its database and cloud credentials, call the security team.",
		"Block the actor {actor} and the payload's pattern at the edge.",
		"Fix the endpoint {route} with parameterised calls; the filter at the edge only wins time.",
	}, owaspInjection},
	apierror.SignalAutomatedClient: {[]string{
		"Find what the actor {actor} is after (prices, stock, accounts, content) and whether it costs you anything now.",
		"Ask whether it is a partner, a crawler or a test of your own before you block it.",
		"Challenge or limit it for that flow; a block by user agent alone holds minutes.",
	}, owaspAutomation},
	apierror.SignalRateLimitAbuse: {[]string{
		"Check whether other callers of the service {service} suffer: latency and errors beside the actor {actor}.",
		"If they do, block the actor {actor} at the edge; if not, the limit holds: tell its owner to obey Retry-After.",
		"Look for the same pattern from other addresses or keys: a limit that is dodged.",
	}, owaspDenial},
	apierror.SignalResourceExhaustion: {[]string{
		"Block or limit the actor {actor} at the edge before you scale: more instances feed it.",
		"Look at saturation of the service {service}: CPU, memory, connections; shed the least important traffic.",
		"Bound what a call may cost on the endpoint {route}: page size, query depth, body size, duration.",
	}, owaspDenial},
	apierror.SignalErrorDataLeak: {[]string{
		"Switch verbose errors off at the service {service} (debug mode, stack traces in answers), or answer with a fixed text at the edge.",
		"If a secret leaked, rotate it now; it is in traces and logs too.",
		"List who called the endpoint {route} since it began: who has seen it?",
	}, owaspErrors},
	apierror.SignalLateralMovement: {[]string{
		"Ask the owner of the service {service} whether the new calls are a release of today. If nobody knows, treat it as an intrusion.",
		"Isolate the actor {actor} on the network, keep it running for forensics, and rotate its credentials.",
		"List what else was called with the same credentials since it began.",
		"Call the security team: from here on it is their incident.",
	}, owaspServices},
	apierror.SignalTokenAbuse: {[]string{
		"Revoke the token or session, not only the user's password: a stolen token outlives a reset.",
		"List what was called with it since it began, and from where; undo what the owner did not do.",
		"Rule out a proxy or a carrier that changes addresses: then the same device goes on, without a new program.",
	}, owaspSessions},
	apierror.SignalGeoAnomaly: {[]string{
		"Ask the owner by a known channel whether it was them: a VPN or a trip is the usual reason.",
		"If not, or if nobody answers: end the sessions and require a second factor.",
		"Look for changes to the account after the distant login.",
	}, owaspAuthentication},
}
