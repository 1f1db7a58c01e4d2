package spanview

import (
	"encoding/binary"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// tellsUnusualTarget reports whether an attribute holds what was asked for, and in it characters that ordinary paths and queries do
// without. Nearly every path is of letters, digits and a few marks; what is not has to be looked at by whoever knows payloads.
func tellsUnusualTarget(key string, value pcommon.Value) bool {
	switch key {
	case "url.path", "url.query", "http.target":
		return value.Type() == pcommon.ValueTypeStr && !isPlain(value.Str())
	default:
		return false
	}
}

const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// isPlain reports whether a text is of letters, digits and -._/ alone, with no two dots in a row. It looks at eight bytes at once:
// every clean span pays for it.
func isPlain(text string) bool {
	rest := text
	for len(rest) >= 8 {
		if !arePlain(binary.LittleEndian.Uint64([]byte(rest[:8]))) {
			return false
		}
		rest = rest[8:]
	}
	if rest != "" {
		var last [8]byte
		for i := range last {
			last[i] = 'a'
		}
		copy(last[:], rest)
		if !arePlain(binary.LittleEndian.Uint64(last[:])) {
			return false
		}
	}
	return !strings.Contains(text, "..")
}

// arePlain does what isPlain says for eight bytes. Setting bit 5 folds the letters' case; what it makes of other bytes that are below
// '-' is of no account, since those are found first.
func arePlain(x uint64) bool {
	if x&highBits != 0 || below(x, '-') {
		return false
	}
	folded := x | 0x20*lowBits
	return !between(folded, '9', 'a') && !between(folded, 'z', 0x7f)
}

// below reports whether any byte of x, all of them less than 0x80, is less than n. From Bit Twiddling Hacks, "hasless".
func below(x, n uint64) bool { return (x-lowBits*n)&^x&highBits != 0 }

// between reports whether any byte of x, all of them less than 0x80, lies between m and n, both left out. Likewise, "hasbetween".
func between(x, m, n uint64) bool {
	const seven = 0x7f * lowBits
	return (lowBits*(127+n)-x&seven)&^x&(x&seven+lowBits*(127-m))&highBits != 0
}
