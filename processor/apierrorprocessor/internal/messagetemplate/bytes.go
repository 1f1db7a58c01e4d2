package messagetemplate

// kind says what a byte of a message may be.
type kind uint8

const (
	punctuation kind = iota
	letter           // also _ and what UTF-8 has beyond ASCII
	digit
	space
	quote
	slash
	bracket
	assign
	star // what stands for values in a template
	wide // begins three bytes of UTF-8 that hold no letter
)

var kinds = func() (table [256]kind) {
	for c := range table {
		switch b := byte(c); {
		case '0' <= b && b <= '9':
			table[c] = digit
		case b == 0xe2:
			table[c] = wide
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', b == '_', b >= 0x80:
			table[c] = letter
		case b == ' ', b == '\t', b == '\n', b == '\r':
			table[c] = space
		case b == '"', b == '\'', b == '`':
			table[c] = quote
		case b == '/', b == '\\':
			table[c] = slash
		case b == '(', b == '[', b == '{', b == '}', b == ',':
			table[c] = bracket
		case b == '=', b == ':':
			table[c] = assign
		case b == '*':
			table[c] = star
		}
	}
	return table
}()

func isWord(c byte) bool { return kinds[c] == letter || kinds[c] == digit }

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

func isHex(c byte) bool { return kinds[c] == digit || ('a' <= c|0x20 && c|0x20 <= 'f') }

func lower(c byte) byte {
	if isUpper(c) {
		return c + ('a' - 'A')
	}
	return c
}

// wideQuote gives the length of a typographic quote at the beginning of a text; 0 where there is none.
func wideQuote(text string) int {
	if len(text) >= 3 && text[1] == 0x80 && text[2] >= 0x98 && text[2] <= 0x9f { // ‘ ’ ‚ ‛ “ ” „ ‟
		return 3
	}
	return 0
}
