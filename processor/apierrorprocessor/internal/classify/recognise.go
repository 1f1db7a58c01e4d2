package classify

import (
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// recognise looks for a known error in what the span says of it in words, and returns nil if that tells no more than the
// status does.
func (c *Classifier) recognise(v *spanview.View, status *knowledge) *knowledge {
	if v.DBCode == "" && v.ErrorCode == "" && v.ErrorType == "" && v.ExceptionType == "" && v.ExceptionMessage == "" &&
		v.Message == "" && v.Detail == "" && v.RPCCode == "" && v.ResponseFlags == "" && v.Body == "" {
		return nil
	}
	said := saying{status: status, spoken: dialectOf(v.DBSystem)}
	for _, words := range [...]struct {
		from source
		text string
	}{ // the most reliable first
		{fromResponseFlags, v.ResponseFlags},
		{fromDBCode, v.DBCode},
		{fromRPCCode, v.RPCCode},
		{fromErrorCode, v.ErrorCode},
		{fromErrorType, v.ErrorType},
		{fromException, v.ExceptionType},
		{fromExceptionMessage, v.ExceptionMessage},
		{fromStatusMessage, v.Message},
		{fromDetail, v.Detail},
		{fromBody, v.Body},
	} {
		if c.listen(v, &said, words.from, words.text) {
			return said.best.on(v, said.from)
		}
	}
	if said.best == nil && status.isBareServerError() {
		c.unwrap(v, &said)
	}
	switch {
	case said.best != nil:
		return said.best.on(v, said.from)
	case said.quoting != nil && status.isBareServerError():
		return said.quoting.quoted.knowledge(v, said.quoting)
	case said.unknown != nil && status.isBareServerError() && !v.Calling():
		return said.unknown.on(v, said.from) // nothing is recognised, but the words are worth more than the status alone
	default:
		return nil
	}
}

// saying gathers what the texts of one span say. It does not hold the view, which could not stay on the stack then.
type saying struct {
	status *knowledge
	spoken dialect

	best    *recognised // the first that is recognised and agrees with the status
	from    source      // where best was said
	unknown *recognised // the last that is in no table
	quoting *recognised // the first of those that quotes an HTTP status
}

// listen takes one more text, and reports whether the rest need not be heard: what is vague gives way to what comes later.
func (c *Classifier) listen(v *spanview.View, said *saying, from source, text string) bool {
	if text == "" {
		return false
	}
	spoken := noDialect
	if from == fromDBCode || from == fromErrorCode || from == fromErrorType || from == fromException {
		spoken = said.spoken
	}
	hit := c.texts.recognise(from, spoken, text)
	switch {
	case hit.means == nil:
		if !saysNothing(text) {
			said.unknown = hit
		}
		if hit.quoted != (quotedStatus{}) && said.quoting == nil {
			said.quoting = hit
		}
		return false
	case from != fromResponseFlags && !hit.agrees(v, said.status): // the proxy chose the status and tells why
		return false
	case from == fromResponseFlags && v.HTTPStatus == 401 && hit.means == &forbidden: // its authorization server chose it
		return false
	case hit.means.vague, hit.isGeneral(from):
		if said.best == nil || said.best.means == &connectionFailed { // than which hardly anything says less
			said.best, said.from = hit, from
		}
		return false
	case said.best != nil && said.best.isGeneral(said.from) && hit.means.category != said.best.means.category:
		return false
	default:
		said.best, said.from = hit, from
		return true
	}
}

// saysNothing recognises a text that only repeats that something failed.
func saysNothing(text string) bool {
	switch text {
	case "ERROR", "Error", "error", "FAILED", "Failed", "failed", "FAILURE", "Internal Server Error", "Internal error", "unknown", "_OTHER":
		return true
	default:
		return false
	}
}

// unwrap looks into what the last exception may have wrapped: those recorded before it, and the causes in its stack trace.
func (c *Classifier) unwrap(v *spanview.View, said *saying) {
	unknown := said.unknown
	for before := 1; said.best == nil; before++ {
		kind, message, more := v.EarlierException(before)
		if !more {
			break
		}
		if !c.listen(v, said, fromException, kind) {
			c.listen(v, said, fromExceptionMessage, message)
		}
	}
	if said.best == nil {
		c.listen(v, said, fromCause, v.Cause())
	}
	said.unknown = unknown // what could not be recognised is told by the last exception
}
