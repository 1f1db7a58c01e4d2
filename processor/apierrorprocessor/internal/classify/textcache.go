package classify

import (
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

// recognised is what a text says that is in a table, on each side of a call: what is wrong with a request is the caller's
// fault where it was answered, and the service's own where it was sent. Without a meaning, the text is in no table.
type recognised struct {
	means *meaning
	// code says that it is a code that a service chose as its answer, which is more exact than the status that came with it.
	code bool

	answered, served5xx, elsewhere knowledge
}

func newRecognised(means *meaning, code bool, sentence string) *recognised {
	k := knowledge{
		category: means.category, reason: means.reason, origin: means.origin, retryable: means.retryable,
		confidence: 0.85, rationale: sentence + ": " + means.says,
		far: means.far, gone: means.gone,
	}
	r := &recognised{means: means, code: code, answered: k, served5xx: k, elsewhere: k}
	if means.origin == "" {
		r.answered.origin, r.served5xx.origin, r.elsewhere.origin = apierror.OriginCaller, apierror.OriginService, apierror.OriginService
		r.served5xx.rationale += ", and the service answered it as a failure of its own"
	}
	return r
}

func newUnrecognised(sentence string) *recognised {
	k := unhandled
	k.rationale = sentence + ": in no table, taken for a fault of the service itself"
	return &recognised{answered: k, served5xx: k, elsewhere: k}
}

// on gives what the words tell of a span. Whoever answers with a server error is at fault, whatever the caller had sent.
func (r *recognised) on(v *spanview.View) *knowledge {
	switch {
	case v.AnsweredServerError():
		return &r.served5xx
	case v.Serving():
		return &r.answered
	default:
		return &r.elsewhere
	}
}

// agrees reports whether the words may speak for the status. They always may where it is absent or only says that the
// service failed. A 400 they may only make more exact: that the connection broke is no reason to blame the network for a
// request that was answered as malformed. A status that names its cause they may only refine, but for causes that services
// are known to answer with that status too.
func (r *recognised) agrees(v *spanview.View, status *knowledge) bool {
	switch {
	case r.means.received && !v.Calling():
		return false
	case status.isBareServerError(), r.means.category == status.category:
		return true
	case status.generic:
		return r.code || r.means.origin == "" || status.category == apierror.CategoryDependency
	case r.means.deep && v.AnsweredServerError():
		return true
	case r.means.category == apierror.CategoryRateLimit: // GitHub and Google answer 403 for it, S3 503
		return v.HTTPStatus == 403 || (v.HTTPStatus == 503 && v.Calling())
	default:
		return r.code && (v.HTTPStatus == 403 || (v.HTTPStatus >= 500 && v.Calling()))
	}
}

// textCache remembers what was found in a text: types and many messages repeat, and the search costs microseconds.
type textCache struct {
	seen  map[textKey]*recognised
	lower []byte
}

type textKey struct {
	from   source
	spoken dialect // of codes; a text that is none reads the same in each
	text   string
}

func newTextCache() textCache {
	return textCache{seen: make(map[textKey]*recognised), lower: make([]byte, 0, textLimit)}
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
	means, code := c.search(from, spoken, text)
	sentence := sourceNames[from] + " " + apierror.Quote(text)
	hit := newUnrecognised(sentence)
	if means != nil {
		hit = newRecognised(means, code, sentence)
	}
	c.seen[textKey{from, spoken, strings.Clone(text)}] = hit
	return hit
}
