package injection

import "strings"

// ScanHeader looks at a captured header. User agents and cookies are full of brackets and semicolons: so only what is in none of them
// counts.
func (s *Scanner) ScanHeader(value string) Finding {
	if strings.IndexByte(value, '$') < 0 && !strings.HasPrefix(value, "()") {
		return Finding{}
	}
	s.folded = fold(append(s.folded[:0], value[:min(len(value), limit)]...))
	text := string(s.folded)
	if sign := lookup(text); sign != "" {
		return Finding{Kind: KindLookup, Sign: sign, Text: value}
	}
	if strings.HasPrefix(text, "() {") { // Shellshock (CVE-2014-6271)
		return Finding{Kind: KindCommand, Sign: "() {", Text: value}
	}
	return Finding{}
}
