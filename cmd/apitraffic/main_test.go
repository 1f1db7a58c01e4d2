package main

import (
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestListNamesEveryScenarioAndProfile(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"--list"}, &out, io.Discard))
	for _, signal := range apierror.Signals() {
		assert.Contains(t, out.String(), "\n"+string(signal)+"/")
	}
	assert.Contains(t, out.String(), "\nordinary user ")
}

func TestBadArguments(t *testing.T) {
	for arguments, want := range map[string]string{
		"":                                 "nothing to do",
		"--list extra":                     `"extra"`,
		"--report --duration 5s":           "--duration 5s",
		"--report --users 0":               "--users 0",
		"--report --speed -1":              "--speed -1",
		"--report --speed NaN":             "--speed NaN",
		"--report --start noon":            "--start",
		"--report --scenarios a,b":         `unknown scenario "a"`,
		"--report --config none --users 1": "none",
		"--reports":                        "reports",
	} {
		err := run(t.Context(), strings.Fields(arguments), io.Discard, io.Discard)
		assert.ErrorContains(t, err, want, arguments)
	}
}

// The whole command, on few users: the files that it writes and the table that it prints.
func TestCommand(t *testing.T) {
	folder := t.TempDir()
	spans, labels := filepath.Join(folder, "spans.jsonl"), filepath.Join(folder, "labels.csv")
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{
		"--seed", "3", "--start", "2026-03-02T12:00:00Z", "--duration", "5m", "--users", "5", "--scenarios",
		"endpoint_scanning/fast, brute_force/fast, geo_anomaly/slow",
		"--out", spans, "--labels", labels, "--report",
	}, &out, io.Discard))
	assert.Contains(t, out.String(), "\nendpoint_scanning/fast ")
	assert.Contains(t, out.String(), "\nbrute_force/fast ")
	assert.NotContains(t, out.String(), "sensitive_path_probe/")
	assert.Contains(t, out.String(), "\n3 attackers had no time to attack: a longer --duration has room for all\n")
	assert.Contains(t, out.String(), "innocents flagged  ")

	content, err := os.ReadFile(spans)
	require.NoError(t, err)
	for line := range strings.Lines(string(content)) {
		request := ptraceotlp.NewExportRequest()
		require.NoError(t, request.UnmarshalJSON([]byte(line)))
		require.Positive(t, request.Traces().SpanCount())
	}

	file, err := os.Open(labels)
	require.NoError(t, err)
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, []string{"actor_type", "actor_id", "label", "signal", "first_span_at"}, records[0])
	assert.Greater(t, len(records), 50)
}
