// Package supervise starts processes so that none outlives the one that started them.
package supervise

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Process is a running program with a process group and a log file of its own.
type Process struct {
	Name string
	Log  string // path of what it writes

	cmd  *exec.Cmd
	done chan struct{}
	err  error // how it ended; to be read once done is closed
}

// Start runs a program. On Linux it must be called from a goroutine that is locked to the process's main thread: the
// kernel ends the program when the thread that started it does.
func Start(name, logDir string, cmd *exec.Cmd) (*Process, error) {
	path := filepath.Join(logDir, name+".log")
	log, err := os.Create(path) //nolint:gosec // the directory is the caller's own
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	isolate(cmd)
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	process := &Process{Name: name, Log: path, cmd: cmd, done: make(chan struct{})}
	go func() {
		process.err = cmd.Wait()
		killGroup(cmd) // children that the program left behind
		close(process.done)
	}()
	return process, nil
}

// Done is closed when the program has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Err says how the program ended: nil for success, or while it runs.
func (p *Process) Err() error {
	select {
	case <-p.done:
		return p.err
	default:
		return nil
	}
}

// Stop asks the programs to end, all at once, and makes them after grace. It returns when none of them runs.
func Stop(grace time.Duration, processes ...*Process) error {
	for _, process := range processes {
		terminateGroup(process.cmd)
	}
	patience := time.NewTimer(grace)
	defer patience.Stop()
	var problems []error
	for _, process := range processes {
		select {
		case <-process.done:
		case <-patience.C:
			patience.Reset(0) // for those after this one
			killGroup(process.cmd)
			<-process.done
			problems = append(problems, fmt.Errorf("%s did not stop within %s and was killed", process.Name, grace))
		}
	}
	return errors.Join(problems...)
}

// Tail is the last lines of what the program wrote.
func (p *Process) Tail(lines int) string {
	content, err := os.ReadFile(p.Log)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimSpace(string(content)), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
