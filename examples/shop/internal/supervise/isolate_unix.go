//go:build unix && !linux

package supervise

import (
	"os/exec"
	"syscall"
)

// isolate gives the program a group of its own, so that Ctrl-C in the terminal reaches only its starter.
func isolate(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// FollowParent does nothing: only Linux tells a process that its parent has died.
func FollowParent() error { return nil }
