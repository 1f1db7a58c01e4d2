package history

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	// maxPoints bounds one answer: with what is made of them, they take some 50 MB.
	maxPoints = 500_000
	// maxBytes of an answer is what so many points may take.
	maxBytes = 64 << 20
)

// ErrTooMuch is of an answer that is larger than what is read of one.
var ErrTooMuch = fmt.Errorf("the answer has more than %d points or %d MiB", maxPoints, maxBytes>>20)

var errGarbage = errors.New("the answer is none of a Prometheus-compatible server")

// Refusal is a server's answer that says what is wrong.
type Refusal struct {
	Type    string // such as timeout, execution or bad_data
	Message string
}

func (r *Refusal) Error() string { return r.Type + ": " + apierror.Quote(r.Message) }

// Answer is what came of a query.
type Answer struct {
	Series int
	// Nameless counts series among them without the label service_name, which are left out.
	Nameless int
	// Warning is the server's first, quoted; "" without one. It often means that a part of the answer is missing.
	Warning string
}

// question is a query for one kind of numbers from one time to another, Unix nanoseconds.
type question struct {
	what     kind
	from, to int64
}

// ReadCalls writes down the answer to a query for calls, in the form of Prometheus' HTTP API. After an error a part of it may have been
// written down.
func (l *Ledger) ReadCalls(r io.Reader, s Slice) (Answer, error) {
	return l.read(r, question{calls, s.From, s.To})
}

// ReadFailures does it for calls that failed.
func (l *Ledger) ReadFailures(r io.Reader, s Slice) (Answer, error) {
	return l.read(r, question{failed, s.From, s.To})
}

// ReadLatency does it for the 95th percentile of how long calls took, in seconds.
func (l *Ledger) ReadLatency(r io.Reader, s Slice) (Answer, error) {
	return l.read(r, question{latency, s.From, s.To})
}

func (l *Ledger) read(r io.Reader, q question) (Answer, error) {
	return l.readWithin(r, q, bounds{maxBytes, maxPoints})
}

// bounds are how much of an answer is read.
type bounds struct {
	bytes  int64
	points int
}

// readWithin goes through the answer as it comes in: all of it at once would take several times as much memory.
func (l *Ledger) readWithin(r io.Reader, q question, b bounds) (Answer, error) {
	limited := &io.LimitedReader{R: r, N: b.bytes + 1}
	m := matrix{ledger: l, question: q, maxPoints: b.points, decoder: json.NewDecoder(&filler{limited})}
	err := m.object(m.member)
	switch {
	case limited.N <= 0:
		return m.Answer, ErrTooMuch
	case err != nil && !isJSON(err):
		return m.Answer, err
	case err != nil:
		return m.Answer, fmt.Errorf("%w: %s", errGarbage, apierror.Quote(err.Error()))
	case m.status == "error":
		return m.Answer, &m.refusal
	case m.status != "success" || !m.found:
		return m.Answer, fmt.Errorf("%w: no status success with a result", errGarbage)
	}
	return m.Answer, nil
}

// filler fills what it is given: the decoder goes through all spaces again after each read, so that an answer of spaces in small pieces
// would keep it for hours.
type filler struct{ io.Reader }

func (f *filler) Read(p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var read int
		read, err = f.Reader.Read(p[n:])
		n += read
	}
	return n, err
}

// isJSON tells mistakes of the text from errors on the way.
func isJSON(err error) bool {
	var syntax *json.SyntaxError
	var mismatch *json.UnmarshalTypeError
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, errShape) || errors.As(err, &syntax) || errors.As(err, &mismatch)
}

// matrix is an answer that is being read.
type matrix struct {
	Answer
	ledger   *Ledger
	question question
	decoder  *json.Decoder

	status  string
	refusal Refusal
	found   bool

	points, maxPoints int
}

var errShape = errors.New("it has another shape")

// object reads an object member by member.
func (m *matrix) object(member func(key string) error) error {
	if err := m.expect(json.Delim('{')); err != nil {
		return err
	}
	for m.decoder.More() {
		token, err := m.decoder.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if err := member(key); err != nil {
			return err
		}
	}
	return m.expect(json.Delim('}'))
}

func (m *matrix) expect(want json.Token) error {
	token, err := m.decoder.Token()
	if err == nil && token != want {
		return errShape
	}
	return err
}

func (m *matrix) member(key string) error {
	switch key {
	case "status":
		return m.decoder.Decode(&m.status)
	case "errorType":
		return m.decoder.Decode(&m.refusal.Type)
	case "error":
		return m.decoder.Decode(&m.refusal.Message)
	case "warnings":
		var warnings []string
		err := m.decoder.Decode(&warnings)
		if len(warnings) > 0 {
			m.Warning = apierror.Quote(warnings[0])
		}
		return err
	case "isPartial": // VictoriaMetrics'
		var partial bool
		err := m.decoder.Decode(&partial)
		if partial {
			m.Warning = "the answer is partial"
		}
		return err
	case "data":
		return m.object(m.data)
	default:
		return m.skip()
	}
}

func (m *matrix) skip() error {
	var skipped json.RawMessage
	return m.decoder.Decode(&skipped)
}

func (m *matrix) data(key string) error {
	if key != "result" {
		return m.skip()
	}
	m.found = true
	if err := m.expect(json.Delim('[')); err != nil {
		return err
	}
	for m.decoder.More() {
		var read series
		if err := m.decoder.Decode(&read); err != nil {
			return err
		}
		if m.points += len(read.Values); m.points > m.maxPoints {
			return ErrTooMuch
		}
		m.write(&read)
	}
	return m.expect(json.Delim(']'))
}

// series is one of an answer.
type series struct {
	Metric map[string]string `json:"metric"`
	Values []point           `json:"values"`
}

// point is a pair of Unix seconds and a number in quotes.
type point struct {
	seconds float64
	value   float64
}

// UnmarshalJSON reads NaN and Inf too. It is called for each of up to half a million points.
func (p *point) UnmarshalJSON(text []byte) error {
	seconds, value, found := strings.Cut(strings.Trim(string(text), "[] \t\r\n"), ",")
	var err1, err2 error
	p.seconds, err1 = strconv.ParseFloat(strings.TrimSpace(seconds), 64)
	p.value, err2 = strconv.ParseFloat(strings.Trim(value, "\" \t\r\n"), 64)
	if !found || err1 != nil || err2 != nil && !errors.Is(err2, strconv.ErrRange) {
		return errShape
	}
	return nil
}

func (m *matrix) write(read *series) {
	m.Series++
	about, named := originOf(read.Metric)
	if !named {
		m.Nameless++
		return
	}
	for _, p := range read.Values {
		nanoseconds := p.seconds * 1e9
		switch at := int64(nanoseconds); {
		case math.IsNaN(p.value): // stale, or a percentile of no calls
		case nanoseconds >= float64(m.question.from) && nanoseconds <= float64(m.question.to):
			m.ledger.post(&about, at-minute, m.question.what, p.value) // it tells of the minute before
		default:
			m.ledger.LeftOut++
		}
	}
}
