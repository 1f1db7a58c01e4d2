package content

import (
	"strings"
)

// referenceNames are the titles of what the processor's detectors refer to: https://attack.mitre.org/techniques/,
// https://owasp.org/API-Security/editions/2023/en/0x11-t10/ and https://cwe.mitre.org/.
var referenceNames = map[string]string{
	"attack:T1021":     "remote services",
	"attack:T1078":     "valid accounts",
	"attack:T1110":     "brute force",
	"attack:T1110.001": "password guessing",
	"attack:T1110.003": "password spraying",
	"attack:T1110.004": "credential stuffing",
	"attack:T1190":     "exploit of a public-facing application",
	"attack:T1213":     "data from information repositories",
	"attack:T1499.003": "application exhaustion flood",
	"attack:T1550.001": "stolen application access token",
	"attack:T1592":     "gathering of host information",
	"attack:T1595":     "active scanning",
	"attack:T1595.002": "vulnerability scanning",
	"attack:T1595.003": "wordlist scanning",
	"owasp:API1:2023":  "broken object level authorization",
	"owasp:API2:2023":  "broken authentication",
	"owasp:API3:2023":  "broken object property level authorization",
	"owasp:API4:2023":  "unrestricted resource consumption",
	"owasp:API5:2023":  "broken function level authorization",
	"owasp:API6:2023":  "unrestricted access to sensitive business flows",
	"owasp:API7:2023":  "server side request forgery",
	"owasp:API8:2023":  "security misconfiguration",
	"owasp:API9:2023":  "improper inventory management",
	"owasp:API10:2023": "unsafe consumption of APIs",
	"cwe:22":           "path traversal",
	"cwe:78":           "OS command injection",
	"cwe:79":           "cross-site scripting",
	"cwe:89":           "SQL injection",
	"cwe:90":           "LDAP injection",
	"cwe:113":          "HTTP response splitting",
	"cwe:209":          "error message with sensitive information",
	"cwe:285":          "improper authorization",
	"cwe:287":          "improper authentication",
	"cwe:307":          "no limit of authentication attempts",
	"cwe:359":          "exposure of private personal information",
	"cwe:384":          "session fixation",
	"cwe:400":          "uncontrolled resource consumption",
	"cwe:425":          "forced browsing",
	"cwe:497":          "exposure of system information",
	"cwe:522":          "insufficiently protected credentials",
	"cwe:532":          "sensitive information in a log file",
	"cwe:538":          "sensitive information in an accessible file",
	"cwe:611":          "XML external entity",
	"cwe:613":          "insufficient session expiration",
	"cwe:639":          "authorization bypass through a user-controlled key",
	"cwe:770":          "allocation without limits",
	"cwe:799":          "no control of interaction frequency",
	"cwe:917":          "expression language injection",
	"cwe:918":          "server-side request forgery",
	"cwe:943":          "injection into data query logic",
	"cwe:1336":         "template engine injection",
}

// referenceName writes a reference with its title where it is known, and quoted where it is none.
func referenceName(reference string) string {
	kind, id, _ := strings.Cut(reference, ":")
	title, known := referenceNames[reference]
	switch {
	case !known:
		return named(reference)
	case kind == "attack":
		return title + " (ATT&CK " + id + ")"
	case kind == "owasp":
		return title + " (OWASP " + id + ")"
	default:
		return title + " (CWE-" + id + ")"
	}
}
