package history

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const header = "timestamp,service,route,process,category,calls,failed\n"

// readFile reads a file that was written an hour after noon.
func readFile(text string) (*Ledger, *Files, error) {
	l := NewLedger()
	files := NewFiles(l, noon.Add(time.Hour).UnixNano())
	err := files.Read(strings.NewReader(text))
	return l, files, err
}

func TestCSV(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"the form of docs/history.md": {
			text: "2026-03-01T12:00:00Z,checkout,/api/v1/orders,payments,timeout,1200,3\n" +
				"2026-03-01T12:00:00Z,checkout,/api/v1/orders,payments,internal,1200,1\n" +
				"2026-03-01T12:01:00Z,checkout,/api/v1/orders,payments,,1180,0\n",
			want: []string{
				"checkout /api/v1/orders 12:00 1200 internal=1 timeout=3", "checkout /api/v1/orders 12:01 1180",
				"process payments 12:00 1200 internal=1 timeout=3", "process payments 12:01 1180",
			},
		},
		"Unix seconds, another time zone, parts of a minute": {
			text: "1772366400,a,/x,,,10,0\n2026-03-01T13:00:20+01:00,a,/x,,data,5,5\n1772366430.5,a,/x,,,1,0\n",
			want: []string{"a /x 12:00 16 data=5"},
		},
		"a process alone, and a service alone": {
			text: "1772366400,,,sales,,10,2\n1772366400,a,,,,7,0\n", want: []string{"a 12:00 7", "process sales 12:00 10 ?=2"},
		},
		"failures of a route in two processes": {
			text: "1772366400,a,/x,p,data,10,2\n1772366400,a,/x,q,data,5,1\n",
			want: []string{"a /x 12:00 15 data=3", "process p 12:00 10 data=2", "process q 12:00 5 data=1"},
		},
		"as a spreadsheet writes it": {text: "1772366400,a,\"/x,\"\"y\"\"\",,,1,0\r\n", want: []string{`a /x,"y" 12:00 1`}},
		"minutes without calls":      {text: "1772366400,a,/x,,,0,0\n"},
		"no rows":                    {},
	} {
		t.Run(name, func(t *testing.T) {
			for _, mark := range []string{"", "\ufeff"} {
				l, _, err := readFile(mark + header + test.text)
				require.NoError(t, err)
				assert.ElementsMatch(t, test.want, told(t, l))
			}
		})
	}
}

// Each error names the line, the column, the value, and what is allowed.
func TestMistakesInCSV(t *testing.T) {
	const row = "1772366400,a,/x,,,10,1\n"
	for _, test := range []struct{ text, want string }{
		{"", "line 1: the first line must be timestamp,service,route,process,category,calls,failed"},
		{"time,service,route,process,category,calls,failed\n", "line 1: the first line must be"},
		{header + row + "1772366400,a\n", "line 3: 2 columns: must be 7"},
		{header + "yesterday,a,/x,,,1,0\n", `line 2: timestamp: "yesterday": must be RFC 3339 or Unix seconds, e.g. 2026-03-01T12:00:00Z or 1772366400`},
		{header + "1772366400000,a,/x,,,1,0\n", `line 2: timestamp: "1772366400000": must be`},
		{header + "-1,a,/x,,,1,0\n", `timestamp: "-1"`},
		{header + "NaN,a,/x,,,1,0\n", `timestamp: "NaN"`},
		{header + "0001-01-01T00:00:00Z,a,/x,,,1,0\n", `timestamp: "0001-01-01T00:00:00Z"`},
		{header + "9999-01-01T00:00:00Z,a,/x,,,1,0\n", `timestamp: "9999-01-01T00:00:00Z"`},
		{header + row + "1772366340,a,/x,,,1,0\n", "line 3: timestamp: is before that of the line above: sort the rows by time"},
		{header + "1772366400,,/x,,,1,0\n", `line 2: service: is empty: whose route is "/x"`},
		{header + "1772366400,,,,,1,0\n", "line 2: service, process: both are empty: name one at least"},
		{header + "1772366400,a,/x,,slow,1,0\n", `line 2: category: "slow": must be empty, or one of [authentication`},
		{header + "1772366400,a,/x,,,-1,0\n", `line 2: calls: "-1": must be a whole number from 0 to 1000000000000`},
		{header + "1772366400,a,/x,,,1e3,0\n", `line 2: calls: "1e3"`},
		{header + "1772366400,a,/x,,,1000000000001,0\n", `line 2: calls: "1000000000001"`},
		{header + "1772366400,a,/x,,,10,1.5\n", `line 2: failed: "1.5"`},
		{header + "1772366400,a,/x,,,10,11\n", "line 2: failed: 11: there were only 10 calls"},
		{header + row + "1772366400,a,/x,,data,11,1\n", "line 3: calls: 11: line 2 says 10 of the same time and place"},
		{header + row + "1772366400,a,/x,,data,10,10\n", "line 3: failed: 10: there were only 10 calls, of which 1 are told to have failed already"},
		{header + row + row, `line 3: category: "": a line above has it for the same time and place`},
		{header + "1772366400,a,\"/x,,,1,0\n", `line 2: extraneous or missing " in quoted-field`},
		{header + row + "1772366400,a,\"/x\ny\",,,1,0\nbad\n", "line 5: 1 columns"},
		{header + "\x1b[31m,a,/x,,,1,0\n", `timestamp: "\x1b[31m"`},
	} {
		t.Run(test.want, func(t *testing.T) {
			_, _, err := readFile(test.text)
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestWhatTheConnectorSeesForItselfIsLeftOut(t *testing.T) {
	l, files, err := readFile(header + "2026-03-01T12:59:59Z,a,/x,,,1,0\n2026-03-01T13:00:00Z,a,/x,,data,2,2\n2026-03-01T14:00:00Z,a,/x,,,4,0\n")
	require.NoError(t, err)
	assert.Equal(t, []string{"a /x 12:59 1"}, told(t, l))
	assert.Equal(t, 2, files.After)
}

func TestSeveralFiles(t *testing.T) {
	l := NewLedger()
	files := NewFiles(l, noon.Add(time.Hour).UnixNano())
	for _, text := range []string{"1772366460,a,/x,,,1,0\n", "1772366400,a,/x,,,2,0\n1772366400,b,/x,,,3,0\n"} {
		require.NoError(t, files.Read(strings.NewReader(header+text)))
	}
	assert.Equal(t, []string{"a /x 12:00 2", "a /x 12:01 1", "b /x 12:00 3"}, told(t, l))
}

// rows is a file of so many.
func rows(n int) io.Reader {
	left := n
	return io.MultiReader(strings.NewReader(header), readFunc(func(p []byte) (int, error) {
		if left == 0 {
			return 0, io.EOF
		}
		left--
		return copy(p, fmt.Sprintf("%d,a,/x,,,1,0\n", noon.Unix()+int64(n-left))), nil
	}))
}

type readFunc func([]byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }

func TestCSVIsBounded(t *testing.T) {
	files := NewFiles(NewLedger(), 1<<62)
	files.maxRows, files.maxBytes = 1000, 1<<20
	require.NoError(t, files.Read(rows(600)))
	require.NoError(t, files.Read(rows(400)))
	require.EqualError(t, files.Read(rows(1)), "line 2: all files together have more than 1000 rows: shorten them")

	endlessField := io.MultiReader(strings.NewReader(header+`1,"`), &endless{part: strings.Repeat("a", 1<<16)})
	require.EqualError(t, files.Read(endlessField), "the file is larger than 1 MiB: shorten it")
}

func TestAFileThatCannotBeRead(t *testing.T) {
	require.ErrorIs(t, NewFiles(NewLedger(), 0).Read(failing{}), errLine)
}

func FuzzCSV(f *testing.F) {
	f.Add(header + "2026-03-01T12:00:00Z,checkout,/api/v1/orders,payments,timeout,1200,3\n")
	f.Add(header + "1772366400.25,a,,p,,1000000000000,0\n1772366401,\"a\nb\",/\xff,,data,1,1\n")
	f.Add("\ufeff" + header)
	f.Fuzz(func(t *testing.T, text string) {
		l := NewLedger()
		_ = NewFiles(l, 1<<62).Read(strings.NewReader(text))
		told(t, l)
	})
}
