package supervise

import (
	"os/exec"
	"syscall"
)

// isolate gives the program a group of its own, so that Ctrl-C in the terminal reaches only its starter, and has the kernel
// kill it should the starter die without a word.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// FollowParent has the kernel ask this process to end when its parent does. `go run` needs it: told to end by SIGTERM, it
// leaves the program it started running.
func FollowParent() error {
	_, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_PDEATHSIG, uintptr(syscall.SIGTERM), 0)
	if errno != 0 {
		return errno
	}
	return nil
}
