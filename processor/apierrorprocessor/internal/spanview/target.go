package spanview

import (
	"encoding/binary"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// isUnusualTarget reports whether what was asked for holds characters that ordinary paths and queries do without. Nearly every path is
// of letters, digits and a few marks; what is not has to be looked at by whoever knows payloads.
func isUnusualTarget(value pcommon.Value) bool {
	return !isPlain(value.Str()) // "" for whatever is no text
}

// isUnusualCapture does the same for a captured header or parameter, in which ordinary callers send more: what hardly any of them sends is
// a quote, a bracket of HTML, a template or a lookup, a pipe, a backslash, or a step up a path.
func isUnusualCapture(value pcommon.Value) bool {
	switch value.Type() {
	case pcommon.ValueTypeStr:
		return strings.ContainsAny(value.Str(), "'\"<>${|`\\") || strings.Contains(value.Str(), "..")
	case pcommon.ValueTypeSlice:
		for _, element := range value.Slice().All() {
			if element.Type() == pcommon.ValueTypeStr && isUnusualCapture(element) {
				return true
			}
		}
	default:
	}
	return false
}

// low has the lowest bit of each of eight bytes, and high the highest.
const (
	low  = 0x0101010101010101
	high = 0x8080808080808080
)

// isPlain reports whether a text is of letters, digits and -._/ alone, with no two dots in a row. It looks at eight bytes at once, and
// at the last eight once more where they are not whole: every clean span pays for it. So it decides at the end, and does not wait for
// one eight before it goes on to the next.
func isPlain(text string) bool {
	if len(text) < 8 {
		x := uint64('a' * low)
		for i := range len(text) {
			x = x<<8 | uint64(text[i])
		}
		return strange(x)&high == 0 && !strings.Contains(text, "..")
	}
	last := binary.LittleEndian.Uint64([]byte(text[len(text)-8:]))
	bad, dots := strange(last), equal(last, '.')
	for i := 0; i < len(text)-8; i += 8 {
		x := binary.LittleEndian.Uint64([]byte(text[i : i+8]))
		bad |= strange(x)
		dots |= equal(x, '.')
	}
	if bad&high != 0 {
		return false
	}
	return dots == 0 || !strings.Contains(text, "..")
}

// strange has the highest bit of each of eight bytes that isPlain does not want. Adding to a byte below 0x80 sets its highest bit if it
// is large enough, and a byte that is not is found by itself. Setting bit 5 folds the letters' case; what that makes of bytes below '-'
// is of no account, since those are found first.
func strange(x uint64) uint64 {
	folded := x | 0x20*low
	return x |
		^(x + (0x80-'-')*low) | // below '-'
		(folded+(0x7f-'9')*low)&^(folded+(0x80-'a')*low) | // between '9' and 'a'
		(folded+(0x7f-'z')*low)&^(folded+(0x80-0x7f)*low) // between 'z' and DEL, which the underscore has become
}

// equal has the highest bit of each byte of x, all of them below 0x80, that is c.
func equal(x uint64, c byte) uint64 {
	x ^= uint64(c) * low
	return ^(x + 0x7f*low) & high
}
