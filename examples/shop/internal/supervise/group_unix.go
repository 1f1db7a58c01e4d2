//go:build unix

package supervise

import (
	"os/exec"
	"syscall"
)

// terminateGroup and killGroup reach the program and its children. A group that is gone already is no error.

func terminateGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }

func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
