package content

import (
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// The most bytes of a line, of one that is one of many, and of a Text with its links.
const (
	maxLine   = 1 << 10
	maxListed = 256
	maxText   = 16 << 10
)

// line makes a text one line of at most limit bytes. What is invisible and could reorder what people read is left out, but for
// the joiners that emoji and some scripts need.
func line(text string, limit int) string {
	const zeroWidthNonJoiner, zeroWidthJoiner = '\u200c', '\u200d'
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.Is(unicode.Cf, r) && r != zeroWidthNonJoiner && r != zeroWidthJoiner:
			return -1
		default:
			return r
		}
	}, untrusted.Text(text, limit))
}

// named writes a value of telemetry: a plain word or an address as it is, anything else quoted.
func named(value string) string {
	if len(value) <= 64 && !strings.ContainsFunc(value, func(r rune) bool { return !plain(r) }) {
		return value
	}
	if address, err := netip.ParseAddr(value); err == nil && address.Zone() == "" {
		return address.String()
	}
	return apierror.Quote(value)
}

func plain(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
}

// names writes the first few of a list.
func names(values []string, most int) string {
	listed := make([]string, 0, min(len(values), most))
	for _, value := range values[:min(len(values), most)] {
		listed = append(listed, named(value))
	}
	return strings.Join(listed, ", ")
}

// amount is sentence.Count for what telemetry says is less than none.
func amount(n int64, noun string) string { return sentence.Count(max(0, n), noun) }

// fit cuts a text at a character to at most limit characters.
func fit(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	kept := 0
	for at := range text {
		if kept == limit-1 {
			return strings.TrimRight(text[:at], " ") + "…"
		}
		kept++
	}
	return text
}

// bound leaves out what does not fit into size bytes, from the end, and sections without lines.
func bound(sections []Section, size int) []Section {
	kept := make([]Section, 0, len(sections))
	for _, section := range sections {
		size -= len(section.Name)
		lines := make([]string, 0, len(section.Lines))
		for _, text := range section.Lines {
			text = strings.TrimSpace(line(text, maxLine))
			size -= len(text)
			if size < 0 {
				break
			}
			if text != "" {
				lines = append(lines, text)
			}
		}
		if len(lines) > 0 {
			kept = append(kept, Section{Name: section.Name, Lines: lines})
		}
	}
	return kept
}
