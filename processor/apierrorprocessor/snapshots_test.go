package apierrorprocessor

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/extension/xextension/storage"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
)

// ram is a storage that fails after so many writes, each of which it does by itself.
type ram struct {
	storage.Client

	values map[string][]byte
	writes int
}

var errFull = errors.New("no space left")

func (r *ram) Get(_ context.Context, key string) ([]byte, error) { return r.values[key], nil }

func (r *ram) Set(_ context.Context, key string, value []byte) error {
	r.writes--
	if r.writes < 0 {
		return errFull
	}
	r.values[key] = bytes.Clone(value)
	return nil
}

func (r *ram) Batch(_ context.Context, operations ...*storage.Operation) error {
	for _, o := range operations {
		r.writes--
		if r.writes < 0 {
			return errFull
		}
		delete(r.values, o.Key)
	}
	return nil
}

// texts are parts of one text each, written in pieces of a few bytes.
func texts(of map[string]string, piece int) []detect.Part {
	var parts []detect.Part
	for name, text := range of {
		parts = append(parts, detect.Part{Name: name, Layout: 1, Append: func(b []byte) ([]byte, bool) {
			n := min(piece, len(text))
			b = append(b, text[:n]...)
			text = text[n:]
			return b, text != ""
		}})
	}
	return parts
}

// kept is what a storage holds for who opens it.
func kept(t *testing.T, r *ram, names ...string) map[string]string {
	t.Helper()
	s := &snapshots{client: r}
	found, err := s.open(t.Context())
	require.NoError(t, err)
	if !found {
		return nil
	}
	all := map[string]string{}
	for _, name := range names {
		body, err := s.read(t.Context(), name, 1)
		require.NoError(t, err)
		all[name] = string(body)
	}
	return all
}

func TestSnapshotsOfAnySize(t *testing.T) {
	for _, size := range []int{0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 3*chunkSize + 5} {
		for _, piece := range []int{chunkSize / 3, 5 * chunkSize} {
			r := &ram{values: map[string][]byte{}, writes: 100}
			s := &snapshots{client: r}
			want := map[string]string{"large": strings.Repeat("0123456789abcde", size/15+1)[:size], "small": "x"}
			for range 3 {
				require.NoError(t, s.save(t.Context(), 42, texts(want, piece), &sync.Mutex{}))
				assert.Equal(t, want, kept(t, r, "large", "small"))
				assert.Len(t, r.values, 1+(size+chunkSize-1)/chunkSize+1, "nothing of the former is left")
				for _, value := range r.values {
					assert.LessOrEqual(t, len(value), chunkSize)
				}
			}
			again := &snapshots{client: r}
			_, err := again.open(t.Context())
			require.NoError(t, err)
			assert.Equal(t, uint64(42), again.seed)
		}
	}
}

// A crash, or a full disk, at whatever write: the state is the former or the new one, whole.
func TestACrashWhileSaving(t *testing.T) {
	old := map[string]string{"a": strings.Repeat("o", 2*chunkSize+1), "b": "old"}
	next := map[string]string{"a": strings.Repeat("n", chunkSize+1), "b": "new"}
	outcomes := map[bool]int{}
	for writes := range 12 {
		r := &ram{values: map[string][]byte{}, writes: 100}
		s := &snapshots{client: r}
		require.NoError(t, s.save(t.Context(), 42, texts(old, chunkSize), &sync.Mutex{}))
		r.writes = writes
		err := s.save(t.Context(), 42, texts(next, chunkSize), &sync.Mutex{})
		got := kept(t, r, "a", "b")
		if got["b"] == "new" {
			assert.Equal(t, next, got)
		} else {
			assert.Equal(t, old, got)
			require.ErrorIs(t, err, errFull)
		}
		outcomes[got["b"] == "new"]++

		// Whoever is there afterwards, the same or one who starts again, can save.
		for _, survivor := range []*snapshots{s, {client: r}} {
			r.writes = 100
			if survivor != s {
				_, err := survivor.open(t.Context())
				require.NoError(t, err)
			}
			require.NoError(t, survivor.save(t.Context(), 42, texts(next, chunkSize), &sync.Mutex{}))
			assert.Equal(t, next, kept(t, r, "a", "b"))
		}
	}
	assert.Greater(t, outcomes[false], 2)
	assert.Greater(t, outcomes[true], 2)
}

func TestWhatIsDamagedIsNotRead(t *testing.T) {
	whole := &ram{values: map[string][]byte{}, writes: 100}
	s := &snapshots{client: whole}
	require.NoError(t, s.save(t.Context(), 42, texts(map[string]string{"a": strings.Repeat("o", chunkSize+1), "b": "old"}, 100), &sync.Mutex{}))
	for key, damage := range map[string]func(values map[string][]byte, key string){
		"cut": func(values map[string][]byte, key string) { values[key] = values[key][:len(values[key])-1] },
		"flipped": func(values map[string][]byte, key string) {
			values[key] = bytes.Replace(values[key], []byte("o"), []byte("p"), 1)
		},
		"missing": func(values map[string][]byte, key string) { delete(values, key) },
		"longer":  func(values map[string][]byte, key string) { values[key] = append(values[key], 0) },
	} {
		t.Run(key, func(t *testing.T) {
			for _, chunk := range []string{"1/a/0", "1/a/1"} {
				r := &ram{values: map[string][]byte{}}
				for key, value := range maps.All(whole.values) {
					r.values[key] = bytes.Clone(value)
				}
				require.Contains(t, r.values, chunk)
				damage(r.values, chunk)
				s := &snapshots{client: r}
				_, err := s.open(t.Context())
				require.NoError(t, err)
				_, err = s.read(t.Context(), "a", 1)
				require.ErrorIs(t, err, errUnreadable)
				body, err := s.read(t.Context(), "b", 1)
				require.NoError(t, err)
				assert.Equal(t, "old", string(body), "the other part is whole")
				_, err = s.read(t.Context(), "b", 2)
				require.ErrorContains(t, err, "another version")
			}
		})
	}
	for name, manifest := range map[string][]byte{
		"empty": {}, "short": []byte("1234567"), "no sum": whole.values[manifestKey][1:],
		"no manifest": appendSum([]byte("[]")), "another version": appendSum([]byte(`{"version":2}`)),
		"sizes that cannot be": appendSum([]byte(`{"version":1,"parts":{"a":{"layout":1,"size":-1},"b":{"layout":1,"size":9223372036854775807}}}`)),
	} {
		t.Run(name, func(t *testing.T) {
			s := &snapshots{client: &ram{values: map[string][]byte{manifestKey: manifest}}}
			_, err := s.open(t.Context())
			if err == nil {
				for _, part := range []string{"a", "b"} {
					_, err = s.read(t.Context(), part, 1)
					require.ErrorIs(t, err, errUnreadable)
				}
			}
			require.ErrorIs(t, err, errUnreadable)
		})
	}
}

func TestASaveThatIsCancelledLeavesTheFormer(t *testing.T) {
	r := &ram{values: map[string][]byte{}, writes: 100}
	s := &snapshots{client: r}
	require.NoError(t, s.save(t.Context(), 42, texts(map[string]string{"a": "old"}, 1), &sync.Mutex{}))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, s.save(ctx, 42, texts(map[string]string{"a": "new"}, 1), &sync.Mutex{}), context.Canceled)
	assert.Equal(t, map[string]string{"a": "old"}, kept(t, r, "a"))
}
