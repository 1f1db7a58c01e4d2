package classify

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// meaning is what an error says, however it is spelled. Many names, phrases and codes share one.
type meaning struct {
	category  apierror.Category
	reason    string
	origin    apierror.Origin // "" where it depends on the side: see recognised.on
	retryable bool
	says      string // ends the sentence: error type "…": …

	// vague meanings tell how a failure was felt, not what it was: a pool that is exhausted is felt as a timeout. Whatever
	// else the span says stands before them.
	vague bool
	// general meanings name the category and little more: what else the span says of the same category stands before them.
	general bool
	// deep meanings name a cause inside the service, whichever 5xx it chose to answer with.
	deep bool
	// far meanings show the far end of a connection at fault: it refused, or it broke off.
	far bool
	// gone meanings say that the far end was there no more: to an answer, that is its own user.
	gone bool
	// none says that nothing failed: a program went on by other means, or used an error to steer itself.
	none bool
	// received meanings hold for the calling side only: they are what the other side said of itself.
	received bool
}

// refines reports whether what else was said stands before a meaning: it tells more, and of the same if the meaning names that.
func (m *meaning) refines(other *meaning) bool {
	switch {
	case m.vague:
		return false
	case other.vague:
		return true
	default:
		return other.general && !m.general && m.category == other.category
	}
}
