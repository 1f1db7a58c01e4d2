package apierror

import (
	"strconv"
	"unicode/utf8"
)

// quoteLimit is how many bytes of a value a sentence shows: enough to recognise it, too few to smuggle a page in.
const quoteLimit = 96

// Quote makes an attribute's value safe to stand in a rationale or a summary: cut at a character, control characters and
// invalid UTF-8 escaped, in double quotes.
func Quote(value string) string {
	short := Cut(value, quoteLimit)
	if len(short) < len(value) {
		return strconv.Quote(short) + "…"
	}
	return strconv.Quote(value)
}

// Cut shortens a text to at most limit bytes without halving a character.
func Cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}
