package untrusted

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Text makes a value fit for JSON and for a terminal: valid UTF-8, no control characters but newline and tab, at most limit bytes,
// cut at a character.
func Text(value string, limit int) string {
	const ellipsis = "…"
	if len(value) > limit {
		// Cut here already, so that what follows need not walk 64 KiB; it may lengthen the text again.
		value = apierror.Cut(value, limit-len(ellipsis)) + ellipsis
	}
	value = strings.ToValidUTF8(value, string(utf8.RuneError))
	value = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return utf8.RuneError
		}
		return r
	}, value)
	if len(value) > limit {
		value = apierror.Cut(value, limit-len(ellipsis)) + ellipsis
	}
	return value
}
