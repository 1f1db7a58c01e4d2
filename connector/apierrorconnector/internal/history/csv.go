package history

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Columns of a CSV file, in their order.
var columns = []string{"timestamp", "service", "route", "process", "category", "calls", "failed"}

const (
	// maxRows bounds all CSV files together: a week of minutes of a hundred places. They take some 100 MB while they are read.
	maxRows = 1_000_000
	// maxFile bounds one file, in bytes.
	maxFile = 256 << 20
	// lastSecond is in the year 2200: a timestamp beyond is most likely in milliseconds.
	lastSecond = 7_258_118_400
)

// Files reads CSV files into a ledger.
type Files struct {
	ledger   *Ledger
	until    int64
	rows     int
	maxRows  int
	maxBytes int64 // of one file
	// After counts rows of the time that the connector sees for itself.
	After int
}

// NewFiles reads what was before a time, Unix nanoseconds.
func NewFiles(into *Ledger, until int64) *Files {
	return &Files{ledger: into, until: until, maxRows: maxRows, maxBytes: maxFile}
}

// Read reads one file. Its error names the line, the column, and what is allowed.
func (f *Files) Read(r io.Reader) error {
	limited := &io.LimitedReader{R: r, N: f.maxBytes + 1}
	buffered := bufio.NewReader(limited)
	if mark, err := buffered.Peek(3); err == nil && string(mark) == "\ufeff" { // spreadsheets begin with it
		_, _ = buffered.Discard(3)
	}
	reader := csv.NewReader(buffered)
	reader.FieldsPerRecord, reader.ReuseRecord = -1, true
	s := sheet{Files: f, reader: reader}
	err := s.read()
	if limited.N <= 0 {
		return fmt.Errorf("the file is larger than %d MiB: shorten it", f.maxBytes>>20)
	}
	return err
}

// sheet is a file that is being read.
type sheet struct {
	*Files
	reader *csv.Reader
	now    int64         // time of the rows at hand
	seen   map[group]sum // rows of that time
}

// group is what a row is about; all its rows of one time have the same calls.
type group struct {
	origin
	at int64
}

type sum struct {
	line          int
	calls, failed uint64
	categories    []apierror.Category
}

func (s *sheet) read() error {
	record, err := s.reader.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return unreadable(err)
	}
	if !slices.Equal(record, columns) {
		return fmt.Errorf("line 1: the first line must be %s", strings.Join(columns, ","))
	}
	for {
		record, err := s.reader.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return unreadable(err)
		}
		line, _ := s.reader.FieldPos(0)
		s.rows++
		if s.rows > s.maxRows {
			return fmt.Errorf("line %d: all files together have more than %d rows: shorten them", line, s.maxRows)
		}
		if err := s.row(line, record); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// unreadable words an error of the text, which has its line already, or of the disk.
func unreadable(err error) error {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return fmt.Errorf("line %d: %w", broken.Line, broken.Err)
	}
	return err
}

func (s *sheet) row(line int, record []string) error {
	if len(record) != len(columns) {
		return fmt.Errorf("%d columns: must be %d, %s", len(record), len(columns), strings.Join(columns, ","))
	}
	at, err := parseTime(record[0])
	if err != nil {
		return err
	}
	about := origin{endpoint: Place{Service: bounded(record[1]), Route: bounded(record[2])}, process: bounded(record[3])}
	category, known := categories[record[4]]
	switch {
	case about.endpoint.Service == "" && about.endpoint.Route != "":
		return fmt.Errorf("service: is empty: whose route is %s", apierror.Quote(record[2]))
	case about.endpoint.Service == "" && about.process == "":
		return errors.New("service, process: both are empty: name one at least")
	case !known:
		return fmt.Errorf("category: %s: must be empty, or one of %v", apierror.Quote(record[4]), apierror.Categories())
	}
	calls, err := parseCount("calls", record[5])
	if err != nil {
		return err
	}
	failures, err := parseCount("failed", record[6])
	if err != nil {
		return err
	}
	return s.count(line, group{about, at}, category, calls, failures)
}

// count writes a row down, after it was compared with the others of its time.
func (s *sheet) count(line int, about group, category apierror.Category, asked, failures uint64) error {
	switch {
	case about.at < s.now:
		return errors.New("timestamp: is before that of the line above: sort the rows by time")
	case about.at > s.now || s.seen == nil:
		s.now, s.seen = about.at, make(map[group]sum)
	}
	known, again := s.seen[about]
	switch {
	case again && known.calls != asked:
		return fmt.Errorf("calls: %d: line %d says %d of the same time and place: rows that differ in category have the same calls",
			asked, known.line, known.calls)
	case slices.Contains(known.categories, category):
		return fmt.Errorf("category: %s: a line above has it for the same time and place", apierror.Quote(string(category)))
	case failures > asked-known.failed:
		return fmt.Errorf("failed: %d: there were only %d calls, of which %d are told to have failed already", failures, asked, known.failed)
	}
	if !again {
		known.line, known.calls = line, asked
	}
	known.failed += failures
	known.categories = append(known.categories, category)
	s.seen[about] = known
	if about.at >= s.until {
		s.After++
		return nil
	}
	if !again {
		s.ledger.post(&about.origin, about.at, calls, float64(asked))
	}
	if failures > 0 {
		about.category = category
		s.ledger.post(&about.origin, about.at, failed, float64(failures))
	}
	return nil
}

// parseTime reads RFC 3339 or Unix seconds.
func parseTime(text string) (int64, error) {
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds > 0 && seconds < lastSecond {
		whole, part := math.Modf(seconds)
		return int64(whole)*1e9 + int64(part*1e9), nil
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil && at.Unix() > 0 && at.Unix() < lastSecond {
		return at.UnixNano(), nil
	}
	return 0, fmt.Errorf("timestamp: %s: must be RFC 3339 or Unix seconds, e.g. 2026-03-01T12:00:00Z or 1772366400", apierror.Quote(text))
}

func parseCount(column, text string) (uint64, error) {
	count, err := strconv.ParseUint(text, 10, 64)
	if err != nil || count > mostCalls {
		return 0, fmt.Errorf("%s: %s: must be a whole number from 0 to %d", column, apierror.Quote(text), int64(mostCalls))
	}
	return count, nil
}
