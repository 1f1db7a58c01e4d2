package format

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// samples are what every format is shown with.
func samples() map[string]*notification.Notification {
	return map[string]*notification.Notification{
		"firing":   notificationtest.Firing(),
		"worsened": notificationtest.Worsened(),
		"resolved": notificationtest.Resolved(),
		"grouped":  notificationtest.Grouped(),
		"hostile":  notificationtest.Hostile(),
		"full":     notificationtest.Full(),
	}
}

// golden compares with testdata/path, or writes it with -update.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	path = filepath.Join("testdata", path)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o750))
		require.NoError(t, os.WriteFile(path, got, 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "write it with -update")
	assert.Equal(t, string(want), string(got), "%s: write it with -update, and read the difference", path)
}

// indented is a body as a person reads it. What is no JSON stays as it is.
func indented(t *testing.T, body []byte) []byte {
	t.Helper()
	if !json.Valid(body) {
		return body
	}
	var out bytes.Buffer
	require.NoError(t, json.Indent(&out, body, "", "  "))
	out.WriteByte('\n')
	return out.Bytes()
}
