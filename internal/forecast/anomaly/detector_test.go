package anomaly

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const step = 5 * int64(time.Minute)

var start = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC).UnixNano()

// series makes rows that are five minutes apart.
func series(rows int, value func(row int, noise float64) float64) []float64 {
	random := rand.New(rand.NewPCG(1, 2))
	values := make([]float64, rows)
	for i := range values {
		values[i] = value(i, random.NormFloat64())
	}
	return values
}

func observed(d *Detector, from int, values ...float64) []Verdict {
	verdicts := make([]Verdict, len(values))
	for i, value := range values {
		verdicts[i] = d.Observe(start+int64(from+i)*step, value)
	}
	return verdicts
}

func alerts(verdicts []Verdict) (rows []int) {
	for row, v := range verdicts {
		if v.Score >= Alert {
			rows = append(rows, row)
		}
	}
	return rows
}

// hourOfRow is where in the day a row lies.
func hourOfRow(row int) float64 { return float64(row%288) / 12 }

func shop(row int, noise float64) float64 {
	return 100 + 60*math.Sin((hourOfRow(row)-8)/24*2*math.Pi) + 4*noise
}

func TestWhatIsOutOfTheOrdinary(t *testing.T) {
	const at = 2900 // of 3200 rows, in the eleventh day
	for name, c := range map[string]struct {
		value  func(row int, noise float64) float64
		within int // rows after at, by which the alert has to come; none is expected where it is 0
	}{
		"a spike": {func(row int, noise float64) float64 {
			if row == at {
				return 40
			}
			return 10 + noise
		}, 1},
		"a level that stays": {func(row int, noise float64) float64 {
			if row >= at {
				return 16 + noise
			}
			return 10 + noise
		}, 3},
		"a small shift": {func(row int, noise float64) float64 {
			if row >= at {
				return 12.5 + noise
			}
			return 10 + noise
		}, 24},
		"a creep": {func(row int, noise float64) float64 {
			if row >= at {
				return 10 + noise + float64(row-at)/20
			}
			return 10 + noise
		}, 100},
		"restlessness around the same level": {func(row int, noise float64) float64 {
			if row >= at {
				return 10 + 3*noise
			}
			return 10 + noise
		}, 24},
		"a sensor that freezes": {func(row int, noise float64) float64 {
			if row >= at {
				return 10
			}
			return 10 + noise
		}, 200},
		"day's load at night": {func(row int, noise float64) float64 {
			if row >= at {
				return 100 + 4*noise
			}
			return shop(row, noise)
		}, 60},
		"a break of what never changed": {func(row int, _ float64) float64 {
			if row >= at {
				return 46
			}
			return 45
		}, 1},
		"a burst of counts that are mostly zero": {func(row int, noise float64) float64 {
			if row >= at && row < at+20 {
				return 5
			}
			if noise > 2 {
				return 1
			}
			return 0
		}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			var d Detector
			var after []int
			for _, row := range alerts(observed(&d, 0, series(3200, c.value)...)) {
				if row >= at {
					after = append(after, row)
				}
			}
			require.NotEmpty(t, after)
			assert.Less(t, after[0], at+c.within)
		})
	}
}

// An alert every three days or so is what the score of 0.5 allows a series of rows five minutes apart; most fall into its first days.
func TestInnocentSeriesStayQuiet(t *testing.T) {
	const allowed = 5 // in 14 days
	for name, c := range map[string]struct {
		value func(row int, noise float64) float64
		most  int
	}{
		"never changes":          {func(int, float64) float64 { return 45 }, 0},
		"noise":                  {func(_ int, noise float64) float64 { return 10 + noise }, allowed},
		"heavy-tailed noise":     {func(_ int, noise float64) float64 { return math.Exp(noise) }, allowed},
		"a daily wave":           {shop, allowed},
		"an exact daily wave":    {func(row int, _ float64) float64 { return shop(row, 0) }, 1},
		"a square wave, by hour": {func(row int, noise float64) float64 { return float64(row%288/144)*60 + noise }, allowed},
		"a daily backup": {func(row int, noise float64) float64 {
			if row%288 < 3 {
				return 80 + noise
			}
			return 10 + noise
		}, allowed},
		"rare single events": {func(_ int, noise float64) float64 {
			if noise > 2.5 {
				return 1
			}
			return 0
		}, allowed},
	} {
		t.Run(name, func(t *testing.T) {
			var d Detector
			assert.LessOrEqual(t, len(alerts(observed(&d, 0, series(4032, c.value)...))), c.most)
		})
	}
}

// What is nothing at noon is a burst by night, and told of when it begins, not when it ends in a calm.
func TestABurstByNightIsToldOfWhenItBegins(t *testing.T) {
	const at, rows = 10*288 + 30, 12
	var d Detector
	verdicts := observed(&d, 0, series(14*288, func(row int, noise float64) float64 {
		value := (20 + 500*max(0, math.Sin((hourOfRow(row)-6)/24*2*math.Pi))) * math.Exp(0.15*noise)
		if row >= at && row < at+rows {
			value += 130
		}
		return value
	})...)
	assert.Contains(t, alerts(verdicts), at)
}

func TestFalseAlarmsBecomeRarer(t *testing.T) {
	var d Detector
	noise := func(_ int, noise float64) float64 { return 10 + noise }
	observed(&d, 0, series(4000, noise)...)
	more := series(104_000, noise)[4000:]
	found := len(alerts(observed(&d, 4000, more...)))
	t.Logf("%d false alarms in 100,000 rows of noise", found)
	assert.Less(t, found, 70, "one in 1,440 rows, a day of minutes")
}

func TestASituationIsOneAlert(t *testing.T) {
	var d Detector
	observed(&d, 0, series(2000, func(_ int, noise float64) float64 { return 10 + noise })...)
	incident := series(60, func(_ int, noise float64) float64 { return 100 + 10*noise })
	assert.Equal(t, []int{0}, alerts(observed(&d, 2000, incident...)))
	observed(&d, 2060, series(1000, func(_ int, noise float64) float64 { return 10 + noise })...)
	assert.NotEmpty(t, alerts(observed(&d, 3060, 300)), "a worse one, three days later, is another")
}

func TestAMuchWorseRowIsASituationOfItsOwn(t *testing.T) {
	mild := situation{}
	score := func(surprise float64) float64 {
		return mild.score(surprise, limit(100), false, func() bool { return false })
	}
	assert.Greater(t, score(2), Alert)
	for range settled - 1 {
		assert.Less(t, score(5), Alert, "what a situation begins with is one with it")
	}
	assert.Less(t, score(3.1), Alert)
	assert.Greater(t, score(3.3), Alert)
	assert.Less(t, score(3.3), Alert)
}

// held observes with the alerts of what is not far out held back.
func held(d *Detector, from int, far float64, values ...float64) []Verdict {
	verdicts := make([]Verdict, len(values))
	for i, value := range values {
		verdicts[i] = d.ObserveUnless(start+int64(from+i)*step, value, func(v Verdict) bool { return math.Abs(v.Off) < far })
	}
	return verdicts
}

func TestWhatIsHeldBack(t *testing.T) {
	noise := func(_ int, noise float64) float64 { return 10 + noise }
	quiet, small := series(1000, noise), series(6, func(_ int, noise float64) float64 { return 25 + noise })
	large := series(6, func(_ int, noise float64) float64 { return 60 + noise })
	const far = 25 // usual deviations
	for name, c := range map[string]struct {
		rows []float64
		want []int
	}{
		"a small spike, and its end":           {slices.Concat(small, quiet[:20]), nil},
		"a large one":                          {large, []int{0}},
		"a large one in the midst of a small":  {slices.Concat(small, large), []int{6}},
		"a large one right after a small":      {slices.Concat(small, quiet[:4], large), []int{10}},
		"a large one, and a small one in it":   {slices.Concat(large, quiet[:4], small), []int{0}},
		"one that grows by and by to be large": {[]float64{20, 30, 33, 36, 40, 44, 48}, []int{3}},
	} {
		t.Run(name, func(t *testing.T) {
			var d Detector
			held(&d, 0, far, quiet...)
			assert.Equal(t, c.want, alerts(held(&d, len(quiet), far, c.rows...)))
		})
	}
}

// Nothing held back is what Observe does.
func TestObserveHoldsNothingBack(t *testing.T) {
	values := series(3000, func(row int, noise float64) float64 { return shop(row, noise) + 20*math.Exp(noise) })
	var d, other Detector
	found := observed(&d, 0, values...)
	require.NotEmpty(t, alerts(found))
	assert.Equal(t, found[1:], held(&other, 0, 0, values...)[1:])
}

func TestHowFarOff(t *testing.T) {
	for name, c := range map[string]struct {
		value func(row int, noise float64) float64
		up    bool
	}{
		"a spike":  {func(_ int, noise float64) float64 { return 40 + noise }, true},
		"a drop":   {func(_ int, noise float64) float64 { return -20 + noise }, false},
		"a higher": {func(_ int, noise float64) float64 { return 13 + noise }, true},
		"a lower":  {func(_ int, noise float64) float64 { return 7 + noise }, false},
	} {
		var d Detector
		observed(&d, 0, series(2000, func(_ int, noise float64) float64 { return 10 + noise })...)
		told := observed(&d, 2000, series(40, c.value)...)
		at := alerts(told)
		require.NotEmpty(t, at, name)
		assert.Equal(t, c.up, told[at[0]].Off > 0, name)
	}
	var flat Detector
	observed(&flat, 0, 5, 5, 5)
	assert.Zero(t, observed(&flat, 3, 5)[0].Off)
}

func TestCausal(t *testing.T) {
	values := series(1500, func(row int, noise float64) float64 { return shop(row, noise*math.Abs(noise)) })
	var whole, part Detector
	all := observed(&whole, 0, values...)
	assert.Equal(t, all[1:700], observed(&part, 0, values[:700]...)[1:]) // the first row's NaN equals nothing
}

func TestScaleAndOffsetDontMatter(t *testing.T) {
	values := series(3000, func(row int, noise float64) float64 { return shop(row, noise) + math.Exp(noise) })
	for _, c := range []struct{ scale, offset float64 }{{1e-6, 0}, {3.7, 1e3}, {1e12, -1e13}, {1, 1e6}} {
		var d, scaled Detector
		for i, value := range values {
			at := start + int64(i)*step
			require.InDelta(t, d.Observe(at, value).Score, scaled.Observe(at, c.scale*value+c.offset).Score, 1e-3, "row %d of %v", i, c)
		}
	}
}

func TestBandHolds95Percent(t *testing.T) {
	for name, value := range map[string]func(row int, noise float64) float64{
		"noise":        func(_ int, noise float64) float64 { return 10 + noise },
		"heavy-tailed": func(_ int, noise float64) float64 { return math.Exp(noise) },
		"daily wave":   shop,
		"random walk": func() func(int, float64) float64 {
			at := 0.0
			return func(_ int, noise float64) float64 { at += noise; return at }
		}(),
		"counts": func(_ int, noise float64) float64 { return math.Floor(math.Abs(2 * noise)) },
	} {
		t.Run(name, func(t *testing.T) {
			var d Detector
			values := series(6000, value)
			inside := 0
			for i, v := range observed(&d, 0, values...) {
				if i >= 1000 && values[i] >= v.Lower && values[i] <= v.Upper {
					inside++
				}
			}
			assert.InDelta(t, 0.95, float64(inside)/5000, 0.02)
		})
	}
}

func TestLearnsALastingLevelAndForgetsAGlitch(t *testing.T) {
	var d Detector
	noise := func(_ int, noise float64) float64 { return 10 + noise }
	observed(&d, 0, series(1000, noise)...)
	observed(&d, 1000, 1e300)
	back := observed(&d, 1001, series(1500, noise)...)
	assert.InDelta(t, 10, back[len(back)-1].Expected, 5)
	assert.InDelta(t, 0, back[len(back)-1].Lower, 20, "the glitch has taught the band nothing that lasts")

	observed(&d, 2501, series(1500, func(_ int, noise float64) float64 { return 1e6 + noise })...)
	after := observed(&d, 4001, series(100, func(_ int, noise float64) float64 { return 1e6 + noise })...)
	assert.InDelta(t, 1e6, after[99].Expected, 5)
	assert.Empty(t, alerts(after))
}

func TestWhatIsNoNumberIsForetoldButNotLearnt(t *testing.T) {
	var d, other Detector
	values := series(500, shop)
	observed(&d, 0, values...)
	observed(&other, 0, values...)
	for _, v := range observed(&d, 500, math.NaN(), math.Inf(1), math.Inf(-1)) {
		assert.Zero(t, v.Score)
		assert.False(t, math.IsNaN(v.Expected))
	}
	assert.Equal(t, other, d)
}

func TestOneRowIsNotJudged(t *testing.T) {
	var d Detector
	first := d.Observe(start, 7)
	assert.True(t, math.IsNaN(first.Expected))
	assert.Zero(t, first.Score)
	assert.InDelta(t, 7, d.Observe(start+step, 9).Expected, 0)
}

func TestSize(t *testing.T) {
	assert.LessOrEqual(t, unsafe.Sizeof(Detector{}), uintptr(2048))
}

func BenchmarkObserve(b *testing.B) {
	var d Detector
	values := series(4096, shop)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.Observe(start+int64(i)*step, values[i%len(values)])
	}
	b.ReportMetric(float64(unsafe.Sizeof(d)), "B/series")
}
