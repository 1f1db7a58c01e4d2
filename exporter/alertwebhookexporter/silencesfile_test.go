package alertwebhookexporter

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/findingcondition"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/routing"
)

func silencesIn(t *testing.T) (file *silencesFile, write func(content string)) {
	path := filepath.Join(t.TempDir(), "silences.yaml")
	return newSilencesFile(path, findingcondition.Parser(componenttest.NewNopTelemetrySettings())), func(content string) {
		t.Helper()
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	}
}

const oneSilence = `[{ id: a, match: { tenants: [acme] }, ends_at: 2026-12-01T00:00:00Z }]`

func TestSilencesAreReadAgainWhenTheyChange(t *testing.T) {
	file, write := silencesIn(t)
	write(oneSilence)
	changed, err := file.reload()
	require.NoError(t, err)
	assert.True(t, changed)
	require.Len(t, file.silences, 1)
	assert.Equal(t, "a", file.silences[0].ID)

	changed, err = file.reload()
	require.NoError(t, err)
	assert.False(t, changed, "the same again")

	write("[]")
	changed, err = file.reload()
	require.NoError(t, err)
	assert.True(t, changed)
	assert.Empty(t, file.silences, "whoever deletes the last one means it")
}

func TestTheLastGoodSilencesStay(t *testing.T) {
	for name, spoil := range map[string]func(*testing.T, string){
		"no YAML": func(t *testing.T, path string) { require.NoError(t, os.WriteFile(path, []byte("[{"), 0o600)) },
		"too large": func(t *testing.T, path string) {
			require.NoError(t, os.WriteFile(path, []byte(strings.Repeat("#", routing.MaxSilencesSize+1)), 0o600))
		},
		"gone": func(t *testing.T, path string) { require.NoError(t, os.Remove(path)) },
		"a directory": func(t *testing.T, path string) {
			require.NoError(t, os.Remove(path))
			require.NoError(t, os.Mkdir(path, 0o700))
		},
	} {
		t.Run(name, func(t *testing.T) {
			file, write := silencesIn(t)
			write(oneSilence)
			_, err := file.reload()
			require.NoError(t, err)

			spoil(t, file.path)
			changed, err := file.reload()
			require.ErrorContains(t, err, "silences::file")
			assert.False(t, changed)
			assert.Len(t, file.silences, 1)
			changed, err = file.reload()
			require.NoError(t, err, "told once")
			assert.False(t, changed)

			require.NoError(t, os.RemoveAll(file.path))
			write(strings.ReplaceAll(oneSilence, "id: a", "id: b"))
			changed, err = file.reload()
			require.NoError(t, err)
			assert.True(t, changed)
			assert.Equal(t, "b", file.silences[0].ID)
		})
	}
}

func TestAMistakeThatComesBackIsToldAgain(t *testing.T) {
	file, write := silencesIn(t)
	for range 2 {
		write("[{")
		_, err := file.reload()
		require.Error(t, err)
		write(oneSilence)
		_, err = file.reload()
		require.NoError(t, err)
	}
}
