package main

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/generatedpage"
)

// wellFormed parses the picture and returns the names of its elements.
func wellFormed(t *testing.T, svg string) map[string]int {
	t.Helper()
	elements := map[string]int{}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return elements
		}
		require.NoError(t, err)
		if start, is := token.(xml.StartElement); is {
			elements[start.Name.Local]++
			for _, attribute := range start.Attr {
				require.NotRegexp(t, "NaN|Inf", attribute.Value)
			}
		}
	}
}

func drawn(t *testing.T, series string, args ...string) string {
	t.Helper()
	var out strings.Builder
	require.NoError(t, run(append([]string{"plot"}, args...), strings.NewReader(series), &out))
	return out.String()
}

func TestPlotOfWhatDetectWrote(t *testing.T) {
	svg := drawn(t, strings.Join(detected(t, quiet(420)), "\n"), "-title", `<script>alert("1")</script>`+"\x00")
	elements := wellFormed(t, svg)
	assert.Equal(t, 1, elements["circle"], "one alert")
	assert.Equal(t, 1, elements["polygon"], "one band")
	assert.Equal(t, 1, elements["polyline"])
	assert.Zero(t, elements["script"])
	assert.Contains(t, svg, "&lt;script&gt;")
	assert.Contains(t, svg, "09:20: 120, a change of 102.1", "an alert explains itself where the mouse points at it")
	assert.Contains(t, svg, `viewBox="0 0 1200 400"`)
	assert.Contains(t, svg, ">2026-02-02 03:00</text>", "a time on its axis")
	assert.Contains(t, svg, ">100</text>", "a value on its axis")
}

func TestPlotOfARawSeriesWithGaps(t *testing.T) {
	svg := drawn(t, "timestamp,value\n0,1\n60,2\n120,\n180,3\n240,NaN\n300,4\n360,5\n")
	elements := wellFormed(t, svg)
	assert.Equal(t, 3, elements["polyline"], "a missing value is a gap")
	assert.Equal(t, 1, elements["polygon"], "a row that is missing is expected all the same")
	assert.Zero(t, elements["circle"])
}

// The picture in the README.
func TestPlotOfLogins(t *testing.T) {
	series, err := os.ReadFile("testdata/logins.csv")
	require.NoError(t, err)
	generatedpage.Require(t, "testdata/logins.svg", drawn(t, string(series), "-title", "Logins in 15 minutes"), "go test ./cmd/apiforecast -run PlotOfLogins -update")
}

func TestPlotFindsTheAlertsOfARawSeries(t *testing.T) {
	series := quiet(300)
	assert.Equal(t, drawn(t, strings.Join(detected(t, series), "\n")), drawn(t, series))
}

func TestPlotOfHostileSeries(t *testing.T) {
	for name, series := range map[string]string{
		"one row":        "timestamp,value\n5,1\n",
		"one time":       "timestamp,value\n5,1\n5,2\n5,3\n",
		"never changes":  "timestamp,value\n5,1\n6,1\n",
		"time goes back": "timestamp,value\n6,1\n5,2\n",
		"huge":           "timestamp,value\n5,1.7e308\n6,-1.7e308\n7,1e-320\n",
		"hostile alert":  "timestamp,value,anomaly_score,lower,upper,explanation\n5,1,1,-1e308,1e308,\"</title><script>\"\n6,2,0.5,,,\xff\n",
	} {
		t.Run(name, func(t *testing.T) {
			assert.Zero(t, wellFormed(t, drawn(t, series))["script"])
		})
	}
	require.ErrorContains(t, run([]string{"plot"}, strings.NewReader("timestamp,value\n5,\n"), io.Discard), "no value to draw")
}

// A picture of many rows is no larger than its columns make it, and shows the one row that stands out.
func TestPlotOfManyRows(t *testing.T) {
	rows := strings.Builder{}
	rows.WriteString("timestamp,value\n")
	for i := range 200_000 {
		value := "1"
		if i == 77_777 {
			value = "9"
		}
		rows.WriteString(written(float64(i)) + "," + value + "\n")
	}
	svg := drawn(t, rows.String())
	assert.Less(t, len(svg), 100_000)
	assert.Contains(t, svg, ",54.5 ", "the spike's top")
}

func TestZeroHasNoSign(t *testing.T) {
	svg := drawn(t, "timestamp,value\n0,0\n60,7\n120,10\n")
	assert.Contains(t, svg, ">0</text>")
	assert.NotContains(t, svg, ">-0</text>")
	assert.Contains(t, svg, ">3 rows, 0 alerts</text>")
	assert.Contains(t, drawn(t, "timestamp,value\n0,1\n"), ">1 row, 0 alerts</text>")
}

func TestTimesOnTheAxisAreRound(t *testing.T) {
	for _, c := range []struct {
		seconds, step float64
		first         string // of the times from 2026-02-02 02:40:00
	}{
		{2, 1, "02:40:00"},
		{300, minute, "2026-02-02 02:40"},
		{420 * minute, hour, "2026-02-02 03:00"},
		{3 * day, 12 * hour, "2026-02-02 12:00"},
		{21 * day, 3 * day, "2026-02-03"},
		{100 * 365 * day, 4563 * day, "2032-06-19"},
	} {
		const from = 1_770_000_000
		step := timeStep(c.seconds)
		assert.InDelta(t, c.step, step, 0)
		assert.Equal(t, c.first, label(math.Ceil(from/step)*step, step))
		assert.LessOrEqual(t, c.seconds/step, float64(timeTicks))
	}
}
