package format

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unit is what a character counts for in a limit.
type unit func(rune) int

// Where a service says "characters" and not which, inUTF16 is the stricter of what it can mean: it is never less than the number of
// code points.
func inUTF16(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

func inBytes(r rune) int { return utf8.RuneLen(r) }

func (u unit) of(text string) int {
	size := 0
	for _, r := range text {
		size += u(r)
	}
	return size
}

const ellipsis = "…"

// longestCluster bounds how far back a cut looks for the beginning of what a reader sees as one character.
const longestCluster = 32

// A space of no width keeps what would be a mention or a link from being one, and cannot be seen.
const zeroWidthSpace = "\u200b"

// fit writes as much of a text as a limit has room for, each character as escape has it, so that no escape is ever halved; an
// ellipsis tells that there was more. An escape of nil leaves characters as they are. A URL in the text is no link in any service:
// what may be followed is in links of its own.
func fit(text string, limit int, size unit, escape func(rune) string) string {
	var (
		fitted      strings.Builder
		used        int
		cut         int // bytes of fitted that an ellipsis can follow
		sinceCut    int
		afterJoiner bool
	)
	room := limit - size.of(ellipsis)
	for _, r := range strings.ReplaceAll(text, "://", ":"+zeroWidthSpace+"//") {
		r = visible(r)
		sinceCut++
		// A cut before a combining mark, or within an emoji of several code points, would leave another character than was meant.
		if used <= room && (!extends(r) && !afterJoiner || sinceCut > longestCluster) {
			cut, sinceCut = fitted.Len(), 0
		}
		afterJoiner = r == zeroWidthJoiner
		piece := string(r)
		if escape != nil {
			piece = escape(r)
		}
		used += size.of(piece)
		if used > limit {
			if room < 0 {
				return ""
			}
			return fitted.String()[:cut] + ellipsis
		}
		fitted.WriteString(piece)
	}
	return fitted.String()
}

// fitLine is fit for what must have no line break.
func fitLine(text string, limit int, size unit, escape func(rune) string) string {
	return fit(strings.Join(strings.Fields(text), " "), limit, size, escape)
}

const zeroWidthJoiner = '\u200d'

// extends reports whether a character belongs to the one before it.
func extends(r rune) bool {
	return r == zeroWidthJoiner || unicode.In(r, unicode.Mn, unicode.Me) || r >= 0x1f3fb && r <= 0x1f3ff // skin tones
}

// visible replaces what changes the text around it, or cannot be seen at all: controls, and overrides of the direction, which make
// gpj.exe of exe.jpg.
func visible(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\t':
		return ' '
	case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return utf8.RuneError
	}
	return r
}
