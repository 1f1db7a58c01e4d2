package outbox

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var rejected = Failure{Reason: ReasonRejected, Status: 400}

func (b *box) kill(at time.Time, id string) {
	b.t.Helper()
	attempt := b.next(at)
	require.Equal(b.t, id, attempt.ID())
	b.fail(&attempt, at, rejected)
}

func TestDeadLettersAreSentAgainInTheirOrder(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "a", high), told("g", "b", high), told("g", "c", high)))
	b.kill(began, "a")
	b.kill(began, "b")
	assert.Equal(t, 2, b.Resend(after(time.Hour)))
	b.flush()
	assert.Empty(t, b.DeadLetters())
	b, found := b.crashed(after(time.Hour), 1)
	assert.Equal(t, Restored{Items: 3}, found)
	_, found = b.crashed(after(time.Hour), 2)
	assert.True(t, found.Reconfigured)
	attempt := b.next(after(time.Hour))
	assert.Equal(t, "a", attempt.ID(), "the webhook-id is the same")
	assert.Zero(t, attempt.Attempts)
	assert.True(t, b.fail(&attempt, after(time.Hour), unavailable).Again, "its age counts anew")
	assert.Equal(t, []string{"a", "b", "c"}, b.drain(after(2*time.Hour)))
}

// Else a group that is over would be said to fire.
func TestWhatANewerNotificationContradictsIsNotSentAgain(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "a", high), told("h", "other", medium), told("g", "b", high)))
	b.kill(began, "a")
	assert.Equal(t, []string{"b", "other"}, b.drain(began))
	b, _ = b.crashed(began, 1)
	require.Len(t, b.DeadLetters(), 1)
	assert.True(t, b.DeadLetters()[0].Outdated)
	assert.Zero(t, b.Resend(began))
	assert.Empty(t, b.DeadLetters(), "it will never be sent")
}

func TestADeadLetterThatIsQueuedAnewIsNotDoubled(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "a", high)))
	b.kill(began, "a")
	require.NoError(t, b.add(began, told("g", "a", high)))
	assert.Zero(t, b.Resend(began))
	assert.Equal(t, []string{"a"}, b.drain(began))
	assert.Empty(t, b.DeadLetters())
}

func TestAFullQueueTakesNoDeadLetters(t *testing.T) {
	rules := quickRules()
	rules.MaxItems = 1
	b := newBox(t, rules)
	require.NoError(t, b.add(began, told("g", "a", high)))
	b.kill(began, "a")
	require.NoError(t, b.add(began, told("h", "b", high)))
	assert.Zero(t, b.Resend(began))
	assert.Len(t, b.DeadLetters(), 1)
}

func TestTheOldestDeadLettersMakeRoom(t *testing.T) {
	b := newBox(t, quickRules())
	b.rules.MaxBytes = 1 << 30
	for i := range maxDead + 3 {
		require.NoError(t, b.add(began, told("g", strconv.Itoa(i), high)))
		b.kill(began, strconv.Itoa(i))
	}
	assert.Equal(t, 3, b.TakeCounts().DeadEvicted)
	again, found := b.crashed(began, 1)
	assert.Equal(t, Restored{Dead: maxDead}, found)
	assert.Equal(t, "3", again.DeadLetters()[0].ID)

	b = newBox(t, quickRules())
	b.rules.MaxBytes = 5000
	for i := range 10 {
		require.NoError(t, b.add(began, told("g", strconv.Itoa(i), high)))
		b.kill(began, strconv.Itoa(i))
	}
	assert.Positive(t, b.TakeCounts().DeadEvicted)
	assert.LessOrEqual(t, b.deadBytes, 5000)
	assert.Equal(t, "9", b.DeadLetters()[len(b.DeadLetters())-1].ID)
}
