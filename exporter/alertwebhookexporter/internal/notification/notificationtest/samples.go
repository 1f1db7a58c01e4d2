// Package notificationtest has notifications that tests of contents and formats share.
package notificationtest

import (
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Began is when the first event of the sample happened; it is told of ten seconds later.
var Began = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// Surge is a finding that has every part that money and cascades bring.
func Surge() apierror.Finding {
	return apierror.Finding{
		ID: "9c1185a5c5e9fc54", Kind: apierror.KindSurge, Name: "timeout", Status: apierror.StatusFiring,
		StartedAt: Began, UpdatedAt: Began.Add(8 * time.Second), Count: 48,
		Severity: apierror.SeverityHigh, Confidence: 0.9,
		Summary:   "Timeouts at POST /api/v1/orders in orders: 48 of 120 calls failed, usually 1 of 120",
		Rationale: "48 of 120 calls failed in 1m0s, where 0.8% is usual: a chance of less than one in a million",
		Evidence:  map[string]any{"calls": int64(48), "services": []any{"orders", "payments"}, "routes": []any{"/api/v1/orders"}, "users": int64(31)},
		Covers:    []string{"aaaa85a5c5e9fc54"},
		TraceID:   pcommon.TraceID{0x5b, 0x8e, 0xff, 0xf7, 0x98, 0x03, 0x81, 0x03, 0xd2, 0x69, 0xb6, 0x33, 0x81, 0x3f, 0xc6, 0x0c},
		SpanID:    pcommon.SpanID{0xee, 0xe1, 0x9b, 0x7e, 0xc3, 0xc1, 0xb1, 0x74},
		Subject: apierror.Subject{
			Service: "orders", Route: "/api/v1/orders", Category: apierror.CategoryTimeout, Reason: "deadline_exceeded",
			Origin: apierror.OriginDependency, Tenant: "acme",
			Business: apierror.Business{
				Process: "checkout", Owner: "team-payments", Criticality: apierror.CriticalityCritical, Impact: apierror.ImpactHigh,
				ValueAtRisk: 2040, Cost: 510, Currency: "USD", Rationale: "48 orders of 42.50 USD each",
			},
		},
	}
}

// Attack is a finding of an attack.
func Attack() apierror.Finding {
	return apierror.Finding{
		ID: "0123456789abcdef", Kind: apierror.KindSecurity, Name: "credential_stuffing", Status: apierror.StatusFiring,
		StartedAt: Began.Add(-time.Minute), UpdatedAt: Began.Add(4 * time.Second), Count: 48,
		Severity: apierror.SeverityCritical, Confidence: 0.95,
		Summary:   "Credential stuffing by client 203.0.113.7: 48 login attempts since it was noticed",
		Rationale: "57 failed logins on 31 accounts in 1m3s",
		Evidence:  map[string]any{"calls": int64(48), "routes": []any{"/login"}, "services": []any{"accounts"}},
		TraceID:   pcommon.TraceID{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
		SpanID:    pcommon.SpanID{1, 2, 3, 4, 5, 6, 7, 8},
		Subject: apierror.Subject{
			Service: "accounts", Route: "/login", Actor: apierror.Actor{ID: "203.0.113.7", Type: apierror.ActorClient},
			Signals: []apierror.Signal{apierror.SignalCredentialStuffing}, References: []string{"attack:T1110.004", "owasp:API2:2023"},
		},
	}
}

// Firing tells of one situation for the first time.
func Firing() *notification.Notification {
	surge := Surge()
	return &notification.Notification{
		ID: "msg_00112233445566778899aabbccddeeff", Destination: "ops", Sequence: 1, Cause: notification.CauseOpened,
		Group:  notification.Group{ID: surge.ID, OpenedAt: Began.Add(5 * time.Second)},
		At:     Began.Add(10 * time.Second),
		Alerts: []notification.Alert{{Finding: surge, News: true}}, Firing: 1, Joined: 1,
	}
}

// Worsened tells of the same situation again.
func Worsened() *notification.Notification {
	n := Firing()
	n.ID, n.Sequence, n.Cause, n.At = "msg_11112233445566778899aabbccddeeff", 2, notification.CauseWorsened, n.At.Add(5*time.Minute)
	n.Joined, n.Worse = 0, 1
	alert := &n.Alerts[0]
	alert.Before = &notification.Told{At: Began.Add(10 * time.Second), Severity: apierror.SeverityHigh, Count: 48, ValueAtRisk: 2040, Cost: 510}
	f := &alert.Finding
	f.Severity, f.Count, f.UpdatedAt = apierror.SeverityCritical, 480, Began.Add(5*time.Minute)
	f.Subject.Business.ValueAtRisk, f.Subject.Business.Cost = 20400, 5100
	return n
}

// Resolved tells that it is over.
func Resolved() *notification.Notification {
	n := Worsened()
	n.ID, n.Sequence, n.Cause, n.At = "msg_22222233445566778899aabbccddeeff", 3, notification.CauseEnded, n.At.Add(15*time.Minute)
	n.Firing, n.Resolved, n.Worse = 0, 1, 0
	alert := &n.Alerts[0]
	alert.Before = &notification.Told{At: Began.Add(5 * time.Minute), Severity: apierror.SeverityCritical, Count: 480, ValueAtRisk: 20400, Cost: 5100}
	alert.Finding.Status = apierror.StatusResolved
	alert.Finding.UpdatedAt = Began.Add(19 * time.Minute)
	return n
}

// Grouped tells of two situations together, of which one ended.
func Grouped() *notification.Notification {
	n := Firing()
	n.ID = "msg_33332233445566778899aabbccddeeff"
	n.Group = notification.Group{
		ID: "fedcba9876543210", Route: "route::routes::1", OpenedAt: Began,
		Labels: []notification.Label{{Name: "tenant", Value: "acme"}, {Name: "team", Value: "team-payments"}},
	}
	ended := Surge()
	ended.ID, ended.Name, ended.Status, ended.Severity = "bbbb85a5c5e9fc54", "dependency", apierror.StatusResolved, apierror.SeverityMedium
	ended.Summary = "Resolved: dependency failures at /pay in payments"
	n.Alerts = []notification.Alert{
		{Finding: Attack(), News: true},
		n.Alerts[0],
		{Finding: ended, News: true, Before: &notification.Told{At: Began, Severity: apierror.SeverityMedium, Count: 3}},
	}
	n.Firing, n.Joined, n.Resolved = 2, 2, 1
	return n
}

// Hostile tells of a situation all of whose texts try to be what they are not: a mention, a link, markup, a control character, a break
// out of JSON or HTML, a direction override, half a character; each of them long.
func Hostile() *notification.Notification {
	const hostile = "<!channel> <@U123> @everyone @here <https://evil.example|click> [click](https://evil.example) *b* _i_ ~s~ `c` ```x``` " +
		"<script>alert(1)</script> &amp; {{ .Secret }} ${env:SECRET} \"},\"x\":{\" \\u0000 \x00\x1b[31m\r\n# h1\n> q\n| t | \u202egnp.exe\u2066 \xff\xc3 " +
		"{code}x{code} [~admin] !https://evil.example/x.png! h1. <at>U1</at> ]]> ; DROP TABLE x"
	n := Worsened()
	n.Group.Labels = []notification.Label{{Name: "service", Value: hostile}}
	long := hostile + strings.Repeat(" 漢字🙂é", 2000)
	f := &n.Alerts[0].Finding
	f.Name, f.Summary, f.Rationale = long, long, long
	f.Evidence = map[string]any{hostile: long, "services": []any{long, long}}
	f.Subject = apierror.Subject{
		Service: long, Route: long, RPCMethod: long, Reason: long, Tenant: long,
		Actor: apierror.Actor{ID: long, Type: apierror.ActorUser}, References: []string{long},
		Business: apierror.Business{Process: long, Owner: long, Currency: hostile, Partner: long, Rationale: long, ValueAtRisk: 1e15, Cost: 1},
	}
	n.Alerts[0].PartOf = ""
	return n
}

// Full has as many situations as a notification lists, each as large as it may be, and more that it does not list.
func Full() *notification.Notification {
	n := Hostile()
	alert := n.Alerts[0]
	n.Alerts = nil
	for range notification.MaxAlerts {
		n.Alerts = append(n.Alerts, alert)
	}
	n.Firing, n.Worse = 100_000, notification.MaxAlerts
	n.Group.Flood = true
	return n
}
