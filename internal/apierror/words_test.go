package apierror

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSeverityNames(t *testing.T) {
	for _, s := range Severities() {
		parsed, err := ParseSeverity(s.String())
		require.NoError(t, err)
		assert.Equal(t, s, parsed)
	}
	_, err := ParseSeverity("urgent")
	require.ErrorContains(t, err, `unknown severity "urgent": one of info, low, medium, high, critical`)
	_, err = ParseSeverity("")
	assert.Error(t, err, "no severity is not a severity")
}

func TestSeverityLogNumbers(t *testing.T) {
	want := map[Severity]int{SeverityInfo: 9, SeverityLow: 11, SeverityMedium: 13, SeverityHigh: 17, SeverityCritical: 21, SeverityNone: 0}
	for severity, number := range want {
		assert.EqualValues(t, number, severity.LogNumber(), severity.String())
	}
}

func TestQuote(t *testing.T) {
	tests := map[string]struct{ value, want string }{
		"plain":           {"alice", `"alice"`},
		"a forged line":   {"x\n2026-11-22 ERROR all is lost", `"x\n2026-11-22 ERROR all is lost"`},
		"terminal escape": {"\x1b[2J", `"\x1b[2J"`},
		"invalid UTF-8":   {"\xff\xfe", `"\xff\xfe"`},
		"right-to-left":   {"\u202eevil", `"\u202eevil"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { assert.Equal(t, test.want, Quote(test.value)) })
	}
}

func TestQuoteCutsAtACharacter(t *testing.T) {
	for pad := range 4 {
		quoted := Quote(strings.Repeat("a", pad) + strings.Repeat("語", 20_000))
		assert.True(t, utf8.ValidString(quoted))
		assert.NotContains(t, quoted, `\x`, "a character was cut in two")
		assert.Less(t, len(quoted), 200)
	}
}
