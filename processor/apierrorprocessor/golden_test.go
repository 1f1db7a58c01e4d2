package apierrorprocessor

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/golden"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/pdatatest/ptracetest"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap/confmaptest"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadata"
)

var update = flag.Bool("update", false, "write testdata/*/output.yaml anew; read the difference before you commit it")

// arrival is when the batches of the tests reach the collector; the spans in testdata end shortly before.
var arrival = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// TestGolden enriches testdata/<case>/input.yaml under testdata/<case>/config.yaml (the defaults where there is none) and
// compares with output.yaml. The cases read as examples: what comes in, what is said of it.
func TestGolden(t *testing.T) {
	inputs, err := filepath.Glob(filepath.Join("testdata", "*", "input.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, inputs)
	for _, input := range inputs {
		dir := filepath.Dir(input)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			traces, err := golden.ReadTraces(input)
			require.NoError(t, err)
			enriched := enrich(t, loadConfig(t, filepath.Join(dir, "config.yaml")), traces)

			output := filepath.Join(dir, "output.yaml")
			if *update {
				require.NoError(t, golden.WriteTracesToFile(output, enriched))
			}
			expected, err := golden.ReadTraces(output)
			require.NoError(t, err)
			require.NoError(t, ptracetest.CompareTraces(expected, enriched))
		})
	}
}

// loadConfig reads the processor's settings as the collector would, and checks them as it would.
func loadConfig(t *testing.T, path string) *Config {
	config := createDefaultConfig().(*Config)
	if _, err := os.Stat(path); err == nil {
		loaded, err := confmaptest.LoadConf(path)
		require.NoError(t, err)
		require.NoError(t, loaded.Unmarshal(config))
	}
	requireValid(t, config)
	return config
}

func newTestEnricher(t *testing.T, config *Config) *enricher {
	e, err := newEnricher(processortest.NewNopSettings(metadata.Type), config, newLoggedExceptions())
	require.NoError(t, err)
	e.now = func() time.Time { return arrival }
	t.Cleanup(e.shutdown)
	return e
}

func enrich(t *testing.T, config *Config, traces ptrace.Traces) ptrace.Traces {
	enriched, err := newTestEnricher(t, config).processTraces(t.Context(), traces)
	require.NoError(t, err)
	return enriched
}
