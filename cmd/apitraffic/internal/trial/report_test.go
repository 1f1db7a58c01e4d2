package trial

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/traffic"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func attacker(scenario string, signal apierror.Signal) *traffic.Actor {
	return &traffic.Actor{Profile: scenario, Label: traffic.Hostile, Signal: signal, FirstSpan: noon}
}

func innocent(profile string) *traffic.Actor {
	return &traffic.Actor{Profile: profile, Label: traffic.Innocent, FirstSpan: noon}
}

func found(after time.Duration, signals ...apierror.Signal) Said {
	said := Said{Worst: apierror.SeverityMedium, Found: noon.Add(after), Signals: make(map[apierror.Signal]int)}
	for _, signal := range signals {
		said.Signals[signal] = 3
	}
	return said
}

// TestReport adds up by hand: of six attackers three are found and two of these named rightly, of four innocents one is flagged.
func TestReport(t *testing.T) {
	const guessing, leaking = apierror.SignalBruteForce, apierror.SignalErrorDataLeak
	idle := innocent("idle")
	idle.FirstSpan = time.Time{}
	cast := []struct {
		actor *traffic.Actor
		said  Said
	}{
		{attacker("brute_force/fast", guessing), found(10*time.Second, guessing)},
		{attacker("brute_force/fast", guessing), found(20*time.Second, guessing, apierror.SignalCredentialStuffing)},
		{attacker("brute_force/slow", guessing), Said{Worst: apierror.SeverityLow}},
		{attacker("brute_force/slow", guessing), Said{}},
		{attacker("error_data_leak/fast", leaking), found(time.Hour, apierror.SignalEndpointScanning)},
		{attacker("error_data_leak/fast", leaking), Said{}},
		{innocent("ordinary user"), Said{}},
		{innocent("ordinary user"), Said{Worst: apierror.SeverityLow}},
		{innocent("office"), found(0, guessing)},
		{innocent("office"), Said{}},
		{&traffic.Actor{Profile: "victim", Label: traffic.Victim, FirstSpan: noon}, found(0, guessing)},
		{idle, found(0, guessing)},
	}
	actors, said := make([]*traffic.Actor, len(cast)), make([]Said, len(cast))
	for i, row := range cast {
		actors[i], said[i] = row.actor, row.said
	}
	report := NewReport(actors, said)

	assert.Equal(t, Totals{Attackers: 6, Found: 3, Named: 2, Innocents: 4, InnocentFlagged: 1}, report.Totals)
	assert.InDelta(t, 3.0/4, report.Totals.Precision(), 1e-9)
	assert.InDelta(t, 3.0/6, report.Totals.Recall(), 1e-9)
	assert.InDelta(t, 2.0/3, report.Totals.RightlyNamed(), 1e-9)
	assert.InDelta(t, 1.0/4, report.Totals.FlaggedShare(), 1e-9)

	require.Len(t, report.Scenarios, 3)
	fast, slow := report.Scenarios[0], report.Scenarios[1]
	assert.Equal(t, [...]int{2, 2, 2, 0, 0}, [...]int{fast.Actors, fast.Found, fast.Named, fast.LowOnly, fast.Missed})
	assert.Equal(t, 15*time.Second, fast.After)
	assert.Equal(t, [...]int{2, 0, 0, 1, 1}, [...]int{slow.Actors, slow.Found, slow.Named, slow.LowOnly, slow.Missed})

	require.Len(t, report.Signals, 2)
	assert.Equal(t, 4, report.Signals[0].Actors)
	assert.Equal(t, 2, report.Signals[0].Found)

	assert.Equal(t, []Innocents{
		{Profile: "office", Actors: 2, Flagged: 1, Signals: map[apierror.Signal]int{guessing: 1}},
		{Profile: "ordinary user", Actors: 2, Signals: map[apierror.Signal]int{}},
	}, report.Profiles)

	var out strings.Builder
	require.NoError(t, report.Print(&out))
	for _, want := range []string{
		"brute_force/fast      2       2      2      0         0       15s          brute_force 2, credential_stuffing 1\n",
		"error_data_leak  2       1      0      0         1       1h0m0s       endpoint_scanning 1\n",
		"office            2       1        brute_force 1\n",
		"attackers found  3 of 6 (recall 50.0 %), named rightly 2 of 3 (66.7 %)\n",
		"innocents flagged  1 of 4 (25.0 %)\n",
		"precision  75.0 %\n",
	} {
		assert.Contains(t, out.String(), want)
	}
}

func TestReportOnNobody(t *testing.T) {
	report := NewReport(nil, nil)
	assert.Zero(t, report.Totals.Precision())
	assert.Zero(t, report.Totals.Recall())
	require.NoError(t, report.Print(&strings.Builder{}))
}

func TestReportOnOneWithoutTime(t *testing.T) {
	var out strings.Builder
	require.NoError(t, (&Report{Idle: 1}).Print(&out))
	assert.Contains(t, out.String(), "\n1 attacker had no time to attack")
}

func TestMedian(t *testing.T) {
	assert.Zero(t, median(nil))
	assert.Equal(t, 2*time.Second, median([]time.Duration{9 * time.Second, time.Second, 2 * time.Second}))
	assert.Equal(t, 3*time.Second, median([]time.Duration{4 * time.Second, 2 * time.Second}))
}
