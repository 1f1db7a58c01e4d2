package spanview

import (
	"encoding/binary"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// isUnusualTarget reports whether an attribute holds what was asked for, and in it characters that ordinary paths and queries do
// without. Nearly every path is of letters, digits and a few marks; what is not has to be looked at by whoever knows payloads.
func isUnusualTarget(key string, value pcommon.Value) bool {
	if key != "url.path" && key != "url.query" && key != "http.target" {
		return false
	}
	return !isPlain(value.Str()) // "" for whatever is no text
}

// low has the lowest bit of each of eight bytes, and high the highest.
const (
	low  = 0x0101010101010101
	high = 0x8080808080808080
)

// isPlain reports whether a text is of letters, digits and -._/ alone, with no two dots in a row. It looks at eight bytes at once, and
// at the last eight once more where they are not whole: every clean span pays for it.
func isPlain(text string) bool {
	if len(text) < 8 {
		return isPlainShort(text)
	}
	lastDot := uint64(0) // of the eight bytes before, in the highest bit
	for i := 0; i+8 <= len(text); i += 8 {
		x := binary.LittleEndian.Uint64([]byte(text[i : i+8]))
		dots := equal(x, '.')
		if !arePlain(x) || dots&(dots<<8|lastDot>>56) != 0 {
			return false
		}
		lastDot = dots & (0x80 << 56)
	}
	if len(text)%8 == 0 {
		return true
	}
	x := binary.LittleEndian.Uint64([]byte(text[len(text)-8:]))
	dots := equal(x, '.')
	return arePlain(x) && dots&(dots<<8) == 0
}

func isPlainShort(text string) bool {
	var eight [8]byte
	n := copy(eight[:], text)
	for i := n; i < len(eight); i++ {
		eight[i] = 'a'
	}
	return isPlain(string(eight[:]))
}

// arePlain does what isPlain says for eight bytes. Adding to a byte below 0x80 sets its highest bit if it is large enough, and a byte
// that is not is found by itself. Setting bit 5 folds the letters' case; what that makes of bytes below '-' is of no account, since
// those are found first.
func arePlain(x uint64) bool {
	folded := x | 0x20*low
	bad := x |
		^(x + (0x80-'-')*low) | // below '-'
		(folded+(0x7f-'9')*low)&^(folded+(0x80-'a')*low) | // between '9' and 'a'
		(folded+(0x7f-'z')*low)&^(folded+(0x80-0x7f)*low) // between 'z' and DEL, which the underscore has become
	return bad&high == 0
}

// equal has the highest bit of each byte of x, all of them below 0x80, that is c.
func equal(x uint64, c byte) uint64 {
	x ^= uint64(c) * low
	return ^(x + 0x7f*low) & high
}
