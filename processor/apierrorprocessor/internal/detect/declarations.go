package detect

import "slices"

// declarations lists what is looked for, in the order of the vocabulary.
// Where the thresholds come from, and what each signal is told from, stands with the descriptions (docs/detectors.md).
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
	limitReferences    = []string{"owasp:API4:2023", "attack:T1499.003", "cwe:770"}
	leakReferences     = []string{"owasp:API8:2023", "attack:T1592", "cwe:209"}
	scannerReferences  = []string{"owasp:API6:2023", "attack:T1595.002", "cwe:799"}
	tokenReferences    = []string{"owasp:API2:2023", "attack:T1550.001", "cwe:384"}
	payloadReferences  = []string{"attack:T1190"}
)
