package verdictfile

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
)

func write(t *testing.T, path, text string, modified int64) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	require.NoError(t, os.Chtimes(path, time.Unix(modified, 0), time.Unix(modified, 0)))
}

func TestAFileIsReadWhenItChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "verdicts.yaml")
	f := New(path)
	read := func(want []feedback.Verdict, wantChanged bool, fault string) {
		t.Helper()
		verdicts, changed, err := f.Read()
		if fault != "" {
			require.ErrorContains(t, err, fault)
			return
		}
		require.NoError(t, err)
		assert.Equal(t, want, verdicts)
		assert.Equal(t, wantChanged, changed)
	}
	read(nil, true, "") // it is not there: no verdicts
	read(nil, false, "")
	write(t, path, "- {finding: a, verdict: true}", 100)
	read([]feedback.Verdict{{Finding: "a", Word: feedback.True}}, true, "")
	read(nil, false, "")
	write(t, path, "- {finding: a, verdict: flse}", 101)
	read(nil, false, `verdicts.yaml: 0::verdict: "flse": one of true, false, expected`)
	read(nil, false, "") // a fault is told once
	write(t, path, "- {finding: a, verdict: false}", 101)
	read([]feedback.Verdict{{Finding: "a", Word: feedback.False}}, true, "")
	require.NoError(t, os.Remove(path))
	read(nil, true, "")
	require.NoError(t, os.Mkdir(path, 0o700))
	read(nil, false, "not a file")
	read(nil, false, "not a file")
}

func TestAFileThatIsTooLong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "verdicts.yaml")
	write(t, path, strings.Repeat(" ", feedback.MaxBytes+2), 1)
	_, _, err := New(path).Read()
	require.ErrorContains(t, err, "at most")
}

func TestAuditLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "feedback.jsonl")
	audit, err := OpenAudit(path)
	require.NoError(t, err)
	audit.most = 300
	b := feedback.NewBook()
	at := time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
	s := feedback.Situation{
		ID: "8f14", Kind: "surge", Name: "timeout", Service: "shop", Endpoint: "POST /pay\n", Severity: 3, Evidence: 9, Effect: 4,
		Started: at.Add(-2 * time.Hour).UnixNano(), At: at.Add(-time.Hour).UnixNano(),
	}
	b.Told(s.ID, &s)
	verdict := feedback.Verdict{Finding: "8f14", Word: feedback.Expected, By: "ann", At: at.UnixNano(), Note: "the nightly batch"}
	require.NoError(t, audit.Write(at, b.Heed([]feedback.Verdict{verdict}, at.UnixNano())))
	require.NoError(t, audit.Write(at, nil))
	lines := func(path string) (all []map[string]any) {
		text, fault := os.ReadFile(path)
		require.NoError(t, fault)
		for one := range bytes.Lines(text) {
			var read map[string]any
			require.NoError(t, json.Unmarshal(one, &read))
			all = append(all, read)
		}
		return all
	}
	assert.Equal(t, []map[string]any{{
		"time": "2026-03-02T04:00:00Z", "pool": "route", "subject": `surge "timeout" of "POST /pay\n" of service "shop"`,
		"before":   nil,
		"after":    []any{map[string]any{"below_effect": 6.0, "hours": "from 01:00 to 03:30 UTC", "up_to_severity": "medium", "up_to_length": "1h20m0s"}},
		"verdicts": []any{map[string]any{"finding": "8f14", "verdict": "expected", "by": "ann", "at": "2026-03-02T04:00:00Z", "note": "the nightly batch"}},
		"replay":   map[string]any{"benign": 1.0, "held_before": 0.0, "held_after": 1.0, "true": 0.0, "true_held": 0.0},
		"why":      "it holds back more of what is benign, and nothing that is called true",
	}}, lines(path))

	require.NoError(t, audit.Write(at, b.Heed(nil, at.UnixNano())))
	assert.Len(t, lines(path+".1"), 1, "a long log is put aside")
	assert.Contains(t, lines(path)[0]["why"], "its verdicts were removed")
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

func TestAnAuditLogThatCannotBeWritten(t *testing.T) {
	_, err := OpenAudit(filepath.Join(t.TempDir(), "none", "feedback.jsonl"))
	require.ErrorContains(t, err, "audit log: ")
}
