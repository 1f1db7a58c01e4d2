package format

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// templateSamples are what templates are tried on when a configuration is checked: one that has nearly everything, with quotes and line
// breaks where telemetry may have them; one that has nearly nothing; and a group.
func templateSamples() []*Message {
	began := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	rich := apierror.Finding{
		ID: "9c1185a5c5e9fc54", Kind: apierror.KindSurge, Name: "timeout", Status: apierror.StatusFiring,
		StartedAt: began, UpdatedAt: began.Add(time.Minute), Count: 480, Severity: apierror.SeverityCritical, Confidence: 0.9,
		Summary:   "Timeouts at \"/orders/\\\"\nin orders",
		Rationale: "480 of 1200 calls failed, where \"0.8%\" is usual",
		Evidence:  map[string]any{"calls": int64(480), "services": []any{"orders"}},
		Covers:    []string{"0123456789abcdef"},
		TraceID:   pcommon.TraceID{1}, SpanID: pcommon.SpanID{1},
		Subject: apierror.Subject{
			Service: "orders", Route: `/orders/"\`, RPCMethod: "shop.Orders/Create", Tenant: "acme", Category: apierror.CategoryTimeout,
			Reason: "deadline_exceeded", Origin: apierror.OriginDependency, Actor: apierror.Actor{ID: `"nobody"`, Type: apierror.ActorUser},
			Signals: []apierror.Signal{apierror.SignalBruteForce}, References: []string{"attack:T1110"},
			Business: apierror.Business{
				Process: "checkout", Owner: "payments", Criticality: apierror.CriticalityHigh, Impact: apierror.ImpactHigh,
				ValueAtRisk: 20400, Cost: 5100, Currency: "USD", Partner: "cardnet", SLABreached: true, Rationale: "480 orders",
			},
		},
	}
	bare := apierror.Finding{
		ID: "0123456789abcdef", Kind: apierror.KindSecurity, Status: apierror.StatusResolved, Severity: apierror.SeverityMedium,
	}
	text := content.Text{
		Title:    "[FIRING · critical] " + "Timeouts at \"/orders/\\\"",
		Sections: []content.Section{{Name: "What happens", Lines: []string{rich.Summary, rich.Rationale}}},
		Links:    []content.Link{{Name: "Trace", URL: "https://traces.example/trace/01"}},
	}
	before := &notification.Told{At: began, Severity: apierror.SeverityHigh, Count: 48, ValueAtRisk: 2040, Cost: 510}
	sample := func(cause notification.Cause, firing, resolved int, text content.Text, alerts ...notification.Alert) *Message {
		return &Message{Text: text, Notification: &notification.Notification{
			ID: "msg_00000000000000000000000000000000", Destination: "sample", Sequence: 2, Cause: cause, At: began.Add(time.Minute),
			Group:  notification.Group{ID: alerts[0].Finding.ID, OpenedAt: began},
			Alerts: alerts, Firing: firing, Resolved: resolved,
		}}
	}
	return []*Message{
		sample(notification.CauseWorsened, 1, 0, text, notification.Alert{Finding: rich, Before: before, News: true}),
		sample(notification.CauseEnded, 0, 1, content.Text{Title: "[RESOLVED]"}, notification.Alert{Finding: bare, News: true}),
		sample(notification.CauseJoined, 1, 1, text, notification.Alert{Finding: rich}, notification.Alert{Finding: bare, News: true}),
	}
}
