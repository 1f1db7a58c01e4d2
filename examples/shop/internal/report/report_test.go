package report

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var update = flag.Bool("update", false, "write the golden file anew")

var began = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func decoded[T any](t *testing.T, name string, decode func(io.Reader) (T, error)) T {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	require.NoError(t, err)
	defer file.Close()
	value, err := decode(file)
	require.NoError(t, err)
	return value
}

func run(t *testing.T, rejected error) *Run {
	t.Helper()
	encoded, err := os.ReadFile("testdata/alerts.json")
	require.NoError(t, err)
	var bodies []json.RawMessage
	require.NoError(t, json.Unmarshal(encoded, &bodies))
	alerts := make([]Alert, len(bodies))
	for i, body := range bodies {
		alerts[i] = ParseAlert(time.Time{}, body, rejected)
	}
	return &Run{
		Begin:     began,
		Calls:     decoded(t, "traces.json", ReadCalls),
		Processes: decoded(t, "metrics.json", ReadProcesses),
		Findings:  decoded(t, "findings.json", ReadFindings),
		Alerts:    alerts,
	}
}

func fixture(t *testing.T) Summary {
	t.Helper()
	return Summarise(run(t, nil))
}

func written(t *testing.T, summary Summary, style Style) string {
	t.Helper()
	var text strings.Builder
	require.NoError(t, Write(&text, summary, style))
	return text.String()
}

func TestSummaryText(t *testing.T) {
	got := written(t, fixture(t), Style{})
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
	summary := fixture(t)
	coloured := written(t, summary, Style{Colour: true})
	assert.Contains(t, coloured, "\x1b[1m")
	for _, code := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[31m", "\x1b[32m", "\x1b[33m"} {
		coloured = strings.ReplaceAll(coloured, code, "")
	}
	assert.Equal(t, written(t, summary, Style{}), coloured)
}

func TestMoneyCountsOncePerRequest(t *testing.T) {
	assert.InDelta(t, 128+11047.5, fixture(t).Books["checkout"].Value, 0.001)
}

func TestProcessesAreAsTheLastMetricsHaveThem(t *testing.T) {
	assert.Equal(t, []Process{
		{
			Name: "checkout", Criticality: apierror.CriticalityCritical, Requests: 200, Failed: 2,
			ValueAtRisk: 11175.5, Cost: 6706.7, Currency: "USD",
		},
		{Name: "newsletter", Criticality: apierror.CriticalityLow, Requests: 10, Failed: 5, ValueAtRisk: 0.4, Currency: "USD"},
	}, fixture(t).Processes)
}

var both = Expected{
	Attackers: map[string]string{"the guesser": "198.51.100.66", "the scanner": "192.0.2.77"},
	Process:   "checkout",
	Findings:  map[apierror.Kind]string{apierror.KindSLOBurn: "checkout-availability", apierror.KindSLABreach: "cardnet"},
}

func TestJudge(t *testing.T) {
	require.NoError(t, Judge(fixture(t), both))
	for name, test := range map[string]struct {
		spoil func(*Run)
		want  string
	}{
		"money counted twice": {
			func(r *Run) { r.Processes[0].ValueAtRisk += 128 },
			"the metrics have 11303.50 at risk in checkout, and the spans 11175.50",
		},
		"money made up": {
			func(r *Run) { r.Processes = append(r.Processes, Process{Name: "login", ValueAtRisk: 1}) },
			"the metrics have 1.00 at risk in login, and the spans 0.00",
		},
		"money lost": {
			func(r *Run) { r.Processes = r.Processes[:1] },
			"the spans have 0.40 at risk in newsletter, and the metrics know nothing of it",
		},
		"the wrong process first": {
			func(r *Run) { r.Processes[0], r.Processes[1] = r.Processes[1], r.Processes[0] },
			"checkout is not where most money was found to be at risk",
		},
		"an attack that nobody is told of": {
			func(r *Run) {
				r.Findings = slices.DeleteFunc(r.Findings, func(f Told) bool { return f.Name == "endpoint_scanning" })
			},
			"no finding tells of user evil [31m name",
		},
		"an outage that nobody is told of": {
			func(r *Run) {
				r.Findings = slices.DeleteFunc(r.Findings, func(f Told) bool { return f.Kind == apierror.KindSLOBurn })
			},
			"no finding tells of slo_burn checkout-availability",
		},
		"an alert that no finding tells of": {
			func(r *Run) { r.Alerts[3].ID, r.Alerts[3].Name = "b", "elsewhere" },
			"an alert told of partner elsewhere, and no finding does",
		},
		"one situation, told by spans and by findings": {
			func(r *Run) { r.Alerts = append([]Alert{r.Alerts[0]}, r.Alerts...) },
			"1 of 3 alerts about credential stuffing by client 198.51.100.66 told nothing new",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, nil)
			test.spoil(r)
			err := Judge(Summarise(r), both)
			require.ErrorContains(t, err, test.want)
			assert.NotContains(t, err.Error(), "\x1b")
		})
	}
}

func TestJudgeProtectsTheInnocent(t *testing.T) {
	one := both
	one.Attackers = map[string]string{"the guesser": "198.51.100.66"}
	require.ErrorContains(t, Judge(fixture(t), one), "user evil [31m name was accused of endpoint_scanning and had done nothing")
}

func TestJudgeBelievesSignaturesOnly(t *testing.T) {
	err := Judge(Summarise(run(t, errors.New("no matching\x1b[31m signature"))), both)
	require.ErrorContains(t, err, "alerts about objective checkout-availability had no valid signature: no matching [31m signature")
}

func TestJudgeOfNothing(t *testing.T) {
	err := Judge(Summarise(&Run{}), both)
	for _, missing := range []string{
		"no call", "the guesser at 198.51.100.66 was not found", "the scanner at 192.0.2.77 was not found",
		"checkout is not where most money", "no finding tells of sla_breach cardnet", "no alert reached the webhook",
	} {
		assert.ErrorContains(t, err, missing)
	}
}

func TestEmptySummary(t *testing.T) {
	assert.Contains(t, written(t, Summarise(&Run{}), Style{}), "0 alerts about 0 situations")
}

func TestReadingNamesTheBadLine(t *testing.T) {
	_, err := ReadCalls(strings.NewReader("{}\nnonsense\n"))
	require.ErrorContains(t, err, "enriched spans, line 2")
	_, err = ReadProcesses(strings.NewReader("nonsense"))
	require.ErrorContains(t, err, "metrics, line 1")
	_, err = ReadFindings(strings.NewReader(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hello"}}]}]}]}`))
	require.ErrorContains(t, err, "findings, line 1: log record is not")
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

func TestAmount(t *testing.T) {
	for value, want := range map[float64]string{0: "USD 0.00", 999.5: "USD 999.50", 1000: "USD 1,000.00", 1234567.891: "USD 1,234,567.89"} {
		assert.Equal(t, want, amount(value, "USD"))
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

func TestWrappedShort(t *testing.T) {
	long := wrappedShort(strings.Repeat("word ", 100), 4)
	assert.Len(t, long, mostLines)
	assert.True(t, strings.HasSuffix(long[mostLines-1], "…"))
	assert.LessOrEqual(t, utf8.RuneCountInString(long[mostLines-1]), width)
	fits := strings.Repeat("word ", 57) // nineteen a line
	assert.Equal(t, wrapped(fits, 4), wrappedShort(fits, 4), "nothing is cut that fits")
}

func TestUnderAttack(t *testing.T) {
	assert.False(t, UnderAttack(nil))
	assert.True(t, UnderAttack([]Alert{{ID: "a", Kind: "security", Status: "resolved"}, {ID: "b", Kind: "security", Status: "firing"}}))
	assert.False(t, UnderAttack([]Alert{{ID: "a", Kind: "security", Status: "firing"}, {ID: "a", Kind: "security", Status: "resolved"}}))
	assert.False(t, UnderAttack([]Alert{{ID: "a", Kind: "slo_burn", Status: "firing"}}), "no attack")
}

func TestLifeOfASituation(t *testing.T) {
	at := func(second int) time.Time { return began.Add(time.Duration(second) * time.Second) }
	told := func(second int, status apierror.Status, severity apierror.Severity) Told {
		return Told{At: at(second), Finding: apierror.Finding{ID: "a", Status: status, Severity: severity}}
	}
	alert := func(status apierror.Status, severity apierror.Severity) Alert {
		return Alert{ID: "a", Status: string(status), Severity: severity}
	}
	const firing, resolved = apierror.StatusFiring, apierror.StatusResolved
	const low, high = apierror.SeverityLow, apierror.SeverityHigh
	situation := situationsOf(
		[]Told{told(1, firing, low), told(5, firing, high), told(9, resolved, high), told(12, firing, low), told(20, resolved, low)},
		[]Alert{alert(firing, low), alert(firing, high), alert(resolved, high), alert(firing, low), alert(firing, low)},
	)[0]
	assert.Equal(t, at(1), situation.Fired)
	assert.Equal(t, at(20), situation.Resolved)
	assert.Equal(t, high, situation.Severity)
	assert.Equal(t, 5, situation.Alerts)
	assert.Equal(t, 1, situation.Repeated, "worse is news, and so is one that began anew")

	lasting := situationsOf([]Told{told(1, firing, low), told(9, resolved, low), told(12, firing, low)}, nil)[0]
	assert.Zero(t, lasting.Resolved)
}
