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
	if len(value) <= quoteLimit {
		return strconv.Quote(value)
	}
	cut := quoteLimit
	for cut > 0 && !utf8.RuneStart(value[cut]) {
		cut--
	}
	return strconv.Quote(value[:cut]) + "…"
}
