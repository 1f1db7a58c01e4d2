package apierrorprocessor

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/processor"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/storageclient"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
)

const (
	storageName = "detectors"

	// saveEvery is how much a crash can take, but for memories so large that saving them every minute would keep the disk busy.
	saveEvery  = time.Minute
	restFactor = 9
)

// keeper keeps what the detectors remember over a restart: it loads it at start, and saves it every minute and at shutdown.
type keeper struct {
	enricher *enricher
	set      processor.Settings
	storage  *component.ID
	stored   *owners

	store *snapshots // nil without storage
	// saving is false after a save failed, so that the log is told once.
	saving bool

	stop    context.CancelFunc
	running sync.WaitGroup
}

func newKeeper(set processor.Settings, storageID *component.ID, e *enricher, stored *owners) *keeper {
	return &keeper{enricher: e, set: set, storage: storageID, stored: stored, saving: true, stop: func() {}}
}

func (k *keeper) start(ctx context.Context, host component.Host) error {
	if k.storage == nil {
		k.set.Logger.Info("no storage is configured: a restart forgets who is under suspicion and what is usual; name a storage " +
			"extension as `storage` to keep it")
		return nil
	}
	if !k.stored.enter(k.set.ID) {
		return fmt.Errorf("storage: %q is in several traces pipelines, which would overwrite each other's state: give each a processor "+
			"of its own name, such as %s/2", k.set.ID, k.set.ID.Type())
	}
	if err := k.open(ctx, host); err != nil {
		k.stored.leave(k.set.ID)
		return err
	}
	// The context of a start ends with it.
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	k.stop = stop
	k.running.Go(func() { k.run(running) })
	return nil
}

func (k *keeper) open(ctx context.Context, host component.Host) error {
	client, err := storageclient.Open(ctx, host, *k.storage, storageclient.Owner{Kind: component.KindProcessor, ID: k.set.ID, Name: storageName})
	if err != nil {
		return err
	}
	k.store = &snapshots{client: client}
	if err := k.load(ctx); err != nil {
		k.store = nil
		return errors.Join(err, client.Close(ctx))
	}
	return nil
}

// load puts the detectors where they were. They get the seed first: under another one no key would be found. No span comes before.
func (k *keeper) load(ctx context.Context) error {
	found, err := k.store.open(ctx)
	switch {
	case errors.Is(err, errUnreadable):
		k.forget("everything", err)
		return nil
	case err != nil:
		return fmt.Errorf("storage: %w", err)
	case !found:
		return nil
	}
	e := k.enricher
	settings := e.settings
	settings.Seed = k.store.seed
	detectors := detect.New(settings)
	for _, part := range detectors.Parts() {
		body, err := k.store.read(ctx, part.Name, part.Layout)
		if err == nil && body != nil {
			if damage := part.Read(body); damage != nil {
				err = fmt.Errorf("%w: %w", errUnreadable, damage)
			}
		}
		if errors.Is(err, errUnreadable) {
			k.forget(part.Name, err)
		} else if err != nil {
			return fmt.Errorf("storage: %w", err)
		}
	}
	e.detectMu.Lock()
	defer e.detectMu.Unlock()
	e.settings, e.detectors = settings, detectors
	e.watching.Store(detectors.Watching())
	return nil
}

func (k *keeper) forget(what string, err error) {
	k.set.Logger.Warn("what the detectors remembered is forgotten", zap.String("memory", what), zap.Error(err))
}

func (k *keeper) run(running context.Context) {
	timer := time.NewTimer(saveEvery)
	defer timer.Stop()
	for {
		select {
		case <-running.Done():
			return
		case <-timer.C:
			began := time.Now()
			k.report(k.save(running))
			timer.Reset(max(saveEvery, restFactor*time.Since(began)))
		}
	}
}

// save saves all that is remembered, if anything changed. The pipelines go on between the pieces of it, so that a span may be in one
// part of a state and not in another; what is saved at shutdown is of one moment.
func (k *keeper) save(ctx context.Context) error {
	e := k.enricher
	if !e.changed.Swap(false) {
		return nil
	}
	err := k.store.save(ctx, e.settings.Seed, e.detectors.Parts(), &e.detectMu)
	if err != nil {
		e.changed.Store(true)
	}
	return err
}

// report tells the log when saving begins to fail, and when it succeeds again.
func (k *keeper) report(err error) {
	switch {
	case errors.Is(err, context.Canceled): // the shutdown saves
	case err != nil && k.saving:
		k.saving = false
		k.set.Logger.Error("what the detectors remember cannot be saved, a restart would forget it; trying on", zap.Error(err))
	case err == nil && !k.saving:
		k.saving = true
		k.set.Logger.Info("what the detectors remember is saved again")
	}
}

func (k *keeper) shutdown(ctx context.Context) error {
	k.stop()
	k.running.Wait()
	var errs []error
	if k.store != nil {
		if err := k.save(ctx); err != nil {
			errs = append(errs, fmt.Errorf("storage: what the detectors remember is not saved: %w", err))
		}
		errs = append(errs, k.store.client.Close(ctx))
		k.stored.leave(k.set.ID)
	}
	k.enricher.shutdown()
	return errors.Join(errs...)
}

// owners are the components that have a storage open: each can be opened once.
type owners struct {
	mu  sync.Mutex
	ids map[component.ID]struct{}
}

func (o *owners) enter(id component.ID) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, taken := o.ids[id]; taken {
		return false
	}
	if o.ids == nil {
		o.ids = make(map[component.ID]struct{})
	}
	o.ids[id] = struct{}{}
	return true
}

func (o *owners) leave(id component.ID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.ids, id)
}
