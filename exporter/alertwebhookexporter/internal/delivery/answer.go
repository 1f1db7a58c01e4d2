package delivery

import (
	"fmt"
	"net/http"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

// judge says what follows from an answer; false where it was accepted.
func judge(answer *format.Answer, said format.Judgement, retryAfter time.Duration) (outbox.Failure, bool) {
	status := answer.Status
	outcome := said.Outcome
	if outcome == format.OutcomeByStatus {
		outcome = byStatus(status)
	}
	failed := outbox.Failure{Status: status, Message: fmt.Sprintf("the destination answered %d %s", status, http.StatusText(status))}
	if said.Reason != "" {
		failed.Message += ": " + said.Reason
	}
	switch outcome {
	case format.OutcomeAccepted:
		return outbox.Failure{}, false
	case format.OutcomeRetry:
		failed.Reason, failed.Retryable = outbox.ReasonUnavailable, true
		if status == http.StatusTooManyRequests {
			failed.Reason = outbox.ReasonThrottled
		}
		if failed.RetryAfter = retryAfter; failed.RetryAfter == 0 {
			failed.RetryAfter = min(max(said.RetryAfter, 0), longestRetryAfter)
		}
	case format.OutcomeDisabled:
		failed.Reason = outbox.ReasonDisabled
	default:
		failed.Reason = outbox.ReasonRejected
		if status >= 300 && status < 400 {
			failed.Message += "; redirects are not followed: configure the final URL as endpoint"
		}
	}
	return failed, true
}

func byStatus(status int) format.Outcome {
	switch {
	case status >= 200 && status < 300:
		return format.OutcomeAccepted
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly, status == http.StatusTooManyRequests, status >= 500:
		return format.OutcomeRetry
	case status == http.StatusGone:
		return format.OutcomeDisabled
	default:
		return format.OutcomeRejected
	}
}

// holdsAll reports whether a failure is of the destination and not of one notification: whoever is told to wait asks the wait of all.
func holdsAll(failed *outbox.Failure) bool {
	return failed.Reason == outbox.ReasonThrottled || (failed.RetryAfter > 0 && failed.Retryable)
}

// unhealthy reports whether a failure says that the destination does not work.
func unhealthy(failed *outbox.Failure) bool {
	switch failed.Reason {
	case outbox.ReasonNetwork, outbox.ReasonTimeout:
		return true
	case outbox.ReasonUnavailable:
		return failed.Status >= 500
	default:
		return false
	}
}
