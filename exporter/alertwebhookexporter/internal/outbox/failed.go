package outbox

import (
	"cmp"
	"slices"
	"time"
)

// Verdict is what becomes of an item after a failed attempt.
type Verdict struct {
	Again bool
	At    time.Time // when, at the earliest, where it is tried again
	// Reason is why it was given up, or why the attempt failed.
	Reason Reason
}

// Failed decides whether an item is tried again, or becomes a dead letter. random is of [0, 1).
func (o *Outbox) Failed(id string, now time.Time, failure Failure, random float64) Verdict {
	e, ok := o.underWay(id)
	if !ok {
		return Verdict{Reason: failure.Reason}
	}
	if failure.Reason == ReasonDisabled {
		o.disabled = true
		o.journal.set(keyMeta, o.encodeMeta())
		return Verdict{Again: true, At: now, Reason: ReasonDisabled}
	}
	e.attempts++
	e.last = failure.bounded()
	retry := &o.rules.Retry
	left := retry.MaxElapsed - now.Sub(e.queuedAt)
	switch {
	case !failure.Retryable, !retry.Enabled:
		return o.giveUp(e, failure.Reason, now)
	case left <= 0:
		return o.giveUp(e, ReasonExpired, now)
	case retry.MaxAttempts > 0 && e.attempts >= retry.MaxAttempts:
		return o.giveUp(e, ReasonExhausted, now)
	}
	wait := failure.RetryAfter
	if wait <= 0 {
		wait = retry.backoff(e.attempts, random)
	}
	e.nextAt = now.Add(min(wait, left))
	o.journal.set(slotKey(prefixAttempt, e.slot), encodeAttempts(e))
	return Verdict{Again: true, At: e.nextAt, Reason: failure.Reason}
}

func (o *Outbox) giveUp(e *entry, reason Reason, now time.Time) Verdict {
	o.bury(e, reason, now)
	o.remove(e)
	return Verdict{Reason: reason}
}

// Expire gives up what is too old and not under way, and returns the groups of which. It is for when nothing can be tried: else each is
// tried once more at that age.
func (o *Outbox) Expire(now time.Time) []string {
	oldest := o.rules.Retry.MaxElapsed
	if oldest <= 0 {
		return nil
	}
	var expired []*entry
	for _, e := range o.items {
		if now.Sub(e.queuedAt) >= oldest && o.groups[e.group].underWay != e {
			expired = append(expired, e)
		}
	}
	slices.SortFunc(expired, func(a, b *entry) int { return cmp.Compare(a.sequence, b.sequence) })
	groups := make([]string, 0, len(expired))
	for _, e := range expired {
		o.giveUp(e, ReasonExpired, now)
		groups = append(groups, e.group)
	}
	return groups
}
