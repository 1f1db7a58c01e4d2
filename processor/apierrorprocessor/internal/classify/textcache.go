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

// source is where a span says something in words.
type source uint8

const (
	fromErrorType source = iota
	fromException
	fromExceptionMessage
	fromStatusMessage
)

var sourceNames = [...]string{"error type", "exception", "exception message", "status message"}

// recognised is what a text that holds a row's part tells, on the answering side and on every other: what is wrong with a
// request is the caller's fault where it was answered, and the service's own where it was sent. Without a row, the text is
// in no table.
type recognised struct {
	row                 *errorRow
	answered, elsewhere knowledge
}

func newRecognised(row *errorRow, sentence string) *recognised {
	k := knowledge{
		category: row.category, reason: row.reason, origin: row.origin, retryable: row.retryable,
		confidence: 0.85, rationale: sentence + ": " + row.says,
		far: row.reason == "connection_refused" || row.reason == "connection_reset",
	}
	r := &recognised{row: row, answered: k, elsewhere: k}
	if row.origin == "" {
		r.answered.origin, r.elsewhere.origin = apierror.OriginCaller, apierror.OriginService
	}
	return r
}

func newUnrecognised(sentence string) *recognised {
	k := unhandled
	k.rationale = sentence + ": in no table, taken for a fault of the service itself"
	return &recognised{answered: k, elsewhere: k}
}

func (r *recognised) on(v *spanview.View) *knowledge {
	if v.Serving() {
		return &r.answered
	}
	return &r.elsewhere
}

// agrees reports whether the words may speak for the status. They always may where it is absent or only says that the
// service failed. A 400 they may only make more exact: that the connection broke is no reason to blame the network for a
// request that was answered as malformed. A status that names its cause they may only refine.
func (r *recognised) agrees(status *knowledge) bool {
	switch {
	case status.isBareServerError():
		return true
	case status.generic:
		return r.row.origin == "" || status.category == apierror.CategoryDependency
	default:
		return r.row.category == status.category
	}
}

// textCache remembers what was found in a text: types and many messages repeat, and the search costs a microsecond.
type textCache struct {
	seen  map[textKey]*recognised
	lower []byte
}

type textKey struct {
	from source
	text string
}

func newTextCache() textCache {
	return textCache{seen: make(map[textKey]*recognised), lower: make([]byte, 0, textLimit)}
}

// recognise finds the first row whose part occurs in the text.
func (c *textCache) recognise(from source, text string) *recognised {
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

func (c *textCache) search(from source, text string) *recognised {
	c.lower = c.lower[:0]
	for i := range len(text) {
		c.lower = append(c.lower, lowerASCII(text[i]))
	}
	for i := range errorRows {
		row := &errorRows[i]
		if bytes.Contains(c.lower, []byte(row.part)) {
			return newRecognised(row, sourceNames[from]+" "+apierror.Quote(text))
		}
	}
	return newUnrecognised(sourceNames[from] + " " + apierror.Quote(text))
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + ('a' - 'A')
	}
	return c
}
