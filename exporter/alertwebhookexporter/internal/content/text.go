// Package content words a notification for people: what happens, since when, how bad in people and money, why we think so, what to do
// first, and where to look. Formats place and escape it.
package content

// Text is a notification in plain words. It may hold what an attacker wrote: every format escapes all of it for its own markup. It is
// valid UTF-8 without control characters but newlines.
type Text struct {
	// Title is one line of at most 200 characters, with the severity in it and whether it is over.
	Title string
	// Sections are in the order in which a reader should have them; none is empty.
	Sections []Section
	// Links lead to the trace and the runbook. Their URLs are http or https, and percent-encoded.
	Links []Link
}

// Section is one question answered.
type Section struct {
	Name  string // "What happens", "Since when", "How bad", "Why we think so", "What to do first", "What changed", "Also firing"
	Lines []string
}

// Link is somewhere to look.
type Link struct {
	Name, URL string
}
