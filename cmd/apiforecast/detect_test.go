package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// quiet is a series of rows a minute apart that ends with an incident of 20 rows.
func quiet(rows int) string {
	random := rand.New(rand.NewPCG(5, 6))
	var b strings.Builder
	b.WriteString("timestamp,value\n")
	for i := range rows {
		value := 20 + random.NormFloat64()
		if i >= rows-20 {
			value += 100
		}
		fmt.Fprintf(&b, "%s,%.2f\n", time.Unix(int64(1_770_000_000+60*i), 0).UTC().Format(time.DateTime), value)
	}
	return b.String()
}

func detected(t *testing.T, series string) []string {
	t.Helper()
	var out strings.Builder
	require.NoError(t, run([]string{"detect"}, strings.NewReader(series), &out))
	return strings.Split(strings.TrimSpace(out.String()), "\n")
}

func TestDetect(t *testing.T) {
	lines := detected(t, quiet(420))
	require.Len(t, lines, 421)
	assert.Equal(t, "timestamp,value,anomaly_score,expected,lower,upper,explanation", lines[0])
	assert.Equal(t, "2026-02-02 02:40:00,20.84,0.000000,,,,", lines[1])
	assert.Equal(t, "2026-02-02 09:20:00,119.99,0.852766,20.065942,17.734772,21.626478,"+
		`"120, a change of 102.1 from one row to the next (20.07 expected, usually 17.73 to 21.63): none of the 50 stretches of 8 rows before `+
		`brought as much. No daily season is known yet."`, lines[401])
	for _, line := range lines[402:] {
		assert.Regexp(t, `,0\.[0-4]\d+,[-\d.]+,[-\d.]+,[-\d.]+,$`, line, "one alert a situation, and no explanation where there is none")
	}
}

// Row n depends on the rows up to n alone.
func TestAPrefixIsJudgedAlike(t *testing.T) {
	whole := quiet(420)
	part := strings.Join(strings.SplitAfter(whole, "\n")[:300], "")
	assert.Equal(t, detected(t, whole)[:300], detected(t, part))
}

// Counts are not foretold to be negative; what was negative once may be so again.
func TestASeriesThatWasNeverNegative(t *testing.T) {
	bounds := func(series string) (least float64) {
		for _, line := range detected(t, series)[2:] {
			lower, err := strconv.ParseFloat(strings.Split(line, ",")[4], 64)
			require.NoError(t, err)
			least = min(least, lower)
		}
		return least
	}
	var counts, signed strings.Builder
	for _, b := range []*strings.Builder{&counts, &signed} {
		b.WriteString("timestamp,value\n")
	}
	for i := range 300 {
		fmt.Fprintf(&counts, "%d,%d\n", 60*i, i*7%11%5)
		fmt.Fprintf(&signed, "%d,%d\n", 60*i, i*7%11%5-1)
	}
	assert.Zero(t, bounds(counts.String()))
	assert.Less(t, bounds(signed.String()), -1.0)
}

func TestWhatIsMissingStaysMissing(t *testing.T) {
	lines := detected(t, "timestamp,value\n1,5\n2,\n2,NaN\n1,1e999\n3,5\n")
	assert.Equal(t, []string{
		"1,5,0.000000,,,,",
		"2,,0.000000,5,5,5,",
		"2,NaN,0.000000,5,5,5,",
		"1,1e999,0.000000,5,5,5,",
		"3,5,0.000000,5,5,5,",
	}, lines[1:])
}

func TestValuesTooLargeAreSaidToBe(t *testing.T) {
	var none, some large
	for _, value := range []float64{0, 1e300, -1e300, math.Inf(1), math.NaN()} {
		none.note(value)
	}
	assert.Empty(t, none.cut())
	some.note(1.1e300)
	some.note(-math.MaxFloat64)
	assert.Equal(t, "the series has 2 values beyond 1e+300 on either side: what lies beyond was judged as if it were that; "+
		"divide the series by a power of ten", some.cut())
}

func TestWhatWasJudgedBeforeAFaultIsWritten(t *testing.T) {
	var out strings.Builder
	err := run([]string{"detect"}, strings.NewReader("timestamp,value\n1,5\nx,6\n"), &out)
	require.ErrorContains(t, err, "line 3")
	assert.Contains(t, out.String(), "1,5,0.000000")
}

func TestCommandLine(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no command":         {nil, "name a command: detect, predict or plot"},
		"an unknown command": {[]string{"guess"}, `no command "guess": use detect, predict or plot`},
		"a file named":       {[]string{"detect", "a.csv"}, "write `apiforecast detect < a.csv`"},
		"help":               {[]string{"-h"}, "help requested"},
	} {
		t.Run(name, func(t *testing.T) {
			require.ErrorContains(t, run(c.args, strings.NewReader(""), &strings.Builder{}), c.want)
		})
	}
}

// Who follows a series as it comes gets each answer before the next row.
func TestEachRowIsAnsweredAtOnce(t *testing.T) {
	rows, in := io.Pipe()
	answers, out := io.Pipe()
	failed := make(chan error, 1)
	go func() {
		failed <- run([]string{"detect"}, rows, out)
		out.Close()
	}()
	lines := make(chan string, 8)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(answers); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	write := func(row string) {
		_, err := io.WriteString(in, row+"\n")
		require.NoError(t, err)
	}
	write("timestamp,value")
	assert.Contains(t, <-lines, "anomaly_score")
	for _, row := range []string{"2026-03-01 00:00:00,1", "2026-03-01 00:01:00,2"} {
		write(row)
		assert.Contains(t, <-lines, row)
	}
	require.NoError(t, in.Close())
	_, more := <-lines
	assert.False(t, more)
	assert.NoError(t, <-failed)
}
