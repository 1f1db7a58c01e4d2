package leak

import "regexp"

// rule is one form in which something leaks. A newcomer adds a line to a table; the tests run its examples.
type rule struct {
	name     string
	kind     Kind
	literals []string // in lower case, any of them calls the rule up; "#" stands for a digit
	inWord   bool     // the literal may begin within a word
	assigned bool     // the literal is a name, and its value leaks

	// What decides: a pattern, matched from the literal's first byte on and kept short of patternWindow; or a function, for
	// what no regular expression tells; or neither, where the literal says it all.
	pattern string
	find    finder

	source  string // what defines the form
	matches string // an example; {hex:32} and the like stand for so many characters, lest a scanner takes this file for a leak
	ignores string // an example that only looks like it
}

// finder decides whether the literal text[at:end] is part of a leak, and where that is; the zero Finding says no. It may set
// another kind than its rule's. It looks a bounded way left and right, and does not allocate when it says no.
type finder func(text string, at, end int) Finding

// patternWindow is how much of a text a pattern sees: the longest token that has a fixed form stays below.
const patternWindow = 512

// ready returns what decides for a rule.
func (r *rule) ready() finder {
	switch {
	case r.find != nil:
		return r.find
	case r.pattern == "":
		return func(_ string, at, end int) Finding { return Finding{Start: at, End: end} }
	}
	pattern := regexp.MustCompile(`^(?:` + r.pattern + `)`)
	token := r.run() == tokenRun
	return func(text string, at, _ int) Finding {
		match := pattern.FindStringIndex(text[at:min(at+patternWindow, len(text))])
		if match == nil {
			return Finding{}
		}
		end := at + match[1]
		if token {
			// A token that goes on, because its vendor made it longer, is masked to its end.
			end = runEnd(text, end, len(text), tokenByte)
			if isFiller(text[at:end]) {
				return Finding{}
			}
		}
		return Finding{Start: at, End: end}
	}
}

// run tells findings that end where a run of bytes does, however long. One that begins within another of the same run ends
// with it, so hostile text is spared looking there again and again.
type run uint8

const (
	noRun run = iota
	tokenRun
	valueRun
	lastRun = valueRun
)

func (r *rule) run() run {
	switch {
	case r.assigned:
		return valueRun
	case r.pattern != "" && r.kind.Class() == ClassSecret:
		return tokenRun
	default:
		return noRun
	}
}

func rules() []rule {
	var all []rule
	for _, table := range [][]rule{
		tokenRules, secretRules, assignmentRules(), personalRules, statementRules, databaseErrorRules, traceRules, placeRules,
	} {
		all = append(all, table...)
	}
	return all
}
