package leak

import "strings"

// proof is what a value must show, before a name's value is taken for a secret: error texts speak of passwords and tokens
// ("password: must not be blank", "token: expired") far more often than they show one.
type proof uint8

const (
	anyWord  proof = iota // behind "=" whatever is no placeholder, behind ":" six bytes with a digit or a symbol
	mixed                 // six bytes with a digit and a letter, or with a symbol
	random                // 16 bytes with a digit and a letter, not several words
	cardCode              // three or four digits
)

const (
	// shownValue is how much of a value is looked at to tell whether it is a secret; it is masked to its end.
	shownValue = 64
	// longestDelimiter is what stands between a name and its value at most.
	longestDelimiter = 12
)

// find takes the value that is assigned to the name text[at:end] in any of the usual notations.
func (a assignment) find(text string, at, end int) Finding {
	if strings.HasSuffix(text[:at], redactedMark) {
		return Finding{} // the kind in a mark is no name
	}
	if a.bare {
		if before := byteAt(text, at-1); before == '-' || before == '.' || isA(before, wordByte) && !escapeBefore(text, at) {
			return Finding{}
		}
	}
	value, quoted, equals, ok := assigned(text, end)
	if !ok && a.needs == anyWord {
		// wrong password 'hunter2!'
		if value = end + 2; byteAt(text, end) == ' ' && isA(byteAt(text, end+1), quoteByte) && value < len(text) {
			quoted, ok = text[end+1], true
		}
	}
	if !ok {
		return Finding{}
	}
	// Authorization: Bearer … and the like: the scheme's own rule looks at what follows.
	if shown := text[value:valueEnd(text, value, quoted, shownValue)]; isPlaceholder(shown) || !a.needs.holds(shown, equals) || isDirectory(text[at:end], shown) {
		return Finding{}
	}
	found := Finding{Start: value, End: valueEnd(text, value, quoted, len(text))}
	if inConnectionString(text, at) {
		found.Kind = KindConnectionString
	}
	return found
}

// assigned finds where the value begins behind a name: name=value, name: value, "name":"value", 'name' => 'value', with
// quotes escaped or not, name%3Dvalue.
func assigned(text string, at int) (value int, quote byte, equals, ok bool) {
	at = skip(text, at, "\\\"'`]", 3)
	at = skip(text, at, " ", 2)
	switch {
	case byteAt(text, at) == '=':
		at, equals = at+1, true
		if byteAt(text, at) == '>' {
			at++
		}
	case hasFold(text, at, "%3d"):
		at, equals = at+3, true
	case byteAt(text, at) == ':':
		at++
	default:
		return 0, 0, false, false
	}
	at = skip(text, at, " ", 2)
	at = skip(text, at, "\\", 1)
	if c := byteAt(text, at); isA(c, quoteByte) {
		return at + 1, c, equals, at+1 < len(text)
	}
	return at, 0, equals, at < len(text)
}

func skip(text string, at int, bytes string, most int) int {
	for ; most > 0 && at < len(text) && strings.IndexByte(bytes, text[at]) >= 0; most-- {
		at++
	}
	return at
}

// valueEnd takes a quoted value to its quote, one with escaped quotes to the next of these, any other to what ends a word.
func valueEnd(text string, from int, quote byte, longest int) int {
	limit := min(from+longest, len(text))
	escaped := quote != 0 && byteAt(text, from-2) == '\\'
	for i := from; i < limit; i++ {
		switch c := text[i]; {
		case c == '\\' && quote == 0:
			if strings.IndexByte(`nrtu"'\`, byteAt(text, i+1)) >= 0 {
				return i
			}
		case c == '\\' && escaped && byteAt(text, i+1) == quote, c == '\n':
			return i
		case c == '\\':
			i++
		case quote != 0 && c == quote, quote == 0 && isA(c, closerByte):
			return i
		}
	}
	return characterEnd(text, limit)
}

func (p proof) holds(value string, equals bool) bool {
	digit, letter, symbol := false, false, false
	joints := 0
	for i := range len(value) {
		switch c := value[i]; {
		case isA(c, digitByte):
			digit = true
		case isA(c, letterByte):
			letter = true
		case c == ' ':
			return false // prose
		case c == '_' || c == '-' || c == '.':
			joints++
		default:
			symbol = true
		}
	}
	switch p {
	case anyWord:
		if equals {
			return len(value) >= 3
		}
		return len(value) >= 6 && (digit || symbol && letter)
	case mixed:
		return len(value) >= 6 && letter && (digit || symbol)
	case random:
		return len(value) >= 16 && digit && letter && joints*8 <= len(value)
	default:
		return (len(value) == 3 || len(value) == 4) && digit && !letter && !symbol && joints == 0
	}
}

// isDirectory: PWD is also the working directory.
func isDirectory(name, value string) bool {
	return len(name) == len("pwd") && value[0] == '/'
}

// neighbours are the names that stand next to a password in the connection strings of JDBC, ADO.NET, libpq and Azure.
var neighbours = []string{"jdbc:", "server=", "data source=", "host=", "accountname=", "endpoint=sb", "user id=", "uid="}

func inConnectionString(text string, at int) bool {
	const longest = 160
	return holdsAnyFold(text[max(0, at-longest):at], neighbours)
}
