package outlook

import (
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast"
)

// band is a forecast of half an hour ahead and its 80% that await their outcome, with the last value of then.
type band struct {
	due                        int64 // when the window begins; 0: none
	lower, middle, upper, last float64
}

const ahead = 30 * time.Minute

// check meets a band whose outcome has come, and makes the next one.
func (b *band) check(f *forecast.Series, at, width int64, value float64, logOdds bool, t *tally) {
	if f == nil || !(value > 0 && value <= math.MaxFloat64) {
		return
	}
	if b.due == at {
		distance := func(from float64) float64 { return math.Abs(scale(value, logOdds) - scale(from, logOdds)) }
		t.meetBand(value >= b.lower && value <= b.upper, distance(b.middle), distance(b.last))
	}
	if b.due > at {
		return
	}
	*b = band{}
	steps := max(int64(ahead)/width, 1)
	const level = 0.8
	if o := f.Forecast(int(steps), level); o.OK && o.Upper <= most {
		*b = band{due: at + steps*width, lower: o.Lower, middle: o.Mean, upper: o.Upper, last: value}
	}
}

func scale(value float64, logOdds bool) float64 {
	value = max(value, 1e-9)
	if logOdds {
		value = min(value, 1-1e-9)
		return math.Log(value / (1 - value))
	}
	return math.Log(value)
}
