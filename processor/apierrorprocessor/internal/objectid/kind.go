package objectid

import "strings"

// Kind says what an id is made of, and with that how well it can be guessed.
type Kind uint8

// The kinds of identifiers.
const (
	Number Kind = iota + 1
	UUID
	ULID
	Hash  // hexadecimal, at least eight characters, letters and digits
	Slug  // with a number at an end: order-1042, ORD1042, 1042-red-shoes
	Token // random characters
	Word  // anything else: names, languages, dates
)

// String names a kind in reports.
func (k Kind) String() string {
	switch k {
	case Number:
		return "number"
	case UUID:
		return "uuid"
	case ULID:
		return "ulid"
	case Hash:
		return "hash"
	case Slug:
		return "slug"
	case Token:
		return "token"
	case Word:
		return "word"
	default:
		return "none"
	}
}

// classify tells what a text is if it is an id. It is generous, for routes say where identifiers are; looksLikeID is not.
func classify(text string) (kind Kind, number uint64, numbered bool) {
	number, digits, fits := leadingNumber(text)
	switch {
	case digits == len(text):
		return Number, number, fits && text != ""
	case isUUID(text):
		return UUID, 0, false
	case isDate(text):
		return Word, 0, false
	}
	traits := survey(text)
	switch {
	case traits.digits == 0 && len(text) < wordlessLength, traits.odd:
		return Word, 0, false
	case isULID(text, &traits):
		return ULID, 0, false
	case traits.digits > 0 && traits.digits+traits.hex == len(text) && len(text) >= hashLength:
		return Hash, 0, false
	case isToken(text, &traits):
		return Token, 0, false
	}
	if start := trailingNumber(text); start < len(text) && (isSeparator(text[start-1]) || traits.digits == len(text)-start) {
		number, _, fits = leadingNumber(text[start:])
		return Slug, number, fits
	}
	if digits > 0 && isSeparator(text[digits]) {
		return Slug, number, fits
	}
	if traits.runs > 1 && traits.separators == 0 {
		return Token, 0, false // short, yet digits and letters alternate as in no word
	}
	return Word, 0, false
}

// leadingNumber reads the digits that a text begins with. It does not fit if it needs more than 64 bits.
func leadingNumber(text string) (number uint64, digits int, fits bool) {
	fits = true
	for digits < len(text) && isDigit(text[digits]) {
		value := uint64(text[digits] - '0')
		if number > (1<<64-1-value)/10 {
			fits = false
		}
		number = number*10 + value
		digits++
	}
	if !fits {
		number = 0
	}
	return number, digits, fits
}

// trailingNumber returns where the digits begin that a text ends with.
func trailingNumber(text string) int {
	start := len(text)
	for start > 0 && isDigit(text[start-1]) {
		start--
	}
	return start
}

// traits are what kinds are told apart by.
type traits struct {
	digits, hex, letters, uppers, lowers, separators int
	runs                                             int  // of digits
	changes                                          int  // between digits, capitals and small letters, side by side
	odd                                              bool // has a character that is in no identifier; % could hide a digit
}

func survey(text string) (t traits) {
	last := byte(0)
	for i := range len(text) {
		c := text[i]
		class := byte(0)
		switch {
		case isDigit(c):
			class = 1
			t.digits++
			if last != 1 {
				t.runs++
			}
		case 'A' <= c && c <= 'Z':
			class = 2
			t.uppers++
			t.letters++
		case 'a' <= c && c <= 'z':
			class = 3
			t.lowers++
			t.letters++
		case isSeparator(c):
			t.separators++
		default:
			t.odd = true
		}
		if folded := c | 0x20; class > 1 && folded <= 'f' {
			t.hex++
		}
		if class != last && class != 0 && last != 0 {
			t.changes++
		}
		last = class
	}
	return t
}

// Lengths from which a text can be of a kind.
const (
	hashLength     = 8 // an abbreviated commit has seven characters, but so have many words
	tokenLength    = 10
	lowTokenLength = 16 // of one case only
	wordlessLength = 20 // without any digit: one base64 text of 20 characters in 30 has none
)

// isToken reports whether characters look drawn at random. Of letters of both cases and digits three neighbours in five are of
// different classes, of words in camel case one in three.
func isToken(text string, t *traits) bool {
	length := t.letters + t.digits
	switch {
	case length < tokenLength || t.separators > 1+len(text)/8 || strings.IndexByte(text, '.') >= 0:
		return false
	case t.uppers > 0 && t.lowers > 0:
		return t.changes*2 >= length-1 && (t.digits > 0 || length >= wordlessLength)
	default:
		return t.separators == 0 && length >= lowTokenLength && t.runs > 2 && t.digits*6 >= length && t.changes*5 >= length
	}
}

func isUUID(text string) bool {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return false
	}
	digits := 0
	for i := range len(text) {
		digits += int(hexadecimal[text[i]])
	}
	return digits == 32
}

// hexadecimal has 1 for a digit: adding up takes a third of the time of branching, and UUIDs are frequent.
var hexadecimal = func() (digits [256]uint8) {
	for _, c := range "0123456789abcdefABCDEF" {
		digits[c] = 1
	}
	return digits
}()

// isULID knows ULIDs by their alphabet, Crockford's, and by the first character: 128 bits need no more than 7.
func isULID(text string, t *traits) bool {
	return len(text) == 26 && text[0] <= '7' && isDigit(text[0]) && t.separators == 0 && t.uppers*t.lowers == 0 &&
		!strings.ContainsAny(text, "ILOUilou")
}

func isSeparator(c byte) bool { return c == '-' || c == '_' || c == '.' || c == ':' || c == '~' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func hasDigit(text string) bool {
	for i := range len(text) {
		if isDigit(text[i]) {
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { c |= 0x20; return 'a' <= c && c <= 'z' }
