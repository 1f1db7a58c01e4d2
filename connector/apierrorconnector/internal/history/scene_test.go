package history

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// noon is when what these tests tell of begins.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// hour is the slice that they ask for.
var hour = Slice{From: noon.Add(time.Minute).UnixNano(), To: noon.Add(time.Hour).UnixNano()}

// story is a taker that writes down what it is told, a line for each minute.
type story struct {
	t      *testing.T
	lines  []string
	newest map[Place]int64
	ended  int
}

func newStory(t *testing.T) *story { return &story{t: t, newest: make(map[Place]int64)} }

func (s *story) Take(place Place, minutes []Minute) {
	for i := range minutes {
		m := &minutes[i]
		newest, later := s.newest[place]
		assert.True(s.t, !later || m.At > newest, "in the order of time")
		assert.Zero(s.t, m.At%minute)
		assert.NotZero(s.t, m.Calls)
		assert.LessOrEqual(s.t, m.FailedCalls(), m.Calls)
		s.newest[place] = m.At
		s.lines = append(s.lines, name(place)+" "+time.Unix(0, m.At).UTC().Format("15:04")+" "+line(m))
	}
}

func (s *story) End() { s.ended++ }

func name(p Place) string {
	if p.Process != "" {
		return "process " + p.Process
	}
	return strings.TrimSpace(p.Service + " " + p.Endpoint())
}

func line(m *Minute) string {
	parts := []string{strconv.FormatUint(m.Calls, 10)}
	for _, f := range m.Failed {
		category := f.Category
		if category == "" {
			category = "?"
		}
		parts = append(parts, fmt.Sprintf("%s=%d", category, f.Calls))
	}
	if m.Latency > 0 {
		parts = append(parts, fmt.Sprintf("%gs", m.Latency))
	}
	return strings.Join(parts, " ")
}

// about is a route of the shop.
func about(route string, category apierror.Category) *origin {
	return &origin{endpoint: Place{Service: "shop", Route: route}, category: category}
}

func told(t *testing.T, l *Ledger) []string {
	t.Helper()
	s := newStory(t)
	l.Hand(s)
	return s.lines
}
