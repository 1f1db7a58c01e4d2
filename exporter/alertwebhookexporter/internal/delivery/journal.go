package delivery

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

// journal writes changes of an outbox to the storage, in their order: whoever writes holds mu from before it takes them, which is
// taken before the lane's own.
type journal struct {
	mu        sync.Mutex
	client    storage.Client // nil for none
	logger    *zap.Logger
	telemetry Telemetry
	failing   bool
}

func (j *journal) write(ctx context.Context, changes ...[]outbox.Change) error {
	if j.client == nil {
		return nil
	}
	var operations []*storage.Operation
	for _, some := range changes {
		for _, change := range some {
			if change.Value == nil {
				operations = append(operations, storage.DeleteOperation(change.Key))
			} else {
				operations = append(operations, storage.SetOperation(change.Key, change.Value))
			}
		}
	}
	if len(operations) == 0 {
		return nil
	}
	// What was begun is written, even if its sender has gone.
	err := j.client.Batch(context.WithoutCancel(ctx), operations...)
	if err != nil {
		err = fmt.Errorf("storage: %w", err)
		j.telemetry.JournalFailed(ctx)
		if !j.failing {
			j.logger.Error("the queue cannot be written to the storage: it goes on in memory, and a crash would repeat what is delivered "+
				"meanwhile; free space on its disk", zap.Error(err))
		}
	} else if j.failing {
		j.logger.Info("the queue is written to the storage again")
	}
	j.failing = err != nil
	return err
}

// flush writes what changed. What could not be written is kept for the next time.
func (l *Lane) flush(ctx context.Context) error {
	l.journal.mu.Lock()
	defer l.journal.mu.Unlock()
	l.mu.Lock()
	changes := l.outbox.TakeChanges()
	l.mu.Unlock()
	err := l.journal.write(ctx, changes)
	if err != nil {
		l.mu.Lock()
		l.outbox.PutBack(changes)
		l.mu.Unlock()
	}
	return err
}

func (l *Lane) restore(ctx context.Context) error {
	get := func(keys []string) ([][]byte, error) {
		operations := make([]*storage.Operation, 0, len(keys))
		for _, key := range keys {
			operations = append(operations, storage.GetOperation(key))
		}
		if err := l.Storage.Batch(ctx, operations...); err != nil {
			return nil, fmt.Errorf("storage: %w", err)
		}
		values := make([][]byte, 0, len(keys))
		for _, operation := range operations {
			values = append(values, operation.Value)
		}
		return values, nil
	}
	found, err := l.outbox.Restore(time.Now(), get)
	if err != nil {
		return err
	}
	if found.Unreadable > 0 || found.Damaged > 0 {
		l.Telemetry.Failed(ctx, outbox.ReasonUnreadable, found.Unreadable)
		l.Logger.Error("part of the queue in the storage is damaged: those notifications are lost, the others are delivered",
			zap.Int("notifications", found.Unreadable), zap.Int("others", found.Damaged))
	}
	if found.Items > 0 {
		l.Logger.Info("notifications of an earlier run are delivered now", zap.Int("count", found.Items))
	}
	if l.outbox.Disabled() {
		l.Logger.Warn("the destination said that it is gone (410): nothing is sent until its configuration changes")
	}
	if found.Reconfigured || l.Lane.ResendDeadLetters {
		if sent := l.outbox.Resend(time.Now()); sent > 0 {
			l.Logger.Info("notifications that were given up are sent again", zap.Int("count", sent),
				zap.Bool("configuration_changed", found.Reconfigured))
		}
	}
	// The revision and what it puts back in the queue are written in one. A storage that cannot be written to is no reason not to
	// deliver what it holds.
	_ = l.flush(ctx)
	return nil
}
