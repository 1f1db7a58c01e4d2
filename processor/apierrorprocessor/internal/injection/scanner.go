package injection

import (
	"bytes"
	"strings"
)

// Finding is what a text holds.
type Finding struct {
	Kind    Kind
	Sign    string // what gave it away, in words of this package's own
	Text    string // the value that holds it, as it was sent: of a query the parameter
	Decoded int    // how often the text had to be decoded for it: more than once is never an accident
}

// check recognises one kind in a text that is decoded, in small letters and with single spaces.
type check struct {
	kind  Kind
	needs string                   // without any of these characters there is none
	sign  func(text string) string // "" for none
}

// checks are in the order in which a text that several know is named: what is plainest first.
var checks = [...]check{
	{KindLookup, "$", lookup},
	{KindEntity, "<", externalEntity},
	{KindForgery, ":", forgery},
	{KindTraversal, "/\\.", traversal},
	{KindTemplate, "{_(<@", template},
	{KindQueryOperator, "$'", queryOperator},
	{KindLDAP, "(", ldapFilter},
	{KindCommand, "/-;|&`$(:.", command},
	{KindScript, "<>\"'=(:.{", script},
	{KindSQL, " '\"`;=(<>#*|-)/", sql},
}

// Scanner holds scratch memory. It is not safe for concurrent use.
type Scanner struct {
	scratch []byte
	folded  []byte
}

// Scan looks for a payload in one value that a caller chose: a path, a query's parameter, a header. It looks at it as it is and as
// it reads decoded, once and twice.
func (s *Scanner) Scan(value string) Finding {
	if !isSuspicious(value) {
		return Finding{}
	}
	s.scratch = append(s.scratch[:0], value[:min(len(value), limit)]...)
	return s.unwrap(value, layers)
}

// unwrap looks at the scratch memory as it is and as it reads decoded, so often at most, and lays what it finds to a text.
func (s *Scanner) unwrap(sent string, times int) Finding {
	for decoded := range times + 1 {
		if found := s.look(s.scratch); found.Kind != KindNone {
			found.Decoded, found.Text = decoded, sent
			return found
		}
		text, changed := decode(s.scratch)
		if !changed {
			break
		}
		s.scratch = text
	}
	return Finding{}
}

// ScanPath looks at the path of a request. That it names a file of the system's is no payload, as it would be in a value: it is a
// probe for what the server may give away.
func (s *Scanner) ScanPath(path string) Finding {
	found := s.Scan(path)
	if found.Kind == KindTraversal && found.Decoded == 0 && !strings.Contains(path, "..") {
		return Finding{}
	}
	return found
}

// ScanQuery looks at each of a query's parameters, names and values, in which a plus sign is a space.
func (s *Scanner) ScanQuery(query string) Finding {
	if !isSuspicious(query) {
		return Finding{}
	}
	query = query[:min(len(query), limit)]
	for query != "" {
		var parameter string
		parameter, query, _ = strings.Cut(query, "&")
		if found := s.scanParameter(parameter); found.Kind != KindNone {
			return found
		}
	}
	return Finding{}
}

func (s *Scanner) scanParameter(parameter string) Finding {
	name, value, _ := strings.Cut(parameter, "=")
	if sign := operatorName(name); sign != "" {
		return Finding{Kind: KindQueryOperator, Sign: sign, Text: parameter}
	}
	if !isSuspicious(value) {
		return s.Scan(name)
	}
	s.scratch = append(s.scratch[:0], value...)
	for i, c := range s.scratch {
		if c == '+' {
			s.scratch[i] = ' '
		}
	}
	if found := s.unwrap(parameter, 1+layers); found.Kind != KindNone {
		found.Decoded = max(0, found.Decoded-1) // a client encodes what it sends once
		return found
	}
	return s.Scan(name)
}

// look holds a text against all checks.
func (s *Scanner) look(text []byte) Finding {
	if bytes.IndexByte(text, '\n') >= 0 && addsHeader(text) {
		return Finding{Kind: KindHeader, Sign: "a line break and a header's name"}
	}
	s.folded = fold(append(s.folded[:0], text...))
	var holds [256]bool
	for _, c := range s.folded {
		holds[c] = true
	}
	folded := string(s.folded)
	for i := range checks {
		if !holdsAny(&holds, checks[i].needs) {
			continue
		}
		if sign := checks[i].sign(folded); sign != "" {
			return Finding{Kind: checks[i].kind, Sign: sign}
		}
	}
	return Finding{}
}

func holdsAny(holds *[256]bool, characters string) bool {
	for i := range len(characters) {
		if holds[characters[i]] {
			return true
		}
	}
	return false
}

// addsHeader reports whether a line of the text is one that only an answer or a request has.
func addsHeader(text []byte) bool {
	for _, line := range bytes.Split(text, []byte("\n"))[1:] {
		for _, name := range [...]string{"set-cookie:", "location:", "content-type:", "content-length:", "http/1.", "host:"} {
			if len(line) >= len(name) && bytes.EqualFold(line[:len(name)], []byte(name)) {
				return true
			}
		}
	}
	return false
}
