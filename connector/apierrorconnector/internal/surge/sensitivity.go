package surge

import "math"

// What can be asked of Sensitivity.
const (
	DefaultFalseAlarms = 1
	LeastFalseAlarms   = 0.01
	MostFalseAlarms    = 1000

	MostLooser   = 2
	MostStricter = 6
	MostEffect   = 16
)

// Sensitivity is how readily rises are told of. Its zero value is the default. What lies beyond its limits counts as the limit.
type Sensitivity struct {
	// FalseAlarms is how many innocent rises are told of in a thousand days of an endpoint; 0 is for DefaultFalseAlarms.
	FalseAlarms float64
	// Stricter is by how many powers of ten the p-value has to be lower than that, from -MostLooser to MostStricter, though it is never looser than
	// for MostFalseAlarms: what people's verdicts come to. It quiets rises that come near the limit.
	Stricter float64
	// Effect is how many times the least rise that matters a rise has to be, up to MostEffect; 0 is for 1. It quiets bursts that are real
	// and that nobody minds: no p-value does.
	Effect float64
}

// limits are what a rise is held against: natural logarithms of p-values, and times of the least effect.
type limits struct{ up, on, creep, effect float64 }

// limits shares the false alarms of an endpoint among its categories.
func (s Sensitivity) limits(categories int) limits {
	alarms := within(s.FalseAlarms, LeastFalseAlarms, MostFalseAlarms, DefaultFalseAlarms)
	stricter := within(s.Stricter, -MostLooser, MostStricter, 0) * ln10
	each := math.Log(alarms / float64(max(1, categories)))
	up := min(logChanceFor(each)-stricter, ln10*chances[0].chance)
	return limits{
		up:     up,
		on:     max(logOn, up),
		creep:  max(creepLimit(each)+stricter, creepLimit(ln10*chances[0].alarms)),
		effect: within(s.Effect, 1, MostEffect, 1),
	}
}

func within(x, least, most, unset float64) float64 {
	if x == 0 || math.IsNaN(x) {
		return unset
	}
	return min(max(x, least), most)
}

// chances are the p-values that stretches are told of by, for so many false alarms of one category in a thousand days, both as powers of ten. They
// are measured, not derived: stretches overlap and are tested again and again, and the range that is taken for normal is wider than it is where
// little is known of it. What lies between them is interpolated; below one alarm it goes on as the worst kinds of series did above.
var chances = [...]struct{ alarms, chance float64 }{{3, -2.8}, {2, -4.1}, {1, -5.7}, {0, -8}, {-4, -16}}

// logChanceFor takes and gives natural logarithms.
func logChanceFor(logAlarms float64) float64 {
	alarms := logAlarms / ln10
	i := 1
	for i < len(chances)-1 && alarms < chances[i].alarms {
		i++
	}
	high, low := chances[i-1], chances[i]
	part := (alarms - low.alarms) / (high.alarms - low.alarms)
	return ln10 * (low.chance + part*(high.chance-low.chance))
}
