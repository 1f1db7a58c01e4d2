package redact

import (
	"regexp"
)

// longestEscape is of a character in two JSON escapes, each behind a few backslashes, or of a percent sign escaped a few times over.
const longestEscape = 32

// halfEscape is what is left of an escape that the end of a text cut off.
var halfEscape = regexp.MustCompile(`^(?:%(?:25)*[0-9A-Fa-f]?|(?:\\+[uUx]?[0-9A-Fa-f]{0,8}){1,2}|&[#a-zA-Z0-9]{0,8})$`)

// matcher finds a pattern in a text of which any character may be escaped, each in its own way: by percent, as in URLs and forms, also
// several times over; by backslash, as in JSON and Go's quotes, also within one another; or as HTML.
type matcher struct {
	text, pattern string

	// end is where the match ends.
	end int
	// failed are the places from which there is no match, of those where there was a choice.
	failed map[place]bool
}

// place is a place in the text and one in the pattern.
type place struct{ text, pattern int }

// from tries to match the rest of the pattern at a place. A match may be cut off by the end of the text.
func (m *matcher) from(at, done int) bool {
	if done == len(m.pattern) || at >= len(m.text) {
		m.end = min(at, len(m.text))
		return done == len(m.pattern) || done >= shortestWhole
	}
	here := place{at, done}
	if m.failed[here] {
		return false
	}
	if m.text[at] == m.pattern[done] && m.from(at+1, done+1) {
		return true
	}
	rest := m.text[at:min(len(m.text), at+longestEscape)]
	var room [4]step
	escapes := escapesOf(rest, m.pattern[done:], room[:0])
	for _, escape := range escapes {
		if m.from(at+escape.read, done+escape.stands) {
			return true
		}
	}
	if done >= shortestWhole && len(rest) < longestEscape && halfEscape.MatchString(rest) {
		m.end = len(m.text)
		return true
	}
	if len(escapes) > 0 {
		if m.failed == nil {
			m.failed = make(map[place]bool)
		}
		m.failed[here] = true
	}
	return false
}
