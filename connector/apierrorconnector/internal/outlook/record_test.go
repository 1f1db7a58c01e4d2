package outlook

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAForecasterThatLosesFallsSilentAndComesBack(t *testing.T) {
	var r Record
	tally := &r.tallies[Latency]
	for range fewBands - 1 {
		tally.meetBand(true, 2, 1)
	}
	_, silent := r.Silent(Latency)
	assert.False(t, silent, "too few to know")
	tally.meetBand(true, 2, 1)
	reason, silent := r.Silent(Latency)
	assert.True(t, silent)
	assert.Equal(t, "its last 50 forecasts missed by 2.00 times as much as the last value did", reason)
	_, silent = r.Silent(ErrorRate)
	assert.False(t, silent, "each measure by itself")
	for range 400 {
		tally.meetBand(true, 0.5, 1)
	}
	_, silent = r.Silent(Latency)
	assert.False(t, silent)
}

// That forecasts missed somewhat more than the last value is no news where they scatter: a deployment somewhere makes many misses at once.
func TestATieIsNoReasonForSilence(t *testing.T) {
	var r Record
	tally := &r.tallies[ErrorRate]
	for i := range 200 {
		if i%10 == 0 {
			tally.meetBand(false, 5, 1)
		} else {
			tally.meetBand(true, 0.65, 1)
		}
	}
	assert.Negative(t, r.Score(ErrorRate).Skill)
	_, silent := r.Silent(ErrorRate)
	assert.False(t, silent)
	for range 200 {
		tally.meetBand(true, 1.2, 1)
	}
	_, silent = r.Silent(ErrorRate)
	assert.True(t, silent, "it goes on and on")
}

func TestAForecasterThatIsTooSureFallsSilentAndComesBack(t *testing.T) {
	var r Record
	tally := &r.tallies[ErrorRate]
	for range fewTold {
		tally.meetTold(0.8, false, 0)
	}
	reason, silent := r.Silent(ErrorRate)
	assert.True(t, silent)
	assert.Equal(t, "0 of its last 10 forecasts came true, where 8 should have", reason)
	for range 60 {
		tally.meetTold(0.8, true, int64(10*time.Minute))
	}
	_, silent = r.Silent(ErrorRate)
	assert.False(t, silent)
	assert.Equal(t, 10*time.Minute, r.Score(ErrorRate).Lead)
}

func TestProbabilitiesAreCorrectedByWhatHappened(t *testing.T) {
	var r Record
	assert.InDelta(t, 0.85, r.calibrated(Peak, 0.85), 1e-9, "nothing is known yet")
	for i := range 100 {
		r.tallies[Peak].meet(0.85, i%2 == 0)
	}
	assert.InDelta(t, 0.56, r.calibrated(Peak, 0.85), 0.02)
	assert.InDelta(t, 0.35, r.calibrated(Peak, 0.35), 1e-9, "others are not")
	assert.Zero(t, r.calibrated(Peak, 0))
	assert.InDelta(t, 1, r.calibrated(Peak, 1), 0)
}

// A record of the first version knows nothing of how misses scatter, so it forgets them; not what came true.
func TestARecordOfTheFirstVersion(t *testing.T) {
	saved, err := os.ReadFile("testdata/record_1.bin")
	require.NoError(t, err)
	var r Record
	require.NoError(t, r.Restore(saved))
	_, silent := r.Silent(Latency)
	assert.False(t, silent, "it was for what is not known any more")
	assert.Equal(t, Score{Outcomes: 1, Precision: 1, Lead: time.Minute}, r.Score(Latency))
}

func TestScores(t *testing.T) {
	var r Record
	assert.Equal(t, Score{}, r.Score(ErrorRate))
	tally := &r.tallies[ErrorRate]
	tally.meetBand(true, 1, 2)
	tally.meetBand(false, 1, 2)
	tally.meetTold(0.9, true, int64(time.Minute))
	tally.meetTold(0.9, false, 0)
	assert.Equal(t, Score{Bands: 2, Coverage: 0.5, Skill: 0.5, Outcomes: 2, Precision: 0.5, Lead: time.Minute}, r.Score(ErrorRate))
}
