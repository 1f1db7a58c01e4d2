package surge

import "math"

// How many innocent rises are told of in a thousand days of an endpoint: the default, and what can be asked.
const (
	DefaultFalseAlarms = 1
	LeastFalseAlarms   = 0.01
	MostFalseAlarms    = 1000
)

// limits are what a rise is held against: natural logarithms of p-values, and of the sum of what creeps.
type limits struct{ up, on, creep float64 }

// limitsFor shares the false alarms of an endpoint among its categories. What is beyond what can be asked counts as that.
func limitsFor(falseAlarms float64, categories int) limits {
	each := math.Log(min(max(falseAlarms, LeastFalseAlarms), MostFalseAlarms) / float64(max(1, categories)))
	up := logChanceFor(each)
	return limits{up: up, on: max(logOn, up), creep: creepLimit(each)}
}

// chances are the p-values that stretches are told of by, for so many false alarms of one category in a thousand days, both as powers of ten. They
// are measured, not derived: stretches overlap and are tested again and again, and the range that is taken for normal is wider than it is where
// little is known of it. What lies between them is interpolated; below one alarm it goes on as the worst kinds of series did above.
var chances = [...]struct{ alarms, chance float64 }{{3, -2.6}, {2, -3.7}, {1, -5}, {0, -8}, {-4, -16}}

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
