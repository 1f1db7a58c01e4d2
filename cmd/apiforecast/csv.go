package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// Times have to fit Unix nanoseconds.
const (
	leastSecond = math.MinInt64 / 1_000_000_000
	mostSecond  = math.MaxInt64 / 1_000_000_000
)

// row is one line of a series.
type row struct {
	stamp string // as it was written
	text  string // the value as it was written
	at    time.Time
	value float64 // NaN where it is missing or not a number
	cells []string
}

// reader reads a series from CSV. The first line names the columns, of which timestamp and value are needed, in whatever order.
type reader struct {
	csv     *csv.Reader
	columns map[string]int
}

func newReader(in io.Reader) (*reader, error) {
	c := csv.NewReader(in)
	c.ReuseRecord = true
	c.TrimLeadingSpace = true
	names, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the input is empty: its first line has to be timestamp,value")
	}
	if err != nil {
		return nil, unreadable(err, names, c)
	}
	r := &reader{csv: c, columns: map[string]int{}}
	for i, name := range names {
		r.columns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	for _, needed := range []string{"timestamp", "value"} {
		if _, has := r.columns[needed]; !has {
			return nil, fmt.Errorf("line 1 names no column %s: it has to be timestamp,value, and is %s", needed, apierror.Quote(strings.Join(names, ",")))
		}
	}
	return r, nil
}

// next reads a row; io.EOF ends the series.
func (r *reader) next() (row, error) {
	cells, err := r.csv.Read()
	if err != nil {
		return row{}, unreadable(err, cells, r.csv)
	}
	line, _ := r.csv.FieldPos(0)
	stamp, text := cells[r.columns["timestamp"]], strings.TrimSpace(cells[r.columns["value"]])
	at, err := parseTime(strings.TrimSpace(stamp))
	if err != nil {
		return row{}, fmt.Errorf("line %d: timestamp %s: %w", line, apierror.Quote(stamp), err)
	}
	value, err := parseValue(text)
	if err != nil {
		return row{}, fmt.Errorf("line %d: value %s: %w", line, apierror.Quote(text), err)
	}
	return row{stamp: stamp, text: text, at: at, value: value, cells: cells}, nil
}

// unreadable says of a line that is no CSV what to write instead.
func unreadable(err error, cells []string, c *csv.Reader) error {
	fault, is := errors.AsType[*csv.ParseError](err)
	switch {
	case !is:
		return err
	case errors.Is(err, csv.ErrFieldCount):
		return fmt.Errorf("line %d has %s, and the first line names %s: write as many, empty ones where there is nothing, and a comma within one in quotes",
			fault.StartLine, sentence.Count(int64(len(cells)), "cell"), sentence.Count(int64(c.FieldsPerRecord), "column"))
	default: // a quote
		return fmt.Errorf("line %d: %w: write quotes around a whole cell, and each quote within it twice", fault.StartLine, fault.Err)
	}
}

// number reads another column's cell; one that is missing or not a number is NaN.
func (r *reader) number(of row, column string) float64 {
	i, has := r.columns[column]
	if !has {
		return math.NaN()
	}
	value, err := parseValue(strings.TrimSpace(of.cells[i]))
	if err != nil {
		return math.NaN()
	}
	return value
}

// cell is another column's text, empty where there is none.
func (r *reader) cell(of row, column string) string {
	if i, has := r.columns[column]; has {
		return of.cells[i]
	}
	return ""
}

func parseTime(text string) (time.Time, error) {
	for _, layout := range []string{time.DateTime, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04"} {
		at, err := time.Parse(layout, text)
		if err == nil && at.Unix() > leastSecond && at.Unix() < mostSecond {
			return at, nil
		}
	}
	seconds, err := strconv.ParseFloat(text, 64)
	if err == nil && seconds > leastSecond && seconds < mostSecond {
		whole, fraction := math.Modf(seconds)
		return time.Unix(int64(whole), int64(fraction*1e9)).UTC(), nil
	}
	return time.Time{}, errors.New("write it as 2026-01-31 12:00:00, in RFC 3339 or in Unix seconds, between the years 1678 and 2262")
}

// parseValue takes an empty cell for a missing value.
func parseValue(text string) (float64, error) {
	switch strings.ToLower(text) {
	case "", "null", "none", "na", "n/a":
		return math.NaN(), nil
	}
	value, err := strconv.ParseFloat(text, 64)
	if errors.Is(err, strconv.ErrRange) {
		return value, nil // infinite, or too small to tell from 0
	}
	if err != nil {
		return 0, errors.New("write a number, or nothing where none was measured")
	}
	return value, nil
}

// written is a number's cell, empty where there is none.
func written(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', 8, 64)
}
