package apierrorprocessor

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/extension/xextension/storage"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
)

const (
	manifestKey     = "manifest"
	manifestVersion = 1

	// chunkSize bounds a value: storages have limits, and so has the memory to write from.
	chunkSize = 1 << 20
)

var errUnreadable = errors.New("unreadable state")

// snapshots keeps one state in a storage, in chunks under keys of one side or the other. The side that the manifest does not name is
// written to, and the manifest last: a crash on the way leaves the state as it was.
type snapshots struct {
	client storage.Client
	seed   uint64
	kept   manifest
	room   int // for the largest piece there was: making it anew would hold the lock for longer
}

// manifest says where the state is.
type manifest struct {
	Version int                `json:"version"`
	Seed    uint64             `json:"seed"`
	Side    int                `json:"side"`
	Parts   map[string]section `json:"parts"`
}

// section is one part of the state: so many bytes, one chunk after another.
type section struct {
	Layout uint64 `json:"layout"`
	Size   int    `json:"size"`
	Sum    uint64 `json:"sum"` // xxHash
}

// chunks is how many there are; one that is empty has none.
func (s section) chunks() int { return (s.Size + chunkSize - 1) / chunkSize }

func chunkKey(side int, part string, chunk int) string {
	return fmt.Sprintf("%d/%s/%d", side, part, chunk)
}

// open reads the manifest, and reports whether there is one.
func (s *snapshots) open(ctx context.Context) (bool, error) {
	encoded, err := s.client.Get(ctx, manifestKey)
	if err != nil || encoded == nil {
		return false, err
	}
	var m manifest
	switch body, whole := cutSum(encoded); {
	case !whole || json.Unmarshal(body, &m) != nil:
		return false, fmt.Errorf("%w: the manifest is damaged", errUnreadable)
	case m.Version != manifestVersion:
		return false, fmt.Errorf("%w: it is of version %d, not %d", errUnreadable, m.Version, manifestVersion)
	}
	s.kept, s.seed = m, m.Seed
	return true, nil
}

// read gives a part; nil if there is none.
func (s *snapshots) read(ctx context.Context, part string, layout uint64) ([]byte, error) {
	kept, ok := s.kept.Parts[part]
	if !ok || kept.Size == 0 {
		return nil, nil
	}
	if kept.Layout != layout {
		return nil, fmt.Errorf("%w: it is of another version", errUnreadable)
	}
	var body []byte
	for i := range kept.chunks() {
		chunk, err := s.client.Get(ctx, chunkKey(s.kept.Side, part, i))
		if err != nil {
			return nil, err
		}
		if chunk == nil {
			break
		}
		body = append(body, chunk...)
	}
	if len(body) != kept.Size || xxhash.Sum64(body) != kept.Sum {
		return nil, fmt.Errorf("%w: it is damaged", errUnreadable)
	}
	return body, nil
}

func appendSum(body []byte) []byte { return binary.LittleEndian.AppendUint64(body, xxhash.Sum64(body)) }

// cutSum reports whether the sum is that of what is before it.
func cutSum(b []byte) (body []byte, whole bool) {
	if len(b) < 8 {
		return nil, false
	}
	body = b[:len(b)-8]
	return body, binary.LittleEndian.Uint64(b[len(body):]) == xxhash.Sum64(body)
}

// save takes the state piece by piece under the lock, and replaces the former.
func (s *snapshots) save(ctx context.Context, seed uint64, parts []detect.Part, lock sync.Locker) error {
	next := manifest{Version: manifestVersion, Seed: seed, Side: 1 - s.kept.Side, Parts: make(map[string]section, len(parts))}
	for i := range parts {
		written, err := s.write(ctx, next.Side, &parts[i], lock)
		if err != nil {
			return err
		}
		next.Parts[parts[i].Name] = written
	}
	body, err := json.Marshal(next)
	if err != nil {
		return err
	}
	if err := s.client.Set(ctx, manifestKey, appendSum(body)); err != nil {
		return err
	}
	former := s.kept
	s.kept = next
	return s.drop(ctx, &former)
}

func (s *snapshots) write(ctx context.Context, side int, part *detect.Part, lock sync.Locker) (section, error) {
	written := section{Layout: part.Layout}
	sum := xxhash.New()
	buffer := make([]byte, 0, max(s.room, 4*chunkSize))
	for more := true; more || len(buffer) > 0; {
		for more && len(buffer) < chunkSize {
			lock.Lock()
			buffer, more = part.Append(buffer)
			lock.Unlock()
			s.room = max(s.room, cap(buffer))
			runtime.Gosched() // who waits for the lock comes first
		}
		if err := ctx.Err(); err != nil {
			return written, err
		}
		chunk := buffer[:min(len(buffer), chunkSize)]
		if len(chunk) == 0 {
			break
		}
		if err := s.client.Set(ctx, chunkKey(side, part.Name, written.Size/chunkSize), chunk); err != nil {
			return written, err
		}
		_, _ = sum.Write(chunk) // never fails
		written.Size += len(chunk)
		buffer = append(buffer[:0], buffer[len(chunk):]...)
	}
	written.Sum = sum.Sum64()
	return written, nil
}

// drop deletes a state that was replaced.
func (s *snapshots) drop(ctx context.Context, former *manifest) error {
	var deletions []*storage.Operation
	for part, kept := range former.Parts {
		for i := range kept.chunks() {
			deletions = append(deletions, storage.DeleteOperation(chunkKey(former.Side, part, i)))
		}
	}
	return s.client.Batch(ctx, deletions...)
}
