package anomaly

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A machine that works and waits by turns, of 12 rows or so, and hangs.
func TestARunThatDoesNotEnd(t *testing.T) {
	var d Detector
	byTurns := func(row int, noise float64) float64 { return noise + 20*float64(row*10/127%2) }
	observed(&d, 0, series(3000, byTurns)...)
	runs := &d.state.Tails[Run]
	assert.InDelta(t, 2500/12.7, runs.Blocks, 5, "every run is learnt when it ends, once it counts")
	assert.InDelta(t, 13, runs.Top[0], 1)

	hangs := series(60, func(_ int, noise float64) float64 { return 20 + noise })
	observed(&d, 3000, hangs...)
	assert.InDelta(t, 13, runs.Top[0], 1, "one that goes on is not")
	assert.GreaterOrEqual(t, d.state.Base.Run, uint32(60))
	surprise, peers := runs.surprise(float32(d.state.Base.Run), 0)
	assert.Greater(t, surprise, 3.0)
	text := d.Explain(Verdict{By: Run, Distance: 10, Peers: peers, Blocks: int(runs.Blocks)}, 20)
	assert.Contains(t, text, " rows, since about 2026-03-12 10:00 UTC")
	assert.Contains(t, text, "have all been above the level that the series has, ")
	assert.Contains(t, text, "such runs before lasted as long")
}

// Nights are calm and days are not: what a day would bring is sharp at night.
func TestSharpForACalm(t *testing.T) {
	var d Detector
	rough := func(row int, noise float64) float64 {
		if row%288 < 144 {
			return 10 + noise
		}
		return 10 + 12*noise
	}
	observed(&d, 0, series(2880+100, rough)...)
	surprise := func(by Feature, distance float64) float64 {
		surprise, _ := d.state.Tails[by].surprise(d.state.stat(by, distance), d.state.least(by))
		return surprise
	}
	assert.Greater(t, surprise(Sharp, 20), 2.5)
	assert.Less(t, surprise(Spike, 20), 1.5)
	assert.Contains(t, d.Explain(Verdict{By: Sharp, Distance: 20, Blocks: 300}, 31), "31, which is 20 above the level of 11 ")
}
