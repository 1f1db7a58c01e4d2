package messagetemplate

import "strings"

// quoted reads from an opening quote to behind the closing one, or past the quote where it is none.
func (s *scanner) quoted(i, end, size, depth int) int {
	if i > 0 && isWord(s.text[i-1]) && (size == 3 || s.text[i] == '\'') { // an apostrophe
		return i + size
	}
	open := i + size
	unclosed := &s.unclosed[int(s.text[i])%len(s.unclosed)]
	if *unclosed == end {
		return open
	}
	closing := s.closing(i, end, size)
	if closing < 0 {
		*unclosed = end
		return open
	}
	content, after := s.text[open:closing], closing+size
	switch {
	case s.verbatimName(content):
		s.verbatim(content)
	case s.isPointer(content):
		s.pointer(content)
	case depth < nesting && s.tells(content, i, after, end):
		s.named = after
		s.scan(open, closing, depth+1)
	default:
		s.value()
	}
	return min(after, end)
}

// closing finds the quote that closes the one at i; -1 where none does.
func (s *scanner) closing(i, end, size int) int {
	open := s.text[i]
	if size == 3 {
		for j := i + 3; j+3 <= end; j++ {
			if s.text[j] == 0xe2 && wideQuote(s.text[j:end]) > 0 && (j+3 == end || !isWord(s.text[j+3])) {
				return j
			}
		}
		return -1
	}
	for j := i + 1; j < end; j++ {
		switch c := s.text[j]; {
		case c == '\\' && open == '"':
			j++
		case c == open && (c != '\'' || j+1 == end || !isWord(s.text[j+1])), c == '\'' && open == '`': // Ruby quotes `so'
			return j
		}
	}
	return -1
}

// tells reports whether what is quoted belongs to the fault: a name of a schema or of the code, by the words around it.
func (s *scanner) tells(content string, open, after, end int) bool {
	last, second := s.before()
	rest := s.text[min(after, end):end]
	if s.braces > 0 && open > 0 && strings.HasPrefix(strings.TrimLeft(rest, " "), ":") {
		return isName(content) // a key of JSON
	}
	switch {
	case open < s.names && isName(content), open < s.texts:
		return true
	case open >= 2 && s.text[open-1] == '[' && isWord(s.text[open-2]) && strings.HasPrefix(rest, "]") && isName(content):
		return true // Order["items"]
	case s.named > 0 && open == s.named+1 && s.text[s.named] == '.' && isName(content):
		return true // "SHOP"."ORDERS"."NOTE"
	case s.braces > 0 && !s.data && complains(content):
		return true
	}
	assigned := false
	if j := strings.TrimRight(s.text[:open], ` "'`); j != "" {
		switch j[len(j)-1] {
		case '=', ':':
			assigned = true
		}
	}
	if assigned && !s.data && isTelling(last) {
		return true
	}
	if !isName(content) {
		return false
	}
	switch {
	case s.text[open] == '`':
		return true
	case isSchema(last):
		return true
	case (string(last) == "name" || string(last) == "named" || string(last) == "called") && (isSchema(second) || string(second) == "import"):
		return true
	case s.size == 0 && strings.TrimSpace(rest) == "": // the whole message, as of Python's KeyError
		return true
	}
	return describes(rest, s.beginsClause(open))
}

// beginsClause reports whether nothing stands before a quote that it could be the value of.
func (s *scanner) beginsClause(open int) bool {
	before := strings.TrimRight(s.text[:open], " \t\n")
	if before == "" {
		return true
	}
	return strings.IndexByte(":;,.([{-", before[len(before)-1]) >= 0
}

// isName reports whether a quoted text can be an identifier of code or of a schema.
func isName(text string) bool {
	if text == "" || len(text) > 96 || kinds[text[0]] == slash {
		return false
	}
	letters := false
	for i := range len(text) {
		switch c := text[i]; {
		case kinds[c] == letter:
			letters = true
		case kinds[c] == digit, strings.IndexByte("_.$-[]()<>:#*", c) >= 0:
		default:
			return false
		}
	}
	return letters
}

// verbatimName reports whether a text is the name of a constraint that was made by a machine (Hibernate's UK_6dotk…): it looks like
// an identifier of a value, and is none.
func (s *scanner) verbatimName(content string) bool {
	if len(content) > 64 || !isName(content) || !isMixed(content) {
		return false
	}
	last, second := s.before()
	switch string(last) {
	case "constraint", "index":
		return true
	case "key":
		switch string(second) {
		case "for", "unique", "foreign", "primary":
			return true
		}
	}
	return false
}

// isMixed reports whether letters and digits stand side by side.
func isMixed(text string) bool {
	for i := 1; i < len(text); i++ {
		a, b := kinds[text[i-1]], kinds[text[i]]
		if a != b && a+b == letter+digit && text[i-1] != '_' && text[i] != '_' && min(a, b) == letter {
			return true
		}
	}
	return false
}

// bracket reads a bracket: most say nothing.
func (s *scanner) bracket(i, end int) int {
	c := s.text[i]
	switch c {
	case '{':
		if last, _ := s.before(); s.braces == 0 {
			s.data = isData(last)
		}
		s.braces++
		s.mark('{')
		return i + 1
	case '}':
		if s.braces > 0 {
			s.braces--
			s.mark('}')
		}
		return i + 1
	case ',':
		if s.braces > 0 && s.end() != ',' && s.end() != '{' {
			s.mark(',')
		}
		return i + 1
	}
	shut := byte(')')
	if c == '[' {
		shut = ']'
	}
	length := strings.IndexByte(s.text[i+1:end], shut)
	if length < 0 {
		return i + 1
	}
	if c == '[' && strings.HasPrefix(s.text[i+1:end], "Source: ") { // Jackson's, which quotes what it was to read
		if line := strings.Index(s.text[i:end], "; line: "); line > 0 {
			s.value()
			return i + line
		}
	}
	s.list(i, i+length+1)
	content := s.text[i+1 : i+1+length]
	switch last, _ := s.before(); {
	case s.verbatimName(content):
		s.verbatim(content)
		return i + length + 2
	case c == '(' && (strings.HasSuffix(s.text[:i], ")=") || strings.HasSuffix(s.text[:i], "contains ") || strings.HasSuffix(s.text[:i], "value is ")):
		// PostgreSQL: Key (email)=(bob), Failing row contains (bob, …); SQL Server: The duplicate key value is (bob)
		for shutNext := i + length + 2; shutNext < end && s.text[shutNext] == ')'; shutNext++ {
			length++
		}
		s.value()
		return i + length + 2
	case content == "s" && c == '(' && len(last) > 0: // record(s)
		return i + 3
	}
	return i + 1
}

// isPointer reports whether a text is a JSON pointer (RFC 6901) by the key that it stands under: it leads to a field of the schema,
// where other paths lead to a file or a resource.
func (s *scanner) isPointer(content string) bool {
	if content == "" || (content[0] != '/' && !strings.HasPrefix(content, "#/")) {
		return false
	}
	switch key, _ := s.before(); string(key) {
	case "pointer", "instancepath", "schemapath", "datapath", "instancelocation", "keywordlocation":
		return true
	default:
		return false
	}
}

// pointer writes the steps of a JSON pointer: names of fields, and places in lists.
func (s *scanner) pointer(content string) {
	for step := range strings.SplitSeq(content, "/") {
		if isName(step) {
			s.pieces(step)
		} else if step != "" && kinds[step[0]] == digit {
			s.value()
		}
	}
}

// list reads what the texts in a list are from the key that it stands under: "path": ["items", 0, "sku"].
func (s *scanner) list(open, shut int) {
	before := strings.TrimRight(s.text[:open], " ")
	if before == "" || kinds[before[len(before)-1]] != assign || s.data {
		return
	}
	switch key, _ := s.before(); {
	case listsFields(key):
		s.names = max(s.names, shut)
	case isTelling(key):
		s.texts = max(s.texts, shut)
	}
}

// namesID reports whether a text ends in a word for an identifier: Request ID, user_id, orderId. (Not in "invalid".)
func namesID(text string) bool {
	if !strings.HasSuffix(text, "id") {
		return strings.HasSuffix(text, "Id") || strings.HasSuffix(text, "ID")
	}
	return len(text) == 2 || text[len(text)-3] == '_' || !isWord(text[len(text)-3])
}

// assigned reads what stands right behind = or, in braces or after the word for an identifier, behind a colon: a value, unless its key is one that names faults.
func (s *scanner) assigned(i, end int) int {
	c, next := s.text[i], i+1
	if c == ':' {
		if s.braces == 0 && !namesID(s.text[:i]) {
			return next
		}
		for next < end && s.text[next] == ' ' {
			next++
		}
	}
	if next >= end || !isWord(s.text[next]) || (c == '=' && (i == 0 || kinds[s.text[i-1]] == space) && kinds[s.text[next]] != digit) {
		return next
	}
	last, second := s.before()
	stop := next
	for stop < end && kinds[s.text[stop]] != space && strings.IndexByte(",;)]}&'\"", s.text[stop]) < 0 {
		stop++
	}
	if isCode(last, second, s.text[next:stop], true) {
		s.code(s.text[next:stop])
		return stop
	}
	if !s.data && isTelling(last) {
		return next
	}
	s.value()
	return stop
}
