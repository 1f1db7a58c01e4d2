// Package redact removes secrets from texts that people will see: errors, dead letters, what a destination answered. Those that are
// known it finds in every form in which clients and servers write them; those that are not, by what secrets look like.
package redact

import (
	"strings"
)

// Placeholder is what stands where a secret was.
const Placeholder = "[REDACTED]"

// Redactor is safe for concurrent use.
type Redactor struct {
	patterns []pattern
	// beginning has, by a text's byte, the patterns that may begin there.
	beginning [256][]int
}

// New makes a redactor of some secrets. Of each it knows the whole, from 4 bytes on, and the parts of 8 bytes and more between
// separators, so that the token of a URL is found alone too. Shorter ones cannot be told from other text.
func New(secrets []string) *Redactor {
	r := &Redactor{patterns: patternsOf(secrets)}
	for i := range r.patterns {
		for _, begin := range r.patterns[i].beginnings() {
			r.beginning[begin] = append(r.beginning[begin], i)
		}
	}
	return r
}

// String replaces every secret in a text, also one that the text's end cuts off after 4 bytes or more.
func (r *Redactor) String(text string) string { return redactLikely(r.redactKnown(text)) }

func (r *Redactor) redactKnown(text string) string {
	var hidden []span // in the order of the text, none touching another
	for at := range len(text) {
		for _, i := range r.beginning[text[at]] {
			found, ok := r.patterns[i].find(text, at)
			if !ok {
				continue
			}
			for len(hidden) > 0 && hidden[len(hidden)-1].end >= found.start {
				last := hidden[len(hidden)-1]
				found = span{min(found.start, last.start), max(found.end, last.end)}
				hidden = hidden[:len(hidden)-1]
			}
			hidden = append(hidden, found)
		}
	}
	if len(hidden) == 0 {
		return text
	}
	var clean strings.Builder
	written := 0
	for _, secret := range hidden {
		_, _ = clean.WriteString(text[written:secret.start] + Placeholder)
		written = secret.end
	}
	return clean.String() + text[written:]
}

// span is a part of a text.
type span struct{ start, end int }
