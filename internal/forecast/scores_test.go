package forecast

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var levels = [...]float64{0.5, 0.8, 0.95}

// tally sums up scores over series.
type tally struct {
	n, smape, mase, msis  float64
	naiveSMAPE, naiveMASE float64
	daySMAPE, dayMASE     float64 // of repeating the last day
	covered               [len(levels)]float64
}

func (a *tally) score(t *testing.T, h hourly) {
	t.Helper()
	p, err := Predict(h.history, time.Hour, len(h.outcome))
	require.NoError(t, err)
	naive := naive2(h.history, 24, len(h.outcome))
	a.n++
	a.smape += smape(h.outcome, p.Forecast)
	a.mase += mase(h.history, h.outcome, p.Forecast, 24)
	a.naiveSMAPE += smape(h.outcome, naive)
	a.naiveMASE += mase(h.history, h.outcome, naive, 24)
	day := h.history[len(h.history)-24:]
	repeated := slices.Concat(day, day)[:len(h.outcome)]
	a.daySMAPE += smape(h.outcome, repeated)
	a.dayMASE += mase(h.history, h.outcome, repeated, 24)
	for i, level := range levels {
		lower, upper := p.Bounds(level)
		a.covered[i] += coverage(h.outcome, lower, upper)
		if level == 0.95 {
			a.msis += msis(h.history, h.outcome, lower, upper, 24, level)
		}
	}
}

func (a *tally) add(b tally) {
	a.n, a.smape, a.mase, a.msis = a.n+b.n, a.smape+b.smape, a.mase+b.mase, a.msis+b.msis
	a.naiveSMAPE, a.naiveMASE = a.naiveSMAPE+b.naiveSMAPE, a.naiveMASE+b.naiveMASE
	a.daySMAPE, a.dayMASE = a.daySMAPE+b.daySMAPE, a.dayMASE+b.dayMASE
	for i := range levels {
		a.covered[i] += b.covered[i]
	}
}

// owa is the overall weighted average, of scores averaged over all series first, as the M4 competition has it.
func (a *tally) owa() float64 { return (a.smape/a.naiveSMAPE + a.mase/a.naiveMASE) / 2 }

func (a *tally) print(t *testing.T, name string) {
	t.Helper()
	t.Logf("%-26s OWA %.3f  sMAPE %5.2f (Naive2 %5.2f)  MASE %.3f (%.3f)  MSIS %5.2f  covered %.1f %.1f %.1f  of repeating the day: sMAPE %.2f MASE %.2f", name, a.owa(),
		a.smape/a.n, a.naiveSMAPE/a.n, a.mase/a.n, a.naiveMASE/a.n, a.msis/a.n,
		100*a.covered[0]/a.n, 100*a.covered[1]/a.n, 100*a.covered[2]/a.n, a.smape/a.daySMAPE, a.mase/a.dayMASE)
}

func coverage(actual, lower, upper []float64) float64 {
	in := 0.0
	for i, v := range actual {
		if v >= lower[i] && v <= upper[i] {
			in++
		}
	}
	return in / float64(len(actual))
}

// TestScores prints what the forecasts of 48 hours are worth: -v shows it by kind of series. SCORE_SERIES sets how many there are of
// each.
func TestScores(t *testing.T) {
	each := 2
	if n, err := strconv.Atoi(os.Getenv("SCORE_SERIES")); err == nil {
		each = n
	}
	var all tally
	byKind := map[string]*tally{}
	for _, h := range simulated(each) {
		if byKind[h.kind] == nil {
			byKind[h.kind] = &tally{}
		}
		byKind[h.kind].score(t, h)
	}
	for _, s := range shapes {
		byKind[s.kind].print(t, s.kind)
		all.add(*byKind[s.kind])
	}
	all.print(t, "all simulated")
	assert.Less(t, all.owa(), 0.6)
	assert.Less(t, all.msis/all.n, 7.0)
	for i, level := range levels {
		assert.InDelta(t, level, all.covered[i]/all.n, 0.04)
	}
}

// TestFamilyScores prints the same of the families, apart those that most of the models were chosen without: see family.held.
func TestFamilyScores(t *testing.T) {
	each := 1
	if n, err := strconv.Atoi(os.Getenv("SCORE_SERIES")); err == nil {
		each = n
	}
	var known, held tally
	for i, f := range families {
		var one tally
		for k := range each {
			one.score(t, f.drawn(k, uint64(7000+i)))
		}
		one.print(t, f.kind)
		if f.held {
			held.add(one)
		} else {
			known.add(one)
		}
	}
	known.print(t, "families chosen by")
	held.print(t, "families mostly held out")
	for _, a := range []tally{known, held} {
		assert.Less(t, a.owa(), 0.7)
		assert.Less(t, a.msis/a.n, 7.5)
		assert.InDelta(t, 0.95, a.covered[2]/a.n, 0.04)
	}
}

// TestMeasuredScores scores windows of measured hourly series, where they are.
func TestMeasuredScores(t *testing.T) {
	files, err := filepath.Glob("../../../shared/data/series/realAdExchange/*.csv")
	require.NoError(t, err)
	if len(files) == 0 {
		t.Skip("no measured series in ../shared/data/series")
	}
	var all tally
	for _, name := range files {
		const known, apart = 700, 199
		values := readValues(t, name)
		for end := known; end+ahead <= len(values); end += apart {
			all.score(t, hourly{history: values[end-known : end], outcome: values[end : end+ahead]})
		}
	}
	all.print(t, "all measured")
	assert.Less(t, all.owa(), 0.8)
	assert.InDelta(t, 0.95, all.covered[2]/all.n, 0.03)
}

func readValues(t *testing.T, name string) []float64 {
	t.Helper()
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	values := make([]float64, 0, len(rows))
	for _, row := range rows[1:] {
		v, err := strconv.ParseFloat(row[1], 64)
		require.NoError(t, err)
		values = append(values, v)
	}
	return values
}
