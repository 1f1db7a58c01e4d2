package alertwebhookexporter

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
	"github.com/otelcol-apierror/otelcol-apierror/internal/storageclient"
)

const (
	stateName       = "situations"
	stateIndexKey   = "index"
	stateItemPrefix = "situation/"
)

// stateStore keeps situations in the storage extension, each under a key of its own beside an index of them, since a storage
// cannot be asked what it holds.
type stateStore struct {
	client storage.Client
	index  map[string]struct{}
}

func openState(ctx context.Context, host component.Host, storageID, owner component.ID) (*stateStore, error) {
	client, err := storageclient.Open(ctx, host, storageID, storageclient.Owner{Kind: component.KindExporter, ID: owner, Name: stateName})
	if err != nil {
		return nil, err
	}
	return &stateStore{client: client, index: make(map[string]struct{})}, nil
}

// load returns what was saved, by id.
func (s *stateStore) load(ctx context.Context) (map[string][]byte, error) {
	encoded, err := s.client.Get(ctx, stateIndexKey)
	if err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	var ids []string
	if encoded != nil {
		if err := json.Unmarshal(encoded, &ids); err != nil {
			return nil, fmt.Errorf("storage: index of situations: %w", err)
		}
	}
	gets := make([]*storage.Operation, 0, len(ids))
	for _, id := range ids {
		gets = append(gets, storage.GetOperation(stateItemPrefix+id))
	}
	if err := s.client.Batch(ctx, gets...); err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	saved := make(map[string][]byte, len(ids))
	for i, id := range ids {
		s.index[id] = struct{}{}
		if gets[i].Value != nil {
			saved[id] = gets[i].Value
		}
	}
	return saved, nil
}

// save writes what changed, all or nothing as far as the extension can.
func (s *stateStore) save(ctx context.Context, saved *situation.Saved) error {
	index := maps.Clone(s.index)
	operations := make([]*storage.Operation, 0, len(saved.Changed)+len(saved.Dropped)+1)
	for id, encoded := range saved.Changed {
		index[id] = struct{}{}
		operations = append(operations, storage.SetOperation(stateItemPrefix+id, encoded))
	}
	for _, id := range saved.Dropped {
		delete(index, id)
		operations = append(operations, storage.DeleteOperation(stateItemPrefix+id))
	}
	if !maps.Equal(index, s.index) {
		encoded, err := json.Marshal(slices.Sorted(maps.Keys(index)))
		if err != nil {
			return err
		}
		operations = append(operations, storage.SetOperation(stateIndexKey, encoded))
	}
	if err := s.client.Batch(ctx, operations...); err != nil {
		return err
	}
	s.index = index
	return nil
}

func (s *stateStore) close(ctx context.Context) error { return s.client.Close(ctx) }
