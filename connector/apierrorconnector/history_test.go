package apierrorconnector

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/metadata"
)

// begun is when the connector of these tests starts.
var begun = time.Date(2026, 3, 8, 12, 0, 0, 0, time.UTC)

// student is a taker that keeps what it is given.
type student struct {
	minutes map[history.Place][]history.Minute
	ended   int
}

func (s *student) Take(place history.Place, minutes []history.Minute) {
	s.minutes[place] = append(s.minutes[place], minutes...)
}

func (s *student) End() { s.ended++ }

// learn runs a historian and gives what it taught, and what it told the log.
func learn(ctx context.Context, t *testing.T, settings string, until time.Time) (*student, *observer.ObservedLogs) {
	t.Helper()
	cfg, err := parseHistory(t, settings) //nolint:contextcheck // no file that it loads takes one
	require.NoError(t, err)
	set, logs := loggedSettings()
	h := newHistorian(set, cfg)
	h.firstPause = time.Millisecond
	h.open(ctx, componenttest.NewNopHost())
	s := &student{minutes: make(map[history.Place][]history.Minute)}
	h.run(ctx, until, s)
	assert.Equal(t, 1, s.ended)
	return s, logs
}

func loggedSettings() (connector.Settings, *observer.ObservedLogs) {
	core, logs := observer.New(zapcore.InfoLevel)
	set := connectortest.NewNopSettings(metadata.Type)
	set.Logger = zap.New(core)
	return set, logs
}

func messages(logs *observer.ObservedLogs) []string {
	var all []string
	for _, entry := range logs.All() {
		text := entry.Level.String() + " " + entry.Message
		if said, ok := entry.ContextMap()["error"].(string); ok {
			text += ": " + said
		}
		all = append(all, text)
	}
	return all
}

// orders is the place that it knows.
var orders = history.Place{Service: "shop", Route: "/orders"}

// requireAll requires every minute since a time, once.
func (s *student) requireAll(t *testing.T, since time.Time) {
	t.Helper()
	minutes := s.minutes[orders]
	require.Len(t, minutes, int(begun.Sub(since)/time.Minute))
	for i := range minutes {
		require.Equal(t, since.Add(time.Duration(i)*time.Minute).UnixNano(), minutes[i].At)
	}
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "history.csv")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

const firstLine = "timestamp,service,route,process,category,calls,failed\n"

func TestHistoryIsTakenFromFiles(t *testing.T) {
	path := write(t, firstLine+"2026-03-08T11:00:00Z,shop,/orders,,internal,10,2\n2026-03-08T12:00:00Z,shop,/orders,,internal,10,2\n")
	s, logs := learn(t.Context(), t, fmt.Sprintf("csv: { files: [%q] }", path), begun)
	assert.Equal(t, map[history.Place][]history.Minute{orders: {{
		At: begun.Add(-time.Hour).UnixNano(), Calls: 10, Failed: []history.Failed{{Category: "internal", Calls: 2}},
	}}}, s.minutes)
	assert.Equal(t, []string{"info history is taken from files"}, messages(logs))
	assert.EqualValues(t, 1, logs.All()[0].ContextMap()["rows after the start"])
}

func TestAFileWithAMistakeIsNotTaken(t *testing.T) {
	good := write(t, firstLine+"2026-03-08T11:00:00Z,shop,/orders,,internal,10,2\n")
	for want, path := range map[string]string{
		"line 2: calls: \"ten\": must be a whole number": write(t, firstLine+"2026-03-08T11:00:00Z,shop,/orders,,internal,ten,2\n"),
		"is no regular file":                             t.TempDir(),
		"no such file":                                   "/nowhere.csv",
	} {
		s, logs := learn(t.Context(), t, fmt.Sprintf("csv: { files: [%q, %q] }", good, path), begun)
		assert.Empty(t, s.minutes)
		require.Len(t, messages(logs), 1)
		assert.Contains(t, messages(logs)[0], fmt.Sprintf("warn no history: a file cannot be read, and none is taken; mend it and restart: history::csv::files::1: %q: ", path))
		assert.Contains(t, messages(logs)[0], want)
	}
}

func TestWithoutASourceNothingIsSaid(t *testing.T) {
	s, logs := learn(t.Context(), t, `{}`, begun)
	assert.Empty(t, s.minutes)
	assert.Empty(t, messages(logs))
}
