package anomaly

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestExplain(t *testing.T) {
	flat := func(_ int, noise float64) float64 { return 10 + math.Round(noise*8)/8 }
	for name, c := range map[string]struct {
		rows     int
		usual    func(row int, noise float64) float64
		incident func(row int) float64
		want     string
	}{
		"a spike": {
			2000, flat, func(int) float64 { return 40 },
			"40, a change of 30 from one row to the next (10.15 expected, usually 8.116 to 12.99): none of the 250 stretches of 8 rows before brought as much. The hours of the day hardly differ.",
		},
		"a shift": {
			2000, flat, func(row int) float64 { return 12.5 + float64(row%3)/8 },
			"12.75, and the last 4 rows are 1.574 above what the hour from 22:00 UTC brings at other times: none of the 142 stretches of 8 rows before brought as much. The hours of the day hardly differ.",
		},
		"unrest": {
			2000, flat, func(row int) float64 { return 8 + float64(row%2)*4 },
			"from row to row the values change by 1.605, 0.4352 more than usual, since about 2026-03-08 19:15 UTC: none of the 226 stretches of 8 rows before brought as much. The hours of the day hardly differ.",
		},
		"calm": {
			2000, flat, func(int) float64 { return 10 },
			"from row to row the values change by 0.7809, 0.302 less than usual, since about 2026-03-08 20:35 UTC: none of the 228 stretches of 8 rows before were as calm. The hours of the day hardly differ.",
		},
		"out of season": {
			2880 + 30, shop, func(row int) float64 { return 100 + float64(row%3) },
			"100, and this row is 58.94 above what the hour from 02:00 UTC brings at other times: none of the 255 stretches of 8 rows before brought as much. The daily season is known.",
		},
		"the second day": {
			300, flat, func(int) float64 { return -40 },
			"-40, a change of 49.38 from one row to the next (10.07 expected, usually 7.881 to 12.26): none of the 37 stretches of 8 rows before brought as much. No daily season is known yet.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var d Detector
			observed(&d, 0, series(c.rows, c.usual)...)
			for row := c.rows; row < c.rows+100; row++ {
				value := c.incident(row)
				if v := observed(&d, row, value)[0]; v.Score >= Alert {
					assert.Equal(t, c.want, d.Explain(v, value))
					return
				}
			}
			assert.Fail(t, "no alert")
		})
	}
}

// A spike each night makes one more of them little of a spike, but not a higher one, or one at another hour, nothing but a mean of many rows.
func TestOneRowThatCarriesAMeanIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		extra func(row int) float64 // from row 3000 on
		one   bool
	}{
		"a higher one": {func(row int) float64 { return map[int]float64{3040: 180}[row] }, true},
		"another hour": {func(row int) float64 { return map[int]float64{3058: 66}[row] }, true},
		"a drop":       {func(row int) float64 { return map[int]float64{3058: -62}[row] }, true},
		"a level": {func(row int) float64 {
			if row >= 3040 {
				return 16
			}
			return 0
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			nights := func(row int, noise float64) float64 {
				value := 100 + 4*noise
				if row%288 == 30 {
					value += 65
				}
				if row >= 3000 {
					value += c.extra(row)
				}
				return value
			}
			var d Detector
			found := 0
			for row, v := range observed(&d, 0, series(3100, nights)...) {
				if v.Score >= Alert && row >= 3030 {
					assert.Equal(t, c.one, v.By.ofOneRow(), "%d", v.By)
					found++
				}
			}
			assert.NotZero(t, found)
		})
	}
}

func TestASeasonIsKnownWhereThereIsOne(t *testing.T) {
	for name, c := range map[string]struct {
		value func(row int, noise float64) float64
		most  float64 // share of the rows, after the first days
		least float64
	}{
		"a daily wave": {shop, 1, 1},
		"noise":        {func(_ int, noise float64) float64 { return 10 + noise }, 0, 0},
		"constant":     {func(int, float64) float64 { return 10 }, 0, 0},
		"a step":       {func(row int, _ float64) float64 { return float64(row / 1500) }, 0, 0},
		"half a wave":  {func(row int, noise float64) float64 { return shop(row, 5*noise) }, 1, 1},
	} {
		var d Detector
		known := 0.0
		for row, v := range observed(&d, 0, series(6000, c.value)...) {
			if row >= 1500 && v.Seasonal {
				known++
			}
		}
		assert.GreaterOrEqual(t, known/4500, c.least, name)
		assert.LessOrEqual(t, known/4500, c.most, name)
	}
}
