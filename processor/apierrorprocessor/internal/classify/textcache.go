package classify

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	// textLimit is how much of an error text is looked at: what tells errors apart stands at the beginning.
	textLimit = 512
	// textCacheLimit bounds the cache: services throw a few hundred kinds of error, attackers as many as they like.
	textCacheLimit = 1024
)

// textCache remembers what was found in a text: types and many messages repeat, and the search costs microseconds.
type textCache struct {
	seen  map[textKey]*recognised
	lower []byte
	mask  func(text string) string
}

// nestedMark stands before the cause in the messages of Spring's exceptions (NestedExceptionUtils, before version 6).
const nestedMark = "nested exception is "

type textKey struct {
	from   source
	spoken dialect // of codes; a text that is none reads the same in each
	text   string
}

func newTextCache(mask func(text string) string) textCache {
	return textCache{seen: make(map[textKey]*recognised), lower: make([]byte, 0, textLimit), mask: mask}
}

// recognise finds what a text means.
func (c *textCache) recognise(from source, spoken dialect, text string) *recognised {
	if len(text) > textLimit {
		text = text[:textLimit]
	}
	if hit, ok := c.seen[textKey{from, spoken, text}]; ok {
		return hit
	}
	if len(c.seen) >= textCacheLimit {
		clear(c.seen)
	}
	means, code := c.find(from, spoken, text)
	if _, nested, found := strings.Cut(text, nestedMark); found && (means == nil || means.vague) {
		if inner := c.cause(nested); inner != nil {
			means = inner
		}
	}
	if means == nil && from == fromCause {
		means = c.cause(text)
	}
	sentence := sourceNames[from] + " " + apierror.Quote(c.mask(text))
	if from == fromException && !isCloud(text) {
		code = false
	}
	var hit *recognised
	if means != nil {
		hit = newRecognised(means, code, sentence)
	} else {
		hit = newUnrecognised(sentence, statusIn(text))
	}
	c.seen[textKey{from, spoken, strings.Clone(text)}] = hit
	return hit
}

// find is search for what is said in codes of a protocol's own, too.
func (c *textCache) find(from source, spoken dialect, text string) (means *meaning, code bool) {
	switch from {
	case fromResponseFlags:
		return byResponseFlags(text), true
	case fromRPCCode:
		if means := jsonRPC.byCode(text); means != nil {
			return means, true
		}
		return byName(text)
	default:
		return c.search(from, spoken, text)
	}
}

// isCloud reports whether an exception's class may be one of a cloud's SDK: many a framework has an AccessDeniedException too,
// and its package tells. JavaScript's SDK gives the bare code.
func isCloud(class string) bool {
	if !strings.ContainsAny(class, `.:\\`) {
		return true
	}
	lower := strings.ToLower(class)
	for _, sdk := range [...]string{"aws", "amazon", "boto", "azure", "google", "smithy"} {
		if strings.Contains(lower, sdk) {
			return true
		}
	}
	return false
}

// cause finds what a cause means of which a stack trace or a message gives "type: message", or the type alone. .NET puts an
// error number behind the type: SocketException (111).
func (c *textCache) cause(text string) *meaning {
	if means, _ := c.search(fromCause, noDialect, text); means != nil {
		return means
	}
	kind, _, _ := strings.Cut(text, ": ")
	kind, _, _ = strings.Cut(kind, " (")
	if strings.ContainsRune(kind, ' ') {
		return nil
	}
	means, _ := byName(kind)
	return means
}
