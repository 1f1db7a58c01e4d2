package outbox

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWaitsGrowAndTheLastAttemptIsAtTheAge(t *testing.T) {
	rules := quickRules()
	rules.Retry.Max, rules.Retry.MaxElapsed = 8*time.Second, 30*time.Second
	b := newBox(t, rules)
	require.NoError(t, b.add(began, told("g", "a", high)))
	var at []time.Duration
	now := began
	for {
		attempt := b.next(now)
		at = append(at, now.Sub(began))
		verdict := b.fail(&attempt, now, unavailable)
		if !verdict.Again {
			assert.Equal(t, ReasonExpired, verdict.Reason)
			break
		}
		assert.False(t, b.Ready(verdict.At.Add(-1)))
		next, ok := b.NextAt()
		assert.True(t, ok)
		assert.Equal(t, verdict.At, next)
		now = verdict.At
	}
	s := time.Second
	assert.Equal(t, []time.Duration{0, 1 * s, 3 * s, 7 * s, 15 * s, 23 * s, 30 * s}, at)
	assert.Equal(t, 1, b.Stats().Dead)
}

func TestJitterIsAPartOfTheWait(t *testing.T) {
	retry := Retry{Initial: 10 * time.Second, Max: time.Minute, Multiplier: 2, Randomization: 0.5}
	assert.Equal(t, 5*time.Second, retry.backoff(1, 0))
	assert.Equal(t, 20*time.Second, retry.backoff(2, 0.5))
	assert.Equal(t, 90*time.Second, retry.backoff(1_000_000_000, 1))
	retry.Multiplier = 1
	assert.Equal(t, 10*time.Second, retry.backoff(1_000_000_000, 0.5))
}

func TestWhatADestinationAsksForIsKeptWithinTheAge(t *testing.T) {
	for asked, want := range map[time.Duration]time.Duration{0: time.Second, 5 * time.Minute: 5 * time.Minute, 3 * time.Hour: time.Hour} {
		b := newBox(t, quickRules())
		require.NoError(t, b.add(began, told("g", "a", high)))
		attempt := b.next(began)
		failure := unavailable
		failure.RetryAfter = asked
		assert.Equal(t, after(want), b.fail(&attempt, began, failure).At)
	}
}

func TestWhatIsGivenUp(t *testing.T) {
	rejected := Failure{Reason: ReasonRejected, Message: "the destination answered 400", Status: 400, Excerpt: strings.Repeat("é", 200)}
	for name, test := range map[string]struct {
		change  func(r *Rules)
		failure Failure
		want    Reason
	}{
		"rejected":          {func(*Rules) {}, rejected, ReasonRejected},
		"without retries":   {func(r *Rules) { r.Retry.Enabled = false }, unavailable, ReasonUnavailable},
		"tried often":       {func(r *Rules) { r.Retry.MaxAttempts = 1 }, unavailable, ReasonExhausted},
		"too old, one last": {func(r *Rules) { r.Retry.MaxElapsed = time.Nanosecond }, unavailable, ReasonExpired},
	} {
		t.Run(name, func(t *testing.T) {
			rules := quickRules()
			test.change(&rules)
			b := newBox(t, rules)
			require.NoError(t, b.add(began, told("g", "a", high), told("g", "b", high)))
			now := after(time.Minute)
			attempt := b.next(now)
			assert.Equal(t, Verdict{Reason: test.want}, b.fail(&attempt, now, test.failure))
			last := test.failure
			last.Excerpt = strings.Repeat("é", min(len(last.Excerpt)/2, 100))
			want := []DeadLetter{{ID: "a", Group: "g", DiedAt: now, QueuedAt: began, Attempts: 1, Reason: test.want, Last: last}}
			assert.Equal(t, want, b.DeadLetters())

			again, found := b.crashed(now, 1)
			assert.Equal(t, Restored{Items: 1, Dead: 1}, found)
			assert.Equal(t, want, again.DeadLetters())
			next := b.next(now)
			assert.Equal(t, "b", next.ID())
		})
	}
}

func TestAttemptsAndAgeOutliveACrash(t *testing.T) {
	rules := quickRules()
	rules.Retry.MaxAttempts = 3
	b := newBox(t, rules)
	require.NoError(t, b.add(began, told("g", "a", high)))
	for want := range 2 {
		attempt := b.next(after(time.Minute))
		assert.Equal(t, want, attempt.Attempts)
		assert.True(t, attempt.QueuedAt.Equal(began))
		b.fail(&attempt, after(time.Minute), unavailable)
		b, _ = b.crashed(after(time.Minute), 1)
	}
	attempt := b.next(after(time.Minute))
	assert.Equal(t, ReasonExhausted, b.fail(&attempt, after(time.Minute), unavailable).Reason)
}

func TestExpireSparesWhatIsUnderWayOrYoung(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "a", high), told("g", "b", high), told("h", "c", high)))
	require.NoError(t, b.add(after(time.Minute), told("g", "d", high)))
	attempt := b.next(began)
	require.Equal(t, "a", attempt.ID())
	assert.Empty(t, b.Expire(after(time.Hour-1)))
	assert.Equal(t, []string{"g", "h"}, b.Expire(after(time.Hour)))
	b.deliver(&attempt, "")
	assert.Equal(t, []string{"d"}, b.drain(after(time.Hour)))
	_, found := b.crashed(after(time.Hour), 1)
	assert.Equal(t, Restored{Dead: 2}, found)
}

func TestADestinationThatIsGoneIsLeftAloneUntilItsConfigurationChanges(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "a", high)))
	attempt := b.next(began)
	assert.True(t, b.fail(&attempt, began, Failure{Reason: ReasonDisabled, Status: 410}).Again)
	require.NoError(t, b.add(began, told("g", "b", high)), "what is new queues")
	assert.True(t, b.Disabled())
	assert.False(t, b.Ready(after(time.Hour)))
	_, ok := b.NextAt()
	assert.False(t, ok)

	same, _ := b.crashed(began, 1)
	assert.False(t, same.Ready(after(time.Hour)))
	changed, _ := b.crashed(began, 2)
	assert.Equal(t, []string{"a", "b"}, changed.drain(began))
	back, _ := changed.crashed(began, 1)
	assert.False(t, back.Disabled())
}
