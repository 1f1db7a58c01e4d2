package content

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// maxURL is the longest URL that a Text holds, in bytes.
const maxURL = 2 << 10

// urlTemplate is a URL with placeholders, of which checkURL found nothing wrong.
type urlTemplate []part

// checkURL says what is wrong with a template.
func checkURL(template string) error {
	if len(template) > maxURL {
		return fmt.Errorf("is longer than %d bytes", maxURL)
	}
	shape := strings.Builder{}
	for _, p := range split(template) {
		if strings.ContainsAny(p.literal, "{}") {
			return fmt.Errorf("has a brace that is of no placeholder: there are %s; a brace itself is %%7B or %%7D", placeholderNames())
		}
		shape.WriteString(p.literal)
		if p.name != "" {
			shape.WriteString("0")
		}
	}
	if strings.ContainsRune(authority(template), '{') {
		return errors.New("must have no placeholder in its host: telemetry would choose where the link leads")
	}
	parsed, err := url.Parse(shape.String())
	switch {
	case err != nil:
		return errors.New("is no URL: such as https://traces.example/trace/{trace_id}") // the parser's error repeats it, with what it may hold
	case parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "":
		return errors.New("must begin with http:// or https:// and a host")
	case parsed.User != nil:
		return errors.New("must have no user or password in it: everybody who is told can read it")
	case !hostAndPort.MatchString(authority(template)):
		return errors.New("must have a host of letters, digits, dots and dashes; one in another script has a form that begins with xn--")
	case strings.ContainsFunc(template, func(r rune) bool { return r <= ' ' || r == 0x7f }) || brokenEscape.MatchString(template):
		return errors.New("must have spaces and control characters percent-encoded, and a percent sign as %25")
	}
	return nil
}

// hostAndPort is what nobody encodes or reads otherwise.
var hostAndPort = regexp.MustCompile(`^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?$`)

var brokenEscape = regexp.MustCompile(`%(?:[^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)`)

// authority is what stands between the scheme and the path.
func authority(template string) string {
	_, rest, found := strings.Cut(template, "://")
	if !found {
		return ""
	}
	if end := strings.IndexAny(rest, `/?#\`); end >= 0 {
		return rest[:end]
	}
	return rest
}

func newURLTemplate(template string) urlTemplate { return split(template) }

// of fills the template in for a finding; false where a placeholder has no value, or one that would lead elsewhere.
func (t urlTemplate) of(f *apierror.Finding) (string, bool) {
	var filled strings.Builder
	for _, p := range t {
		writeEscaped(&filled, p.literal, literalByte)
		if p.name == "" {
			continue
		}
		value := placeholders[p.name](f)
		if !clean(value) {
			return "", false
		}
		writeEscaped(&filled, value, unreserved)
	}
	written := filled.String()
	return written, len(written) <= maxURL && !climbs(written)
}

// writeEscaped percent-encodes what may not stand for itself. A value leaves only what no part of a URL gives a meaning to
// (RFC 3986, 2.3), so that it is right in a path, a query and a fragment alike.
func writeEscaped(to *strings.Builder, text string, kept func(byte) bool) {
	const digits = "0123456789ABCDEF"
	for i := range len(text) {
		if b := text[i]; kept(b) {
			to.WriteByte(b)
		} else {
			to.WriteByte('%')
			to.WriteByte(digits[b>>4])
			to.WriteByte(digits[b&15])
		}
	}
}

func unreserved(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || strings.IndexByte("-._~", b) >= 0
}

// literalByte is what the user wrote and may stand in a URL; the percent sign begins what is encoded already.
func literalByte(b byte) bool { return b > ' ' && b < 0x7f && strings.IndexByte("\"<>\\^`{|}", b) < 0 }

// asSeen is what some servers and browsers make of an encoded path before they walk it.
var asSeen = strings.NewReplacer("%2e", ".", "%2E", ".", "%2f", "/", "%2F", "/", "%5c", "/", "%5C", "/")

// climbs reports whether a segment of the path could be taken for the folder itself or the one above.
func climbs(written string) bool {
	_, path, _ := strings.Cut(written, "://")
	path, _, _ = strings.Cut(path, "?")
	path, _, _ = strings.Cut(path, "#")
	for segment := range strings.SplitSeq(asSeen.Replace(path), "/") {
		if segment == "." || segment == ".." {
			return true
		}
	}
	return false
}
