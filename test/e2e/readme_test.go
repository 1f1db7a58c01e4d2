package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const root = "../../"

// marked cuts the block behind a comment out of the README, where <!-- name --> names it.
func marked(t *testing.T, name string) string {
	t.Helper()
	_, after, found := strings.Cut(read(t, root+"README.md"), "<!-- "+name+" -->\n```")
	require.True(t, found, "README.md has no block %q", name)
	_, block, _ := strings.Cut(after, "\n") // the block's language
	block, _, _ = strings.Cut(block, "```\n")
	return block
}

func readmeConfiguration(t *testing.T) string {
	t.Helper()
	return marked(t, "smallest configuration")
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

var configurationBlock = regexp.MustCompile("(?s)```yaml\n(receivers:.*?)```\n")

// Every configuration that the documentation shows is one that the collector takes.
func TestDocumentedConfigurationsAreValid(t *testing.T) {
	pages := []string{
		"README.md", "processor/apierrorprocessor/README.md", "connector/apierrorconnector/README.md", "exporter/alertwebhookexporter/README.md",
		"docs/delivery.md",
	}
	for _, page := range pages {
		blocks := configurationBlock.FindAllStringSubmatch(read(t, root+page), -1)
		require.NotEmpty(t, blocks, page)
		for _, block := range blocks {
			out, err := validate(t, strings.ReplaceAll(block[1], "/var/lib/otelcol-apierror", t.TempDir()))
			require.NoError(t, err, "%s:\n%s\n%s", page, block[1], out)
		}
	}
	for _, file := range []string{"examples/quickstart/config.yaml", "examples/shop/collector.yaml", "examples/prometheus/collector.yaml", "examples/alerting/collector.yaml"} {
		out, err := validate(t, read(t, root+file))
		require.NoError(t, err, "%s:\n%s", file, out)
	}
}

// validate asks the collector about a configuration and returns what it says.
func validate(t *testing.T, config string) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(path, []byte(config), 0o600))
	command := exec.Command(collectorPath, "validate", "--config", path)
	command.Env = append(os.Environ(), "WEBHOOK_SECRET="+secret)
	out, err := command.CombinedOutput()
	return string(out), err
}

// The README shows what really comes out.
func TestReadmeShowsWhatComesOut(t *testing.T) {
	hook := newReceiver(t)
	c := startCollector(t, setup{config: readmeConfiguration(t), webhook: hook.URL, dir: t.TempDir()})
	c.post(t, "application/json", []byte(read(t, root+"examples/quickstart/failed-order.json")))

	added := map[string]any{}
	for key, value := range c.waitSpans(t, 1)[0].Attributes().All() {
		if strings.HasPrefix(key, "apierror.") {
			added[key] = value.AsRaw()
		}
	}
	assertShown(t, "enriched span", added)

	alert := hook.wait(t, 1)[0]
	// When it was sent, and the span's own time, which is not believed once it is a day old.
	alert.body["timestamp"] = "2026-11-22T12:00:00Z"
	alert.data(t)["started_at"], alert.data(t)["updated_at"] = "2026-11-22T11:59:00Z", "2026-11-22T11:59:00Z"
	showSince(t, alert.body, "2026-11-22 11:59:00 UTC, 1m0s ago")
	assertShown(t, "alert", alert.body)
	c.stop(t)
}

// showSince puts a line in the place of the one that says since when.
func showSince(t *testing.T, alert map[string]any, line string) {
	t.Helper()
	message, _ := alert["message"].(map[string]any)
	sections, _ := message["sections"].([]any)
	for _, each := range sections {
		if section, ok := each.(map[string]any); ok && section["name"] == "Since when" {
			section["lines"] = []any{line}
			return
		}
	}
	t.Fatal("the alert says nothing of since when")
}

func assertShown(t *testing.T, block string, got any) {
	t.Helper()
	text, err := json.MarshalIndent(got, "", "  ")
	require.NoError(t, err)
	assert.JSONEq(t, string(text), marked(t, block), "the README's %s is out of date; it should read:\n%s", block, text)
}
