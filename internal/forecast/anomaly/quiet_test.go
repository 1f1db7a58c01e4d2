package anomaly

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A feature speaks of what is stationary only by chance, also when it has just begun to.
func TestStationarySeriesStayQuietFromTheStart(t *testing.T) {
	for name, value := range map[string]func(row int, random *rand.Rand) float64{
		"noise":        func(_ int, random *rand.Rand) float64 { return 100 + 5*random.NormFloat64() },
		"uniform":      func(_ int, random *rand.Rand) float64 { return 100 + 5*random.Float64() },
		"counts":       func(_ int, random *rand.Rand) float64 { return math.Round(20 + 4.5*random.NormFloat64()) },
		"a daily wave": func(row int, random *rand.Rand) float64 { return shop(row, random.NormFloat64()) },
	} {
		t.Run(name, func(t *testing.T) {
			const many = 200
			alarms := 0
			for seed := range uint64(many) {
				random := rand.New(rand.NewPCG(seed, 31))
				var d Detector
				for row := range 600 {
					if d.Observe(start+int64(row)*step, value(row, random)).Score >= Alert {
						alarms++
					}
				}
			}
			t.Logf("%d alarms in %d series", alarms, many)
			assert.LessOrEqual(t, alarms, many*3/100)
		})
	}
}

// In a pattern that repeats exactly, all that changes is beyond what there was before. An effect that is nothing beside its own swing is none.
func TestNothingBesideTheUsualChange(t *testing.T) {
	for _, period := range []int{2, 3, 4, 6, 12} {
		for effect, alarms := range map[float64]bool{0.003: false, 0.3: true} {
			const at = 2000
			var d Detector
			rows := series(at+100, func(row int, _ float64) float64 {
				value := float64(row%period) / float64(period-1)
				if row >= at {
					value += effect
				}
				return value
			})
			observed(&d, 0, rows[:at]...)
			assert.Equal(t, alarms, len(alerts(observed(&d, at, rows[at:]...))) > 0, "%v in a period of %d rows", effect, period)
		}
	}
}
