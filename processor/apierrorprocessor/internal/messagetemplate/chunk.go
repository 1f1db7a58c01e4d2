package messagetemplate

import "strings"

// chunk reads what is written without a space between: a word, a number, a class, a host, a path, an identifier.
func (s *scanner) chunk(i, end int) int {
	stop, plain := i, true
	for ; stop < end; stop++ {
		if k := kinds[s.text[stop]]; k == letter {
			continue
		} else if k == digit || k == slash {
			plain = false
			continue
		}
		if c := s.text[stop]; !joins(c) {
			break
		}
		plain = false
	}
	if plain {
		s.plain(i, stop, end)
		return stop
	}
	if strings.Contains(s.text[i:stop], "://") {
		for stop < end && kinds[s.text[stop]] != space && strings.IndexByte("\"'`<>)]},;", s.text[stop]) < 0 {
			stop++
		}
		s.value()
		return stop
	}
	for stop > i+1 && joins(s.text[stop-1]) {
		stop--
	}
	chunk := s.text[i:stop]
	// A message may end in "code: 503", without a space in "code:503".
	if colon := strings.IndexByte(chunk, ':'); colon > 0 && colon+1 < len(chunk) {
		if name := chunk[:colon]; isPlain(name) {
			folded := make([]byte, 0, 16)
			for j := range min(len(name), 16) {
				folded = append(folded, lower(name[j]))
			}
			if isCode(folded, nil, chunk[colon+1:], true) {
				s.word(name)
				s.code(chunk[colon+1:])
				return stop
			}
		}
	}
	if isValue(chunk) {
		s.value()
		return stop
	}
	s.pieces(chunk)
	return stop
}

// joins reports whether a byte holds the pieces of a chunk together.
func joins(c byte) bool {
	switch c {
	case '-', '.', ':', '@', '$', '#', '+', '%', '~', '/', '\\', '|':
		return true
	default:
		return false
	}
}

func isPlain(text string) bool {
	for i := range len(text) {
		if kinds[text[i]] != letter {
			return false
		}
	}
	return true
}

// plain writes a word of letters alone, unless it is part of a date, or the character that a parser stumbled over.
func (s *scanner) plain(i, stop, end int) {
	word := s.text[i:stop]
	if len(word) == 3 && isCalendar(word) {
		next := strings.TrimLeft(s.text[stop:end], ", ")
		if (next != "" && kinds[next[0]] == digit) || (s.end() == '*' && word != "may") {
			s.value()
			return
		}
	}
	if len(word) == 1 {
		if last, _ := s.before(); string(last) == "token" || string(last) == "character" {
			s.value()
			return
		}
	}
	s.word(word)
}

// shortHash is how many letters a to f, and no digit between, are a hash and no word.
const shortHash = 16

func isHash(word string) bool {
	for i := range len(word) {
		if !isHex(word[i]) {
			return false
		}
	}
	return true
}

func isCalendar(word string) bool {
	switch word {
	case "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun":
		return true
	default:
		return false
	}
}

// pieces writes a chunk piece by piece.
func (s *scanner) pieces(chunk string) {
	filled := false // a piece before was a value
	for i := 0; i < len(chunk); {
		if !isWord(chunk[i]) {
			i++
			continue
		}
		if isUUID(chunk[i:]) {
			s.value()
			filled, i = true, i+36
			continue
		}
		stop := i
		digits := false
		for stop < len(chunk) && isWord(chunk[stop]) {
			digits = digits || kinds[chunk[stop]] == digit
			stop++
		}
		piece := chunk[i:stop]
		joined := byte(0)
		if i > 0 {
			joined = chunk[i-1]
		}
		switch last, second := s.before(); {
		case digits && isCode(last, second, piece, false):
			s.code(piece)
		case digits:
			filled = s.numbered(piece) || filled
		case joined == '@', strings.HasSuffix(string(last[max(0, len(last)-5):]), "cglib"):
			s.value() // the hash of an object, the number of a generated class
			filled = true
		case filled && joined == '-' && isRandom(piece):
			s.value()
		case filled && joined == ':' && len(piece) <= 4:
			s.value()
		default:
			s.word(piece)
		}
		i = stop
	}
}

// numbered writes a piece with digits in it, and reports whether it was a value.
func (s *scanner) numbered(piece string) (filled bool) {
	if strings.IndexByte(piece, '_') >= 0 {
		for part := range strings.SplitSeq(piece, "_") {
			if part == "" {
				continue
			}
			if hasDigit(part) {
				filled = s.numbered(part) || filled
			} else {
				s.word(part)
			}
		}
		return filled
	}
	letters, uppers, runs, changes, hex := 0, 0, 0, 0, true
	for i := range len(piece) {
		c := piece[i]
		isDigit := kinds[c] == digit
		hex = hex && isHex(c)
		if !isDigit {
			letters++
		}
		if isUpper(c) {
			uppers++
		}
		if isDigit && (i == 0 || kinds[piece[i-1]] != digit) {
			runs++
		}
		if i > 0 && !isDigit && kinds[piece[i-1]] == letter && isUpper(c) != isUpper(piece[i-1]) {
			changes++
		}
	}
	// Names of classes and tables have a digit or two (Http2Exception, orders_2); what random characters make does not read as words.
	if kinds[piece[0]] == digit || hex || letters < 5 || uppers == letters || runs*3 > letters || (changes+2*runs)*3 > letters+3 {
		s.value()
		return true
	}
	name := make([]byte, 0, 64)
	for i := range min(len(piece), cap(name)) {
		if kinds[piece[i]] != digit {
			name = append(name, piece[i])
		}
	}
	s.word(string(name))
	return false
}

func hasDigit(text string) bool {
	for i := range len(text) {
		if kinds[text[i]] == digit {
			return true
		}
	}
	return false
}

// isRandom reports whether letters behind a value belong to it: Kubernetes makes the ends of pods' names without vowels, and parts
// of a hash may have no digit.
func isRandom(piece string) bool {
	vowels, hex := strings.ContainsAny(piece, "aeiouyAEIOUY"), true
	for i := range len(piece) {
		hex = hex && isHex(piece[i])
	}
	return (len(piece) == 5 && !vowels) || (hex && len(piece) >= 4)
}
