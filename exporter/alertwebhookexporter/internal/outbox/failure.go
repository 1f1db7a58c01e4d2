package outbox

import (
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Reason says why an attempt failed, or why a notification was given up: the values of the attribute reason.
type Reason string

const (
	ReasonTimeout     Reason = "timeout"
	ReasonNetwork     Reason = "network"
	ReasonThrottled   Reason = "throttled"   // 429
	ReasonUnavailable Reason = "unavailable" // 408, 425, 5xx, or the answer's body says so
	ReasonRejected    Reason = "rejected"    // any other answer
	ReasonDisabled    Reason = "disabled"    // 410
	ReasonExpired     Reason = "expired"     // older than max_elapsed_time
	ReasonExhausted   Reason = "exhausted"   // tried max_attempts times
	ReasonSuperseded  Reason = "superseded"  // a repetition that a newer notification of its group overtook
	ReasonShutdown    Reason = "shutdown"    // no storage to keep it in
	ReasonUnreadable  Reason = "unreadable"  // damaged in the storage
	ReasonInvalid     Reason = "invalid"     // the format cannot write it
	ReasonTooLarge    Reason = "too_large"   // its request would be larger than any receiver takes
)

// Failure is what an attempt came to. All of its texts are fit for the log.
type Failure struct {
	Reason  Reason
	Message string
	Status  int    // 0 where there was no answer
	Excerpt string // how the answer began, without secrets; at most 200 bytes are kept

	Retryable  bool
	RetryAfter time.Duration // what the destination asks for; 0 for nothing
}

const (
	maxExcerpt = 200
	maxMessage = 512
)

// bounded is a copy that is small and holds on to nothing larger.
func (f Failure) bounded() Failure {
	f.Excerpt = strings.Clone(apierror.Cut(f.Excerpt, maxExcerpt))
	f.Message = strings.Clone(apierror.Cut(f.Message, maxMessage))
	return f
}

// Retry says when a delivery that failed is tried again.
type Retry struct {
	Enabled bool
	// Initial is the first wait; each is Multiplier times the one before, at most Max, and Randomization of it more or less.
	Initial, Max              time.Duration
	Multiplier, Randomization float64
	// MaxElapsed bounds the age, from when a notification was queued, also over restarts. The last attempt is at that age.
	MaxElapsed time.Duration
	// MaxAttempts bounds how often; 0 for no bound.
	MaxAttempts int
}

// backoff is how long to wait after so many failed attempts, at least one. random is of [0, 1).
func (r *Retry) backoff(attempts int, random float64) time.Duration {
	wait := float64(r.Initial)
	for i := 1; i < attempts && wait < float64(r.Max); i++ {
		if r.Multiplier <= 1 {
			break
		}
		wait *= r.Multiplier
	}
	wait = min(wait, float64(r.Max))
	return time.Duration(wait * (1 + r.Randomization*(2*random-1)))
}
