package content

import (
	"fmt"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// samples are a notification of each sort that people get.
func samples() map[string]*notification.Notification {
	return map[string]*notification.Notification{
		"firing": notificationtest.Firing(), "worsened": notificationtest.Worsened(), "resolved": notificationtest.Resolved(),
		"grouped": notificationtest.Grouped(), "hostile": notificationtest.Hostile(), "full": notificationtest.Full(),
		"attack": of(notificationtest.Attack()), "attack_resolved": ended(of(notificationtest.Attack())),
		"repeated": repeated(), "joined": joined(), "partly_ended": partlyEnded(), "part_of": partOf(), "flood": flood(),
		"flood_of_processes": floodOfProcesses(), "flood_of_all": floodOfAll(), "flood_of_all_resolved": ended(floodOfAll()), "flood_grows": floodGrows(), "sla_breach": of(slaBreach()), "slo_burn": of(sloBurn()), "data_leak": of(dataLeak()),
		"forecast": of(forecast()), "contract_drift": of(contractDrift()), "business_failure": of(businessFailure()),
	}
}

func of(f apierror.Finding) *notification.Notification {
	n := notificationtest.Firing()
	n.Group.ID = f.ID
	n.Alerts = []notification.Alert{{Finding: f, News: true}}
	return n
}

func ended(n *notification.Notification) *notification.Notification {
	n.Cause, n.Firing, n.Resolved, n.Joined, n.At = notification.CauseEnded, 0, n.Firing, 0, n.At.Add(10*time.Minute)
	for i := range n.Alerts {
		f := &n.Alerts[i].Finding
		f.Status, f.Summary = apierror.StatusResolved, "Resolved: "+f.Summary
	}
	n.Rest, n.RestResolved = nil, n.Rest
	return n
}

func repeated() *notification.Notification {
	n := notificationtest.Worsened()
	n.Cause, n.Sequence, n.At = notification.CauseRepeated, 3, n.At.Add(4*time.Hour)
	alert := &n.Alerts[0]
	alert.News = false
	alert.Before = &notification.Told{
		At: notificationtest.Began.Add(5 * time.Minute), Severity: apierror.SeverityCritical, Count: 480, ValueAtRisk: 20400, Cost: 5100,
	}
	return n
}

// joined has twelve more that fire, of which one is new, and three that are not listed.
func joined() *notification.Notification {
	n := notificationtest.Worsened()
	n.Cause, n.Firing, n.Joined, n.Worse = notification.CauseJoined, 16, 1, 0
	n.Alerts[0].News = false
	n.Alerts[0].Before.Severity = apierror.SeverityCritical
	for i := range 12 {
		f := notificationtest.Surge()
		f.ID, f.Severity = fmt.Sprintf("%016x", i), apierror.SeverityMedium
		f.Summary = fmt.Sprintf("Timeouts at GET /api/v1/items/%d in items: 5 of 50 calls failed, usually none", i)
		n.Alerts = append(n.Alerts, notification.Alert{Finding: f, News: i == 0})
	}
	for i := range n.Alerts[2:] {
		n.Alerts[2+i].Before = &notification.Told{At: notificationtest.Began, Severity: apierror.SeverityMedium, Count: 5}
	}
	n.Rest = &notification.Rest{Situations: 3, Severity: apierror.SeverityHigh, Events: 900, ValueAtRisk: 100, Currency: "USD"}
	return n
}

func partlyEnded() *notification.Notification {
	n := notificationtest.Grouped()
	n.Cause, n.Sequence, n.Joined = notification.CauseEnded, 2, 0
	for i := range 2 {
		f := &n.Alerts[i].Finding
		n.Alerts[i].News = false
		n.Alerts[i].Before = &notification.Told{At: notificationtest.Began, Severity: f.Severity, Count: f.Count, ValueAtRisk: 2040, Cost: 510}
	}
	return n
}

func partOf() *notification.Notification {
	n := ended(notificationtest.Firing())
	n.Alerts[0].PartOf = "cccc85a5c5e9fc54"
	n.Alerts[0].Finding.Summary = `Resolved, as it is part of another alert: Failures began at "postgresql at db.internal" (dependency, connection_refused)`
	return n
}

func flood() *notification.Notification {
	n := of(notificationtest.Attack())
	n.Group.Flood, n.Group.ID, n.Alerts = true, "abcdefabcdefabcd", nil
	n.Group.Labels = []notification.Label{{Name: "kind", Value: "security"}, {Name: "name", Value: "credential_stuffing"}}
	for i := range notification.MaxAlerts {
		f := notificationtest.Attack()
		f.ID, f.Subject.Actor.ID = fmt.Sprintf("%016x", i), fmt.Sprintf("203.0.113.%d", i)
		f.Summary = fmt.Sprintf("Credential stuffing by client 203.0.113.%d: 48 login attempts since it was noticed", i)
		n.Alerts = append(n.Alerts, notification.Alert{Finding: f, News: true})
	}
	n.Firing = 1204
	n.Rest = &notification.Rest{Situations: 1154, Severity: apierror.SeverityHigh, Events: 55_392}
	return n
}

func floodOfProcesses() *notification.Notification {
	n := of(businessFailure())
	n.Group.Flood, n.Firing = true, 40
	n.Group.Labels = []notification.Label{{Name: "kind", Value: "business_failure"}, {Name: "name", Value: "checkout"}}
	n.Rest = &notification.Rest{Situations: 39, Severity: apierror.SeverityHigh, Events: 390, ValueAtRisk: 1000, Cost: 10, Currency: "USD"}
	return n
}

// floodOfAll has 15 categories and some attacks.
func floodOfAll() *notification.Notification {
	n := of(notificationtest.Attack())
	n.Group.Flood, n.Group.ID = true, "abcdefabcdefabcd"
	for i := range 12 {
		f := notificationtest.Surge()
		f.ID, f.Subject.Route = fmt.Sprintf("%016x", i), fmt.Sprintf("/api/v1/items/%d", i)
		f.Summary = fmt.Sprintf("Timeouts at GET /api/v1/items/%d in items: 5 of 50 calls failed, usually none", i)
		n.Alerts = append(n.Alerts, notification.Alert{Finding: f, News: true})
	}
	n.Firing, n.Joined = 1240, 1240
	n.Rest = &notification.Rest{Situations: 1227, Severity: apierror.SeverityHigh, Events: 50_000, ValueAtRisk: 36_400, Cost: 1400, Currency: "USD"}
	n.Makeup = []notification.Share{
		{Kind: apierror.KindSecurity, Name: "credential_stuffing", Situations: 1, Severity: apierror.SeverityCritical},
		{Kind: apierror.KindSurge, Name: "timeout", Situations: 1012, Severity: apierror.SeverityHigh},
		{Kind: apierror.KindBusinessFailure, Name: "Sign up <b>", Situations: 20, Severity: apierror.SeverityMedium},
	}
	return n
}

func floodGrows() *notification.Notification {
	n := flood()
	n.Cause, n.Sequence, n.Firing, n.Joined, n.Resolved = notification.CauseJoined, 2, 1704, 500, 20
	n.Rest = &notification.Rest{Situations: 1654, Severity: apierror.SeverityHigh, Events: 79_392}
	n.RestResolved = &notification.Rest{Situations: 20, Severity: apierror.SeverityHigh, Events: 960}
	for i := range n.Alerts {
		n.Alerts[i].News = false
	}
	return n
}

func finding(kind apierror.Kind, name, summary, rationale string, evidence map[string]any) apierror.Finding {
	f := notificationtest.Surge()
	f.Kind, f.Name, f.Summary, f.Rationale, f.Evidence, f.Covers = kind, name, summary, rationale, evidence, nil
	return f
}

func slaBreach() apierror.Finding {
	f := finding(apierror.KindSLABreach, "cardnet",
		"Partner cardnet has broken its agreement on availability: 51% of 1,170 calls succeeded in the 2h seen so far, where 99.9% is agreed: "+
			"570 failed, about 421 may in 30d; a penalty of 5,000.00 USD is due; 2,040.00 USD at risk",
		"partner cardnet has broken its agreement on availability: 51% of 1,170 calls succeeded in the 2h seen so far",
		map[string]any{
			"availability": 0.5128, "availability_agreed": 0.999, "availability_calls": int64(1170), "availability_bad": int64(570),
			"window": "30d", "penalty": 5000.0, "currency": "USD", "status": "breached", "lost_calls": int64(30),
		})
	f.Count = 570
	f.Subject.Route, f.Subject.Origin = "", apierror.OriginThirdParty
	f.Subject.Business.Partner, f.Subject.Business.SLABreached = "cardnet", true
	return f
}

func sloBurn() apierror.Finding {
	f := finding(apierror.KindSLOBurn, "checkout-availability",
		"checkout-availability burns its error budget 21 times too fast: 2.1% of 12,000 calls failed in 1h and 2.4% of 1,000 in 5m, where 0.1% is allowed; "+
			"at this rate the 30d budget is gone in 34h",
		"checkout-availability burns its error budget 21 times too fast",
		map[string]any{
			"objective": 0.999, "burn_rate_1h": 21.3, "burn_rate_5m": 24.0, "error_budget_left": 0.71, "exhausted_in_seconds": int64(122400),
			"period": "30d", "calls_1h": int64(12000), "bad_1h": int64(252),
		})
	f.Subject.Category, f.Subject.Reason, f.Subject.Origin = "", "", ""
	return f
}

func dataLeak() apierror.Finding {
	f := finding(apierror.KindDataLeak, "error_data_leak", `Error texts leak data on "/api/v1/orders" in service "orders": 12 errors so far`,
		`the answer holds a connection string with its password, and an internal host name`, map[string]any{"calls": int64(12)})
	f.Count = 12
	f.Subject.Business = apierror.Business{}
	f.Subject.References = []string{"owasp:API8:2023", "cwe:209", "cwe:9999", "vendor thing"}
	return f
}

func forecast() apierror.Finding {
	f := finding(apierror.KindForecast, "disk full", `Forecast: the disk of service "orders" is full in 5h`, "it grew by 2 GiB an hour for 6 hours", map[string]any{
		"exhausted_in_seconds": int64(18000), "level": 0.87,
	})
	f.Count = 6
	f.Subject.Category, f.Subject.Reason, f.Subject.Origin = apierror.CategoryCapacity, "disk_full", apierror.OriginService
	return f
}

func contractDrift() apierror.Finding {
	return finding(apierror.KindContractDrift, "contract", `Contract mismatch on "/api/v1/orders" in service "orders": 48 failed calls so far`,
		"48 calls failed on an unknown field \"coupon\", none before the release", map[string]any{"calls": int64(48)})
}

func businessFailure() apierror.Finding {
	f := finding(apierror.KindBusinessFailure, "checkout", `Process "checkout" fails (business_logic): 48 failed calls, 2,040.00 USD at risk so far`,
		`rule "order_rejected": answered 200, app.result is "rejected"`, map[string]any{"calls": int64(48), "customers": int64(44)})
	f.Subject.Category, f.Subject.Reason, f.Subject.Origin = apierror.CategoryBusinessLogic, "order_rejected", apierror.OriginService
	return f
}
