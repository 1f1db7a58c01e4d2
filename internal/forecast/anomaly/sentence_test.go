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
			"40, a change of 30 from one row to the next (10.15 expected, usually 8.116 to 12.99): none of the 250 stretches of 8 rows before brought as much. The daily season is known.",
		},
		"a shift": {
			2000, flat, func(row int) float64 { return 12.5 + float64(row%3)/8 },
			"12.75, and the last 4 rows are 1.574 above what the hour from 22:00 UTC brings at other times: none of the 142 stretches of 8 rows before brought as much. The daily season is known.",
		},
		"unrest": {
			2000, flat, func(row int) float64 { return 8 + float64(row%2)*4 },
			"from row to row the values change by 1.605, 0.4352 more than usual, since about 2026-03-08 19:15 UTC: none of the 226 stretches of 8 rows before brought as much. The daily season is known.",
		},
		"calm": {
			2000, flat, func(int) float64 { return 10 },
			"from row to row the values change by 0.7809, 0.302 less than usual, since about 2026-03-08 20:35 UTC: none of the 228 stretches of 8 rows before were as calm. The daily season is known.",
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
