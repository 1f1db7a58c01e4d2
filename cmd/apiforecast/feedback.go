package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast/anomaly"
)

// said is a verdict on the alert at a time, which counts for the rows after another.
type said struct {
	on, from int64
	word     feedback.Word
}

// readSaid reads the file of -feedback.
func readSaid(path string) ([]said, error) {
	file, err := os.Open(path) //nolint:gosec // who calls the command names it
	if err != nil {
		return nil, err
	}
	list, err := parseSaid(file)
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, fmt.Errorf("-feedback %s: %w", path, err)
	}
	return list, nil
}

func parseSaid(in io.Reader) ([]said, error) {
	c := csv.NewReader(in)
	c.TrimLeadingSpace = true
	names, err := c.Read()
	if err != nil {
		return nil, errors.New("its first line has to be timestamp,verdict or timestamp,verdict,at")
	}
	columns := map[string]int{}
	for i, name := range names {
		columns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	_, hasTime := columns["timestamp"]
	if _, hasWord := columns["verdict"]; !hasTime || !hasWord {
		return nil, fmt.Errorf("its first line has to be timestamp,verdict or timestamp,verdict,at, and is %s", apierror.Quote(strings.Join(names, ",")))
	}
	var list []said
	for {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			slices.SortStableFunc(list, func(a, b said) int { return cmp.Compare(a.from, b.from) })
			return list, nil
		}
		if err != nil {
			return nil, unreadable(err, cells, c)
		}
		line, _ := c.FieldPos(0)
		if len(list) == feedback.MaxVerdicts {
			return nil, fmt.Errorf("line %d: %d verdicts at most", line, feedback.MaxVerdicts)
		}
		one, err := parseOne(cells, columns)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		list = append(list, one)
	}
}

func parseOne(cells []string, columns map[string]int) (said, error) {
	moment := func(column string) (int64, error) {
		text := strings.TrimSpace(cells[columns[column]])
		at, err := parseTime(text)
		if err != nil {
			return 0, fmt.Errorf("%s %s: %w", column, apierror.Quote(text), err)
		}
		return at.UnixNano(), nil
	}
	on, err := moment("timestamp")
	if err != nil {
		return said{}, err
	}
	one := said{on: on, from: on, word: feedback.Word(strings.ToLower(strings.TrimSpace(cells[columns["verdict"]])))}
	if one.word != feedback.True && one.word != feedback.False && one.word != feedback.Expected {
		return said{}, fmt.Errorf("verdict %s: write true, false or expected", apierror.Quote(string(one.word)))
	}
	if i, has := columns["at"]; has && strings.TrimSpace(cells[i]) != "" {
		if one.from, err = moment("at"); err != nil {
			return said{}, err
		}
		one.from = max(one.from, on) // nobody judges what has not happened yet
	}
	return one, nil
}

// heeding holds alerts back by what was said of those before.
type heeding struct {
	book  *feedback.Book
	said  []said // that do not count yet, the first to count first
	heard []feedback.Verdict
	of    map[int64]feedback.Situation // what there was, at the times that somebody said something of; without an ID where nothing was

	reason string // why the last row was held back; empty if it was not
	unused int
}

func newHeeding(list []said) *heeding {
	h := &heeding{book: feedback.NewBook(), said: list, of: make(map[int64]feedback.Situation, len(list))}
	for _, one := range list {
		h.of[one.on] = feedback.Situation{}
	}
	return h
}

// advance lets count what was said before a row.
func (h *heeding) advance(at int64) {
	h.reason = ""
	before := len(h.heard)
	for len(h.said) > 0 && h.said[0].from < at {
		one := h.said[0]
		h.said = h.said[1:]
		if id := h.of[one.on].ID; id != "" {
			h.heard = append(h.heard, feedback.Verdict{Finding: id, Word: one.word, At: one.on})
		} else {
			h.unused++
		}
	}
	if len(h.heard) > before {
		h.book.Heed(h.heard, at)
	}
}

// holds reports whether an alert is held back.
func (h *heeding) holds(at int64, v anomaly.Verdict) bool {
	s := alike(at, v)
	told, reason := h.book.Allows(&s)
	if told {
		h.book.Told(s.ID, &s)
	} else if limit, words, lasting := h.book.HeldBy(&s); lasting {
		reason = because(&s, &limit, words)
	}
	h.reason = reason
	if _, judged := h.of[at]; judged {
		h.of[at] = s
	}
	return !told
}

// because says why an alert is held back. The Book's own words are those of routes and findings.
func because(s *feedback.Situation, limit *feedback.Limit, said string) string {
	text := fmt.Sprintf("held back by the verdicts on the like of it, %s (%s): it is an alert from %.3g usual deviations on",
		s.ID, said, noise*limit.BelowEffect)
	if limit.Hours != feedback.AnyHour {
		text += ", and at other hours than " + limit.Hours
	}
	return text
}

// noise is how many usual deviations few noises come to more than: the least effect.
const noise = 4

// alike is what verdicts on one alert say of another: the same way of being out of the ordinary, in the same direction. How far out is told in usual
// deviations.
func alike(at int64, v anomaly.Verdict) feedback.Situation {
	kind := "spike"
	switch v.By {
	case anomaly.Run, anomaly.Shift, anomaly.LongShift, anomaly.Drift, anomaly.OffSeason4, anomaly.OffSeason12:
		kind = "level"
	case anomaly.Unrest:
		kind = "unrest"
	default:
	}
	direction := "up"
	if v.Off < 0 {
		direction = "down"
	}
	return feedback.Situation{
		ID: kind + " " + direction, Kind: "anomaly", Name: kind, Severity: apierror.SeverityMedium, Started: at, At: at,
		Evidence: math.NaN(), Effect: max(1, math.Abs(v.Off)/noise),
	}
}

// unheard says which verdicts were on rows without an alert; empty if none.
func (h *heeding) unheard() string {
	if h.unused == 0 {
		return ""
	}
	if h.unused == 1 {
		return "1 verdict is at a time at which there was no alert, and counts for nothing"
	}
	return fmt.Sprintf("%d verdicts are at times at which there was no alert, and count for nothing", h.unused)
}
