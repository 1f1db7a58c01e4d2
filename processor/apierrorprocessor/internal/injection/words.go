package injection

import "strings"

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isWord(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }

// containsAny gives the first of some signs that stands in a text.
func containsAny(text string, signs ...string) string {
	for _, sign := range signs {
		if strings.Contains(text, sign) {
			return sign
		}
	}
	return ""
}

// prefixOf gives the first of some beginnings that a text has.
func prefixOf(text string, beginnings ...string) string {
	for _, beginning := range beginnings {
		if strings.HasPrefix(text, beginning) {
			return beginning
		}
	}
	return ""
}

// calls finds one of some functions that is called: its name, not the end of a longer one, a bracket, and an argument that good
// accepts.
func calls(text string, good func(argument string) bool, functions ...string) string {
	for _, function := range functions {
		for from := 0; ; {
			at := strings.Index(text[from:], function)
			if at < 0 {
				break
			}
			at += from
			from = at + len(function)
			argument, open := strings.CutPrefix(strings.TrimLeft(text[from:], " "), "(")
			if open && (at == 0 || !isWord(text[at-1])) && good(strings.TrimLeft(argument, " (")) {
				return function + "("
			}
		}
	}
	return ""
}

func anything(string) bool { return true }

func number(argument string) bool { return argument != "" && isDigit(argument[0]) }
