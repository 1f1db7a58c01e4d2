package apierror

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
)

func TestFindingRoundTrip(t *testing.T) {
	least := fullFinding()
	least.Subject, least.Evidence = Subject{}, nil
	for name, finding := range map[string]Finding{"everything": fullFinding(), "no subject": least} {
		t.Run(name, func(t *testing.T) {
			record := plog.NewLogRecord()
			require.NoError(t, finding.WriteLog(record))
			read, err := ReadLog(record)
			require.NoError(t, err)
			assert.Equal(t, finding, read)
		})
	}
}

func TestFindingLogRecord(t *testing.T) {
	record := plog.NewLogRecord()
	finding := fullFinding()
	require.NoError(t, finding.WriteLog(record))

	assert.Equal(t, "apierror.finding", record.EventName())
	assert.Equal(t, plog.SeverityNumberError, record.SeverityNumber())
	assert.Equal(t, "high", record.SeverityText())
	assert.Equal(t, finding.Summary, record.Body().Str())
	assert.Equal(t, finding.TraceID, record.TraceID())
	started, _ := record.Attributes().Get(KeyFindingStartedAt)
	assert.Equal(t, "2026-11-22T15:04:05.123456789Z", started.Str())
}

func TestUnusableFindings(t *testing.T) {
	tests := map[string]struct {
		spoil func(plog.LogRecord)
		want  string
	}{
		"no finding":      {func(r plog.LogRecord) { r.SetEventName("exception") }, "not an apierror.finding event"},
		"no id":           {func(r plog.LogRecord) { r.Attributes().Remove(KeyFindingID) }, KeyFindingID},
		"no start":        {func(r plog.LogRecord) { r.Attributes().Remove(KeyFindingStartedAt) }, KeyFindingStartedAt},
		"start no time":   {func(r plog.LogRecord) { r.Attributes().PutStr(KeyFindingStartedAt, "yesterday") }, "RFC 3339"},
		"kind unknown":    {func(r plog.LogRecord) { r.Attributes().PutStr(KeyFindingKind, "omen") }, "forecast"},
		"status unknown":  {func(r plog.LogRecord) { r.Attributes().PutStr(KeyFindingStatus, "pending") }, "firing or resolved"},
		"severity absent": {func(r plog.LogRecord) { r.Attributes().Remove(KeySeverity) }, KeySeverity},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			record := plog.NewLogRecord()
			finding := fullFinding()
			require.NoError(t, finding.WriteLog(record))
			test.spoil(record)
			_, err := ReadLog(record)
			assert.ErrorContains(t, err, test.want)
		})
	}
}

func TestCoveredSituationsAreBounded(t *testing.T) {
	record := plog.NewLogRecord()
	finding := fullFinding()
	finding.Covers = []string{"", strings.Repeat("x", 65), "a"}
	for range 300 {
		finding.Covers = append(finding.Covers, "b")
	}
	require.NoError(t, finding.WriteLog(record))
	read, err := ReadLog(record)
	require.NoError(t, err)
	assert.Len(t, read.Covers, 256)
	assert.Equal(t, []string{"a", "b"}, read.Covers[:2])

	record.Attributes().PutStr(KeyFindingCovers, "a")
	read, err = ReadLog(record)
	require.NoError(t, err)
	assert.Empty(t, read.Covers, "not a list")
}

func TestSituationIDs(t *testing.T) {
	// The value itself is a contract: an alert that is open while the collector is upgraded must stay the same alert.
	assert.Equal(t, "5037143ad011f6ed", SituationID(KindSecurity, "client", "a"))
	assert.NotEqual(t, SituationID(KindSecurity, "a", "bc"), SituationID(KindSecurity, "ab", "c"), "parts must not run together")
	assert.NotEqual(t, SituationID(KindSecurity, "a"), SituationID(KindDataLeak, "a"))
}

// FuzzReadLog feeds arbitrary OTLP log data: nothing may crash, and what reads as a finding must survive the way back.
func FuzzReadLog(f *testing.F) {
	logs := plog.NewLogs()
	finding := fullFinding()
	if err := finding.WriteLog(logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()); err != nil {
		f.Fatal(err)
	}
	seed, err := (&plog.ProtoMarshaler{}).MarshalLogs(logs)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Fuzz(func(t *testing.T, data []byte) {
		logs, err := (&plog.ProtoUnmarshaler{}).UnmarshalLogs(data)
		if err != nil {
			return
		}
		for _, rl := range logs.ResourceLogs().All() {
			for _, sl := range rl.ScopeLogs().All() {
				for _, record := range sl.LogRecords().All() {
					rewrite(t, record)
				}
			}
		}
	})
}

func rewrite(t *testing.T, record plog.LogRecord) {
	first, err := ReadLog(record)
	if err != nil {
		return
	}
	again := plog.NewLogRecord()
	require.NoError(t, first.WriteLog(again))
	second, err := ReadLog(again)
	require.NoError(t, err)
	assert.Equal(t, first.ID, second.ID)
	assert.Equal(t, first.Subject, second.Subject)
	assert.Equal(t, first.Status, second.Status)
	assert.Equal(t, first.Covers, second.Covers)
}
