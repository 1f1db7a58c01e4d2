package delivery

import (
	"errors"
	"time"

	"github.com/sony/gobreaker/v2"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

// never is longer than any wait; what wakes the dispatcher ends it.
const never = time.Duration(1<<63 - 1)

// dispatch starts an attempt whenever one may begin.
func (l *Lane) dispatch() {
	timer := time.NewTimer(never)
	defer timer.Stop()
	for {
		ended := l.ended()
		if l.stopping.Err() != nil || (ended && l.Storage != nil) {
			return
		}
		next, settle, wait := l.next(time.Now())
		if settle != nil {
			l.attempts.Go(func() { l.attempt(&next, settle) })
			continue
		}
		if l.expired {
			l.expired = false
			_ = l.flush(l.stopping) // what cannot be written is kept and told of there
		}
		ending := l.ending
		if ended {
			if l.hopeless(wait) {
				return
			}
			ending = nil
		}
		timer.Reset(wait)
		select {
		case <-l.wake:
		case <-timer.C:
		case <-ending:
		case <-l.stopping.Done():
			return
		}
	}
}

func (l *Lane) ended() bool {
	select {
	case <-l.ending:
		return true
	default:
		return false
	}
}

// hopeless reports whether nothing more can be delivered within the grace of a shutdown.
func (l *Lane) hopeless(wait time.Duration) bool {
	stats := l.Stats()
	return stats.Queued == 0 || (stats.InFlight == 0 && wait > ShutdownGrace)
}

// next takes an attempt that may begin now, with what is to tell the breaker of its end, or says how long there is none.
func (l *Lane) next(now time.Time) (next outbox.Attempt, settle func(error), wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.heldUntil.After(now) {
		return next, nil, l.heldUntil.Sub(now)
	}
	if !l.outbox.Ready(now) {
		if at, ok := l.outbox.NextAt(); ok {
			return next, nil, max(at.Sub(now), time.Millisecond)
		}
		return next, nil, never
	}
	if wait := l.untilToken(now); wait > 0 {
		return next, nil, wait
	}
	settle, err := l.breaker.Allow()
	if err != nil {
		return next, nil, l.blocked(err, now)
	}
	if l.limiter != nil {
		l.limiter.AllowN(now, 1)
	}
	next, _ = l.outbox.Next(now)
	return next, settle, 0
}

// untilToken is how long the rate limit lets nothing through.
func (l *Lane) untilToken(now time.Time) time.Duration {
	if l.limiter == nil {
		return 0
	}
	missing := 1 - l.limiter.TokensAt(now)
	if missing <= 0 {
		return 0
	}
	return max(time.Duration(missing/float64(l.limiter.Limit())*float64(time.Second)), time.Millisecond)
}

// blocked is what happens while the breaker lets nothing through. The caller holds mu.
func (l *Lane) blocked(err error, now time.Time) time.Duration {
	if errors.Is(err, gobreaker.ErrTooManyRequests) {
		return never // the one attempt that is let through wakes the dispatcher
	}
	if now.Sub(l.expiredAt) >= time.Second {
		l.expiredAt = now
		l.expire(now)
	}
	// The breaker opens later than its time by a tick of the clock.
	return max(time.Unix(0, l.openUntil.Load()).Sub(now), 0) + time.Millisecond
}
