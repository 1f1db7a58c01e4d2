package detect

import "slices"

// declarations lists what is looked for, in the order of the vocabulary.
//
// The thresholds start from public rule sets and are raised where those assume that somebody curates a list of
// exceptions. CrowdSec's http-generic-bf is a leaky bucket of 5 failures that loses one in 10 s: six at once trip it,
// and so does any pace above six a minute that goes on. A person with a forgotten password and a password manager does
// that too; ten within a minute is more. Its http-probing is a bucket of 10 distinct missing paths that loses one in 10
// s, static resources left out; a monitor of a dozen endpoints that are gone asks for more, so it takes 14 here. Its
// http-admin-interface-probing is a bucket of 4 distinct names that loses one in 10 s: the fifth trips it, as it does
// here. For stuffing, 25 failures over 15 accounts is a usual rule; here fewer accounts suffice, because it takes
// hardly any success as well. Who stays below all that is added up over an hour, and is less surely an attacker: those
// thresholds are our own, as those of denials and of named refusals are.
func declarations() []declaration {
	return slices.Concat(
		bruteForcing(), stuffing(), spraying(), takingOver(), probingFunctions(), enumerating(), scanning(), probing(), injecting(), automated(),
		abusingLimits(), harvesting(), abusingTokens(),
	)
}

var (
	guessingReferences = []string{"owasp:API2:2023", "attack:T1110.001", "cwe:307"}
	stuffingReferences = []string{"owasp:API2:2023", "attack:T1110.004", "cwe:307"}
	scanningReferences = []string{"owasp:API9:2023", "attack:T1595.003", "cwe:425"}
	sprayingReferences = []string{"owasp:API2:2023", "attack:T1110.003", "cwe:307"}
	takeoverReferences = []string{"owasp:API2:2023", "attack:T1078", "cwe:307"}
	functionReferences = []string{"owasp:API5:2023", "attack:T1595", "cwe:285"}
	objectReferences   = []string{"owasp:API1:2023", "attack:T1213", "cwe:639"}
	probingReferences  = []string{"owasp:API8:2023", "attack:T1595.003", "cwe:538"}
	scannerReferences  = []string{"owasp:API6:2023", "attack:T1595.002", "cwe:799"}
	tokenReferences    = []string{"owasp:API2:2023", "attack:T1550.001", "cwe:384"}
	payloadReferences  = []string{"attack:T1190"}
)
