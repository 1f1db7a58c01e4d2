package main

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readAll reads a series up to its end or its first fault.
func readAll(text string) ([]row, error) {
	r, err := newReader(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	var rows []row
	for {
		next, err := r.next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		rows = append(rows, next)
	}
}

func TestTimesAndValues(t *testing.T) {
	rows, err := readAll("\ufeffhost, Value,TIMESTAMP\n" +
		"a,1.5,2026-01-31 12:00:00\n" +
		"a,-2e3,2026-01-31T12:00:00+02:00\n" +
		"a,,1769860800\n" +
		"a,NaN,1769860800.5\n" +
		"a,+Inf,2026-01-31T12:00:00\n" +
		"a,1e300,2026-01-31 12:00\n" +
		"a,1e999,2026-01-31 12:00:00.25\n" +
		"a,null,-5\n")
	require.NoError(t, err)
	const noon = int64(1769860800)
	assert.Equal(t, []int64{noon, noon - 7200, noon, noon, noon, noon, noon, -5}, func() (seconds []int64) {
		for _, r := range rows {
			seconds = append(seconds, r.at.Unix())
		}
		return seconds
	}())
	values := make([]float64, 0, len(rows))
	for _, r := range rows {
		values = append(values, r.value)
	}
	for i, want := range []float64{1.5, -2000, math.NaN(), math.NaN(), math.Inf(1), 1e300, math.Inf(1), math.NaN()} {
		if math.IsNaN(want) {
			assert.True(t, math.IsNaN(values[i]), "row %d is %v", i, values[i])
		} else {
			assert.Equal(t, want, values[i]) //nolint:testifylint // infinities have no delta
		}
	}
	assert.Equal(t, 500_000_000, rows[3].at.Nanosecond())
	assert.Equal(t, 250_000_000, rows[6].at.Nanosecond())
}

func TestFaultsNameTheLine(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":          {"", "the input is empty: its first line has to be timestamp,value"},
		"no header":        {"2026-01-31 12:00:00,1\n", `line 1 names no column timestamp: it has to be timestamp,value, and is "2026-01-31 12:00:00,1"`},
		"no value":         {"timestamp,count\n", `line 1 names no column value: it has to be timestamp,value, and is "timestamp,count"`},
		"a broken time":    {"timestamp,value\n1,2\nyesterday,3\n", `line 3: timestamp "yesterday": write it as 2026-01-31 12:00:00, in RFC 3339 or in Unix seconds, between the years 1678 and 2262`},
		"a time too late":  {"timestamp,value\n1e300,2\n", `line 2: timestamp "1e300"`},
		"a year too early": {"timestamp,value\n0001-01-01T00:00:00Z,2\n", `line 2: timestamp "0001-01-01T00:00:00Z"`},
		"a broken value":   {"timestamp,value\n\n1,many\n", `line 3: value "many": write a number, or nothing where none was measured`},
		"control bytes":    {"timestamp,value\n1,\x1b[2J\n", `line 2: value "\x1b[2J"`},
		"too few cells":    {"timestamp,value\n1,2\n3\n", "line 3 has 1 cell, and the first line names 2 columns: write as many"},
		"too many cells":   {"timestamp,value\n1,2,5\n", "line 2 has 3 cells, and the first line names 2 columns: write as many"},
		"an open quote":    {"timestamp,value\n1,\"2\n3,4\n", "line 2: extraneous or missing \" in quoted-field: write quotes around a whole cell"},
		"a quote in names": {"timestamp,val\"ue\n", "line 1: bare \" in non-quoted-field: write quotes around a whole cell"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(c.text)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func FuzzCommands(f *testing.F) {
	f.Add("timestamp,value\n2026-01-31 12:00:00,1\n2026-01-31 12:05:00,2\n")
	f.Add("timestamp,value,anomaly_score,lower,upper,explanation\n1,1e300,1,-1e300,Inf,<b>\n1,-1e300,,,,\n")
	f.Add("timestamp,value\n-9e9,NaN\n9e9,Inf\n")
	f.Fuzz(func(t *testing.T, text string) {
		var out strings.Builder
		if detect(nil, strings.NewReader(text), &out) == nil {
			var picture strings.Builder
			if plot(nil, strings.NewReader(out.String()), &picture) == nil {
				wellFormed(t, picture.String())
			}
		}
		_ = plot(nil, strings.NewReader(text), io.Discard)
	})
}
