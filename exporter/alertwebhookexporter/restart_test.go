package alertwebhookexporter

import (
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/storage/filestorage"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/exporter/exportertest"
	"go.opentelemetry.io/collector/extension/extensiontest"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
)

func TestARestartRepeatsNothing(t *testing.T) {
	r, directory := newReceiver(t, nil), t.TempDir()
	e := start(t, quick(r.URL), directory)
	e.see(attackBy("203.0.113.1"))
	eventually(t, func() bool { return len(r.got()) == 1 }, "told")
	e.end()

	e = start(t, quick(r.URL), directory)
	e.see(attackBy("203.0.113.1"), attackBy("203.0.113.2"))
	eventually(t, func() bool { return len(r.got()) == 2 }, "only the new one")
	e.end()
	assert.Equal(t, []string{sentenceOf("203.0.113.1"), sentenceOf("203.0.113.2")}, r.summaries())
	assert.Zero(t, e.logs.FilterMessageSnippet("no storage").Len())
}

func TestARestartKeepsWhatIsHeldBack(t *testing.T) {
	r, directory := newReceiver(t, nil), t.TempDir()
	cfg := quick(r.URL)
	cfg.GroupWait = time.Hour
	e := start(t, cfg, directory)
	e.see(attackBy("203.0.113.1"))
	e.end()
	require.Empty(t, r.got())

	e = start(t, quick(r.URL), directory)
	eventually(t, func() bool { return len(r.got()) == 1 }, "told after the restart")
	e.end()
	assert.Equal(t, []string{sentenceOf("203.0.113.1")}, r.summaries())
}

// What began is in the storage before its spans are acknowledged: a copy of the directory is what a crash would leave.
func TestACrashForgetsNothingThatBegan(t *testing.T) {
	r, directory, left := newReceiver(t, nil), t.TempDir(), t.TempDir()
	cfg := quick(r.URL)
	cfg.GroupWait = time.Hour // a tick a second
	e := start(t, cfg, directory)
	for i := range 3 {
		e.see(attackBy(fmt.Sprintf("203.0.113.%d", i)))
	}
	require.NoError(t, os.CopyFS(left, os.DirFS(directory)))
	e.end()

	e = start(t, quick(r.URL), left)
	eventually(t, func() bool { return len(r.got()) == 3 }, "told after the crash")
	e.end()
}

func TestARestartWithTheQueueFull(t *testing.T) {
	const attackers = 8
	r, directory := newReceiver(t, answerWith(http.StatusServiceUnavailable)), t.TempDir()
	cfg := quick(r.URL)
	cfg.Queue.Size = 3
	e := start(t, cfg, directory)
	var want []string
	for i := range attackers {
		actor := fmt.Sprintf("203.0.113.%d", i)
		e.see(attackBy(actor))
		want = append(want, sentenceOf(actor))
	}
	eventually(t, func() bool { return e.logs.FilterMessageSnippet("takes nothing for now").Len() > 0 }, "the queue is full")
	eventually(t, func() bool { return len(r.got()) > 0 }, "tried")
	tried := r.got()[0].header.Get("webhook-id")
	e.end()
	assert.Zero(t, e.counted("notifications_sent", ""))

	r.become(nil)
	before := len(r.got())
	e = start(t, quick(r.URL), directory)
	eventually(t, func() bool { return len(r.summaries()) == attackers }, "all of them")
	e.end()
	assert.ElementsMatch(t, want, r.summaries())
	assert.Len(t, r.got(), before+attackers, "each once")
	var again []string
	for _, request := range r.got()[before:] {
		again = append(again, request.header.Get("webhook-id"))
	}
	assert.Contains(t, again, tried, "the id is the same after a restart")
}

func TestAShutdownWhileRetryingIsPromptAndLosesNothing(t *testing.T) {
	r, directory := newReceiver(t, answerWith(http.StatusServiceUnavailable)), t.TempDir()
	cfg := quick(r.URL)
	cfg.Retry.InitialInterval, cfg.Retry.MaxInterval = time.Hour, time.Hour
	e := start(t, cfg, directory)
	e.see(attackBy("203.0.113.1"))
	eventually(t, func() bool { return len(r.got()) == 1 }, "tried")
	stopped := time.Now()
	e.end()
	assert.Less(t, time.Since(stopped), 5*time.Second)

	r.become(nil)
	e = start(t, quick(r.URL), directory)
	eventually(t, func() bool { return e.counted("notifications_sent", "") == 1 }, "delivered after the restart")
	e.end()
}

// Without a storage a shutdown is the last chance: what the queue has no room for at first is told as soon as it has, or counted.
func TestAShutdownWithoutStorageTellsAllThatIsHeldBack(t *testing.T) {
	for name, down := range map[string]bool{"a receiver that works": false, "one that does not": true} {
		t.Run(name, func(t *testing.T) {
			r := newReceiver(t, nil)
			cfg := quick(r.URL)
			cfg.GroupWait, cfg.Queue.Size = time.Hour, 2
			if down {
				r.become(answerWith(http.StatusServiceUnavailable))
				cfg.Retry.MaxElapsedTime = time.Hour
			}
			e := start(t, cfg, "")
			for i := range 10 {
				e.see(attackBy(fmt.Sprintf("203.0.113.%d", i)))
			}
			require.NoError(t, e.Shutdown(t.Context()))
			if down {
				assert.Equal(t, int64(10), e.counted("notifications_failed", "shutdown"))
				return
			}
			assert.Len(t, r.got(), 10)
			assert.Zero(t, e.counted("notifications_failed", ""))
		})
	}
}

func TestNothingIsSaidToFireAfterItWasSaidToBeOver(t *testing.T) {
	r, directory := newReceiver(t, answerWith(http.StatusServiceUnavailable)), t.TempDir()
	cfg := quick(r.URL)
	cfg.Retry.InitialInterval, cfg.Retry.MaxInterval = time.Hour, time.Hour
	cfg.ResolveAfter = 100 * time.Millisecond
	e := start(t, cfg, directory)
	e.see(attackBy("203.0.113.1"))
	eventually(t, func() bool { return e.counted("notifications_retried", "") == 1 && e.counted("situations", "") == 0 }, "over")
	e.end()

	r.become(nil)
	before := len(r.got())
	e = start(t, quick(r.URL), directory)
	eventually(t, func() bool { return e.counted("notifications_sent", "") == 2 }, "both")
	e.end()
	var said []any
	for _, request := range r.got()[before:] {
		said = append(said, request.data()["status"])
	}
	assert.Equal(t, []any{"firing", "resolved"}, said)
}

func TestWhatIsDamagedInTheStorageIsReportedAndSkipped(t *testing.T) {
	r, directory := newReceiver(t, nil), t.TempDir()
	e := start(t, quick(r.URL), directory)
	e.see(attackBy("203.0.113.1"))
	eventually(t, func() bool { return len(r.got()) == 1 }, "told")
	e.end()
	damage(t, directory)

	e = start(t, quick(r.URL), directory)
	assert.Equal(t, 1, e.logs.FilterMessageSnippet("a saved situation is forgotten").Len())
	e.see(attackBy("203.0.113.1"))
	eventually(t, func() bool { return len(r.got()) == 2 }, "told again")
	e.end()
}

// damage overwrites every saved situation.
func damage(t *testing.T, directory string) {
	t.Helper()
	storageCfg := filestorage.NewFactory().CreateDefaultConfig().(*filestorage.Config)
	storageCfg.Directory = directory
	extension, err := filestorage.NewFactory().Create(t.Context(), extensiontest.NewNopSettings(filestorage.NewFactory().Type()), storageCfg)
	require.NoError(t, err)
	id := component.MustNewID("file_storage")
	state, err := openState(t.Context(), hostWith{map[component.ID]component.Component{id: extension}}, id, component.NewID(metadata.Type))
	require.NoError(t, err)
	saved, err := state.load(t.Context())
	require.NoError(t, err)
	require.Len(t, saved, 1)
	for situationID := range saved {
		require.NoError(t, state.client.Set(t.Context(), stateItemPrefix+situationID, []byte("\x00")))
	}
	require.NoError(t, state.close(t.Context()))
}

func TestTheStorageMustRun(t *testing.T) {
	id := component.MustNewID("file_storage")
	cfg := quick("http://ops.example")
	cfg.Storage = &id
	e, err := NewFactory().CreateTraces(t.Context(), exportertest.NewNopSettings(metadata.Type), cfg)
	require.NoError(t, err)
	require.ErrorContains(t, e.Start(t.Context(), hostWith{}), `storage: no extension "file_storage" runs`)
	require.NoError(t, e.Shutdown(t.Context()))
}
