// Package messagetemplate turns an error message back into the text that a programmer wrote: what was filled in when it was
// thrown is left out, and names that belong to the fault itself (a constraint, a column, a field) stay.
package messagetemplate

import "strings"

const (
	// inputLimit bounds what is read of a message, in bytes; templateLimit what is kept. The template's is the one that counts: it
	// falls at the same word however long the values are.
	inputLimit    = 1024
	templateLimit = 320
	// nesting bounds quotes within quotes: JSON in a string in JSON.
	nesting = 4
	// plurals is how many words behind a number may depend on it: "2 open orders were".
	plurals = 3
)

// Append appends the template of a message: its words in lower case with single spaces between, and * for one or more values
// in a row. Braces and the commas in them stay, so that entries can be told from their order. A template is its own template.
func Append(template []byte, message string) []byte {
	s := scanner{text: message[:min(len(message), inputLimit)], since: plurals}
	s.scan(0, len(s.text), 0)
	return append(template, s.template[:s.size]...)
}

// scanner reads a message once, from left to right. What it has to know of the words before, it looks up in what it wrote.
type scanner struct {
	text     string
	template [templateLimit]byte // an array, so that it stays on the stack
	size     int                 // of the template so far

	braces int
	data   bool // what stands in the braces was filled in, whatever its keys
	// names is up to where the texts in a list are names of fields, texts up to where they tell the fault; 0 where no list is open.
	names, texts int
	named        int // behind the last quoted name, which a dot and another may follow
	// since counts the words since the last value: a number decides between "1 row was" and "2 rows were".
	since int
	full  bool

	// unclosed is, by the quote's byte modulo its length (which tells all four apart), up to where one was looked for in vain: a message of quotes alone stays linear.
	unclosed [7]int
}

// scan reads text[i:end].
func (s *scanner) scan(i, end, depth int) {
	for i < end && !s.full {
		switch c := s.text[i]; kinds[c] {
		case letter, digit:
			i = s.chunk(i, end)
		case slash:
			if i+1 < end && kinds[s.text[i+1]] != space && s.text[i+1] != c && (i == 0 || kinds[s.text[i-1]] != slash) && isWord(s.text[i+1]) {
				i = s.chunk(i, end)
			} else {
				i++
			}
		case quote:
			i = s.quoted(i, end, 1, depth)
		case wide: // general punctuation, arrows, box drawing: three bytes in UTF-8
			if size := wideQuote(s.text[i:end]); size > 0 {
				i = s.quoted(i, end, size, depth)
			} else {
				i = min(i+3, end)
			}
		case bracket:
			if s.stumbled(i, end) {
				s.value()
				i++
			} else {
				i = s.bracket(i, end)
			}
		case assign:
			i = s.assigned(i, end)
		case star:
			s.value()
			i++
		case space:
			if c == '\n' && beginsTrace(s.text[i+1:end]) {
				return
			}
			i++
		default:
			if size := s.placeholder(i, end); size > 0 {
				s.value()
				i += size
				break
			}
			if s.stumbled(i, end) {
				s.value()
			}
			i++
		}
	}
}

// stumbled reports whether a character stands alone behind the word for it: "Unexpected token < in JSON".
func (s *scanner) stumbled(i, end int) bool {
	if i == 0 || s.text[i-1] != ' ' || i+1 >= end || s.text[i+1] != ' ' {
		return false
	}
	last, _ := s.before()
	return string(last) == "token" || string(last) == "character"
}

// placeholder gives the length of what stands for a value that was left out of a statement already (?, %s); 0 where there is none.
func (s *scanner) placeholder(i, end int) int {
	if i == 0 || strings.IndexByte(" (,=", s.text[i-1]) < 0 {
		return 0
	}
	switch {
	case s.text[i] == '?':
		return 1
	case s.text[i] == '%' && i+1 < end && s.text[i+1] == 's':
		return 2
	default:
		return 0
	}
}

// word writes a word in lower case, unless it is none.
func (s *scanner) word(word string) {
	if s.since == 0 && isUnit(word) {
		return
	}
	if len(word) >= shortHash && isHash(word) {
		s.value()
		return
	}
	s.since++
	if s.since <= plurals {
		word = singular(word, s.since)
	}
	if !s.room(len(word) + 1) {
		return
	}
	s.lower(word)
}

// value writes that something was filled in.
func (s *scanner) value() {
	s.since = 0
	switch n := s.size; {
	case s.end() == '*':
		return
	case n >= 3 && s.end() == ',' && s.template[n-3] == '*':
		s.size -= len(" ,")
		return
	}
	s.mark('*')
}

// verbatim writes a name with quotes, so that it is a name in the template too.
func (s *scanner) verbatim(name string) {
	s.since = plurals
	if !s.room(len(name) + 3) {
		return
	}
	s.byte('\'')
	s.lower(name)
	s.byte('\'')
}

// code writes a number that names the fault.
func (s *scanner) code(code string) {
	s.since = plurals
	if !s.room(len(code) + 2) {
		return
	}
	s.byte('=')
	s.lower(code)
}

func (s *scanner) mark(c byte) {
	if s.room(2) {
		s.byte(c)
	}
}

// byte and lower write what there is room for.
func (s *scanner) byte(c byte) {
	s.template[s.size] = c
	s.size++
}

func (s *scanner) lower(text string) {
	for i := range len(text) {
		s.byte(lower(text[i]))
	}
}

// end is the last byte of the template so far; 0 where there is none.
func (s *scanner) end() byte {
	if s.size == 0 {
		return 0
	}
	return s.template[s.size-1]
}

// room puts a space before what comes next; once it finds no room, the template is complete.
func (s *scanner) room(size int) bool {
	if s.full || s.size+size > templateLimit {
		s.full = true
		return false
	}
	if s.size > 0 {
		s.byte(' ')
	}
	return true
}

// before gives the last two words of the template, the last one first.
func (s *scanner) before() (last, second []byte) {
	written := s.template[:s.size]
	cut := lastSpace(written)
	last = written[cut+1:]
	if cut > 0 {
		written = written[:cut]
		second = written[lastSpace(written)+1:]
	}
	return last, second
}

func lastSpace(text []byte) int {
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == ' ' {
			return i
		}
	}
	return -1
}

// singular makes one of "3 rows were" and "1 row was", so many words behind the number.
func singular(word string, behind int) string {
	n := len(word)
	switch {
	case n == 4 && strings.EqualFold(word, "were"):
		return "was"
	case n == 3 && strings.EqualFold(word, "are"):
		return "is"
	case n == 4 && strings.EqualFold(word, "have"):
		return "has"
	}
	if behind <= 2 && n > 3 && word[n-1]|0x20 == 's' && word[n-2]|0x20 != 's' {
		return word[:n-1]
	}
	return word
}

// beginsTrace reports whether a line is the first of a stack trace, which is no part of the message.
func beginsTrace(line string) bool {
	line = strings.TrimLeft(line, " \t")
	for _, begin := range [...]string{"goroutine ", "Stack trace:", "Stacktrace:", "#0 ", "Require stack:", "from /"} {
		if strings.HasPrefix(line, begin) {
			return true
		}
	}
	return strings.HasPrefix(line, "at ") && len(line) > 3 && (isWord(line[3]) || line[3] == '<' || line[3] == '/')
}
