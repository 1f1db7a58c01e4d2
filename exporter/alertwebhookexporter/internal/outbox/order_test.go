package outbox

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	medium   = apierror.SeverityMedium
	high     = apierror.SeverityHigh
	critical = apierror.SeverityCritical
)

func TestTheGravestGoesFirstAndThenTheOldest(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g1", "a", medium), told("g2", "b", high), told("g3", "c", critical), told("g4", "d", high)))
	assert.Equal(t, []string{"c", "b", "d", "a"}, b.drain(began))
}

func TestWithinAGroupOrderHolds(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "first", medium), told("g", "second", critical), told("other", "third", high)))
	first := b.next(began)
	assert.Equal(t, "first", first.ID(), "what the gravest waits for goes first")
	third := b.next(began)
	assert.Equal(t, "third", third.ID(), "another group does not wait")
	_, ok := b.Next(began)
	assert.False(t, ok)
	b.fail(&first, began, unavailable)
	_, ok = b.Next(began)
	assert.False(t, ok, "the second waits for the first to be tried again")
	assert.Equal(t, []string{"first", "second"}, b.drain(after(2*time.Second)))
}

// Until what was delivered is written, a crash would send it again: nothing newer of its group may have been sent then.
func TestTheNextOfAGroupWaitsForTheWrite(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "first", high), told("g", "second", high)))
	first := b.next(began)
	b.Delivered(first.ID(), "")
	assert.False(t, b.Ready(began))
	b.flush()
	b.Release(first.GroupID())
	assert.True(t, b.Ready(began))
}

func TestNoMoreThanAllowedAreUnderWay(t *testing.T) {
	rules := quickRules()
	rules.MaxInFlight = 2
	b := newBox(t, rules)
	for _, name := range names("n", 5) {
		require.NoError(t, b.add(began, told(name, name, high)))
	}
	one, _ := b.next(began), b.next(began)
	assert.False(t, b.Ready(began))
	assert.Equal(t, 2, b.Stats().InFlight)
	b.deliver(&one, "")
	assert.True(t, b.Ready(began))
}

func TestAnAttemptThatWasBrokenOffCountsForNothing(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "a", high)))
	attempt := b.next(began)
	b.Release(attempt.GroupID())
	again := b.next(began)
	assert.Equal(t, "a", again.ID())
	assert.Zero(t, again.Attempts)
}

func TestANewerNotificationOvertakesARepetition(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "a", high), repeated("g", "r1"), repeated("g", "r2"), told("h", "b", high)))
	assert.Equal(t, Counts{Superseded: 1}, b.TakeCounts())
	require.NoError(t, b.add(began, told("g", "c", high)))
	assert.Equal(t, Counts{Superseded: 1}, b.TakeCounts())
	assert.Equal(t, []string{"a", "b", "c"}, b.drain(began))

	require.NoError(t, b.add(began, repeated("g", "r3")))
	b.next(began)
	require.NoError(t, b.add(began, told("g", "d", high)))
	assert.Zero(t, b.TakeCounts(), "one that is under way may have arrived")
	again, found := b.crashed(began, 1)
	assert.Equal(t, 1, found.Items)
	assert.Equal(t, 1, again.TakeCounts().Superseded)
	assert.Equal(t, []string{"d"}, again.drain(began))
}

func TestAFullQueueTakesAsManyAsItHasRoomFor(t *testing.T) {
	rules := quickRules()
	rules.MaxItems = 3
	b := newBox(t, rules)
	require.NoError(t, b.add(began, told("g", "a", high)))
	items := make([]Item, 0, 4)
	for _, name := range []string{"a", "b", "c", "d"} {
		item, err := NewItem(told("g", name, high))
		require.NoError(t, err)
		items = append(items, item)
	}
	addition, err := b.Prepare(items, began)
	require.ErrorIs(t, err, ErrFull)
	assert.Equal(t, 3, addition.Taken(), "one of them was queued already")
	addition.Commit()
	assert.Equal(t, []string{"a", "b", "c"}, b.drain(began))
}

func TestBytesAreBoundedButNothingBlocksForEver(t *testing.T) {
	rules := quickRules()
	rules.MaxBytes = 10
	b := newBox(t, rules)
	require.NoError(t, b.add(began, told("g", "larger than the queue", high)))
	require.ErrorIs(t, b.add(began, told("g", "another", high)), ErrFull)
	b.drain(began)
	assert.Zero(t, b.Stats().Bytes)
	require.NoError(t, b.add(began, told("g", "another", high)))
}

func TestWhatCannotBeWrittenIsWrittenLater(t *testing.T) {
	b := newBox(t, quickRules())
	item, err := NewItem(told("g", "a", high))
	require.NoError(t, err)
	addition, err := b.Prepare([]Item{item}, began)
	require.NoError(t, err)
	changes := b.TakeChanges()
	b.PutBack(addition.Changes())
	b.PutBack(changes)
	addition.Commit()
	assert.True(t, b.Ready(began), "it is not held back meanwhile")
	_, found := b.crashed(began, 1)
	assert.Zero(t, found.Items)
	b.flush()
	_, found = b.crashed(began, 1)
	assert.Equal(t, 1, found.Items)
	assert.Equal(t, []string{"a"}, b.drain(began))
}

// Whatever fails, is delivered, added or crashes, in whatever order: each is delivered, within a group in the order in which they were
// added, and again only where an attempt was under way at a crash.
func TestOrderHoldsOverCrashesAndFailures(t *testing.T) {
	for seed := range uint64(15) {
		random := rand.New(rand.NewPCG(seed, 1))
		b, now := newBox(t, quickRules()), began
		b.rules.Retry.MaxElapsed, b.rules.MaxItems = 1000*time.Hour, 1000
		groupOf, underWay := make(map[string]string), make(map[string]Attempt)
		arrived := make(map[string][]int) // by group
		arrive := func(id string) { arrived[groupOf[id]] = append(arrived[groupOf[id]], number(t, id)) }
		again := 0
		for range 400 {
			now = now.Add(time.Duration(random.IntN(3000)) * time.Millisecond)
			switch random.IntN(24) {
			case 0, 1, 2, 3, 4, 5, 6, 7:
				id, group := fmt.Sprintf("%03d", len(groupOf)), fmt.Sprintf("g%d", random.IntN(4))
				groupOf[id] = group
				require.NoError(t, b.add(now, told(group, id, apierror.Severities()[random.IntN(5)])))
			case 8:
				for id := range underWay { // it arrived, and nobody was told
					arrive(id)
					again++
				}
				b, _ = b.crashed(now, 1)
				clear(underWay)
			case 9, 10, 11:
				for id, attempt := range underWay {
					delete(underWay, id)
					b.fail(&attempt, now, unavailable)
					break
				}
			case 12, 13, 14, 15, 16:
				for id, attempt := range underWay {
					delete(underWay, id)
					arrive(id)
					b.deliver(&attempt, "")
					break
				}
			default:
				if attempt, ok := b.Next(now); ok {
					underWay[attempt.ID()] = attempt
				}
			}
		}
		for id := range underWay {
			arrive(id)
			again++
		}
		b, _ = b.crashed(now, 1)
		for _, id := range b.drain(now.Add(time.Hour)) {
			arrive(id)
		}
		total := 0
		for group, order := range arrived {
			assert.IsNonDecreasing(t, order, "seed %d, %s", seed, group)
			total += len(order)
		}
		assert.Equal(t, len(groupOf)+again, total, "seed %d", seed)
		assert.Zero(t, b.Stats().Items)
	}
}

func number(t *testing.T, id string) int {
	t.Helper()
	var n int
	_, err := fmt.Sscanf(id, "%d", &n)
	require.NoError(t, err)
	return n
}

// benchmarked are 10,000 items in 1,000 groups.
func benchmarked(b *testing.B) *Outbox {
	b.Helper()
	rules := quickRules()
	rules.MaxItems, rules.MaxBytes = 20_000, 1<<30
	o := New(rules, 1)
	items := make([]Item, 0, 10_000)
	for i := range 10_000 {
		item, err := NewItem(told(fmt.Sprintf("group%04d", i%1000), fmt.Sprintf("%05d", i), apierror.Severities()[i%5]))
		require.NoError(b, err)
		items = append(items, item)
	}
	addition, err := o.Prepare(items, began)
	require.NoError(b, err)
	addition.Commit()
	o.TakeChanges()
	return o
}

// BenchmarkThroughTheOutbox is one item through all of it, with 10,000 others there.
func BenchmarkThroughTheOutbox(b *testing.B) {
	o := benchmarked(b)
	b.ReportAllocs()
	for b.Loop() {
		attempt, ok := o.Next(began)
		if !ok {
			b.Fatal("nothing is ready")
		}
		o.Delivered(attempt.ID(), "")
		o.TakeChanges()
		o.Release(attempt.GroupID())
		addition, _ := o.Prepare([]Item{attempt.Item}, began)
		addition.Commit()
	}
}

func BenchmarkNewItem(b *testing.B) {
	n := told("group", "id", high)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewItem(n); err != nil {
			b.Fatal(err)
		}
	}
}
