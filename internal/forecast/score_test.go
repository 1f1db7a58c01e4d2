package forecast

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The scores of the forecasting competitions, as published (Makridakis et al., The M4 competition, 2020).

// smape is the symmetric mean absolute percentage error, in percent, 0 to 200.
func smape(actual, forecast []float64) float64 {
	sum := 0.0
	for i, a := range actual {
		if s := math.Abs(a) + math.Abs(forecast[i]); s > 0 {
			sum += 2 * math.Abs(a-forecast[i]) / s
		}
	}
	return 100 * sum / float64(len(actual))
}

// seasonalError is the mean error in the history of repeating the season.
func seasonalError(history []float64, season int) float64 {
	sum := 0.0
	for i := season; i < len(history); i++ {
		sum += math.Abs(history[i] - history[i-season])
	}
	return sum / float64(len(history)-season)
}

// mase is the mean absolute error over the seasonal error.
func mase(history, actual, forecast []float64, season int) float64 {
	sum := 0.0
	for i, a := range actual {
		sum += math.Abs(a - forecast[i])
	}
	return sum / float64(len(actual)) / seasonalError(history, season)
}

// msis is the mean scaled interval score: width and 2/alpha times what lies outside, over the seasonal error.
func msis(history, actual, lower, upper []float64, season int, level float64) float64 {
	sum, alpha := 0.0, 1-level
	for i, a := range actual {
		sum += upper[i] - lower[i] + 2/alpha*(max(lower[i]-a, 0)+max(a-upper[i], 0))
	}
	return sum / float64(len(actual)) / seasonalError(history, season)
}

// naive2 repeats the last value, seasonally adjusted by classical multiplicative decomposition where the autocorrelation at the
// season is significant at 90%.
func naive2(history []float64, season, horizon int) []float64 {
	indices := make([]float64, season)
	for i := range indices {
		indices[i] = 1
	}
	if isSeasonal(history, season) {
		indices = seasonalIndices(history, season)
	}
	n := len(history)
	last := mean(history)
	if i := indices[(n-1)%season]; i > 0 { // else nights of nothing: the last value tells nothing
		last = history[n-1] / i
	}
	out := make([]float64, horizon)
	for h := range out {
		out[h] = last * indices[(n+h)%season]
	}
	return out
}

func isSeasonal(history []float64, season int) bool {
	if len(history) < 3*season {
		return false
	}
	m := mean(history)
	acf := func(lag int) float64 {
		var xy, xx float64
		for i, v := range history {
			xx += (v - m) * (v - m)
			if i >= lag {
				xy += (v - m) * (history[i-lag] - m)
			}
		}
		return xy / xx
	}
	sum := acf(1)
	for lag := 2; lag < season; lag++ {
		sum += acf(lag) * acf(lag)
	}
	return math.Abs(acf(season)) > 1.645*math.Sqrt((1+2*sum)/float64(len(history)))
}

func seasonalIndices(history []float64, season int) []float64 {
	sums, counts := make([]float64, season), make([]float64, season)
	half := season / 2
	for i := half; i < len(history)-half; i++ {
		trend := mean(history[i-half : i+half+1])
		if season%2 == 0 { // 2×season: the ends count half
			trend = (trend*float64(season+1) - history[i-half]/2 - history[i+half]/2) / float64(season)
		}
		if trend == 0 {
			continue
		}
		sums[i%season] += history[i] / trend
		counts[i%season]++
	}
	total := 0.0
	for i := range sums {
		sums[i] /= counts[i]
		total += sums[i]
	}
	for i := range sums {
		sums[i] *= float64(season) / total
	}
	return sums
}

func TestScoresByHand(t *testing.T) {
	history := []float64{1, 2, 3, 5, 4, 7} // steps apart by two: 2, 3, 1, 2: 2 in the mean
	actual, forecast := []float64{10, 0, 6}, []float64{6, 0, 10}
	assert.InDelta(t, 100*(0.5+0+0.5)/3, smape(actual, forecast), 1e-12)
	assert.InDelta(t, 2, seasonalError(history, 2), 1e-12)
	assert.InDelta(t, (4.0+0+4)/3/2, mase(history, actual, forecast, 2), 1e-12)
	lower, upper := []float64{8, 1, 5}, []float64{9, 2, 7} // 1 above, 1 below, within
	assert.InDelta(t, ((1+20*1)+(1+20*1)+2.0)/3/2, msis(history, actual, lower, upper, 2, 0.9), 1e-9)
}

func TestNaive2ByHand(t *testing.T) {
	assert.Equal(t, []float64{7, 7, 7}, naive2([]float64{1, 2, 3, 5, 4, 7}, 4, 3), "too short for a season")
	var history []float64
	for range 6 {
		history = append(history, 10, 20, 30, 20)
	}
	got := naive2(history, 4, 5)
	for i, want := range []float64{10, 20, 30, 20, 10} {
		assert.InDelta(t, want, got[i], 1e-9)
	}
	// The last value is half of what its season says: so are all that follow.
	assert.InDelta(t, 5, naive2(append(history[:23:23], 10), 4, 1)[0], 0.7)
}
