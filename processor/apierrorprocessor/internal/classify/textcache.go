package classify

import (
	"bytes"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

const (
	// textLimit is how much of an error text is looked at: what tells errors apart stands at the beginning.
	textLimit = 512
	// textCacheLimit bounds the cache: services throw a few hundred kinds of error, attackers as many as they like.
	textCacheLimit = 1024
)

// recognised is what a text that holds a row's part tells, on the answering side and on every other: what is wrong with a
// request is the caller's fault where it was answered, and the service's own where it was sent.
type recognised struct {
	answered, elsewhere knowledge
}

func newRecognised(row *errorRow, rationale string) *recognised {
	k := knowledge{
		category: row.category, reason: row.reason, origin: row.origin, retryable: row.retryable,
		confidence: 0.85, rationale: rationale,
	}
	r := &recognised{answered: k, elsewhere: k}
	if row.origin == "" {
		r.answered.origin, r.elsewhere.origin = apierror.OriginCaller, apierror.OriginService
	}
	return r
}

func (r *recognised) on(v *spanview.View) *knowledge {
	if v.Serving() {
		return &r.answered
	}
	return &r.elsewhere
}

// textCache remembers what was found in a text: types and many messages repeat, and the search costs a microsecond.
type textCache struct {
	seen  map[textKey]*recognised // nil where nothing was found
	lower []byte
}

type textKey struct{ from, text string }

func newTextCache() textCache {
	return textCache{seen: make(map[textKey]*recognised), lower: make([]byte, 0, textLimit)}
}

// recognise finds the first row whose part occurs in the text; from says where the text stood.
func (c *textCache) recognise(from, text string) *recognised {
	if len(text) > textLimit {
		text = text[:textLimit]
	}
	if hit, ok := c.seen[textKey{from, text}]; ok {
		return hit
	}
	if len(c.seen) >= textCacheLimit {
		clear(c.seen)
	}
	hit := c.search(from, text)
	c.seen[textKey{from, strings.Clone(text)}] = hit
	return hit
}

func (c *textCache) search(from, text string) *recognised {
	c.lower = c.lower[:0]
	for i := range len(text) {
		c.lower = append(c.lower, lowerASCII(text[i]))
	}
	for i := range errorRows {
		row := &errorRows[i]
		if bytes.Contains(c.lower, []byte(row.part)) {
			return newRecognised(row, from+" "+apierror.Quote(text)+": "+row.says)
		}
	}
	return nil
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + ('a' - 'A')
	}
	return c
}
