package payload

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// The most bytes of a text, by what it is. Together with the bounds on lists and evidence they keep a payload within MaxSize.
const (
	shortText  = 256 // a name, an id, a route
	mediumText = 1 << 10
	longText   = 2 << 10

	maxListed = 16
)

// text makes a value of unknown origin fit for JSON: valid UTF-8, no control characters but newline and tab, at most limit
// bytes, cut at a character.
func text(value string, limit int) string {
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

func texts[T ~string](values []T) []string {
	if len(values) > maxListed {
		values = values[:maxListed]
	}
	list := make([]string, 0, len(values))
	for _, value := range values {
		list = append(list, text(string(value), shortText))
	}
	return list
}
