package delivery

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

func TestWhatAStatusMeans(t *testing.T) {
	for code, want := range map[int]outbox.Reason{
		200: "", 202: "", 204: "",
		301: outbox.ReasonRejected, 304: outbox.ReasonRejected, 307: outbox.ReasonRejected,
		400: outbox.ReasonRejected, 401: outbox.ReasonRejected, 404: outbox.ReasonRejected,
		408: outbox.ReasonUnavailable, 425: outbox.ReasonUnavailable, 429: outbox.ReasonThrottled, 410: outbox.ReasonDisabled,
		500: outbox.ReasonUnavailable, 502: outbox.ReasonUnavailable, 503: outbox.ReasonUnavailable, 599: outbox.ReasonUnavailable,
	} {
		failed, is := judge(&format.Answer{Status: code}, format.Judgement{}, 7*time.Second)
		assert.Equal(t, want != "", is, code)
		assert.Equal(t, want, failed.Reason, code)
		retryable := want == outbox.ReasonUnavailable || want == outbox.ReasonThrottled
		assert.Equal(t, retryable, failed.Retryable, code)
		assert.Equal(t, retryable, failed.RetryAfter == 7*time.Second, code)
	}
}

func TestWhatTheBodySaysOutranksTheStatus(t *testing.T) {
	failed, is := judge(&format.Answer{Status: 200}, format.Judgement{Outcome: format.OutcomeRetry, Reason: "ratelimited", RetryAfter: time.Minute}, 0)
	assert.True(t, is)
	assert.Equal(t, outbox.Failure{
		Reason: outbox.ReasonUnavailable, Message: "the destination answered 200 OK: ratelimited", Status: 200, Retryable: true, RetryAfter: time.Minute,
	}, failed)
	assert.True(t, holdsAll(&failed))
	assert.False(t, unhealthy(&failed))

	_, is = judge(&format.Answer{Status: 409}, format.Judgement{Outcome: format.OutcomeAccepted}, 0)
	assert.False(t, is)
	failed, _ = judge(&format.Answer{Status: 404}, format.Judgement{Outcome: format.OutcomeDisabled}, 0)
	assert.Equal(t, outbox.ReasonDisabled, failed.Reason)
	failed, _ = judge(&format.Answer{Status: 200}, format.Judgement{Outcome: format.OutcomeRejected, Reason: "no_such_channel"}, 0)
	assert.Equal(t, outbox.ReasonRejected, failed.Reason)
	failed, _ = judge(&format.Answer{Status: 200}, format.Judgement{Outcome: format.OutcomeRetry, RetryAfter: 1 << 62}, 0)
	assert.Equal(t, longestRetryAfter, failed.RetryAfter)
}
