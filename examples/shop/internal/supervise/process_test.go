//go:build unix

package supervise

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func start(t *testing.T, script string) *Process {
	process, err := Start("sh", t.TempDir(), exec.CommandContext(t.Context(), "sh", "-c", script))
	require.NoError(t, err)
	return process
}

func gone(process *Process) func() bool {
	return func() bool { return syscall.Kill(-process.cmd.Process.Pid, 0) != nil }
}

func TestStopReachesChildren(t *testing.T) {
	process := start(t, "sleep 60 & sleep 60 & echo ready; wait")
	require.Eventually(t, func() bool { return process.Tail(1) == "ready" }, 5*time.Second, 5*time.Millisecond)
	require.NoError(t, Stop(5*time.Second, process))
	assert.Eventually(t, gone(process), 5*time.Second, 5*time.Millisecond)
}

func TestStopKillsWhatWillNotEnd(t *testing.T) {
	process := start(t, `trap "" TERM; echo ready; while :; do sleep 0.05; done`)
	require.Eventually(t, func() bool { return process.Tail(1) == "ready" }, 5*time.Second, 5*time.Millisecond)
	other := start(t, "sleep 60")
	require.ErrorContains(t, Stop(100*time.Millisecond, process, other), "did not stop")
	assert.Eventually(t, gone(process), 5*time.Second, 5*time.Millisecond)
	assert.Eventually(t, gone(other), 5*time.Second, 5*time.Millisecond)
}

func TestChildrenOfAProgramThatEndedAreKilled(t *testing.T) {
	process := start(t, "sleep 60 & echo last words; exit 3")
	<-process.Done()
	require.ErrorContains(t, process.Err(), "exit status 3")
	assert.Equal(t, "last words", strings.TrimSpace(process.Tail(5)))
	assert.Eventually(t, gone(process), 5*time.Second, 5*time.Millisecond)
}
