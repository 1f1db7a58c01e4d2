package detect

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// description says of a signal what docs/detectors.md tells beside its declarations.
type description struct {
	signal  apierror.Signal
	looks   string // what it looks like, in a sentence
	unlike  string // the innocent traffic that resembles it, and what tells them apart
	sources string // where the thresholds come from

	// Of a signal that is decided by a memory of its own:
	memory     string // the package, below internal
	decides    string // when it raises the signal
	references []string
}

// descriptions of all signals, in the order of the vocabulary.
var descriptions = []description{
	{
		signal: apierror.SignalBruteForce,
		looks:  "One account, or one login, is tried with one password after another.",
		unlike: "A person who forgot a password tries a few times. An address of many users mostly succeeds. A job whose password was changed " +
			"fails for days, and is told as low. A client whose token ran out is refused in a burst, and renews it.",
		sources: "CrowdSec's http-generic-bf is a leaky bucket of 5 failures that loses one in 10 s: six at once trip it, and so does any pace " +
			"above six a minute that goes on. A person with a forgotten password and a password manager does that too; ten within a minute is " +
			"more. The thresholds of slow guessing and of refusals are our own.",
	},
	{
		signal: apierror.SignalCredentialStuffing,
		looks:  "Many accounts are tried, each once or twice, as from a list that was stolen elsewhere.",
		unlike: "An office or a carrier's gateway has many users who mistype, and many more who do not: most of what a source tries has to fail.",
		sources: "25 failures over 15 accounts is a usual rule. Here fewer accounts suffice, because it takes hardly any success as well. Over all " +
			"sources that rule has no idea of what is usual; here four times as many as usual have to fail, and at least 40.",
	},
	{
		signal: apierror.SignalPasswordSpraying,
		looks:  "A few common passwords are tried on many accounts, slowly or from many addresses, to stay below what is counted within minutes.",
		unlike: "An office has as many accounts that mistype within an hour, and successes too. A login that broke lets hardly anybody in, while " +
			"beside guesses that are strewn the usual logins go on.",
		sources: "Our own: above what a test run and an office show within an hour, and within a day.",
	},
	{
		signal:  apierror.SignalAccountTakeover,
		looks:   "A login succeeds, and whoever makes it has guessed before.",
		unlike:  "A person remembers a password after a few tries. A job has its password mended after it failed for long, and slowly.",
		sources: "Our own: from half of what makes guessing, to what makes it severe.",
	},
	{
		signal: apierror.SignalPermissionProbing,
		looks:  "A caller is denied one function after another, to find one that forgets to ask for rights (OWASP: BFLA).",
		unlike: "A page of widgets that its user may not see asks for a dozen functions, which others of the kind use, and asks for the same ones " +
			"when it is loaded again.",
		sources: "Our own: above what a page of widgets asks for.",
	},
	{
		signal: apierror.SignalObjectEnumeration,
		looks:  "A caller tries the ids of others, one object after another (OWASP: BOLA).",
		unlike: "A page lists a few dozen objects at most. An app asks for objects that are gone in no order. In a shop everybody looks at many " +
			"products: what is usual for a route is learnt from at least 20 callers.",
		sources: "Our own: above what a page lists.",
	},
	{
		signal: apierror.SignalEndpointScanning,
		looks:  "A caller asks for paths that are not there, one different one after another.",
		unlike: "A client's missing objects are one path, for ids in a path and the assets of a directory count once. A monitor asks for the same " +
			"dozen endpoints again and again, which count once. A crawler remembers titles and pages of a site that has moved.",
		sources: "CrowdSec's http-probing is a bucket of 10 distinct missing paths that loses one in 10 s, static resources left out; a monitor of a " +
			"dozen endpoints that are gone asks for more, so it takes 14 here. Those of denials and of slow scans are our own.",
	},
	{
		signal: apierror.SignalSensitivePathProbe,
		looks:  "A caller asks for what scanners' word lists name and nobody who means the site asks for: `.env`, `.git/config`, `wp-login.php`.",
		unlike: "A single one may be a link that somebody left. Paths on routes that exist do not count.",
		sources: "CrowdSec's http-admin-interface-probing is a bucket of 4 distinct names that loses one in 10 s: the fifth trips it, as it does " +
			"here for medium.",
	},
	{
		signal: apierror.SignalInjectionAttempt,
		looks:  "A call carries what is to be run, looked up or read where it does not belong: SQL, a script, a command, a path, a template.",
		unlike: "Whoever searches a site for SQL, or signs with a tag, sends one payload and not several different ones.",
		sources: "CrowdSec's probing for SQL and script injection are buckets of 10 and 5 that lose one in a second. Those take words that happen to " +
			"stand in a URL for payloads; here each was read as a database or a browser would, so fewer suffice.",
	},
	{
		signal: apierror.SignalAutomatedClient,
		looks:  "A program made to attack names itself in its user agent, or one caller says that it is ever other programs.",
		unlike: "The programs of an office behind one address each call again.",
		sources: "The names: OWASP CRS's scanners-user-agents.data and CrowdSec's bad_user_agents, without what is also used by monitors, libraries " +
			"and feed readers. The thresholds are our own.",
	},
	{
		signal:  apierror.SignalRateLimitAbuse,
		looks:   "A caller whom a rate limit refuses goes on as if nothing was.",
		unlike:  "A client that meets a limit waits, and then succeeds; a burst against a limit is over within a minute.",
		sources: "Our own: a call a second for a minute, or half as many by who was told when to come back.",
	},
	{
		signal: apierror.SignalResourceExhaustion,
		looks:  "A route fails or slows more and more, and one actor does the work that wears it down.",
		unlike: "A broken release, an outage and a busy day hit all callers alike: without one actor behind it nothing is raised.",
		memory: "exhaustion", decides: "at least three times the usual share of failing calls, or the usual time of a typical one, in more than one minute, and " +
			"an actor who takes at least 30% of the work, and three times as much as others, and began when the symptoms did",
		sources:    "The factors are our own; the rest keeps chance out.",
		references: exhaustionReferences,
	},
	{
		signal: apierror.SignalErrorDataLeak,
		looks:  "An error text shows secrets, personal data or, to a caller, how the service works; or a caller collects such answers.",
		unlike: "Telemetry is there to tell how the service works: internals are a leak only where a caller could read them.",
		memory: "leak", decides: "any secret or personal data in an error text; internals in an answer. More severe the farther it got. It speaks of the " +
			"service and not of its caller, so it is told of trusted callers, too",
		sources:    "The kinds: the documents that define each form. How far it got: CWE-532 (telemetry), CWE-209 (answer).",
		references: []string{"owasp:API8:2023", "cwe:209", "cwe:532"},
	},
	{
		signal: apierror.SignalLateralMovement,
		looks:  "A service's identity is denied by several peers that it did not call before.",
		unlike: "A release brings a new dependency or two with credentials that do not work. A peer that denies many others is at fault itself. A new " +
			"service knows nobody yet.",
		memory: "lateral", decides: "within an hour, denials by new peers: any is low, 3 are medium, 5 high; one more where another peer then lets it in",
		sources: "Our own: there is no public rule. A release with two dependencies whose credentials do not work stays below; five are none that " +
			"somebody deployed and looked at.",
		references: []string{"owasp:API2:2023", "attack:T1021", "attack:T1078"},
	},
	{
		signal: apierror.SignalTokenAbuse,
		looks:  "A session or credential is used by somebody else, too, or goes on long after it ran out.",
		unlike: "A device on the move passes through two or three networks, with the same browser. A fleet's programs are of one kind. A client " +
			"renews what has run out after a few refusals.",
		sources: "Our own.",
	},
	{
		signal: apierror.SignalGeoAnomaly,
		looks:  "A user is seen in two places with less time between than an airliner needs.",
		unlike: "A VPN, a proxy and a mobile carrier's gateway move a user, but leave session and program as they are: then it is low. Places that " +
			"are customary for the user do not count.",
		memory: "impossibletravel", decides: "faster than 1,000 km/h, every error of the places taken in the user's favour: medium where session or " +
			"program are another's, high once both places are in use in turn. The places come from the geoip processor",
		sources:    "An airliner's speed; the rest is our own.",
		references: travelReferences,
	},
}
