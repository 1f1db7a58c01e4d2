package situation

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// surgeOn is a finding of the connector, that the route of a service fails.
func surgeOn(route string, change ...func(*apierror.Finding)) apierror.Finding {
	f := apierror.Finding{
		ID:   apierror.SurgeSituation("orders", route, apierror.CategoryInternal),
		Kind: apierror.KindSurge, Name: "internal", Status: apierror.StatusFiring,
		Count: 40, Severity: apierror.SeverityHigh, Confidence: 0.95,
		Summary:   "Surge of internal errors on " + route,
		Rationale: "40 of 200 calls failed, usual is 1 of 200",
		Evidence:  map[string]any{"failed_share": 0.2, "version": "1.4.0"},
		Subject: apierror.Subject{
			Service: "orders", Route: route, Category: apierror.CategoryInternal,
			Business: apierror.Business{Process: "checkout", ValueAtRisk: 1700, Cost: 1020, Currency: "USD"},
		},
	}
	for _, c := range change {
		c(&f)
	}
	return f
}

func ended(f *apierror.Finding) {
	f.Status, f.Summary = apierror.StatusResolved, strings.Replace(f.Summary, "Surge", "Over: surge", 1)
}

func ofSeverity(severity apierror.Severity) func(*apierror.Finding) {
	return func(f *apierror.Finding) { f.Severity = severity }
}

func covering(ids ...string) func(*apierror.Finding) {
	return func(f *apierror.Finding) { f.Covers = ids }
}

// record is the finding in its log form.
func record(t *testing.T, f apierror.Finding) plog.LogRecord {
	t.Helper()
	r := plog.NewLogRecord()
	require.NoError(t, f.WriteLog(r))
	return r
}

func TestReadFinding(t *testing.T) {
	want := surgeOn("/orders")
	want.StartedAt, want.UpdatedAt = t0.Add(-time.Minute), t0
	read, err := ReadFinding(record(t, want), t0)
	require.NoError(t, err)
	assert.Equal(t, want, read.Finding)
	assert.Zero(t, read.SaidAt)

	r := record(t, want)
	r.SetObservedTimestamp(pcommon.NewTimestampFromTime(t0.Add(time.Second)))
	read, err = ReadFinding(r, t0)
	require.NoError(t, err)
	assert.True(t, t0.Add(time.Second).Equal(read.SaidAt))
}

func TestFindingsThatCannotBeRead(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(plog.LogRecord)
		want  string
	}{
		"another log":     {func(r plog.LogRecord) { r.SetEventName("exception") }, "not an apierror.finding event"},
		"no status":       {func(r plog.LogRecord) { r.Attributes().Remove(apierror.KeyFindingStatus) }, "apierror.finding.status"},
		"an id too long":  {func(r plog.LogRecord) { r.Attributes().PutStr(apierror.KeyFindingID, strings.Repeat("x", 257)) }, "longer than 256 bytes"},
		"an unknown kind": {func(r plog.LogRecord) { r.Attributes().PutStr(apierror.KeyFindingKind, "gremlins") }, "apierror.finding.kind"},
	} {
		t.Run(name, func(t *testing.T) {
			r := record(t, surgeOn("/orders"))
			test.spoil(r)
			_, err := ReadFinding(r, t0)
			require.ErrorContains(t, err, test.want)
			assert.NotContains(t, err.Error(), "gremlins")
		})
	}
}

func TestTimesOfAFindingThatCannotBe(t *testing.T) {
	for name, test := range map[string]struct{ started, updated, wantStarted, wantUpdated time.Time }{
		"a surge of an hour":   {t0.Add(-time.Hour), t0, t0.Add(-time.Hour), t0},
		"one that was delayed": {t0.Add(-50 * time.Hour), t0.Add(-48 * time.Hour), t0.Add(-50 * time.Hour), t0.Add(-48 * time.Hour)},
		"a clock ahead":        {t0, t0.Add(time.Minute), t0, t0.Add(time.Minute)},
		"of next year":         {t0.Add(-time.Hour), t0.AddDate(1, 0, 0), t0.Add(-time.Hour), t0},
		"of no time":           {t0.Add(-time.Hour), time.Unix(0, 0), t0.Add(-time.Hour), t0},
		"begun after its end":  {t0.Add(time.Hour), t0, t0, t0},
		"begun in antiquity":   {time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), t0, t0, t0},
	} {
		t.Run(name, func(t *testing.T) {
			f := surgeOn("/orders")
			f.StartedAt, f.UpdatedAt = test.started, test.updated
			read, err := ReadFinding(record(t, f), t0)
			require.NoError(t, err)
			assert.True(t, test.wantStarted.Equal(read.StartedAt), read.StartedAt)
			assert.True(t, test.wantUpdated.Equal(read.UpdatedAt), read.UpdatedAt)
		})
	}
}

func TestAHostileFindingIsKeptShort(t *testing.T) {
	long := strings.Repeat("ü\xff", 32<<10)
	f := surgeOn(long)
	f.Name, f.Summary, f.Rationale = long, long, long
	f.Evidence = map[string]any{long: long, "list": []any{long, long, math.NaN(), long}, "deep": map[string]any{"a": map[string]any{long: long}}}
	f.Subject.Service, f.Subject.Reason, f.Subject.RPCMethod = long, long, long
	f.Subject.Actor = apierror.Actor{Type: apierror.ActorClient, ID: long}
	f.Subject.References = strings.Split(strings.Repeat("a,", 1000), ",")
	f.Subject.Signals = make([]apierror.Signal, 1000)
	for i := range f.Subject.Signals {
		f.Subject.Signals[i] = apierror.SignalBruteForce
	}
	f.Subject.Business = apierror.Business{Process: long, Owner: long, Currency: long, Partner: long, Rationale: long}
	f.Covers = strings.Split(strings.Repeat("0123456789abcdef,", 1000), ",")

	s := newScene(t, rules())
	s.hear(f)
	saved, err := s.tracker.TakeChanges()
	require.NoError(t, err)
	for _, encoded := range saved.Changed {
		assert.Less(t, len(encoded), 32<<10)
		require.NoError(t, NewTracker(rules()).Restore(encoded, t0))
	}
	s.wait(time.Minute)
	assert.Len(t, s.told, 1)
}

func FuzzHear(f *testing.F) {
	f.Add("9c11", "surge", "firing", "high", "orders", "2026-11-22T10:00:00Z", int64(1763805600e9), int64(3), 12.5)
	f.Add("", "omen", "resolved", "", "\xff\x00", "yesterday", int64(-1), int64(-5), math.NaN())
	f.Fuzz(func(t *testing.T, id, kind, status, severity, text, started string, at, count int64, number float64) {
		tracker := NewTracker(rules())
		tracker.ExpectFindings()
		r := plog.NewLogRecord()
		r.SetEventName(apierror.EventFinding)
		r.SetTimestamp(pcommon.Timestamp(at))
		r.Body().SetStr(text)
		require.NoError(t, r.Attributes().FromRaw(map[string]any{
			"apierror.finding.id": id, "apierror.finding.kind": kind, "apierror.finding.status": status, "apierror.severity": severity,
			"apierror.finding.name": text, "apierror.finding.started_at": started, "apierror.finding.count": count,
			"apierror.finding.confidence": number, "apierror.finding.rationale": text, "service.name": text, "http.route": text,
			"apierror.finding.evidence": map[string]any{text: number, "list": []any{text, count, map[string]any{"a": text}}},
			"apierror.finding.covers":   []any{text, id, count}, "apierror.business.process": text,
			"apierror.business.value_at_risk": number, "apierror.business.cost": number, "apierror.business.currency": text,
		}))
		now := t0
		for range 3 {
			if finding, err := ReadFinding(r, now); err == nil {
				tracker.Hear(&finding, now)
			}
			now = now.Add(time.Second)
			for _, n := range tracker.Due("ops", 10, now, true) {
				require.NotEmpty(t, n.Leading().Summary)
				tracker.Told(n, now)
			}
			r.Attributes().PutStr("apierror.finding.status", "resolved")
			tracker.Expire(now)
		}
		saved, err := tracker.TakeChanges()
		require.NoError(t, err)
		for _, encoded := range saved.Changed {
			require.NoError(t, NewTracker(rules()).Restore(encoded, now))
		}
	})
}

func FuzzRestore(f *testing.F) {
	f.Add([]byte(`{"version":1,"finding":{"ID":"1","Kind":"surge","Severity":"high"},"told":{"ops":{"at":"2026-11-22T10:00:00Z"}}}`))
	f.Add([]byte(`{"version":2,"finding":{"ID":"1","Kind":"surge","Severity":"high","Covers":["1","2"]},"claim":{"status":"firing"}}`))
	f.Add([]byte(`{"version":3,"finding":{"ID":"1","Kind":"surge","Severity":"high"},"told":{"ops":{"at":"2026-11-22T10:00:00Z","group":"g"}}}`))
	f.Add([]byte(`{"version":3,"group":{"destination":"ops","id":"g","flood":true,"told_at":"2026-11-22T10:00:00Z","lost":{"situations":3,"told":2,` +
		`"severity":"high","example":{"ID":"2","Kind":"surge","Severity":"high"}}}}`))
	f.Fuzz(func(t *testing.T, saved []byte) {
		tracker := NewTracker(rules())
		if tracker.Restore(saved, t0) != nil {
			require.Zero(t, tracker.Len())
			return
		}
		event := Report{Finding: surgeOn("/orders")}
		tracker.Hear(&event, t0)
		for now := t0; now.Before(t0.Add(maxPatience + 10*time.Minute)); now = now.Add(time.Hour) {
			for _, n := range tracker.Due("ops", 10, now, false) {
				tracker.Told(n, now)
			}
			tracker.Expire(now)
		}
		_, err := tracker.TakeChanges()
		require.NoError(t, err)
	})
}
