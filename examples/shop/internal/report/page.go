package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// width is the most columns that a line may take.
const width = 100

// clean makes text from the outside safe to print: an attacker's user agent must not move the reader's cursor. Whatever does
// not print becomes a space, and runs of spaces one.
func clean(text string) string {
	printable := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(printable), " ")
}

// shorten cuts text to so many columns, and shows that it did.
func shorten(text string, columns int) string {
	runes := []rune(text)
	if len(runes) <= columns {
		return text
	}
	return string(runes[:columns-1]) + "…"
}

// wrapped breaks text at spaces into lines that start at indent; a single word that is too long is cut.
func wrapped(text string, indent int) []string {
	room := width - indent
	margin := strings.Repeat(" ", indent)
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		word = shorten(word, room)
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > room {
			lines = append(lines, margin+line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, margin+line)
	}
	return lines
}

// mostLines bounds a sentence of the collector's: who wants more reads the span or the finding.
const mostLines = 3

// wrappedShort is the first mostLines of wrapped, and shows where it cut.
func wrappedShort(text string, indent int) []string {
	lines := wrapped(text, indent)
	if len(lines) <= mostLines {
		return lines
	}
	last := lines[mostLines-1] + " " + strings.TrimSpace(lines[mostLines])
	return append(lines[:mostLines-1], shorten(last, width))
}

// column is how one column of a table is set.
type column struct {
	head  string
	right bool // numbers stand at the right
}

// table aligns rows under their heads, two columns in. What is too long for the page is cut in the last column.
func table(columns []column, rows [][]string, head func(string) string) []string {
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = utf8.RuneCountInString(c.head)
		for _, row := range rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i]))
		}
	}
	used := 2
	for _, w := range widths[:len(widths)-1] {
		used += w + 2
	}
	last := len(columns) - 1
	set := func(row []string) string {
		line := strings.Builder{}
		line.WriteString("  ")
		for i, cell := range row {
			if i == last {
				cell = shorten(cell, max(1, width-used))
			}
			padding := strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(cell)))
			if columns[i].right {
				line.WriteString(padding + cell + "  ")
			} else {
				line.WriteString(cell + padding + "  ")
			}
		}
		return strings.TrimRight(line.String(), " ")
	}
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.head
	}
	lines := []string{head(set(heads))}
	for _, row := range rows {
		lines = append(lines, set(row))
	}
	return lines
}
