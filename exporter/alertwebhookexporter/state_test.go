package alertwebhookexporter

import (
	"context"
	"encoding/json"
	"maps"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/extension/xextension/storage"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
)

// memory is a storage that counts what is written.
type memory struct {
	storage.Client

	held    map[string][]byte
	written int
}

func (m *memory) Batch(_ context.Context, operations ...*storage.Operation) error {
	for _, operation := range operations {
		switch operation.Type {
		case storage.Get:
			operation.Value = m.held[operation.Key]
		case storage.Set:
			m.held[operation.Key] = operation.Value
			m.written += len(operation.Value)
		case storage.Delete:
			delete(m.held, operation.Key)
		}
	}
	return nil
}

func stateOn(held map[string][]byte) (*stateStore, *memory) {
	client := &memory{Client: storage.NewNopClient(), held: held}
	return newStateStore(client), client
}

func TestTheIndexOfAVersionBeforeIsReadOnce(t *testing.T) {
	ids := []string{"a", "b", "c"}
	index, err := json.Marshal(ids)
	require.NoError(t, err)
	held := map[string][]byte{stateIndexKey: index}
	want := map[string][]byte{}
	for _, id := range ids {
		held[stateItemPrefix+id], want[id] = []byte(id), []byte(id)
	}
	state, _ := stateOn(held)
	saved, err := state.load(t.Context())
	require.NoError(t, err)
	assert.Equal(t, want, saved)

	require.NoError(t, state.save(t.Context(), &situation.Saved{Changed: map[string][]byte{"d": []byte("d")}, Dropped: []string{"a"}}))
	assert.NotContains(t, held, stateIndexKey)
	delete(want, "a")
	want["d"] = []byte("d")
	state, _ = stateOn(maps.Clone(held))
	saved, err = state.load(t.Context())
	require.NoError(t, err)
	assert.Equal(t, want, saved)
}

func TestOneMoreIsSavedWithoutWritingTheIndexOfAll(t *testing.T) {
	const many = 10_000
	all := situation.Saved{Changed: map[string][]byte{}}
	for i := range many {
		all.Changed[strconv.Itoa(i)] = []byte("{}")
	}
	state, client := stateOn(map[string][]byte{})
	require.NoError(t, state.save(t.Context(), &all))
	client.written = 0
	require.NoError(t, state.save(t.Context(), &situation.Saved{Changed: map[string][]byte{"new": []byte("{}")}}))
	assert.Less(t, client.written, 1000)
	state, _ = stateOn(client.held)
	saved, err := state.load(t.Context())
	require.NoError(t, err)
	assert.Len(t, saved, many+1)
}
