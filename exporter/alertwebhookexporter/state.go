package alertwebhookexporter

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
	"github.com/otelcol-apierror/otelcol-apierror/internal/storageclient"
)

const (
	stateName       = "situations"
	stateItemPrefix = "situation/"

	// stateIndexKey held all ids in versions before, stateShardPrefix those of one hash: with ten thousand of them, writing all for each
	// that begins takes longer than the rest.
	stateIndexKey    = "index"
	stateShardPrefix = "index/"
	stateShards      = 256
)

// stateStore keeps situations in the storage extension, each under a key of its own beside an index of them, since a storage
// cannot be asked what it holds.
type stateStore struct {
	client storage.Client
	shards [stateShards]map[string]struct{}
	former bool // the index is still the former one
	// damaged is how many parts of the index could not be read.
	damaged int
}

func openState(ctx context.Context, host component.Host, storageID, owner component.ID) (*stateStore, error) {
	client, err := storageclient.Open(ctx, host, storageID, storageclient.Owner{Kind: component.KindExporter, ID: owner, Name: stateName})
	if err != nil {
		return nil, err
	}
	return newStateStore(client), nil
}

func newStateStore(client storage.Client) *stateStore {
	s := &stateStore{client: client}
	for i := range s.shards {
		s.shards[i] = make(map[string]struct{})
	}
	return s
}

func shardOf(id string) int { return int(crc32.ChecksumIEEE([]byte(id)) % stateShards) }

func shardKey(shard int) string { return stateShardPrefix + strconv.Itoa(shard) }

// load returns what was saved, by id.
func (s *stateStore) load(ctx context.Context) (map[string][]byte, error) {
	indexes := []*storage.Operation{storage.GetOperation(stateIndexKey)}
	for shard := range s.shards {
		indexes = append(indexes, storage.GetOperation(shardKey(shard)))
	}
	if err := s.client.Batch(ctx, indexes...); err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	s.former = indexes[0].Value != nil
	var gets []*storage.Operation
	for _, index := range indexes {
		if index.Value == nil {
			continue
		}
		var ids []string
		if json.Unmarshal(index.Value, &ids) != nil {
			s.damaged++
			continue
		}
		for _, id := range ids {
			if _, twice := s.shards[shardOf(id)][id]; !twice {
				s.shards[shardOf(id)][id] = struct{}{}
				gets = append(gets, storage.GetOperation(stateItemPrefix+id))
			}
		}
	}
	if err := s.client.Batch(ctx, gets...); err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	saved := make(map[string][]byte, len(gets))
	for _, get := range gets {
		if get.Value != nil {
			saved[strings.TrimPrefix(get.Key, stateItemPrefix)] = get.Value
		}
	}
	return saved, nil
}

// save writes what changed, all or nothing as far as the extension can.
func (s *stateStore) save(ctx context.Context, saved *situation.Saved) error {
	changed := make(map[int]map[string]struct{}) // shards
	shard := func(id string) map[string]struct{} {
		of := shardOf(id)
		if changed[of] == nil {
			changed[of] = maps.Clone(s.shards[of])
		}
		return changed[of]
	}
	operations := make([]*storage.Operation, 0, len(saved.Changed)+len(saved.Dropped)+2)
	for id, encoded := range saved.Changed {
		if _, known := s.shards[shardOf(id)][id]; !known {
			shard(id)[id] = struct{}{}
		}
		operations = append(operations, storage.SetOperation(stateItemPrefix+id, encoded))
	}
	for _, id := range saved.Dropped {
		delete(shard(id), id)
		operations = append(operations, storage.DeleteOperation(stateItemPrefix+id))
	}
	if s.former {
		for of := range s.shards {
			if changed[of] == nil {
				changed[of] = s.shards[of]
			}
		}
		operations = append(operations, storage.DeleteOperation(stateIndexKey))
	}
	for of, ids := range changed {
		encoded, err := json.Marshal(slices.Sorted(maps.Keys(ids)))
		if err != nil {
			return err
		}
		operations = append(operations, storage.SetOperation(shardKey(of), encoded))
	}
	if err := s.client.Batch(ctx, operations...); err != nil {
		return err
	}
	for of, ids := range changed {
		s.shards[of] = ids
	}
	s.former = false
	return nil
}

func (s *stateStore) close(ctx context.Context) error { return s.client.Close(ctx) }
