package main

import (
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast/anomaly"
)

// spike is some rows that stand out.
type spike struct {
	row, length int
	times       float64
	real        bool
}

const (
	aDay = 288 // rows, five minutes apart
	days = 360
)

// spiky is a series of 360 days: noise, spikes of a batch each night that differ from night to night, and a real one every other day.
func spiky(seed uint64) (values []float64, spikes []spike) {
	random := rand.New(rand.NewPCG(seed, 71))
	size := func() float64 { return 12 * math.Exp(0.35*random.NormFloat64()) }
	for day := range days {
		if random.IntN(4) > 0 {
			spikes = append(spikes, spike{row: day*aDay + 24 + random.IntN(8), length: 1 + random.IntN(4), times: size()})
		}
		if day > 3 && random.IntN(2) == 0 {
			spikes = append(spikes, spike{row: day*aDay + 60 + random.IntN(190), length: 2 + random.IntN(10), times: size(), real: true})
		}
	}
	values = make([]float64, days*aDay)
	for i := range values {
		values[i] = 100 + 10*random.NormFloat64()
	}
	for _, s := range spikes {
		for i := range s.length {
			values[s.row+i] += 10 * s.times * (0.8 + 0.4*random.Float64())
		}
	}
	return values, spikes
}

// watch counts the false alarms and the real spikes that are told after so many verdicts; from is the row of the last verdict, or from which on to count.
func watch(values []float64, spikes []spike, verdicts int, word func(s *spike) feedback.Word, from int) (alarms, found, until int) {
	of := make(map[int]*spike)
	for i := range spikes {
		for row := range spikes[i].length + 2 {
			of[spikes[i].row+row] = &spikes[i]
		}
	}
	told := map[*spike]bool{}
	h := newHeeding(nil)
	var d anomaly.Detector
	for row, value := range values {
		at := time.Date(2026, 3, 2, 0, 5*row, 0, 0, time.UTC).UnixNano()
		h.of[at] = feedback.Situation{}
		h.advance(at)
		v := d.ObserveUnless(at, value, func(v anomaly.Verdict) bool { return h.holds(at, v) })
		if v.Score < anomaly.Alert {
			continue
		}
		s := of[row]
		switch {
		case until == 0 && len(h.heard)+len(h.said) < verdicts:
			h.said = append(h.said, said{on: at, from: at, word: word(s)})
			if len(h.heard)+len(h.said) == verdicts {
				until = row
			}
		case row <= from:
		case s != nil && s.real:
			if !told[s] {
				told[s] = true
				found++
			}
		default:
			alarms++
		}
	}
	return alarms, found, until
}

func rightly(s *spike) feedback.Word {
	switch {
	case s == nil:
		return feedback.False
	case s.real:
		return feedback.True
	default:
		return feedback.Expected
	}
}

// The detector gets used to what recurs by itself; this is what verdicts add to that.
func TestTwentyVerdictsOnASeries(t *testing.T) {
	for name, c := range map[string]struct {
		word   func(s *spike) feedback.Word
		cut    float64
		recall float64
		series uint64
	}{
		"right": {rightly, 0.8, 0.99, 10},
		"wrong": {func(s *spike) feedback.Word {
			if s != nil && s.real {
				return feedback.False
			}
			return feedback.True
		}, -1, 0.4, 4}, // ten times the like of it was called false
	} {
		t.Run(name, func(t *testing.T) {
			var alarms, found, allAlarms, allFound int
			for seed := uint64(100); seed < 100+c.series; seed++ {
				values, spikes := spiky(seed)
				a, f, from := watch(values, spikes, 20, c.word, 0)
				alarms, found = alarms+a, found+f
				a, f, _ = watch(values, spikes, 0, c.word, from)
				allAlarms, allFound = allAlarms+a, allFound+f
			}
			cut, recall := 1-float64(alarms)/float64(allAlarms), float64(found)/float64(allFound)
			t.Logf("false alarms %d, without verdicts %d: cut by %.1f%%; found %d of %d: %.2f%%", alarms, allAlarms, 100*cut, found, allFound, 100*recall)
			assert.Greater(t, cut, c.cut)
			assert.Greater(t, recall, c.recall)
		})
	}
}

// nightly is a series with a spike each night, and one by day, and the verdicts that are written to a file beside it.
func nightly(t *testing.T, verdicts string) (series, file string) {
	t.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	b.WriteString("timestamp,value\n")
	for row := range 10 * aDay {
		value := 100 + 10*random.NormFloat64()
		if row%aDay == 30 || row == 9*aDay+150 {
			value += 200 + float64(row/aDay)*20
		}
		b.WriteString(time.Date(2026, 3, 2, 0, 5*row, 0, 0, time.UTC).Format(time.DateTime) + "," + written(value) + "\n")
	}
	file = filepath.Join(t.TempDir(), "verdicts.csv")
	require.NoError(t, os.WriteFile(file, []byte(verdicts), 0o600))
	return b.String(), file
}

func alertsOf(t *testing.T, series string, args ...string) (at []string, lines []string) {
	t.Helper()
	var out strings.Builder
	require.NoError(t, run(append([]string{"detect"}, args...), strings.NewReader(series), &out))
	lines = strings.Split(strings.TrimSpace(out.String()), "\n")
	for _, line := range lines[1:] {
		cells := strings.SplitN(line, ",", 4)
		if cells[2] >= "0.5" {
			at = append(at, cells[0])
		}
	}
	return at, lines
}

func TestDetectWithFeedback(t *testing.T) {
	series, file := nightly(t, "timestamp,verdict\n2026-03-04 02:30:00,expected\n2026-03-02 12:00:00,false\n")
	without, before := alertsOf(t, series)
	require.Contains(t, without, "2026-03-04 02:30:00")
	require.Contains(t, without, "2026-03-05 02:30:00")
	with, lines := alertsOf(t, series, "-feedback", file)
	assert.Contains(t, with, "2026-03-04 02:30:00", "a verdict says nothing of the past")
	assert.NotContains(t, with, "2026-03-05 02:30:00")
	assert.Contains(t, with, "2026-03-11 12:30:00", "at another hour")
	for i, line := range lines {
		if strings.HasPrefix(line, "2026-03-05 02:30:00") {
			assert.Regexp(t, `,0\.499000,.*,held back by the verdicts on the like of it, spike up \(1 × expected\): `+
				`it is an alert from [\d.]+ usual deviations on, and at other hours than from 01:30 to 04:00 UTC$`, strings.ReplaceAll(line, `"`, ""))
		}
		if line < "2026-03-04 02:30:01" {
			assert.Equal(t, before[i], line)
		}
	}

	require.NoError(t, os.WriteFile(file, []byte("timestamp,verdict,at\n2026-03-04 02:30:00,expected,2026-03-05 09:00:00\n"), 0o600))
	late, _ := alertsOf(t, series, "-feedback", file)
	assert.Contains(t, late, "2026-03-05 02:30:00", "the verdict came later")
}

func TestVerdictsThatCountForNothing(t *testing.T) {
	for unused, want := range map[int]string{
		0: "",
		1: "1 verdict is at a time at which there was no alert, and counts for nothing",
		2: "2 verdicts are at times at which there was no alert, and count for nothing",
	} {
		h := heeding{unused: unused}
		assert.Equal(t, want, h.unheard())
	}
}

// A verdict that comes with a later row changes no row before.
func TestFeedbackIsCausal(t *testing.T) {
	series, file := nightly(t, "timestamp,verdict\n2026-03-04 02:30:00,expected\n2026-03-05 02:30:00,true\n2026-03-11 12:30:00,false\n")
	_, whole := alertsOf(t, series, "-feedback", file)
	part := strings.Join(strings.SplitAfter(series, "\n")[:2000], "")
	_, prefix := alertsOf(t, part, "-feedback", file)
	assert.Equal(t, whole[:2000], prefix)
}

func TestFeedbackFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "its first line has to be timestamp,verdict",
		"time,verdict\n":                      `and is "time,verdict"`,
		"timestamp,verdict\nx,true\n":         `line 2: timestamp "x": write it as`,
		"timestamp,verdict\n5,maybe\n":        `line 2: verdict "maybe": write true, false or expected`,
		"timestamp,verdict,at\n5,true,soon\n": `line 2: at "soon"`,
		"timestamp,verdict\n5\n":              "line 2 has 1 cell, and the first line names 2 columns: write as many",
		"timestamp,verdict\n" + strings.Repeat("5,true\n", feedback.MaxVerdicts+1): "10000 verdicts at most",
	} {
		_, err := parseSaid(strings.NewReader(text))
		require.ErrorContains(t, err, want, "%.40q", text)
	}
	err := run([]string{"detect", "-feedback", filepath.Join(t.TempDir(), "none.csv")}, strings.NewReader("timestamp,value\n"), io.Discard)
	require.ErrorIs(t, err, os.ErrNotExist)
}

func FuzzFeedback(f *testing.F) {
	f.Add("timestamp,verdict,at\n2026-03-04 02:30:00,expected,\n5,TRUE,9\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := parseSaid(strings.NewReader(text))
		if err != nil {
			return
		}
		h := newHeeding(list)
		for _, one := range list {
			h.advance(one.on)
			h.holds(one.on, anomaly.Verdict{Off: 9})
			require.LessOrEqual(t, one.on, one.from)
		}
		h.advance(math.MaxInt64)
	})
}
