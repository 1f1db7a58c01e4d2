package delivery

import (
	"os"
	"testing"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/storage/filestorage"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/extension/extensiontest"
	"go.opentelemetry.io/collector/extension/xextension/storage"
)

// onFiles gives a lane the storage extension that people use, in a directory.
func onFiles(t *testing.T, directory string) func(*Settings) {
	t.Helper()
	factory := filestorage.NewFactory()
	cfg, ok := factory.CreateDefaultConfig().(*filestorage.Config)
	require.True(t, ok)
	cfg.Directory = directory
	extension, err := factory.Create(t.Context(), extensiontest.NewNopSettings(factory.Type()), cfg)
	require.NoError(t, err)
	require.NoError(t, extension.Start(t.Context(), componenttest.NewNopHost()))
	opener, ok := extension.(storage.Extension)
	require.True(t, ok)
	client, err := opener.GetClient(t.Context(), component.KindExporter, component.MustNewID("alert_webhook"), "outbox_ops")
	require.NoError(t, err)
	return func(set *Settings) { set.Storage = client }
}

// A copy of the directory is what kill -9 would leave.
func TestWhatIsOfferedIsInTheFileStorage(t *testing.T) {
	directory, left := t.TempDir(), t.TempDir()
	l := laneTo(t, newDestination(unreachable), onFiles(t, directory))
	l.tell("g/1", "g/2", "g/3")
	require.NoError(t, os.CopyFS(left, os.DirFS(directory)))
	l.end()

	for _, restarted := range []string{left, directory} {
		d := newDestination(status(200))
		l = laneTo(t, d, onFiles(t, restarted))
		require.Eventually(t, func() bool { return l.tally.of("sent") == 3 }, 10*time.Second, time.Millisecond)
		l.end()
		assert.Equal(t, []string{"g/1", "g/2", "g/3"}, d.bodies())
		l = laneTo(t, d, onFiles(t, restarted))
		l.end()
		assert.Len(t, d.bodies(), 3, "what was delivered is gone")
	}
}
