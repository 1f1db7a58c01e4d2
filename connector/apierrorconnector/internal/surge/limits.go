package surge

import "math"

// How many innocent rises are told of in a thousand days of an endpoint: the default, and what can be asked.
const (
	DefaultFalseAlarms = 1
	LeastFalseAlarms   = 0.01
	MostFalseAlarms    = 1000
)

// limits are what a rise is held against: natural logarithms of p-values, and of the sum of what creeps.
type limits struct{ up, first, on, creep float64 }

// limitsFor shares the false alarms of an endpoint among its categories. What is beyond what can be asked counts as that.
func limitsFor(falseAlarms float64, categories int) limits {
	each := math.Log(min(max(falseAlarms, LeastFalseAlarms), MostFalseAlarms) / float64(max(1, categories)))
	up := chances.logFor(each)
	return limits{up: up, first: firstChances.logFor(each), on: max(logOn, up), creep: creepLimit(each)}
}

// hasten goes from what holds in the long run to what holds of the first hours.
func (l limits) hasten(part float64) limits {
	l.up += part * (l.first - l.up)
	return l
}

// chances are the p-values that stretches are told of by, for so many false alarms of one category in a thousand days, both as powers of ten. They
// are measured, not derived: stretches overlap and are tested again and again, and the range that is taken for normal is wider than it is where
// little is known of it. What lies between them is interpolated; below one alarm it goes on as the worst kinds of series did above.
//
// In the first half day they are lower where there are failures enough to have an idea of how much the rate varies. One that holds for an hour has been
// drawn a few times by then, and the twelve blocks of each draw say the same: nearly all that is told of wrongly at a setting of 1 is of those hours.
var (
	chances      = curve{{3, -2.8}, {2, -4.1}, {1, -5.7}, {0, -8}, {-4, -16}}
	firstChances = curve{{3, -2.8}, {2, -4.1}, {1, -6}, {0, -11.5}, {-4, -29.5}}
)

type curve [5]struct{ alarms, chance float64 }

// logFor takes and gives natural logarithms.
func (c *curve) logFor(logAlarms float64) float64 {
	alarms := logAlarms / ln10
	i := 1
	for i < len(c)-1 && alarms < c[i].alarms {
		i++
	}
	high, low := c[i-1], c[i]
	part := (alarms - low.alarms) / (high.alarms - low.alarms)
	return ln10 * (low.chance + part*(high.chance-low.chance))
}
