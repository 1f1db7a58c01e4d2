package anomaly

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast/anomaly/nabscore"
)

// measured is where the measured series lie, of which the repository holds no copy.
const measured = "../../../../shared/data/series"

type labelled struct {
	kind   string
	at     []int64
	values []float64
	spans  []nabscore.Window
}

func (l labelled) judged() nabscore.Series {
	var d Detector
	s := nabscore.Series{Windows: l.spans}
	for i, value := range l.values {
		s.Scores = append(s.Scores, d.Observe(l.at[i], value).Score)
	}
	return s
}

// TestNAB holds the detector to its score on the Numenta Anomaly Benchmark's series: `go test ./internal/forecast/anomaly -run NAB -v`.
func TestNAB(t *testing.T) {
	byKind := map[string][]nabscore.Series{}
	var all []nabscore.Series
	for _, l := range load(t) {
		s := l.judged()
		byKind[l.kind] = append(byKind[l.kind], s)
		all = append(all, s)
	}
	kinds := make([]string, 0, len(byKind))
	for kind := range byKind {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	best, threshold := nabscore.Best(all...)
	t.Logf("%-22s %5.1f at 0.5, %5.1f at the best threshold, %.3f", "all", nabscore.At(Alert, all...), best, threshold)
	for _, kind := range kinds {
		var others []nabscore.Series
		for other, series := range byKind {
			if other != kind {
				others = append(others, series...)
			}
		}
		_, threshold := nabscore.Best(others...)
		t.Logf("%-22s %5.1f at 0.5, %5.1f at the threshold that is best for the other kinds", kind,
			nabscore.At(Alert, byKind[kind]...), nabscore.At(threshold, byKind[kind]...))
	}
	assert.Greater(t, best, 70.0)
	assert.Greater(t, nabscore.At(Alert, all...), 70.0)
}

func load(t *testing.T) []labelled {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(measured, "windows.json"))
	if os.IsNotExist(err) {
		t.Skip("the measured series are not here: ", measured)
	}
	require.NoError(t, err)
	var windows map[string][][2]string
	require.NoError(t, json.Unmarshal(text, &windows))
	all := make([]labelled, 0, len(windows))
	for name, spans := range windows {
		l := labelled{kind: path.Dir(name)}
		file, err := os.Open(filepath.Join(measured, name))
		require.NoError(t, err)
		rows, err := csv.NewReader(file).ReadAll()
		require.NoError(t, err)
		require.NoError(t, file.Close())
		rowOf := map[string]int{}
		for i, row := range rows[1:] {
			at, err := time.Parse(time.DateTime, row[0])
			require.NoError(t, err)
			value, err := strconv.ParseFloat(row[1], 64)
			require.NoError(t, err)
			l.at, l.values = append(l.at, at.UnixNano()), append(l.values, value)
			if _, seen := rowOf[row[0]]; !seen {
				rowOf[row[0]] = i
			}
		}
		for _, span := range spans {
			first, isRow := rowOf[strings.TrimSuffix(span[0], ".000000")]
			require.True(t, isRow, span[0])
			last, isRow := rowOf[strings.TrimSuffix(span[1], ".000000")]
			require.True(t, isRow, span[1])
			l.spans = append(l.spans, nabscore.Window{First: first, Last: last})
		}
		all = append(all, l)
	}
	return all
}
