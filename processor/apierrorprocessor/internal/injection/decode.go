package injection

import (
	"strings"
	"unicode/utf8"
)

// limit is how much of a text is looked at, in bytes: payloads stand at the beginning or fill what they are given.
const limit = 4 << 10

// layers is how often a text is decoded: once is what every server does, twice is what gets past one that looks before.
const layers = 2

// decode undoes one layer of encoding in place and reports whether there was one: percent signs as in URLs (and %u002e of old
// servers), \u002e of JSON, and the entities of HTML that hide a bracket, a quote or a colon.
func decode(text []byte) ([]byte, bool) {
	if !mayBeEncoded(text) {
		return text, false
	}
	changed := false
	kept := text[:0]
	for i := 0; i < len(text); {
		c, size := encoded(text[i:])
		if size == 0 {
			kept = append(kept, text[i])
			i++
			continue
		}
		changed = true
		i += size
		if c < utf8.RuneSelf {
			kept = append(kept, byte(c)) //nolint:gosec // below RuneSelf
		} else {
			kept = utf8.AppendRune(kept, plain(c)) // never longer than what stood for it
		}
	}
	return kept, changed
}

func mayBeEncoded(text []byte) bool {
	for _, c := range text {
		if c == '%' || c == '\\' || c == '&' {
			return true
		}
	}
	return false
}

// encoded reads one character that is written in code; a size of 0 means that none begins here.
func encoded(text []byte) (c rune, size int) {
	switch text[0] {
	case '%':
		if len(text) >= 6 && text[1]|0x20 == 'u' {
			if c, ok := hexadecimal(text[2:6]); ok {
				return c, 6
			}
		}
		if len(text) >= 3 {
			if c, ok := hexadecimal(text[1:3]); ok {
				return percent(text, c)
			}
		}
	case '\\':
		if len(text) >= 6 && text[1] == 'u' {
			if c, ok := hexadecimal(text[2:6]); ok {
				return c, 6
			}
		}
		if len(text) >= 4 && text[1] == 'x' {
			if c, ok := hexadecimal(text[2:4]); ok {
				return c, 4
			}
		}
	case '&':
		return entity(text)
	}
	return 0, 0
}

// percent reads a byte in percent code, and two where they are the overlong form of an ASCII character, which no encoder writes:
// %c0%ae is a dot to a careless decoder. Of other characters each byte is kept as the letter of that number: what they are does not
// matter here.
func percent(text []byte, first rune) (c rune, size int) {
	if (first == 0xc0 || first == 0xc1) && len(text) >= 6 && text[3] == '%' {
		if second, ok := hexadecimal(text[4:6]); ok {
			return (first&1)<<6 | second&0x3f, 6
		}
	}
	return first, 3
}

// plain is the ASCII form of a character from the block of full-width forms: ＜ for <.
func plain(c rune) rune {
	if c >= 0xff01 && c <= 0xff5e {
		return c - 0xff01 + '!'
	}
	return c
}

// entities are those of HTML that payloads use; others stay.
var entities = map[string]rune{"lt": '<', "gt": '>', "quot": '"', "apos": '\'', "amp": '&', "lpar": '(', "rpar": ')', "colon": ':', "tab": ' ', "newline": ' '}

func entity(text []byte) (c rune, size int) {
	const longest = len("&newline;")
	end := -1
	for i := 1; i < len(text) && i <= longest; i++ {
		if text[i] == ';' {
			end = i
			break
		}
	}
	if end < 2 {
		return 0, 0
	}
	name := text[1:end]
	if name[0] == '#' {
		return numbered(name[1:], end+1)
	}
	if c, ok := entities[strings.ToLower(string(name))]; ok {
		return c, end + 1
	}
	return 0, 0
}

func numbered(digits []byte, size int) (rune, int) {
	if len(digits) > 1 && digits[0]|0x20 == 'x' {
		if c, ok := hexadecimal(digits[1:]); ok {
			return c, size
		}
		return 0, 0
	}
	c := rune(0)
	for _, digit := range digits {
		if digit < '0' || digit > '9' {
			return 0, 0
		}
		c = c*10 + rune(digit-'0')
	}
	if len(digits) == 0 || c > utf8.MaxRune {
		return 0, 0
	}
	return c, size
}

func hexadecimal(digits []byte) (value rune, ok bool) {
	if len(digits) == 0 || len(digits) > 6 {
		return 0, false
	}
	for _, c := range digits {
		switch {
		case c >= '0' && c <= '9':
			value = value<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			value = value<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return value, true
}

// fold makes letters small, in place, and every run of white space one space: a tab in the middle of a keyword's neighbours is the
// oldest trick. NUL bytes, which end a text for C and for nobody else, are dropped.
func fold(text []byte) []byte {
	kept := text[:0]
	for _, c := range text {
		switch {
		case c == 0:
			continue
		case c == ' ' || (c >= '\t' && c <= '\r'):
			if len(kept) > 0 && kept[len(kept)-1] == ' ' {
				continue
			}
			c = ' '
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		kept = append(kept, c)
	}
	return kept
}
