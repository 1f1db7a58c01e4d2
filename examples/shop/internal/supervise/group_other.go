//go:build !unix

package supervise

import "os/exec"

// Where there are no process groups, a program is killed and its children are its own affair.

func isolate(*exec.Cmd) {}

func terminateGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

// FollowParent does nothing: only Linux tells a process that its parent has died.
func FollowParent() error { return nil }
