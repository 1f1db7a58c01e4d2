package apierrorprocessor

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/storage/filestorage"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/extension/extensiontest"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadata"
)

// collector is a processor that was started, over a directory with the real file_storage.
type collector struct {
	processor.Traces

	t       *testing.T
	sink    *consumertest.TracesSink
	logs    *observer.ObservedLogs
	storage component.Component
}

type hostWith struct {
	extensions map[component.ID]component.Component
}

func (h hostWith) GetExtensions() map[component.ID]component.Component { return h.extensions }

var storageID = component.MustNewID("file_storage")

func openDirectory(t *testing.T, directory string) component.Component {
	t.Helper()
	factory := filestorage.NewFactory()
	cfg := factory.CreateDefaultConfig().(*filestorage.Config)
	cfg.Directory = directory
	extension, err := factory.Create(t.Context(), extensiontest.NewNopSettings(factory.Type()), cfg)
	require.NoError(t, err)
	require.NoError(t, extension.Start(t.Context(), componenttest.NewNopHost()))
	return extension
}

// startCollector starts one; without a directory, without storage.
func startCollector(t *testing.T, cfg *Config, directory string) *collector {
	t.Helper()
	core, logs := observer.New(zapcore.DebugLevel)
	c := &collector{t: t, sink: &consumertest.TracesSink{}, logs: logs}
	set := processortest.NewNopSettings(metadata.Type)
	set.ID = component.NewID(metadata.Type)
	set.Logger = zap.New(core)
	host := hostWith{map[component.ID]component.Component{}}
	if directory != "" {
		c.storage = openDirectory(t, directory)
		host.extensions[storageID], cfg.Storage = c.storage, &storageID
	}
	var err error
	c.Traces, err = NewFactory().CreateTraces(t.Context(), set, cfg, c.sink)
	require.NoError(t, err)
	require.NoError(t, c.Start(t.Context(), host))
	return c
}

func (c *collector) end() {
	c.t.Helper()
	require.NoError(c.t, c.Shutdown(c.t.Context()))
	if c.storage != nil {
		require.NoError(c.t, c.storage.Shutdown(c.t.Context()))
	}
}

// signals are those on what came out, with whom each was laid to.
func (c *collector) signals() map[apierror.Signal]string {
	found := map[apierror.Signal]string{}
	for _, td := range c.sink.AllTraces() {
		for _, rs := range td.ResourceSpans().All() {
			for _, span := range rs.ScopeSpans().At(0).Spans().All() {
				verdict := verdictOf(span)
				for _, signal := range verdict.Security.Signals {
					found[signal] = verdict.Security.Actor.ID
				}
			}
		}
	}
	return found
}

var spanNumber atomic.Uint32

// see shows requests, one every interval up to so long before now.
func (c *collector) see(n int, every, before time.Duration, sent func(i int) request) {
	c.t.Helper()
	td := ptrace.NewTraces()
	for i := range n {
		behind := time.Since(arrival) - before - time.Duration(n-i)*every
		span := sent(i).at(c.t, td, -behind)
		number := spanNumber.Add(1)
		span.SetSpanID([8]byte{7, byte(number >> 16), byte(number >> 8), byte(number)})
	}
	require.NoError(c.t, c.ConsumeTraces(c.t.Context(), td))
}

const guesser = "198.51.100.66"

func guess(int) request { return login("alice", guesser) }

func (c *collector) guess(n int) {
	c.see(n, time.Second, 20*time.Second-time.Duration(n)*time.Second, guess)
}

func defaults() *Config { return createDefaultConfig().(*Config) }

func TestARestartFindsWhoWasHalfway(t *testing.T) {
	directory := t.TempDir()
	c := startCollector(t, defaults(), directory)
	c.guess(6)
	c.end()
	require.Empty(t, c.signals())

	c = startCollector(t, defaults(), directory)
	c.guess(6)
	c.end()
	assert.Equal(t, map[apierror.Signal]string{apierror.SignalBruteForce: guesser}, c.signals())
	assert.Zero(t, c.logs.FilterMessageSnippet("storage").Len())
	assert.Zero(t, c.logs.FilterMessageSnippet("forgotten").Len())

	c = startCollector(t, defaults(), t.TempDir())
	c.guess(6)
	c.end()
	assert.Empty(t, c.signals(), "six alone are not enough")
}

// What hundreds of calls of everybody taught is known after a restart: one who reads what nobody else does is found.
func TestARestartKeepsWhatIsUsual(t *testing.T) {
	invoice := func(user string, id int) request {
		path := "/api/v1/invoices/" + strconv.Itoa(id)
		return request{"GET", "/api/v1/invoices/{id}", path, 200, map[string]string{"user.id": user, "client.address": "192.0.2.7"}}
	}
	usual := func(i int) request { return invoice(fmt.Sprint("customer", i%100), 10_000+i%100*50+i/100%3) }
	unusual := func(i int) request { return invoice("mallory", 10_000+i) }

	directory := t.TempDir()
	c := startCollector(t, defaults(), directory)
	c.see(700, 10*time.Second, 10*time.Minute, usual)
	c.end()
	require.Empty(t, c.signals())

	c = startCollector(t, defaults(), directory)
	c.see(50, 5*time.Second, 0, unusual)
	c.end()
	assert.Equal(t, map[apierror.Signal]string{apierror.SignalObjectEnumeration: "mallory"}, c.signals())

	c = startCollector(t, defaults(), "")
	c.see(50, 5*time.Second, 0, unusual)
	c.end()
	assert.Empty(t, c.signals(), "who has forgotten what is usual cannot tell")
}

func TestARestartChangesNoHashedActor(t *testing.T) {
	hashed := func() *Config {
		cfg := defaults()
		cfg.Actor.Hash, cfg.Actor.HashKey = true, "sixteen letters!"
		return cfg
	}
	c := startCollector(t, hashed(), "")
	c.guess(12)
	c.end()
	never := c.signals()
	require.Len(t, never, 1)

	directory := t.TempDir()
	c = startCollector(t, hashed(), directory)
	c.guess(6)
	c.end()
	c = startCollector(t, hashed(), directory)
	c.guess(6)
	c.end()
	assert.Equal(t, never, c.signals())
}

// A copy of the directory is what a kill -9 would leave: at most a minute is missing.
func TestACrashTakesAMinuteAtMost(t *testing.T) {
	directory, left := t.TempDir(), t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := startCollector(t, defaults(), directory)
		time.Sleep(saveEvery - 10*time.Second) // of the bubble's clock
		c.guess(6)
		time.Sleep(10 * time.Second)
		synctest.Wait()
		require.NoError(t, os.CopyFS(left, os.DirFS(directory)))
		c.guess(1)
		require.NoError(t, c.Shutdown(t.Context()))
		require.NoError(t, c.storage.Shutdown(t.Context()))

		c = startCollector(t, defaults(), left)
		c.guess(5)
		c.end()
		assert.Contains(t, c.signals(), apierror.SignalBruteForce)
	})
}

// openState is what a processor keeps in a storage.
func openState(t *testing.T, extension component.Component) storage.Client {
	t.Helper()
	client, err := extension.(storage.Extension).GetClient(t.Context(), component.KindProcessor, component.NewID(metadata.Type), storageName)
	require.NoError(t, err)
	return client
}

func TestNothingIsWrittenWhileNothingComes(t *testing.T) {
	directory := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := startCollector(t, defaults(), directory)
		time.Sleep(10 * saveEvery)
		synctest.Wait()
		c.end()
		extension := openDirectory(t, directory)
		client := openState(t, extension)
		written, err := client.Get(t.Context(), manifestKey)
		require.NoError(t, err)
		assert.Nil(t, written)
		require.NoError(t, client.Close(t.Context()))
		require.NoError(t, extension.Shutdown(t.Context()))
	})
}

func TestWithoutStorageTheLogSaysSo(t *testing.T) {
	c := startCollector(t, defaults(), "")
	c.guess(1)
	c.end()
	assert.Equal(t, 1, c.logs.FilterMessageSnippet("no storage is configured").Len())
}

func TestDamagedStateIsForgottenWithAWarning(t *testing.T) {
	for name, test := range map[string]struct {
		damage func(t *testing.T, client storage.Client)
		says   string
		found  bool
	}{
		"the manifest": {func(t *testing.T, client storage.Client) {
			require.NoError(t, client.Set(t.Context(), manifestKey, []byte("{}")))
		}, "the manifest is damaged", false},
		"another version": {func(t *testing.T, client storage.Client) {
			require.NoError(t, client.Set(t.Context(), manifestKey, appendSum([]byte(`{"version":7}`))))
		}, "it is of version 7, not 1", false},
		"who did what": {func(t *testing.T, client storage.Client) {
			require.NoError(t, client.Set(t.Context(), chunkKey(1, "tallies", 0), []byte("alice")))
		}, "it is damaged", false},
		"something else": {func(t *testing.T, client storage.Client) {
			require.NoError(t, client.Delete(t.Context(), chunkKey(1, "recent", 0)))
		}, "it is damaged", true},
	} {
		t.Run(name, func(t *testing.T) {
			directory := t.TempDir()
			c := startCollector(t, defaults(), directory)
			c.guess(6)
			c.end()
			extension := openDirectory(t, directory)
			client := openState(t, extension)
			s := &snapshots{client: client}
			_, err := s.open(t.Context())
			require.NoError(t, err)
			test.damage(t, client)
			require.NoError(t, client.Close(t.Context()))
			require.NoError(t, extension.Shutdown(t.Context()))

			c = startCollector(t, defaults(), directory)
			c.guess(6)
			c.end()
			warnings := c.logs.FilterLevelExact(zapcore.WarnLevel).All()
			require.Len(t, warnings, 1)
			told := fmt.Sprint(warnings[0].Message, warnings[0].ContextMap())
			assert.Contains(t, told, test.says)
			assert.NotContains(t, told, "alice")
			assert.NotContains(t, told, strconv.FormatUint(s.seed, 10))
			assert.Equal(t, test.found, len(c.signals()) > 0)

			c = startCollector(t, defaults(), directory)
			c.end()
			assert.Zero(t, c.logs.FilterLevelExact(zapcore.WarnLevel).Len(), "what was saved since is whole")
		})
	}
}

func TestTheStorageMustRun(t *testing.T) {
	cfg := defaults()
	cfg.Storage = &storageID
	c, err := NewFactory().CreateTraces(t.Context(), processortest.NewNopSettings(metadata.Type), cfg, consumertest.NewNop())
	require.NoError(t, err)
	require.ErrorContains(t, c.Start(t.Context(), hostWith{}), `storage: no extension "file_storage" runs`)
	require.NoError(t, c.Shutdown(t.Context()))
}

// The collector makes one processor for each pipeline, all of one name.
func TestOneProcessorInTwoPipelines(t *testing.T) {
	factory, set, cfg := NewFactory(), processortest.NewNopSettings(metadata.Type), defaults()
	extension := openDirectory(t, t.TempDir())
	host := hostWith{map[component.ID]component.Component{storageID: extension}}
	cfg.Storage = &storageID
	first, err := factory.CreateTraces(t.Context(), set, cfg, consumertest.NewNop())
	require.NoError(t, err)
	second, err := factory.CreateTraces(t.Context(), set, cfg, consumertest.NewNop())
	require.NoError(t, err)
	require.NoError(t, first.Start(t.Context(), host))
	require.ErrorContains(t, second.Start(t.Context(), host), "several traces pipelines")
	require.NoError(t, second.Shutdown(t.Context()))
	require.NoError(t, first.Shutdown(t.Context()))
	require.NoError(t, second.Start(t.Context(), host), "once the other has gone")
	require.NoError(t, second.Shutdown(t.Context()))
	require.NoError(t, extension.Shutdown(t.Context()))
}

func TestLogsNeedNoStorage(t *testing.T) {
	cfg := defaults()
	cfg.Storage = &storageID
	c, err := NewFactory().CreateLogs(t.Context(), processortest.NewNopSettings(metadata.Type), cfg, consumertest.NewNop())
	require.NoError(t, err)
	require.NoError(t, c.Start(t.Context(), hostWith{}))
	require.NoError(t, c.Shutdown(t.Context()))
}

func TestAStorageThatFailsIsToldOnce(t *testing.T) {
	core, logs := observer.New(zapcore.DebugLevel)
	set := processortest.NewNopSettings(metadata.Type)
	set.Logger = zap.New(core)
	e := newTestEnricher(t, defaults())
	k := newKeeper(set, &storageID, e, &owners{})
	r := &ram{values: map[string][]byte{}}
	k.store = &snapshots{client: r}
	for range 3 {
		e.changed.Store(true)
		k.report(k.save(t.Context()))
	}
	assert.Equal(t, 1, logs.FilterMessageSnippet("cannot be saved").Len())
	assert.True(t, e.changed.Load(), "it is tried again")
	r.writes = 1000
	k.report(k.save(t.Context()))
	assert.Equal(t, 1, logs.FilterMessageSnippet("saved again").Len())
	assert.Contains(t, r.values, manifestKey)
}

func TestAShutdownThatIsCutShortSaysSo(t *testing.T) {
	c := startCollector(t, defaults(), t.TempDir())
	c.guess(6)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorContains(t, c.Shutdown(ctx), "is not saved")
	require.NoError(t, c.storage.Shutdown(t.Context()))
}

func TestStorageSetting(t *testing.T) {
	cfg, err := parse(t, `storage: file_storage/state`)
	require.NoError(t, err)
	requireValid(t, cfg)
	assert.Equal(t, component.MustNewIDWithName("file_storage", "state"), *cfg.Storage)
	_, err = parse(t, `storage: ""`)
	require.ErrorContains(t, err, "storage")
	_, err = parse(t, `storage: { directory: /var/lib }`)
	require.ErrorContains(t, err, "storage")
}
