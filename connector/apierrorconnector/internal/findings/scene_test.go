package findings

import (
	"encoding/binary"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const start = int64(1_750_000_000 * time.Second)

// scene is a Book whose clock the test moves, a Tick every five seconds, and whoever listens to it.
type scene struct {
	t     *testing.T
	book  *Book
	now   int64
	spans uint64
	deaf  bool // the consumer refuses what it is told

	heard []apierror.Finding
	open  map[string]apierror.Finding // what a listener believes to be firing
}

func newScene(t *testing.T, change ...func(*Rules)) *scene {
	t.Helper()
	rules := DefaultRules()
	for _, c := range change {
		c(&rules)
	}
	return &scene{t: t, book: NewBook(rules), now: start, open: make(map[string]apierror.Finding)}
}

// wait lets time pass and returns what was told in it, each as "status severity id: count".
func (s *scene) wait(d time.Duration) []string {
	s.t.Helper()
	from := len(s.heard)
	for end := s.now + int64(d); s.now < end; {
		s.now = min(end, s.now+int64(5*time.Second))
		s.tick()
	}
	return lines(s.heard[from:])
}

func (s *scene) tick() {
	s.t.Helper()
	due := s.book.Tick(s.now)
	if s.deaf {
		return
	}
	s.book.Sent(due)
	if again := s.book.Tick(s.now); len(again) > 0 {
		require.Empty(s.t, lines(again), "nothing is told twice")
	}
	for i := range due {
		s.hear(&due[i])
	}
}

// hear holds every finding against what holds of all.
func (s *scene) hear(f *apierror.Finding) {
	s.t.Helper()
	_, firing := s.open[f.ID]
	if f.Status == apierror.StatusResolved {
		require.True(s.t, firing, "nobody was told that %s began", f.ID)
		delete(s.open, f.ID)
	} else {
		s.open[f.ID] = *f
	}
	require.NotEmpty(s.t, f.Summary)
	require.NotZero(s.t, f.Severity)
	require.False(s.t, f.StartedAt.After(f.UpdatedAt), "%s .. %s", f.StartedAt, f.UpdatedAt)
	require.LessOrEqual(s.t, f.UpdatedAt.UnixNano(), s.now)
	s.heard = append(s.heard, *f)
}

func lines(findings []apierror.Finding) []string {
	var told []string
	for i := range findings {
		f := &findings[i]
		told = append(told, fmt.Sprintf("%s %s %s: %d", f.Status, f.Severity, f.ID, f.Count))
	}
	return told
}

func (s *scene) last() *apierror.Finding { return &s.heard[len(s.heard)-1] }

// restart saves the book and goes on with a new one.
func (s *scene) restart() {
	s.t.Helper()
	state := s.book.AppendState(nil)
	s.book = NewBook(s.book.rules)
	require.NoError(s.t, s.book.Restore(state))
	require.Equal(s.t, string(state), string(s.book.AppendState(nil)))
}

func (s *scene) observe(e Event) {
	if e.SpanID.IsEmpty() {
		s.spans++
		binary.BigEndian.PutUint64(e.SpanID[:], s.spans)
		e.TraceID = pcommon.TraceID{15: 1}
	}
	if e.Time == 0 {
		e.Time = s.now
	}
	s.book.Observe(&e, s.now)
}

func (s *scene) report(st State) {
	if st.Since == 0 {
		st.Since = start
	}
	s.book.Report(&st, s.now)
}

// attack is one call of somebody who scans a service.
func attack(actor string, severity apierror.Severity) Event {
	return Event{
		ID: actor, Kind: apierror.KindSecurity, Name: "endpoint_scanning", Severity: severity, Confidence: 0.9,
		Rationale: actor + " tried many paths",
		Subject: apierror.Subject{
			Service: "shop", Route: "/v1/{id}", Actor: apierror.Actor{Type: apierror.ActorClient, ID: actor},
			Signals: []apierror.Signal{apierror.SignalEndpointScanning},
		},
	}
}

func surge(id string, severity apierror.Severity, count int64, covers ...string) State {
	return State{
		ID: id, Kind: apierror.KindSurge, Name: "timeout", Severity: severity, Count: count, Confidence: 0.8,
		Summary: "12% of the calls of \"/buy\" fail", Rationale: "12 of 100, 1% is normal", Covers: covers,
		Subject: apierror.Subject{Service: "shop", Route: "/buy", Category: apierror.CategoryTimeout},
	}
}

func sortedLines(told []string) []string { return slices.Sorted(slices.Values(told)) }
