package redact

import (
	"regexp"
	"slices"
	"strings"
)

// named are the names of secrets, as they stand before one.
const named = `(?:(?:api|access|auth|routing|integration|service|secret|private|signing|client|refresh)[_-]?|\b)(?:key|token|secret|passwd|password|pwd|signature)`

// likely are secrets that nobody told us of, such as those of an auth extension or another's that a server quotes.
var likely = []struct {
	// hints are words of which a text must have one, in lower case, to be worth a closer look.
	hints       []string
	form        *regexp.Regexp
	replacement string
}{
	// Headers, to the end of the line or of the quotes that they are in, since what follows depends on the scheme.
	{[]string{"authorization"}, regexp.MustCompile(`(?i)\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)[^"'\r\n]{4,}`), "${1}" + Placeholder},
	{[]string{"cookie"}, regexp.MustCompile(`(?i)\b((?:set-)?cookie["']?\s*[:=]\s*["']?)[^"'\r\n]{4,}`), "${1}" + Placeholder},
	// Schemes alone. A token has a digit, or is longer than words are.
	{
		[]string{"bearer", "basic", "splunk", "geniekey", "bot"},
		regexp.MustCompile(`(?i)\b((?:bearer|basic|splunk|geniekey|bot)\s+)(?:[A-Za-z._~+/=-]*[0-9][A-Za-z0-9._~+/=-]{7,}|[A-Za-z0-9._~+/=-]{7,}[0-9][A-Za-z0-9._~+/=-]*|[A-Za-z0-9._~+/=-]{24,})`),
		"${1}" + Placeholder,
	},
	// Names that say it. A value in quotes ends with them.
	{namedHints, regexp.MustCompile(`(?i)(` + named + `\\?["']?\s*=\s*\\?["']?)[^\s"'&;,<>\\]{6,}`), "${1}" + Placeholder},
	{namedHints, regexp.MustCompile(`(?i)(` + named + `\\?["']\s*:\s*\\?["'])[^\s"'\\]{6,}`), "${1}" + Placeholder},
	// The forms that issuers give their tokens.
	{[]string{"xox", "xapp-"}, regexp.MustCompile(`\b(?:xox[abeprs]|xapp)-[0-9A-Za-z-]{8,}`), Placeholder},
	{[]string{"akia", "asia", "abia", "acca"}, regexp.MustCompile(`\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b`), Placeholder},
	{[]string{"eyj"}, regexp.MustCompile(`\beyJ[\w-]{7,}\.eyJ[\w-]{7,}\.[\w-]*`), Placeholder},
	{[]string{"whsec_", "whsk_"}, regexp.MustCompile(`\b(?:whsec|whsk)_[0-9A-Za-z+/=]{16,}`), Placeholder},
	{
		[]string{"gh", "gl"},
		regexp.MustCompile(`\b(?:gh[pousr]_|github_pat_|glpat-|glsa_)[0-9A-Za-z_-]{20,}`), Placeholder,
	},
	{[]string{"hooks.slack.com"}, regexp.MustCompile(`(?i)(hooks\.slack\.com/(?:services|triggers|workflows)/)[^\s"'<>]+`), "${1}" + Placeholder},
	{[]string{"/api/webhooks/"}, regexp.MustCompile(`(?i)(/api/webhooks/)\d+/[\w-]+`), "${1}" + Placeholder},
	{[]string{"://"}, regexp.MustCompile(`(://)[^\s/@"'?#]+@`), "${1}" + Placeholder + "@"},
	{[]string{"private key"}, regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`), Placeholder},
}

var namedHints = []string{"key", "token", "secret", "passw", "pwd", "signature"}

func redactLikely(text string) string {
	lower := strings.ToLower(text)
	for i := range likely {
		if slices.ContainsFunc(likely[i].hints, func(hint string) bool { return strings.Contains(lower, hint) }) {
			text = likely[i].form.ReplaceAllString(text, likely[i].replacement)
		}
	}
	return text
}
