package alertwebhookexporter

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// asLogs is what a connector sends.
func asLogs(t *testing.T, findings ...apierror.Finding) plog.Logs {
	t.Helper()
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for i := range findings {
		require.NoError(t, findings[i].WriteLog(records.AppendEmpty()))
	}
	return logs
}

// hear sends findings through the logs pipeline.
func (r *running) hear(findings ...apierror.Finding) {
	r.t.Helper()
	require.NoError(r.t, r.findings.ConsumeLogs(r.t.Context(), asLogs(r.t, findings...)))
}

// foundBy is what the connector says of the attack that attackBy is a span of.
func foundBy(actor string, status apierror.Status) apierror.Finding {
	verdict := attackBy(actor)
	return apierror.Finding{
		ID: apierror.SecuritySituation(verdict.Security.Actor, apierror.SignalBruteForce), Kind: apierror.KindSecurity,
		Name: "brute_force", Status: status, StartedAt: time.Now().Add(-time.Minute), UpdatedAt: time.Now(), Count: 57,
		Severity: apierror.SeverityHigh, Confidence: 0.95, Summary: "The connector's word on " + actor + ", " + string(status),
		Rationale: "57 failed logins", Evidence: map[string]any{"accounts": int64(31)},
		Subject: apierror.Subject{
			Actor: verdict.Security.Actor, Signals: verdict.Security.Signals,
			Business: apierror.Business{Process: "login", ValueAtRisk: 42.5, Cost: 7, Currency: "USD"},
		},
	}
}

func burn() apierror.Finding {
	return apierror.Finding{
		ID: apierror.SLOBurnSituation("checkout"), Kind: apierror.KindSLOBurn, Name: "checkout", Status: apierror.StatusFiring,
		StartedAt: time.Now().Add(-time.Hour), UpdatedAt: time.Now(), Count: 14, Severity: apierror.SeverityCritical,
		Summary: "Objective checkout burns its budget 14.4 times too fast", Covers: []string{foundBy("203.0.113.9", apierror.StatusFiring).ID},
		Evidence: map[string]any{"burn_rate": 14.4, "windows": []any{"5m", "1h"}},
	}
}

func TestOneAlertThroughBothPipelines(t *testing.T) {
	r := newReceiver(t, nil)
	e := startBoth(t, quick(r.URL), "")
	e.see(attackBy("203.0.113.7"))
	eventually(t, func() bool { return len(r.got()) == 1 }, "spans told of it at once")
	e.hear(foundBy("203.0.113.7", apierror.StatusFiring))
	e.see(attackBy("203.0.113.7"))
	e.hear(foundBy("203.0.113.7", apierror.StatusResolved))
	eventually(t, func() bool { return len(r.got()) == 2 }, "and the finding of its end")
	e.end()

	require.Len(t, r.got(), 2)
	begun, over := r.got()[0].data(), r.got()[1].data()
	assert.Equal(t, begun["id"], over["id"])
	assert.Equal(t, "resolved", over["status"])
	assert.Equal(t, "The connector's word on 203.0.113.7, resolved", over["summary"])
	assert.InDelta(t, 57, over["count"], 0)
	assert.Equal(t, map[string]any{"accounts": 31.}, over["evidence"])
	assert.InDelta(t, 7, over["business"].(map[string]any)["cost"], 0)
	assert.Equal(t, 1, e.logs.FilterMessageSnippet("in a logs pipeline too").Len())
}

func TestAFindingArrivesWhole(t *testing.T) {
	r := newReceiver(t, nil)
	e := startBoth(t, quick(r.URL), "")
	e.hear(burn())
	e.see(attackBy("203.0.113.9")) // covered
	eventually(t, func() bool { return len(r.got()) == 1 }, "told")
	e.end()
	require.Len(t, r.got(), 1)
	data := r.got()[0].data()
	assert.Equal(t, "slo_burn", data["kind"])
	assert.Equal(t, "Objective checkout burns its budget 14.4 times too fast", data["summary"])
	assert.Equal(t, map[string]any{"burn_rate": 14.4, "windows": []any{"5m", "1h"}}, data["evidence"])
	assert.Equal(t, []any{foundBy("203.0.113.9", apierror.StatusFiring).ID}, data["covers"])
}

func TestALogsPipelineCarriesOtherLogsToo(t *testing.T) {
	r := newReceiver(t, nil)
	e := startBoth(t, quick(r.URL), "")
	for range 3 {
		logs := plog.NewLogs()
		records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
		records.AppendEmpty().Body().SetStr("GET /orders 200")
		records.AppendEmpty().SetEventName("exception")
		broken := records.AppendEmpty()
		broken.SetEventName(apierror.EventFinding)
		broken.Attributes().PutStr(apierror.KeyFindingID, plantedPath)
		finding := foundBy("203.0.113.7", apierror.StatusFiring)
		require.NoError(t, finding.WriteLog(records.AppendEmpty()))
		late := foundBy("203.0.113.7", apierror.StatusResolved)
		late.UpdatedAt = late.UpdatedAt.Add(-time.Minute)
		require.NoError(t, late.WriteLog(records.AppendEmpty()))
		require.NoError(t, e.findings.ConsumeLogs(t.Context(), logs))
	}
	surge := apierror.Verdict{Severity: apierror.SeverityHigh, Failure: apierror.Failure{
		Category: apierror.CategoryInternal, RootCause: true, Origin: apierror.OriginService,
	}}
	e.see(surge, surge)
	eventually(t, func() bool { return len(r.got()) == 1 }, "the finding is told of")
	eventually(t, func() bool { return e.counted("spans_left_to_findings", "") == 2 }, "the surge is not")
	for what, want := range map[outcome]int64{outcomeFinding: 3, outcomeOutdated: 3, outcomeMalformed: 3, outcomeIgnored: 6} {
		assert.Equal(t, want, e.countedBy("log_records", "outcome", string(what)), what)
	}
	e.end()
	complaints := e.logs.FilterMessageSnippet("findings are malformed")
	require.Equal(t, 1, complaints.Len(), "once in a while")
	assert.NotContains(t, complaints.All()[0].ContextMap()["error"], plantedPath)
}

func TestAnEndThatCameBeforeARestartIsToldAfterIt(t *testing.T) {
	r, directory := newReceiver(t, nil), t.TempDir()
	e := startBoth(t, quick(r.URL), directory)
	e.hear(foundBy("203.0.113.1", apierror.StatusFiring), foundBy("203.0.113.2", apierror.StatusFiring))
	eventually(t, func() bool { return len(r.got()) == 2 }, "told")
	e.end()

	e = startBoth(t, quick(r.URL), directory)
	e.hear(foundBy("203.0.113.1", apierror.StatusFiring)) // still
	e.see(attackBy("203.0.113.2"))
	e.hear(foundBy("203.0.113.2", apierror.StatusResolved))
	eventually(t, func() bool { return len(r.got()) == 3 }, "over")
	e.end()
	said := r.summaries()
	assert.ElementsMatch(t, []string{"The connector's word on 203.0.113.1, firing", "The connector's word on 203.0.113.2, firing"}, said[:2])
	assert.Equal(t, "The connector's word on 203.0.113.2, resolved", said[2])
}

// A copy of the directory, before the next tick, is what a crash would leave.
func TestACrashForgetsNoFinding(t *testing.T) {
	first, directory, begun, over := newReceiver(t, nil), t.TempDir(), t.TempDir(), t.TempDir()
	slow := func(endpoint string) *Config {
		cfg := quick(endpoint)
		cfg.GroupWait = time.Hour // a tick a second
		return cfg
	}
	e := startBoth(t, slow(first.URL), directory)
	e.hear(foundBy("203.0.113.1", apierror.StatusFiring))
	require.NoError(t, os.CopyFS(begun, os.DirFS(directory)))
	e.end()

	second := newReceiver(t, nil)
	e = startBoth(t, quick(second.URL), begun)
	eventually(t, func() bool { return len(second.got()) == 1 }, "what began is told after the crash")
	e.end()

	// A connector says only once that something is over.
	e = startBoth(t, slow(first.URL), begun)
	e.hear(foundBy("203.0.113.1", apierror.StatusResolved))
	require.NoError(t, os.CopyFS(over, os.DirFS(begun)))
	e.end()

	third := newReceiver(t, nil)
	e = startBoth(t, quick(third.URL), over)
	eventually(t, func() bool { return len(third.got()) == 1 }, "what is over is told after the crash")
	e.end()
	assert.Equal(t, []string{"The connector's word on 203.0.113.1, resolved"}, third.summaries())
}
