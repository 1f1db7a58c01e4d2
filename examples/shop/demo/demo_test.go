package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/report"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/supervise"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestNoCollectorSaysWhatToDo(t *testing.T) {
	t.Setenv("OTELCOL_APIERROR", filepath.Join(t.TempDir(), "none"))
	err := demonstrate(t.Context(), options{}, &screen{out: new(bytes.Buffer)})
	assert.ErrorContains(t, err, "make build")
}

func TestPortsAreDistinctAndFree(t *testing.T) {
	set, err := newStage(t.TempDir())
	require.NoError(t, err)
	taken := make(map[string]bool)
	for variable, address := range set.addresses {
		assert.False(t, taken[address], variable)
		taken[address] = true
		listener, err := net.Listen("tcp", address)
		require.NoError(t, err)
		require.NoError(t, listener.Close())
	}
}

func TestProcessThatDiesIsNotWaitedFor(t *testing.T) {
	process, err := supervise.Start("sh", t.TempDir(), exec.CommandContext(t.Context(), "sh", "-c", "echo port is taken; exit 4"))
	require.NoError(t, err)
	err = awaitPort(t.Context(), "127.0.0.1:1", process)
	require.ErrorContains(t, err, "exit status 4")
	assert.ErrorContains(t, err, "port is taken")
}

func TestWatchedEndsWithTheReason(t *testing.T) {
	set, err := newStage(t.TempDir())
	require.NoError(t, err)
	playing, stop := set.watched(t.Context())
	defer stop()
	_, err = set.start("sh", exec.CommandContext(t.Context(), "sh", "-c", "exit 5"))
	require.NoError(t, err)
	<-playing.Done()
	assert.ErrorContains(t, context.Cause(playing), "sh stopped by itself (exit status 5)")
}

func TestWhatTheCollectorDidNotWriteIsNamed(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "traces.json"), []byte("{}\n"), 0o600))
	_, err := outcome(dir, nil)
	require.ErrorContains(t, err, "the collector wrote no metrics.json")
	require.ErrorContains(t, err, "the collector wrote no findings.json")
	assert.NotContains(t, err.Error(), "no traces.json")
}

func TestScreenWithoutTerminalIsPlain(t *testing.T) {
	var out bytes.Buffer
	show := &screen{out: &out}
	show.step("one %d", 1)
	show.alert(report.Alert{Name: "brute_force", Status: "firing"})
	assert.NotContains(t, out.String(), "\x1b")
	assert.Contains(t, out.String(), "one 1")
}
