// Package generatedpage holds a page of the documentation that a test generates against the one that is committed.
package generatedpage

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the generated pages of docs/ anew")

// Require fails a test if a page is not as it would be generated now, unless the test was asked to write it. The command writes it.
func Require(t *testing.T, path, page, command string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(page), 0o600))
	}
	written, err := os.ReadFile(path) //nolint:gosec // the test's own path
	require.NoError(t, err)
	same := page == string(written) // assert.Equal would print both
	assert.Truef(t, same, "%s is not what it is generated from: %s", path, command)
}
