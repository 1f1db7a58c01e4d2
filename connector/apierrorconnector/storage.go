package apierrorconnector

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/storageclient"
)

// saveEvery is how much a crash can take; of the large parts, so many times as much.
const (
	saveEvery  = time.Minute
	largeEvery = 10
)

// keeper keeps what the connector knows over a restart: it loads it at start, and saves it every minute and at shutdown.
type keeper struct {
	joint   *joint
	set     connector.Settings
	storage *component.ID

	client storage.Client // nil without storage
	found  bool           // something was saved
	saves  int            // so far, by run
	// failing is true after a save failed, so that the log is told once.
	failing bool
}

func newKeeper(set connector.Settings, storageID *component.ID, j *joint) *keeper {
	return &keeper{joint: j, set: set, storage: storageID}
}

func (k *keeper) open(ctx context.Context, host component.Host) error {
	if k.storage == nil {
		k.set.Logger.Info("no storage is configured: a restart forgets open situations, what is usual, and the error budgets; name a " +
			"storage extension as `storage` to keep them")
		return nil
	}
	client, err := storageclient.Open(ctx, host, *k.storage, storageclient.Owner{Kind: component.KindConnector, ID: k.set.ID})
	if err != nil {
		return err
	}
	if err := k.load(ctx, client); err != nil {
		return errors.Join(err, client.Close(ctx))
	}
	k.client = client
	return nil
}

// load puts each part where it was. One that cannot be read is forgotten, and the log says so.
func (k *keeper) load(ctx context.Context, client storage.Client) error {
	for _, part := range k.joint.engine.Parts() {
		saved, err := client.Get(ctx, part.Name)
		if err != nil {
			return fmt.Errorf("storage: %w", err)
		}
		if saved == nil {
			continue
		}
		k.found = true
		// The collector's own telemetry may ask how full the memories are at any time.
		k.joint.mu.Lock()
		err = part.Restore(saved)
		k.joint.mu.Unlock()
		if err != nil {
			k.set.Logger.Warn("a part of what the connector knew is forgotten", zap.String("part", part.Name), zap.Error(err))
		}
	}
	k.joint.mu.Lock()
	defer k.joint.mu.Unlock()
	k.joint.engine.Resume(k.joint.now().UnixNano())
	return nil
}

func (k *keeper) run(running context.Context) {
	if k.client == nil {
		return
	}
	every(running, saveEvery, func(ctx context.Context) {
		k.saves++
		k.report(k.save(ctx, k.saves%largeEvery == 0))
	})
}

// save saves part after part: the pipelines go on between them.
func (k *keeper) save(ctx context.Context, largeToo bool) error {
	var errs []error
	for _, part := range k.joint.engine.Parts() {
		if part.Large && !largeToo {
			continue
		}
		k.joint.mu.Lock()
		encoded := part.Append(nil)
		k.joint.mu.Unlock()
		errs = append(errs, k.client.Set(ctx, part.Name, encoded))
	}
	return errors.Join(errs...)
}

// report tells the log when saving begins to fail, and when it succeeds again.
func (k *keeper) report(err error) {
	switch {
	case errors.Is(err, context.Canceled): // the shutdown saves
	case err != nil && !k.failing:
		k.failing = true
		k.set.Logger.Error("what the connector knows cannot be saved, a restart would forget it; trying on", zap.Error(err))
	case err == nil && k.failing:
		k.failing = false
		k.set.Logger.Info("what the connector knows is saved again")
	}
}

func (k *keeper) close(ctx context.Context) error {
	if k.client == nil {
		return nil
	}
	err := k.save(ctx, true)
	if err != nil {
		err = fmt.Errorf("storage: what the connector knows is not saved: %w", err)
	}
	err = errors.Join(err, k.client.Close(ctx))
	k.client = nil
	return err
}
