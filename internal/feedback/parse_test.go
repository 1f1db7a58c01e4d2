package feedback

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParse(t *testing.T) {
	verdicts, err := Parse([]byte(`
# after the review of Monday
- finding: 8f14e45fceea167a
  verdict: expected
  by: ann
  at: 2026-03-02T02:10:00Z
  note: the nightly batch
  until: 2026-06-01
- {finding: "0123", verdict: true}
- {finding: abc, verdict: "false", at: 2026-03-02 04:00:00, by: ~}
`))
	require.NoError(t, err)
	assert.Equal(t, []Verdict{
		{
			Finding: "8f14e45fceea167a", Word: Expected, By: "ann", Note: "the nightly batch",
			At:    time.Date(2026, 3, 2, 2, 10, 0, 0, time.UTC).UnixNano(),
			Until: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC).UnixNano(),
		},
		{Finding: "0123", Word: True},
		{Finding: "abc", Word: False, At: time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC).UnixNano()},
	}, verdicts)
	for _, empty := range []string{"", "# nothing yet\n", "[]", "---\n"} {
		verdicts, err := Parse([]byte(empty))
		require.NoError(t, err, "%q", empty)
		assert.Empty(t, verdicts)
	}
}

func TestParseFaults(t *testing.T) {
	for text, want := range map[string]string{
		"- {finding: a, verdict: true}\n- {finding: b, verdict: maybe}": `1::verdict: "maybe": one of true, false, expected`,
		"- {finding: a}":                  `0::verdict: "": one of true, false, expected`,
		"- {finding: a, verdict: [true]}": `0::verdict: "": one of`,
		"- {verdict: true}":               "0::finding: missing: the finding's apierror.finding.id",
		"- {finding: " + strings.Repeat("a", 300) + ", verdict: true}": "no id is longer than 256 bytes",
		"- {finding: a, verdict: true, at: yesterday}":                 `0::at: "yesterday": a time such as 2026-03-01T02:10:00Z`,
		"- {finding: a, verdict: true, at: 1066-10-14}":                "between 1970 and 2262",
		"- {finding: a, verdict: true, until: 9999-01-01}":             "0::until: ",
		"- {finding: a, verdict: true, who: ann}":                      "field who not found",
		"finding: a":  "a list of {finding, verdict, by, at, note, until} is expected",
		"[]\n---\n[]": "a second document",
		"- &a [*a]":   "is expected",
		"\x00":        "is expected",
		"- {finding: a, verdict: x}\n- {finding: b, verdict: y}":         "1::verdict",
		strings.Repeat("- {finding: a, verdict: true}\n", MaxVerdicts+1): "10001 verdicts: 10000 at most",
		strings.Repeat(" ", MaxBytes+1):                                  "8388608 at most",
	} {
		_, err := Parse([]byte(text))
		assert.ErrorContains(t, err, want, "%.60q", text)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("- {finding: a, verdict: true, by: b, at: 2026-01-01, note: c, until: 2026-01-02T00:00:00Z}"))
	f.Add([]byte("- finding: &a x\n  verdict: *a\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		verdicts, err := Parse(text)
		if err != nil {
			return
		}
		b := NewBook()
		s := surge("/batch", 2, at(0, 0))
		b.Told("a", &s)
		b.Heed(verdicts, at(1, 0))
		saved := b.AppendState(nil)
		require.NoError(t, NewBook().Restore(saved), "%q", verdicts)
	})
}
