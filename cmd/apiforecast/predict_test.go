package main

import (
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wave is an hourly series of some days, a day of which is one wave.
func wave(days int, skip func(hour int) bool) string {
	var b strings.Builder
	b.WriteString("timestamp,value\n")
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for hour := range 24 * days {
		if skip == nil || !skip(hour) {
			fmt.Fprintf(&b, "%s,%.4f\n", start.Add(time.Duration(hour)*time.Hour).Format(time.DateTime), height(hour))
		}
	}
	return b.String()
}

func height(hour int) float64 {
	return 100 + 40*math.Sin(2*math.Pi*float64(hour)/24) + 2*math.Sin(float64(hour*hour))
}

// predicted runs the command and reads what it wrote: by row forecast, lower, upper.
func predicted(t *testing.T, series string, args ...string) [][3]float64 {
	t.Helper()
	var out strings.Builder
	require.NoError(t, predict(args, strings.NewReader(series), &out))
	records, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"step", "forecast", "lower", "upper"}, records[0])
	rows := make([][3]float64, 0, len(records))
	for i, record := range records[1:] {
		require.Equal(t, strconv.Itoa(i+1), record[0])
		var row [3]float64
		for j := range row {
			row[j], err = strconv.ParseFloat(record[j+1], 64)
			require.NoError(t, err)
		}
		rows = append(rows, row)
	}
	return rows
}

func TestPredictGoesOn(t *testing.T) {
	for name, series := range map[string]string{
		"a whole series":     wave(29, nil),
		"a few days":         wave(4, nil),
		"every ninth missed": wave(29, func(hour int) bool { return hour%9 == 3 }),
		"a night missed":     wave(29, func(hour int) bool { return hour >= 500 && hour < 510 }),
	} {
		t.Run(name, func(t *testing.T) {
			last := 24 * 29
			if name == "a few days" {
				last = 24 * 4
			}
			rows := predicted(t, series, "-horizon", "30")
			require.Len(t, rows, 30)
			for h, row := range rows {
				assert.InDelta(t, height(last+h), row[0], 10, "step %d", h+1)
				assert.LessOrEqual(t, row[1], row[0])
				assert.GreaterOrEqual(t, row[2], row[0])
			}
		})
	}
}

func TestALowerLevelIsNarrower(t *testing.T) {
	series := wave(29, nil)
	wide, narrow := predicted(t, series), predicted(t, series, "-level", "0.5")
	require.Len(t, wide, 48, "the horizon unless told")
	for h := range wide {
		assert.Less(t, narrow[h][2]-narrow[h][1], wide[h][2]-wide[h][1])
	}
}

func TestPredictFaults(t *testing.T) {
	for name, c := range map[string]struct {
		args   []string
		series string
		want   string
	}{
		"a level in percent": {[]string{"-level", "95"}, wave(9, nil), "-level 95: it has to lie between 0 and 1, as 0.95 does"},
		"no level":           {[]string{"-level", "NaN"}, wave(9, nil), "-level NaN"},
		"no horizon":         {[]string{"-horizon", "0"}, wave(9, nil), "-horizon 0: it has to be 1 to 1000"},
		"a file":             {[]string{"series.csv"}, wave(9, nil), "predict < series.csv"},
		"one value":          {nil, "timestamp,value\n1,2\n", "a forecast needs two values at least"},
		"values too large":   {nil, "timestamp,value\n1,2e100\n2,-3e300\n3,1e999\n4,5\n", "takes those between -1e+100 and 1e+100: 2 are beyond"},
		"no values":          {nil, "timestamp,value\n1,\n2,NaN\n3,\n", "a forecast needs two values at least"},
		"a broken row":       {nil, "timestamp,value\n1,2\nx,3\n", "line 3"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			require.ErrorContains(t, predict(c.args, strings.NewReader(c.series), &out), c.want)
			assert.Empty(t, out.String())
		})
	}
}

func TestEvenly(t *testing.T) {
	nan := math.NaN()
	hour := int64(time.Hour)
	for name, c := range map[string]struct {
		points []measured
		values []float64
		step   time.Duration
	}{
		"nothing":                   {nil, []float64{}, 0},
		"all at once":               {[]measured{{5, 1}, {5, 2}}, []float64{1, 2}, 0},
		"in order":                  {[]measured{{0, 1}, {hour, 2}, {2 * hour, 3}}, []float64{1, 2, 3}, time.Hour},
		"out of order":              {[]measured{{2 * hour, 3}, {0, 1}, {hour, 2}}, []float64{1, 2, 3}, time.Hour},
		"a gap":                     {[]measured{{0, 1}, {hour, 2}, {3 * hour, 4}, {4 * hour, 5}}, []float64{1, 2, nan, 4, 5}, time.Hour},
		"a repeated one counts":     {[]measured{{0, 1}, {hour, 2}, {hour, 9}, {2 * hour, 3}}, []float64{1, 9, 3}, time.Hour},
		"a little late":             {[]measured{{0, 1}, {hour + 40, 2}, {2*hour - 9, 3}}, []float64{1, 2, 3}, time.Hour + 40},
		"a year between":            {[]measured{{0, 1}, {hour, 2}, {9000 * hour, 3}, {9001 * hour, 4}}, []float64{1, 2, 3, 4}, time.Hour},
		"as far apart as times are": {[]measured{{math.MinInt64, 1}, {0, 2}, {math.MaxInt64, 3}}, []float64{1, 2, 3}, math.MaxInt64},
	} {
		t.Run(name, func(t *testing.T) {
			values, step := evenly(c.points)
			assert.Equal(t, c.step, step)
			require.Len(t, values, len(c.values))
			for i, want := range c.values {
				if math.IsNaN(want) {
					assert.True(t, math.IsNaN(values[i]), "place %d is %v", i, values[i])
				} else {
					assert.InDelta(t, want, values[i], 0)
				}
			}
		})
	}
}

func FuzzPredict(f *testing.F) {
	f.Add(wave(3, nil))
	f.Add("timestamp,value\n1,1e300\n2,-1e300\n3,Inf\n4,NaN\n5,0\n")
	f.Add("timestamp,value\n1,1e99\n2,-1e99\n3,1e99\n4,5e-324\n5,0\n")
	f.Fuzz(func(t *testing.T, series string) {
		var out strings.Builder
		if predict([]string{"-horizon", "5"}, strings.NewReader(series), &out) != nil {
			return
		}
		for line := range strings.Lines(out.String()) {
			assert.NotContains(t, line, ",,", "no figure is missing")
		}
	})
}
