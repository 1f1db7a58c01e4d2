package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/supervise"
)

const (
	installWithin = 40 * time.Second
	reviewsFolder = "examples/shop/reviews"
)

// installReviews makes the Node service ready to start and returns its folder. The error says why the demo has to go on
// without it.
func installReviews(ctx context.Context, logDir string, show *screen) (string, error) {
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			return "", fmt.Errorf("%s is not installed", program)
		}
	}
	dir, err := filepath.Abs(reviewsFolder)
	if err != nil {
		return "", err
	}
	if installed(dir) {
		return dir, nil
	}
	show.note("installing the Node service's packages (npm ci, once) ...")
	cmd := exec.Command("npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund") //nolint:noctx // supervise ends it
	cmd.Dir = dir
	process, err := supervise.Start("npm", logDir, cmd)
	if err != nil {
		return "", err
	}
	select {
	case <-process.Done():
	case <-time.After(installWithin):
		err = fmt.Errorf("npm ci took longer than %s", installWithin)
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		return "", errors.Join(err, supervise.Stop(time.Second, process))
	}
	if err := process.Err(); err != nil {
		return "", fmt.Errorf("npm ci: %w: %s", err, process.Tail(2))
	}
	return dir, nil
}

// installed reports whether npm's own record of what it installed is newer than the list of what should be.
func installed(dir string) bool {
	record, err := os.Stat(filepath.Join(dir, "node_modules", ".package-lock.json"))
	if err != nil {
		return false
	}
	list, err := os.Stat(filepath.Join(dir, "package-lock.json"))
	return err == nil && !record.ModTime().Before(list.ModTime())
}
