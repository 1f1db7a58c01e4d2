package alertwebhookexporter

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// readmeConfigs cuts the examples, complete configurations, out of the README.
func readmeConfigs(t *testing.T) []string {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	var examples []string
	for _, after := range strings.Split(string(readme), "```yaml\n")[1:] {
		example, _, found := strings.Cut(after, "```\n")
		require.True(t, found)
		examples = append(examples, example)
	}
	require.Len(t, examples, 2)
	return examples
}
