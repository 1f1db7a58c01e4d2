package alertwebhookexporter

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// readmeConfig cuts the example, a complete configuration, out of the README.
func readmeConfig(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	_, after, found := strings.Cut(string(readme), "```yaml\n")
	require.True(t, found)
	example, _, found := strings.Cut(after, "```\n")
	require.True(t, found)
	return example
}
