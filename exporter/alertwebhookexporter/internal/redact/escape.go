package redact

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// step is how much of a text an escape takes, and for how much of a pattern it stands.
type step struct{ read, stands int }

// escapesOf are the ways to read a text's beginning as an escape of what the pattern goes on with.
func escapesOf(text, pattern string, into []step) []step {
	switch text[0] {
	case '%':
		return percentEscapes(text, pattern[0], into)
	case '+':
		if pattern[0] == ' ' {
			return append(into, step{1, 1})
		}
	case '&':
		if semicolon := strings.IndexByte(text, ';'); semicolon > 0 && html.UnescapeString(text[:semicolon+1]) == pattern[:1] {
			return append(into, step{semicolon + 1, 1})
		}
	case '\\':
		return backslashEscapes(text, pattern, into)
	}
	return into
}

// percentEscapes reads %2F, and %252F of what was encoded twice.
func percentEscapes(text string, want byte, into []step) []step {
	for at := 1; at <= 5; at += 2 {
		if value, ok := hexadecimal(text[at:], 2); ok && value == rune(want) {
			into = append(into, step{at + 2, 1})
		}
		if !strings.HasPrefix(text[at:], "25") {
			break
		}
	}
	return into
}

// backslashEscapes reads an escape of JSON or of Go. Each time that a text is quoted anew its backslashes double.
func backslashEscapes(text, pattern string, into []step) []step {
	slashes := len(text) - len(strings.TrimLeft(text, `\`))
	if pattern[0] == '\\' {
		for read := 2; read <= min(slashes, 8); read *= 2 {
			into = append(into, step{read, 1})
		}
		return into
	}
	if slashes == len(text) {
		return into
	}
	letter, rest := text[slashes], text[slashes+1:]
	switch letter {
	case '"', '/', '\'':
		if letter == pattern[0] {
			return append(into, step{slashes + 1, 1})
		}
	case 'x':
		if value, ok := hexadecimal(rest, 2); ok && value == rune(pattern[0]) {
			return append(into, step{slashes + 3, 1})
		}
	case 'u', 'U':
		return unicodeEscape(letter, slashes+1, rest, pattern, into)
	default:
		const letters = "abtnvfr" // of the bytes from 7 on
		if i := strings.IndexByte(letters, letter); i >= 0 && int(pattern[0]) == 7+i {
			return append(into, step{slashes + 1, 1})
		}
	}
	return into
}

// unicodeEscape reads what is behind \u, one unit of UTF-16 or two, or behind \U.
func unicodeEscape(letter byte, before int, text, pattern string, into []step) []step {
	want, size := utf8.DecodeRuneInString(pattern)
	digits := 4
	if letter == 'U' {
		digits = 8
	}
	value, ok := hexadecimal(text, digits)
	if !ok {
		return into
	}
	read := before + digits
	if utf16.IsSurrogate(value) {
		second := strings.TrimLeft(text[digits:], `\`)
		slashes := len(text) - digits - len(second)
		low, ok := hexadecimal(strings.TrimPrefix(second, "u"), 4)
		if !ok {
			return into
		}
		value = utf16.DecodeRune(value, low)
		read += slashes + 1 + digits
	}
	if value != want {
		return into
	}
	return append(into, step{read, size})
}

func hexadecimal(text string, digits int) (rune, bool) {
	if len(text) < digits {
		return 0, false
	}
	value, err := strconv.ParseUint(text[:digits], 16, 31)
	return rune(value), err == nil
}
