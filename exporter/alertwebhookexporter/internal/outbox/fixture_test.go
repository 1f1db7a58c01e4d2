package outbox

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var began = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func after(d time.Duration) time.Time { return began.Add(d) }

func quickRules() Rules {
	return Rules{
		MaxItems: 100, MaxBytes: 1 << 20, MaxInFlight: 4,
		Retry: Retry{Enabled: true, Initial: time.Second, Max: time.Minute, Multiplier: 2, MaxElapsed: time.Hour},
	}
}

var unavailable = Failure{Reason: ReasonUnavailable, Message: "the destination answered 503", Status: 503, Retryable: true}

// told is a notification of a group; the same id for the same name.
func told(group, name string, severity apierror.Severity) *notification.Notification {
	n := notificationtest.Firing()
	n.ID, n.Group.ID = name, group
	n.Alerts[0].Finding.Severity = severity
	return n
}

func repeated(group, name string) *notification.Notification {
	n := told(group, name, apierror.SeverityHigh)
	n.Cause = notification.CauseRepeated
	return n
}

// disk is a storage, and box an outbox that writes to it as a shell does.
type disk map[string][]byte

func (d disk) get(keys []string) ([][]byte, error) {
	values := make([][]byte, 0, len(keys))
	for _, key := range keys {
		values = append(values, d[key])
	}
	return values, nil
}

func (d disk) write(changes []Change) {
	for _, change := range changes {
		if change.Value == nil {
			delete(d, change.Key)
		} else {
			d[change.Key] = change.Value
		}
	}
}

type box struct {
	*Outbox

	t    *testing.T
	disk disk
}

func newBox(t *testing.T, rules Rules) *box {
	t.Helper()
	return &box{Outbox: New(rules, 1), t: t, disk: make(disk)}
}

func (b *box) add(at time.Time, notifications ...*notification.Notification) error {
	b.t.Helper()
	items := make([]Item, 0, len(notifications))
	for _, n := range notifications {
		item, err := NewItem(n)
		require.NoError(b.t, err)
		items = append(items, item)
	}
	addition, err := b.Prepare(items, at)
	b.disk.write(b.TakeChanges())
	b.disk.write(addition.Changes())
	addition.Commit()
	return err
}

// flush writes what changed.
func (b *box) flush() { b.disk.write(b.TakeChanges()) }

// next takes an attempt, which must be there.
func (b *box) next(at time.Time) Attempt {
	b.t.Helper()
	attempt, ok := b.Next(at)
	require.True(b.t, ok, "nothing is ready")
	return attempt
}

func (b *box) deliver(a *Attempt, receipt string) {
	b.Delivered(a.ID(), receipt)
	b.flush()
	b.Release(a.GroupID())
}

func (b *box) fail(a *Attempt, at time.Time, failure Failure) Verdict {
	verdict := b.Failed(a.ID(), at, failure, 0.5)
	b.flush()
	b.Release(a.GroupID())
	return verdict
}

// crashed is what a restart makes of what is on the disk now.
func (b *box) crashed(at time.Time, revision uint32) (*box, Restored) {
	b.t.Helper()
	again := &box{Outbox: New(b.rules, revision), t: b.t, disk: maps.Clone(b.disk)}
	found, err := again.Restore(at, again.disk.get)
	require.NoError(b.t, err)
	again.flush()
	return again, found
}

// drain delivers all that can be at a time and says in which order.
func (b *box) drain(at time.Time) []string {
	b.t.Helper()
	var order []string
	for {
		attempt, ok := b.Next(at)
		if !ok {
			return order
		}
		order = append(order, attempt.ID())
		b.deliver(&attempt, "")
	}
}

func names(prefix string, count int) []string {
	all := make([]string, 0, count)
	for i := range count {
		all = append(all, fmt.Sprintf("%s%02d", prefix, i))
	}
	return all
}
