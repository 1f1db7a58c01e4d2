package leak

import (
	"cmp"
	"slices"
	"strings"
)

const redactedMark = "[REDACTED:"

// edit replaces a part of a text.
type edit struct {
	start, end int
	with       string
}

// Redact masks what a Scan of the text found: "[REDACTED:card_number]" for what must not be seen, "?" for the literals of
// an SQL statement, as the semantic conventions have it for db.query.text. What tells the fault stays. It returns the text
// itself where nothing is masked, and masking its result again changes nothing.
func Redact(text string, findings []Finding) string {
	var edits []edit
	statementEnd := 0
	for _, f := range findings {
		switch {
		case f.Kind.masked():
			edits = append(edits, edit{f.Start, f.End, redactedMark + string(f.Kind) + "]"})
		case f.Kind == KindSQL && f.End > statementEnd:
			edits = appendLiterals(edits, text, max(f.Start, statementEnd), f.End)
			statementEnd = f.End
		}
	}
	if len(edits) == 0 {
		return text
	}
	slices.SortStableFunc(edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	var masked strings.Builder
	done := 0
	for i := 0; i < len(edits); {
		whole := edits[i]
		for i++; i < len(edits) && edits[i].start < whole.end; i++ {
			whole.end = max(whole.end, edits[i].end) // the outer, or the first, says what it was
		}
		masked.WriteString(text[done:whole.start])
		masked.WriteString(whole.with)
		done = whole.end
	}
	masked.WriteString(text[done:])
	return masked.String()
}

// appendLiterals adds the strings and numbers of a statement that stand where a value does; what else is quoted around an
// SQL statement is names.
func appendLiterals(edits []edit, text string, start, end int) []edit {
	for i := start; i < end; {
		after := i + 1
		switch c := text[i]; {
		case c == '\'' && valueStands(text, prefixStart(text, i), start):
			after = stringEnd(text, i, end)
			edits = append(edits, edit{prefixStart(text, i), after, "?"})
		case isA(c, digitByte) && !isA(byteAt(text, i-1), nameByte) && valueStands(text, i, start):
			for after < end && (isA(text[after], nameByte) || text[after] == '.') {
				after++
			}
			edits = append(edits, edit{i, after, "?"})
		}
		i = after
	}
	return edits
}

// stringEnd is behind the quote that closes the string, doubled and escaped ones left aside.
func stringEnd(text string, at, limit int) int {
	for i := at + 1; i < limit; i++ {
		switch {
		case text[i] == '\\' && byteAt(text, i+1) == '\'':
			i++
		case text[i] == '\'' && byteAt(text, i+1) == '\'' && i+1 < limit:
			i++
		case text[i] == '\'':
			return i + 1
		}
	}
	return limit // the statement was cut within
}

// wordsBeforeValues are the keywords that a value follows.
var wordsBeforeValues = []string{"like", "ilike", "select", "and", "between", "then", "else", "when", "values", "in", "is", "not", "set", "default"}

// prefixStart is where a string's prefix begins, as in E'…', N'…', X'…' and B'…'.
func prefixStart(text string, quote int) int {
	switch byteAt(text, quote-1) {
	case 'E', 'e', 'N', 'n', 'X', 'x', 'B', 'b':
		if !isA(byteAt(text, quote-2), nameByte) {
			return quote - 1
		}
	}
	return quote
}

func valueStands(text string, at, start int) bool {
	for at > start && isA(text[at-1], spaceByte) {
		at--
	}
	if at == start {
		return false
	}
	if strings.IndexByte("=<>(,|+-*/%[", text[at-1]) >= 0 {
		return true
	}
	word := text[max(start, runStart(text, at, 16, nameByte)):at]
	return slices.ContainsFunc(wordsBeforeValues, func(keyword string) bool { return strings.EqualFold(word, keyword) })
}
