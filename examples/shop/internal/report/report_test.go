package report

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden file anew")

func fixture(t *testing.T, rejected error) Summary {
	t.Helper()
	file, err := os.Open("testdata/traces.json")
	require.NoError(t, err)
	defer file.Close()
	calls, err := ReadCalls(file)
	require.NoError(t, err)
	encoded, err := os.ReadFile("testdata/alerts.json")
	require.NoError(t, err)
	var bodies []json.RawMessage
	require.NoError(t, json.Unmarshal(encoded, &bodies))
	alerts := make([]Alert, len(bodies))
	for i, body := range bodies {
		alerts[i] = ParseAlert(time.Time{}, body, rejected)
	}
	return Summarise(calls, alerts)
}

func written(t *testing.T, summary Summary, style Style) string {
	t.Helper()
	var text strings.Builder
	require.NoError(t, Write(&text, summary, style))
	return text.String()
}

func TestSummaryText(t *testing.T) {
	got := written(t, fixture(t, nil), Style{})
	if *update {
		require.NoError(t, os.WriteFile("testdata/summary.txt", []byte(got), 0o600))
	}
	want, err := os.ReadFile("testdata/summary.txt")
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
	for line := range strings.Lines(got) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), width)
	}
	assert.NotContains(t, got, "\x1b", "neither colour nor an attacker's escape sequence")
}

func TestColourChangesNothingElse(t *testing.T) {
	summary := fixture(t, nil)
	coloured := written(t, summary, Style{Colour: true})
	assert.Contains(t, coloured, "\x1b[1m")
	for _, code := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[31m", "\x1b[32m", "\x1b[33m"} {
		coloured = strings.ReplaceAll(coloured, code, "")
	}
	assert.Equal(t, written(t, summary, Style{}), coloured)
}

func TestMoneyCountsOncePerRequest(t *testing.T) {
	process := fixture(t, nil).Processes[0]
	assert.Equal(t, 2, process.Traces)
	assert.InDelta(t, 128+11047.5, process.Value, 0.001)
}

func TestJudge(t *testing.T) {
	both := Expected{
		Attackers: map[string]string{"the guesser": "198.51.100.66", "the scanner": "192.0.2.77"},
		Process:   "checkout",
	}
	require.NoError(t, Judge(fixture(t, nil), both))

	one := both
	one.Attackers = map[string]string{"the guesser": "198.51.100.66"}
	require.ErrorContains(t, Judge(fixture(t, nil), one), "user evil [31m name was accused of endpoint_scanning and had done nothing")

	err := Judge(fixture(t, errors.New("no matching\x1b[31m signature")), both)
	require.ErrorContains(t, err, "4 of 4 alerts had no valid signature: no matching [31m signature")

	err = Judge(Summarise(nil, nil), both)
	for _, missing := range []string{
		"no call", "the guesser at 198.51.100.66 was not found", "the scanner at 192.0.2.77 was not found",
		"no money was found to be at risk in checkout", "no alert reached the webhook",
	} {
		assert.ErrorContains(t, err, missing)
	}
}

func TestEmptySummary(t *testing.T) {
	assert.Contains(t, written(t, Summarise(nil, nil), Style{}), "0 alerts about 0 situations")
}

func TestReadCallsNamesTheBadLine(t *testing.T) {
	_, err := ReadCalls(strings.NewReader("{}\nnonsense\n"))
	assert.ErrorContains(t, err, "line 2")
}

func TestAlertThatIsNoJSONIsNotBelieved(t *testing.T) {
	assert.Error(t, ParseAlert(time.Time{}, []byte("nonsense"), nil).Rejected)
}

func TestAlertLineIsOneLine(t *testing.T) {
	line := AlertLine(Alert{Name: "a\nb\x1b[2J", Status: "firing", Actor: strings.Repeat("x", 500)}, 0)
	assert.NotContains(t, line, "\n")
	assert.NotContains(t, line, "\x1b")
	assert.LessOrEqual(t, utf8.RuneCountInString(line), width)
}

func TestMoney(t *testing.T) {
	for amount, want := range map[float64]string{0: "USD 0.00", 999.5: "USD 999.50", 1000: "USD 1,000.00", 1234567.891: "USD 1,234,567.89"} {
		assert.Equal(t, want, money(amount, "USD"))
	}
}

func TestWrapped(t *testing.T) {
	lines := wrapped(strings.Repeat("word ", 60)+strings.Repeat("long", 60), 4)
	for _, line := range lines {
		assert.LessOrEqual(t, utf8.RuneCountInString(line), width)
		assert.True(t, strings.HasPrefix(line, "    "))
	}
	assert.True(t, strings.HasSuffix(lines[len(lines)-1], "…"))
}

func TestFiring(t *testing.T) {
	assert.False(t, Firing(nil))
	assert.True(t, Firing([]Alert{{ID: "a", Status: "resolved"}, {ID: "b", Status: "firing"}}))
	assert.False(t, Firing([]Alert{{ID: "a", Status: "firing"}, {ID: "a", Status: "resolved"}}))
}
