package apierrorconnector

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A verdict on an id that nobody knows, such as one with a typing mistake, moves nothing, and the log says so; the audit log has what its
// own id is held to.
func TestAVerdictOnAFindingThatNobodyKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		file, audit := filepath.Join(dir, "verdicts.yaml"), filepath.Join(dir, "audit.jsonl")
		require.NoError(t, os.WriteFile(file, []byte("- { finding: nobody, verdict: false }\n"), 0o600))
		r := start(t, `findings: { feedback: { file: `+file+`, audit_log: `+audit+` } }`, "")
		time.Sleep(time.Minute)
		r.stop()

		said := r.logs.FilterMessageSnippet("counts now").All()
		require.Len(t, said, 1)
		assert.EqualValues(t, 1, said[0].ContextMap()["verdicts"])
		assert.EqualValues(t, 0, said[0].ContextMap()["limits_moved"])
		warned := r.logs.FilterMessageSnippet("nobody knows these findings").All()
		require.Len(t, warned, 1, "once, until the file changes")
		assert.Equal(t, []any{"nobody"}, warned[0].ContextMap()["findings"])
		lines, err := os.ReadFile(audit)
		require.NoError(t, err)
		assert.Contains(t, string(lines), `"subject":"finding nobody, which is not known"`)
		assert.Contains(t, string(lines), `"unknown":true`)
	})
}
