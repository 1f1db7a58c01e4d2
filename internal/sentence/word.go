package sentence

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// word leaves a plain word as it is and quotes anything else.
func word(value string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	const longest = 64
	if len(value) > longest || strings.ContainsFunc(value, func(r rune) bool { return !plain(r) }) {
		return apierror.Quote(value)
	}
	return value
}
