package delivery

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/httpclient"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

const (
	// maxRequests is how many requests one notification may take.
	maxRequests = 256
	// maxMidway bounds of how many notifications the answers to their first requests are kept; others begin again.
	maxMidway = 64
)

// attempt tries to deliver one notification. settle tells the breaker.
func (l *Lane) attempt(a *outbox.Attempt, settle func(error)) {
	ctx, done := context.WithCancel(l.stopping)
	defer done()
	defer l.rouse()
	n, err := a.Notification()
	if err != nil {
		settle(errNothing)
		l.failed(ctx, a, &outbox.Failure{Reason: outbox.ReasonUnreadable, Message: err.Error()})
		return
	}
	receipt, failed := l.deliver(ctx, a, n)
	switch {
	case failed == nil:
		settle(nil)
		l.delivered(ctx, a, n, receipt)
	case l.stopping.Err() != nil && failed.Retryable:
		// It was broken off, or fails since the process ends: that counts for nothing.
		settle(errNothing)
		l.release(a)
	default:
		l.ailing.Store(&failed.Message)
		settle(health(failed))
		l.failed(ctx, a, failed)
	}
}

// health is what a failure tells the breaker: nil where the destination answered, if only to refuse.
func health(failed *outbox.Failure) error {
	switch {
	case unhealthy(failed):
		return errUnhealthy
	case failed.Status == 0:
		return errNothing
	default:
		return nil
	}
}

// deliver makes the requests that the notification takes, from the first that was not accepted yet.
func (l *Lane) deliver(ctx context.Context, a *outbox.Attempt, n *notification.Notification) (string, *outbox.Failure) {
	message := &format.Message{Notification: n, Text: l.Compose(n), Receipt: a.Receipt}
	l.mu.Lock()
	answers := l.answers[a.ID()]
	delete(l.answers, a.ID())
	l.mu.Unlock()
	for first := true; ; first = false {
		request, err := l.Format.Next(message, answers)
		if err != nil {
			return "", &outbox.Failure{Reason: outbox.ReasonInvalid, Message: l.Redact("the notification cannot be written: " + err.Error())}
		}
		if request == nil {
			return l.Format.Receipt(message, answers), nil
		}
		if len(answers) >= maxRequests {
			return "", &outbox.Failure{Reason: outbox.ReasonInvalid, Message: "the notification takes more than " + strconv.Itoa(maxRequests) + " requests"}
		}
		if !first && l.limiter != nil {
			if err := l.limiter.Wait(ctx); err != nil {
				l.midway(a.ID(), answers)
				return "", l.unanswered(httpclient.Describe(err))
			}
		}
		answer, failed := l.post(ctx, a.ID(), request)
		if failed != nil {
			if failed.Retryable {
				l.midway(a.ID(), answers)
			}
			return "", failed
		}
		answers = append(answers, answer)
	}
}

// midway keeps the answers so far, so that the next attempt goes on where this one failed.
func (l *Lane) midway(id string, answers []format.Answer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.answers) >= maxMidway { // some may have left the queue untried
		maps.DeleteFunc(l.answers, func(id string, _ []format.Answer) bool { return !l.outbox.Has(id) })
	}
	if len(answers) > 0 && len(l.answers) < maxMidway {
		l.answers[id] = answers
	}
}

func (l *Lane) delivered(ctx context.Context, a *outbox.Attempt, n *notification.Notification, receipt string) {
	l.mu.Lock()
	l.outbox.Delivered(a.ID(), receipt)
	l.mu.Unlock()
	l.Telemetry.Sent(ctx)
	if n.Cause == notification.CauseOpened {
		l.Telemetry.Latency(ctx, max(0, time.Since(n.Leading().StartedAt)))
	}
	l.release(a)
}

// release writes what became of an attempt, and then lets the next of its group go.
func (l *Lane) release(a *outbox.Attempt) {
	_ = l.flush(l.stopping) // what cannot be written is kept and told of there
	l.mu.Lock()
	l.outbox.Release(a.GroupID())
	l.full.end()
	counts := l.outbox.TakeCounts()
	l.mu.Unlock()
	l.count(l.stopping, counts)
}

func (l *Lane) count(ctx context.Context, counts outbox.Counts) {
	if counts.Superseded > 0 {
		l.Telemetry.Failed(ctx, outbox.ReasonSuperseded, counts.Superseded)
	}
	if counts.DeadEvicted > 0 {
		l.Telemetry.DeadLettersEvicted(ctx, counts.DeadEvicted)
	}
	if counts.ReceiptsEvicted > 0 {
		l.Telemetry.ReceiptsEvicted(ctx, counts.ReceiptsEvicted)
	}
}

func (l *Lane) failed(ctx context.Context, a *outbox.Attempt, failed *outbox.Failure) {
	now := time.Now()
	l.mu.Lock()
	wasDisabled := l.outbox.Disabled()
	verdict := l.outbox.Failed(a.ID(), now, *failed, random())
	if holdsAll(failed) {
		// Others of the destination wait as long as this one, which is no longer than it lives.
		until := verdict.At
		if !verdict.Again {
			until = now.Add(min(failed.RetryAfter, l.Retry.MaxInterval))
		}
		if until.After(l.heldUntil) {
			l.heldUntil = until
		}
	}
	if !verdict.Again {
		delete(l.answers, a.ID())
		if verdict.Reason == outbox.ReasonExpired || verdict.Reason == outbox.ReasonExhausted {
			l.miss(a.GroupID())
		}
	}
	l.mu.Unlock()
	switch {
	case verdict.Reason == outbox.ReasonDisabled:
		if !wasDisabled {
			l.Logger.Error("the destination says that it is gone (410): nothing is sent until its configuration changes, notifications queue")
		}
	case verdict.Again:
		l.Telemetry.Retried(ctx, failed.Reason)
		l.Logger.Debug("a notification is tried again", zap.String("webhook-id", a.ID()), zap.String("reason", string(failed.Reason)),
			zap.String("error", failed.Message), zap.Duration("in", verdict.At.Sub(now)))
	default:
		l.Telemetry.Failed(ctx, verdict.Reason, 1)
		l.complaints.dead(a.ID(), verdict.Reason, failed.Message, failed.Excerpt)
	}
	l.release(a)
}

// maxMissed bounds the groups whose notification was given up unheard.
const maxMissed = 10_000

// miss notes groups whose notification was given up unheard. The caller holds mu.
func (l *Lane) miss(groups ...string) {
	for _, group := range groups {
		if len(l.missed) < maxMissed {
			l.missed[group] = struct{}{}
		}
	}
}

// TakeMissed returns the groups of which a notification was given up since the last time because it became too old, or was tried too often:
// what still lasts of them the destination does not know.
func (l *Lane) TakeMissed() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	missed := slices.Sorted(maps.Keys(l.missed))
	clear(l.missed)
	return missed
}

// expire gives up what became too old while the breaker lets nothing through. The caller holds mu. The next write has it.
func (l *Lane) expire(now time.Time) {
	if groups := l.outbox.Expire(now); len(groups) > 0 {
		expired := len(groups)
		l.miss(groups...)
		l.Telemetry.Failed(l.stopping, outbox.ReasonExpired, expired)
		l.expired = true
		l.Logger.Error("notifications were given up: they are older than max_elapsed_time, and the destination does not work",
			zap.Int("count", expired))
	}
}
