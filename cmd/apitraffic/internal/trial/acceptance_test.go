package trial

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/traffic"
)

// What the detectors have to come to on the simulated traffic: thresholds are changed against these.
const (
	leastRecall  = 0.93
	leastNamed   = 0.95
	mostFlagged  = 0.005
	simulated    = 2 * time.Hour
	simulatedFor = 500 // users
)

var simulatedFrom = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func trialOf(t *testing.T, seed uint64, scenarios ...string) *Report {
	t.Helper()
	if testing.Short() {
		t.Skip("hundreds of thousands of spans")
	}
	tr, err := traffic.Generate(traffic.Settings{
		Seed: seed, Start: simulatedFrom, Duration: simulated, Users: simulatedFor, Scenarios: scenarios,
	})
	require.NoError(t, err)
	report, err := Run(t.Context(), DefaultConfig(), tr, seed)
	require.NoError(t, err)
	return report
}

// Innocent actors and attackers of every kind, all at once.
func TestAttackersAreFoundAndNamed(t *testing.T) {
	report := trialOf(t, 1)
	totals := &report.Totals
	t.Logf("found %d of %d, named %d, flagged %d of %d innocents",
		totals.Found, totals.Attackers, totals.Named, totals.InnocentFlagged, totals.Innocents)
	assert.GreaterOrEqual(t, totals.Recall(), leastRecall)
	assert.GreaterOrEqual(t, totals.RightlyNamed(), leastNamed)
	assert.LessOrEqual(t, totals.FlaggedShare(), mostFlagged)
	for _, signal := range report.Signals {
		assert.NotZero(t, signal.Named, "%s", signal.Name)
	}
}

// Where nobody attacks, nobody is flagged: neither users who mistype nor a release that breaks, a job that retries, a crawler.
func TestPeaceIsQuiet(t *testing.T) {
	for seed := range uint64(2) {
		report := trialOf(t, seed, traffic.Peace)
		assert.Zero(t, report.Totals.Attackers)
		assert.LessOrEqual(t, report.Totals.FlaggedShare(), mostFlagged/2)
		for _, reason := range report.Reasons {
			if reason.Worst >= alarming {
				t.Logf("%s %s: %s", reason.Group, reason.Actor, reason.Why)
			}
		}
	}
}
