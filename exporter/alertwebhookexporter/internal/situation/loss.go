package situation

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// loss is money: what calls put at risk, and what their failure is expected to cost.
type loss struct {
	atRisk, cost float64
}

func lossOf(business *apierror.Business) loss {
	return loss{atRisk: business.ValueAtRisk, cost: business.Cost}
}

// most is what spans of one call say together: each tells of the same order.
func (l loss) most(other loss) loss {
	return loss{atRisk: max(l.atRisk, other.atRisk), cost: max(l.cost, other.cost)}
}

func (l loss) plus(other loss) loss {
	return loss{atRisk: l.atRisk + other.atRisk, cost: l.cost + other.cost}
}

func (l loss) minus(other loss) loss {
	return loss{atRisk: l.atRisk - other.atRisk, cost: l.cost - other.cost}
}

// addTo adds to what a situation has lost.
func (l loss) addTo(business *apierror.Business) {
	business.ValueAtRisk = summed(business.ValueAtRisk, l.atRisk)
	business.Cost = summed(business.Cost, l.cost)
}

func summed(before, value float64) float64 {
	if sum := before + value; !math.IsInf(sum, 0) {
		return apierror.Cents(sum)
	}
	return before
}
