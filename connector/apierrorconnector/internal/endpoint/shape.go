package endpoint

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/internal/pathtemplate"
)

// shape is what a segment of a path looks like.
type shape uint8

const (
	word       shape = iota // or a slug: only learning can tell
	version                 // v1, and the 2 of /api/2
	identifier              // nothing but an id looks like it
)

const (
	placeholder = "{id}"
	// longestWord is how many bytes a segment has that somebody named. Tokens are longer.
	longestWord = 64
)

// shapeOf tells what a segment is behind the one before it, and what stands for it in a name unless it is an id. Where assets are
// told, the name of a file that a page loads is none: *.js.
func shapeOf(segment, before string, assets bool) (kind shape, text string) {
	// Tomcat's ;jsessionid=1F
	if semicolon := strings.IndexByte(segment, ';'); semicolon > 0 {
		segment = segment[:semicolon]
	}
	if assets {
		if extension := pathtemplate.AssetExtension(segment); extension != "" {
			return word, "*." + extension
		}
	}
	digits, named := 0, strings.TrimSuffix(segment, placeholder)
	for i := range len(named) {
		switch c := named[i]; {
		case isDigit(c):
			digits++
		case noWord[c]:
			return identifier, ""
		}
	}
	switch {
	case named == "", len(named) > longestWord, !utf8.ValidString(named):
		return identifier, ""
	case digits == 0 && strings.IndexByte(named, '@') < 0, len(named) < len(segment):
		return word, segment
	case isVersion(segment), digits == len(segment) && digits <= 2 && (strings.EqualFold(before, "api") || strings.EqualFold(before, "rest")):
		return version, segment
	}
	switch prefix := beforeID(segment); prefix {
	case "":
		return identifier, ""
	case segment:
		return word, segment
	default:
		return word, prefix + placeholder
	}
}

// beforeID is what a segment has before its id: "order-" of order-1042 and of the name of a pod, all of it if it has no id.
func beforeID(segment string) string {
	if prefix := len(segment) - len("4f0d1c2e-6b7a-4c8d-9e0f-1a2b3c4d5e6f"); prefix > 0 && strings.Count(segment[prefix:], "-") == 4 &&
		string(pathtemplate.Append(nil, segment[prefix:])) == "/"+placeholder {
		return segment[:prefix]
	}
	number := numberAt(segment)
	if number > 0 && number < len(segment) && !isLetter(segment[number-1]) && !strings.ContainsAny(segment[:number], "0123456789") {
		return segment[:number]
	}
	var scratch [2 * longestWord]byte
	template := pathtemplate.Append(scratch[:0], segment)
	if id := bytes.Index(template, []byte(placeholder)); id > 0 {
		return string(template[1:id])
	}
	return segment[:number]
}

// noWord are the bytes that no word of a path has: what is percent-encoded was entered by somebody, and so were brackets.
var noWord = func() (no [256]bool) {
	for c := range 0x20 {
		no[c] = true
	}
	for _, c := range "{}<>[]*\\^|\"`%\x7f" {
		no[c] = true
	}
	return no
}()

// isVersion takes v2, V10, v1.1, v1beta1, v2alpha.
func isVersion(segment string) bool {
	if segment[0]|0x20 != 'v' {
		return false
	}
	rest, digits := cutDigits(segment[1:])
	if digits == 0 || digits > 2 {
		return false
	}
	for _, stage := range []string{".", "alpha", "beta"} {
		if after, found := strings.CutPrefix(rest, stage); found {
			rest, digits = cutDigits(after)
			return rest == "" && digits <= 2 && (digits > 0 || stage != ".")
		}
	}
	return rest == ""
}

// numberAt is where the number begins that ends order-1042 and ORD1042, or the end. Small numbers are most often names' (utf-8,
// sha256, us-east-1), and years are titles'.
func numberAt(segment string) int {
	start := len(segment)
	for start > 0 && isDigit(segment[start-1]) {
		start--
	}
	number, least := segment[start:], 4
	if start > 0 && strings.IndexByte("-_:", segment[start-1]) >= 0 {
		least = 3
	}
	if len(number) < least || start > 0 && len(number) == 4 && (number[:2] == "19" || number[:2] == "20") {
		return len(segment)
	}
	return start
}

// cutDigits cuts off the digits that a text begins with.
func cutDigits(text string) (rest string, digits int) {
	for digits < len(text) && isDigit(text[digits]) {
		digits++
	}
	return text[digits:], digits
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
