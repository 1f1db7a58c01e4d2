package format

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What a situation's spans say of it changes while it lasts, and must not make it another alert.
func TestAlertmanagerLabelsStay(t *testing.T) {
	for name, test := range map[string]struct {
		first apierror.Finding
		want  map[string]string
	}{
		"an attack goes from service to service": {
			apierror.Finding{
				ID: "1", Kind: apierror.KindSecurity, Name: "credential_stuffing",
				Subject: apierror.Subject{Actor: apierror.Actor{ID: "203.0.113.7", Type: apierror.ActorClient}},
			},
			map[string]string{"alertname": "apierror_credential_stuffing", "actor": "203.0.113.7", "actor_type": "client"},
		},
		"an attack by many is on a service": {
			apierror.Finding{ID: "1", Kind: apierror.KindSecurity, Name: "brute_force", Subject: apierror.Subject{Service: "accounts"}},
			map[string]string{"alertname": "apierror_brute_force", "service": "accounts"},
		},
		"a partner is called by many": {
			apierror.Finding{
				ID: "1", Kind: apierror.KindSLABreach, Name: "cardnet", Subject: apierror.Subject{Business: apierror.Business{Partner: "cardnet"}},
			},
			map[string]string{"alertname": "apierror_sla_breach", "partner": "cardnet"},
		},
		"a process fails in many services": {
			apierror.Finding{
				ID: "1", Kind: apierror.KindBusinessFailure, Name: "checkout", Subject: apierror.Subject{
					Category: apierror.CategoryTimeout, Business: apierror.Business{Process: "checkout", Owner: "payments"},
				},
			},
			map[string]string{"alertname": "apierror_business_failure", "process": "checkout", "team": "payments", "category": "timeout"},
		},
		"a surge is at a place": {
			apierror.Finding{
				ID: "1", Kind: apierror.KindSurge, Name: "timeout", Subject: apierror.Subject{
					Service: "orders", Route: "/orders", Category: apierror.CategoryTimeout,
				},
			},
			map[string]string{"alertname": "apierror_surge", "service": "orders", "route": "/orders", "category": "timeout"},
		},
		"a kind of a later version": {
			apierror.Finding{ID: "1", Kind: "weather", Name: "rain", Subject: apierror.Subject{Service: "orders"}},
			map[string]string{"alertname": "apierror_weather"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			test.want["finding_id"], test.want["kind"] = "1", string(test.first.Kind)
			assert.Equal(t, test.want, identityLabels(&test.first))

			next := test.first
			next.Count, next.Summary, next.Subject.Tenant, next.Subject.Reason = 2, "more", "acme", "other"
			if next.Kind != apierror.KindSurge && (next.Kind != apierror.KindSecurity || !next.Subject.Actor.IsZero()) {
				next.Subject.Service, next.Subject.Route = "payments", "/pay"
			}
			assert.Equal(t, test.want, identityLabels(&next))
		})
	}
}

// Alertmanager's templates for chats escape nothing.
func TestAlertmanagerBreaksMentionsAndLinks(t *testing.T) {
	for _, live := range []string{"<!channel>", "<@U123>", "@everyone", "@here", "<https://evil.example|click>", "[click](https://evil.example)", "<at>", "<AT>", "<HTTPS://evil.example|click>", "<Mailto:a@b.example|x>", "<tel:1|x>", "http://evil.example", "@EVERYONE", "\u202e"} {
		f := attack()
		f.Summary, f.Rationale, f.Subject.Actor.ID, f.Subject.Route = live, live, live, live
		n := messageOf(of(f).Notification)
		assert.NotContains(t, string(sent(t, newTestAlertmanager(t), n).Body), live)
		assert.NotContains(t, string(sent(t, newAlertmanagerWebhook(hook), n).Body), live)
	}
	for _, innocent := range []string{"bob@example.com", "/users/<int:id>", "/orders/{id}", "a < b", "POST /v1/[id]"} {
		f := attack()
		f.Subject.Actor.ID = innocent
		assert.Equal(t, innocent, posted(t, of(f))[0].Labels["actor"])
	}
}
