package objectid

import (
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/pathtemplate"
)

// findByShape finds the last segment that looks like an id. Its place is the path without any segment that does, so that the
// orders of all users are one place.
func findByShape(path string) (ID, bool) {
	// What a page loads is asked for in the order in which the page lists it, and map tiles in that of the map.
	if pathtemplate.AssetExtension(path) != "" {
		return ID{}, false
	}
	var found ID
	var earlier, before string
	where := uint64(prime)
	alone := true
	for path != "" {
		segment, rest, _ := strings.Cut(path, "/")
		path = rest
		if segment == "" {
			continue // "//" leads to the same place
		}
		plain := withoutParameters(segment)
		if id, ok := shaped(plain, earlier, before, alone && strings.Trim(path, "/") == ""); ok {
			found = id
			where = mix(where, 0) // of whatever kind: a hash may happen to be a number
		} else {
			where = mix(where, xxhash.Sum64String(plain))
		}
		earlier, before, alone = before, plain, false
	}
	found.Where = where
	return found, found.Text != ""
}

// shaped takes a segment for an id if it can be nothing else behind the two before it.
func shaped(segment, earlier, before string, alone bool) (id ID, ok bool) {
	if len(segment) < wordlessLength && !hasDigit(segment) {
		return ID{}, false
	}
	text := insideParentheses(segment)
	kind, number, numbered := classify(text)
	if !looksLikeID(text, kind, number) || isDatePart(text, earlier, before) ||
		kind == Number && isNoObjectsNumber(text, before, alone) {
		return ID{}, false
	}
	return ID{Text: text, Kind: kind, number: number, numbered: numbered}, true
}

// withoutParameters cuts a segment's own parameters off, such as Tomcat's ;jsessionid=1F.
func withoutParameters(segment string) string {
	if semicolon := strings.IndexByte(segment, ';'); semicolon > 0 {
		return segment[:semicolon]
	}
	return segment
}

// insideParentheses returns the key in OData's Orders(1042) and Users('ann').
func insideParentheses(segment string) string {
	if !strings.HasSuffix(segment, ")") {
		return segment
	}
	open := strings.IndexByte(segment, '(')
	if open <= 0 {
		return segment
	}
	return strings.Trim(segment[open+1:len(segment)-1], "'")
}

// looksLikeID reports whether nothing but an id looks like that.
func looksLikeID(text string, kind Kind, number uint64) bool {
	switch kind {
	case Number:
		return !isYear(text) && !isDate(text) && !isInstant(number)
	case UUID, ULID, Hash:
		return true
	case Token:
		return len(text) >= tokenLength && !hasExtension(text)
	case Slug:
		return isNumberedSlug(text) && !hasExtension(text)
	default:
		return false
	}
}

// hasExtension takes any dot for that of a file name: no identifier in use has one, versions and hosts have.
func hasExtension(text string) bool { return strings.IndexByte(text, '.') >= 0 }

// isNumberedSlug reports whether a slug ends in a number that is an object's. Small numbers are most often not: us-east-1,
// top-10, windows-11; behind a single word they are (user-7), if the word does not say otherwise.
func isNumberedSlug(text string) bool {
	start := trailingNumber(text)
	if start == 0 || start == len(text) {
		return false
	}
	digits := len(text) - start
	prefix := strings.TrimRight(text[:start], "-_:~")
	if isYear(text[start:]) || prefix == "" || isTechnical(prefix) || isVersion(text) {
		return false
	}
	t := survey(prefix)
	switch {
	case t.odd || t.letters == 0:
		return false
	case len(prefix) < start:
		return digits > 2 || t.separators == 0
	case t.separators > 0:
		return false
	default: // without a separator, as in ORD1042: words with a number at the end are short ones
		return digits > 3 || digits > 2 && t.lowers == 0
	}
}

// isDatePart reports whether a segment is a month or a day behind a year: /2026/01/31.
func isDatePart(text, earlier, before string) bool {
	if len(text) > 2 {
		return false
	}
	return isYear(before) && isBetween(text, 1, 12) || isYear(earlier) && len(before) <= 2 && isBetween(before, 1, 12) &&
		isBetween(text, 1, 31)
}

// isNoObjectsNumber takes the versions in /api/2/issue, the numbers of pages, and a path that is a status code's page.
func isNoObjectsNumber(text, before string, alone bool) bool {
	switch {
	case alone:
		return isBetween(text, 400, 599)
	case len(text) <= 2 && (strings.EqualFold(before, "api") || strings.EqualFold(before, "rest")):
		return true
	default:
		return isCounted(before, text)
	}
}
