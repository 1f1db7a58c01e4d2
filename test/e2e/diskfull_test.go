package e2e

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// While the disk is full nothing is acknowledged that would not outlive a crash; once there is room again all is told, under one id.
func TestDiskFull(t *testing.T) {
	for name, crashes := range map[string]bool{"and a crash": true, "for a while": false} {
		t.Run(name, func(t *testing.T) { testDiskFull(t, crashes) })
	}
}

func testDiskFull(t *testing.T, crashes bool) {
	t.Helper()
	dir := smallDisk(t)
	hook := newReceiver(t)
	c := startDelivery(t, dir, toHook(hook.URL))
	require.NoError(t, c.tell(t.Context(), surge("before", apierror.StatusFiring, apierror.SeverityHigh, 1)))
	hook.wait(t, 1)

	fill(t, filepath.Join(dir, "filler"))
	var all, refused []apierror.Finding
	for i := range 200 { // until the storage's own spare pages are used up too
		f := surge(fmt.Sprint("full-", i), apierror.StatusFiring, apierror.SeverityHigh, 1)
		all = append(all, f)
		if c.tell(t.Context(), f) != nil {
			refused = append(refused, f)
		}
		if len(refused) == 10 {
			break
		}
	}
	require.Len(t, refused, 10, "a full disk is not noticed")
	// What was accepted is told of nevertheless; what its sender keeps is not, or a crash would have it told of twice.
	hook.wait(t, 1+len(all)-len(refused))
	time.Sleep(time.Second)
	for _, f := range refused {
		assert.NotContains(t, hook.services(t), f.Subject.Service+" firing")
	}
	if crashes {
		require.NoError(t, c.process.Process.Kill())
		_ = c.process.Wait()
	}
	require.NoError(t, os.Remove(filepath.Join(dir, "filler")))
	if crashes {
		c = startDelivery(t, dir, toHook(hook.URL))
	}
	for _, f := range refused { // its sender does so
		require.Eventually(t, func() bool { return c.tell(t.Context(), f) == nil }, patience, 100*time.Millisecond)
	}
	told := func() map[string]map[string]bool {
		ids := map[string]map[string]bool{}
		for _, a := range hook.seen() {
			service := fmt.Sprint(a.data(t)["service"])
			if ids[service] == nil {
				ids[service] = map[string]bool{}
			}
			ids[service][a.id] = true
		}
		return ids
	}
	require.Eventually(t, func() bool {
		ids := told()
		for _, f := range all {
			if len(ids[f.Subject.Service]) == 0 {
				return false
			}
		}
		return true
	}, patience, 50*time.Millisecond)
	c.stop(t)
	for service, ids := range told() {
		assert.Len(t, ids, 1, service)
	}
}

// smallDisk mounts a file system of two megabytes, which takes root.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("mounting a small file system takes root: %v; the exporter's own tests have a storage that fails", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill uses up what is left of a file system.
func fill(t *testing.T, path string) {
	t.Helper()
	file, err := os.Create(path)
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	for size := 64 << 10; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = file.Write(make([]byte, size))
		}
		require.True(t, errors.Is(err, syscall.ENOSPC) || errors.Is(err, io.ErrShortWrite), "%v", err)
	}
}
