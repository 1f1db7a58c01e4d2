package classify

import (
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// recognise looks for a known error in what the span says of it in words, and returns nil if that tells no more than the
// status does.
func (c *Classifier) recognise(v *spanview.View, status *knowledge) *knowledge {
	if v.DBCode == "" && v.ErrorType == "" && v.ExceptionType == "" && v.ExceptionMessage == "" && v.Message == "" {
		return nil
	}
	said := saying{view: v, status: status, spoken: dialectOf(v.DBSystem)}
	for _, words := range [...]struct {
		from source
		text string
	}{ // the most reliable first
		{fromDBCode, v.DBCode},
		{fromErrorType, v.ErrorType},
		{fromException, v.ExceptionType},
		{fromExceptionMessage, v.ExceptionMessage},
		{fromStatusMessage, v.Message},
	} {
		if c.listen(&said, words.from, words.text) {
			return said.best.on(v)
		}
	}
	if said.best == nil && status.isBareServerError() {
		c.unwrap(&said)
	}
	switch {
	case said.best != nil:
		return said.best.on(v)
	case said.unknown != nil && status.isBareServerError() && !v.Calling():
		return said.unknown.on(v) // nothing is recognised, but the words are worth more than the status alone
	default:
		return nil
	}
}

// saying gathers what the texts of one span say.
type saying struct {
	view   *spanview.View
	status *knowledge
	spoken dialect

	best    *recognised // the first that is recognised and agrees with the status
	unknown *recognised // the last that is in no table
}

// listen takes one more text, and reports whether the rest need not be heard: what is vague gives way to what comes later.
func (c *Classifier) listen(said *saying, from source, text string) bool {
	if text == "" {
		return false
	}
	spoken := noDialect
	if from == fromDBCode || from == fromErrorType {
		spoken = said.spoken
	}
	hit := c.texts.recognise(from, spoken, text)
	switch {
	case hit.means == nil:
		said.unknown = hit
		return false
	case !hit.agrees(said.view, said.status):
		return false
	case hit.means.vague:
		if said.best == nil {
			said.best = hit
		}
		return false
	default:
		said.best = hit
		return true
	}
}

// unwrap looks into what the last exception may have wrapped: those recorded before it, and the causes in its stack trace.
func (c *Classifier) unwrap(said *saying) {
	unknown := said.unknown
	for kind, message := range said.view.EarlierExceptions() {
		if c.listen(said, fromException, kind) || c.listen(said, fromExceptionMessage, message) || said.best != nil {
			break
		}
	}
	if said.best == nil {
		c.listen(said, fromCause, said.view.Cause())
	}
	said.unknown = unknown // what could not be recognised is told by the last exception
}
