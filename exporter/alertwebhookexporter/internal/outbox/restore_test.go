package outbox

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
)

func TestTheQueueIsTheSameAfterACrash(t *testing.T) {
	b := newBox(t, quickRules())
	all := names("n", 100)
	for _, name := range all {
		require.NoError(t, b.add(began, told("g", name, high)))
	}
	for range 30 {
		attempt := b.next(began)
		b.deliver(&attempt, "")
	}
	b.next(began) // under way at the crash
	b, found := b.crashed(began, 1)
	assert.Equal(t, Restored{Items: 70}, found)
	require.NoError(t, b.add(began, told("g", "newest", high)), "in the place of one that was delivered")
	b, _ = b.crashed(began, 1)
	assert.Equal(t, append(all[30:], "newest"), b.drain(began))
	assert.Equal(t, []string{keyMeta}, keysOf(b.disk), "nothing is left behind")
}

func keysOf(d disk) []string {
	keys := make([]string, 0, len(d))
	for key := range d {
		keys = append(keys, key)
	}
	return keys
}

func TestWhatIsDamagedIsADeadLetterAndTheOthersGoOn(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "a", high), told("g", "b", high), told("g", "c", high)))
	attempt := b.next(began)
	b.fail(&attempt, began, unavailable)
	b.disk[slotKey(prefixItem, 1)][40] ^= 1
	b.disk[slotKey(prefixAttempt, 0)] = []byte("{")
	b, found := b.crashed(after(time.Minute), 1)
	assert.Equal(t, Restored{Items: 2, Unreadable: 1}, found)
	assert.Equal(t, ReasonUnreadable, b.DeadLetters()[0].Reason)
	assert.Zero(t, b.Resend(began), "there is nothing to send")
	assert.Equal(t, []string{"a", "c"}, b.drain(after(time.Minute)))
	_, found = b.crashed(after(time.Minute), 1)
	assert.Equal(t, Restored{Dead: 1}, found, "it is told once")
}

func TestADamagedMetaForgetsAndGoesOn(t *testing.T) {
	for _, damaged := range []string{"", "{", `{"Items":4000000000}`, `[]`} {
		b := newBox(t, quickRules())
		require.NoError(t, b.add(began, told("g", "a", high)))
		b.disk[keyMeta] = []byte(damaged)
		b, found := b.crashed(began, 1)
		assert.Equal(t, Restored{Damaged: 1}, found)
		require.NoError(t, b.add(began, told("g", "b", high)))
		assert.Equal(t, []string{"b"}, b.drain(began))
	}
}

func TestAClockThatWasSetBackMakesNothingYoungerThanNow(t *testing.T) {
	b := newBox(t, quickRules())
	require.NoError(t, b.add(after(1000*time.Hour), told("g", "a", high)))
	b, _ = b.crashed(began, 1)
	assert.Equal(t, began, b.Stats().Oldest)
}

func TestAStorageThatCannotBeReadIsAnError(t *testing.T) {
	broken := errors.New("broken")
	b := newBox(t, quickRules())
	require.NoError(t, b.add(began, told("g", "a", high)))
	for prefix := range map[string]bool{keyMeta: true, prefixReceipt: true, prefixDead: true, prefixItem: true, prefixAttempt: true} {
		b.disk[keyMeta] = []byte(`{"Items":64,"Dead":64,"Receipts":64}`)
		_, err := New(quickRules(), 1).Restore(began, func(keys []string) ([][]byte, error) {
			if strings.HasPrefix(keys[0], prefix) {
				return nil, broken
			}
			return b.disk.get(keys)
		})
		require.ErrorIs(t, err, broken, prefix)
	}
}

func TestReceiptsAreKeptUntilTheGroupIsOver(t *testing.T) {
	b := newBox(t, quickRules())
	deliver := func(receipt string) string {
		attempt := b.next(began)
		b.deliver(&attempt, receipt)
		return attempt.Receipt
	}
	require.NoError(t, b.add(began, told("g", "a", high), told("g", "b", high), told("g", "c", high)))
	assert.Empty(t, deliver("thread 1"))
	b, _ = b.crashed(began, 1)
	elsewhere, _ := b.crashed(began, 2)
	attempt := elsewhere.next(began)
	assert.Empty(t, attempt.Receipt, "what it names may be another's where the destination is another")
	elsewhere.flush()
	assert.NotContains(t, elsewhere.disk, slotKey(prefixReceipt, 0))

	assert.Equal(t, "thread 1", deliver(""))
	assert.Equal(t, "thread 1", deliver("thread 2"))
	b, _ = b.crashed(began, 1)
	over := notificationtest.Resolved()
	over.Group.ID = "g"
	require.NoError(t, b.add(began, over))
	assert.Equal(t, "thread 2", deliver("thread 2"))
	require.NoError(t, b.add(began, told("g", "d", high)))
	assert.Empty(t, deliver(""))
	b, _ = b.crashed(began, 1)
	assert.Zero(t, b.receipts.byGroup.Len())
}

func TestReceiptsAreBounded(t *testing.T) {
	b := newBox(t, quickRules())
	for i := range maxReceipts + 2 {
		b.keepReceipt(&entry{Item: Item{group: fmt.Sprintf("g%d", i)}}, strings.Repeat("é", 200))
	}
	b.flush()
	assert.Equal(t, 2, b.TakeCounts().ReceiptsEvicted)
	assert.Len(t, b.receipts.of("g5"), maxReceiptLen)
	again, found := b.crashed(began, 1)
	assert.Equal(t, Restored{}, found)
	assert.Equal(t, maxReceipts, again.receipts.byGroup.Len())
	assert.Empty(t, again.receipts.of("g1"))
}

// FuzzRestore gives a restart whatever a damaged storage may hold.
func FuzzRestore(f *testing.F) {
	item, err := NewItem(told("g", "a", high))
	require.NoError(f, err)
	e := &entry{Item: item, sequence: 3, queuedAt: began, attempts: 2, last: unavailable}
	f.Add([]byte(`{"Items":1,"Dead":1,"Receipts":1}`), encodeItem(e), encodeAttempts(e),
		encodeDead(&deadLetter{DeadLetter: DeadLetter{ID: "a", Group: "g"}, item: item}), encodeReceipt(&receipt{Group: "g", Receipt: "r"}))
	f.Fuzz(func(t *testing.T, meta, item, attempts, dead, receipt []byte) {
		d := disk{
			keyMeta: meta, slotKey(prefixItem, 0): item, slotKey(prefixAttempt, 0): attempts, slotKey(prefixDead, 0): dead,
			slotKey(prefixReceipt, 0): receipt,
		}
		rules := quickRules()
		o := New(rules, 1)
		_, err := o.Restore(began, func(keys []string) ([][]byte, error) {
			if len(keys) > slotStep {
				t.Fatal("asks for too much at a time")
			}
			return d.get(keys)
		})
		require.NoError(t, err)
		o.Resend(began)
		b := &box{Outbox: o, t: t, disk: d}
		b.drain(began)
		assert.True(t, b.disabled || b.Stats().Items == 0)
	})
}
