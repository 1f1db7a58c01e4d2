package engine

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
)

// Outcomes that are wrong behind a 200: it is the process that fails, not the route that answered.
func TestBusinessFailure(t *testing.T) {
	s := newScene(t)
	order := server("checkout", "POST /orders").with("http.response.status_code", 200)
	rejected := order.failed(apierror.CategoryBusinessLogic, apierror.OriginService, "order_rejected").
		worth("checkout", apierror.CriticalityCritical, 50)
	s.pass(lived, order.every(60))
	s.pass(10*time.Minute, order.every(60).but(0.3, rejected))
	found := began(s.told)
	require.Len(t, found, 1, story(s.told))
	assert.Equal(t, apierror.BusinessFailureSituation("checkout", apierror.CategoryBusinessLogic), found[0].ID)
	latest := s.told[len(s.told)-1]
	assert.Equal(t, "firing high business_failure checkout at checkout /orders", story(s.told)[len(s.told)-1])
	assert.Regexp(t, `^Process "checkout": [\d.]+% of the last \d+ calls failed \(business_logic\), .* at risk for process "checkout"$`, latest.Summary)
	assert.Equal(t, "team-checkout", latest.Subject.Business.Owner)
	assert.InDelta(t, 50*float64(latest.Count), latest.Subject.Business.ValueAtRisk, 0.01, "each order once")
}

func TestContractDrift(t *testing.T) {
	s := newScene(t)
	asked := server("users", "GET /users/{id}")
	s.pass(lived, asked.every(60))
	s.pass(5*time.Minute, asked.every(60).but(1, asked.failed(apierror.CategoryContract, apierror.OriginService, "schema_mismatch")))
	s.pass(quiet, asked.every(60))
	found := began(s.told)
	require.Len(t, found, 1, story(s.told))
	assert.Equal(t, apierror.KindContractDrift, found[0].Kind)
	assert.Equal(t, apierror.ContractDriftSituation("users", "/users/{id}"), found[0].ID)
	assert.Empty(t, s.open)
}

// checkoutObjective is 99.9% of the calls of the checkout, within a second.
func checkoutObjective(s *Settings) {
	s.Objectives = []Objective{{
		Objective: slo.Objective{Name: "checkout-availability", Target: 0.999, Latency: time.Second},
		Calls:     Calls{Processes: []string{"checkout"}},
	}}
}

// burns are the findings of objectives.
func burns(told []apierror.Finding) []apierror.Finding {
	var found []apierror.Finding
	for _, f := range told {
		if f.Kind == apierror.KindSLOBurn {
			found = append(found, f)
		}
	}
	return found
}

func TestAFastBurnIsToldOf(t *testing.T) {
	s := newScene(t, checkoutObjective)
	order := server("checkout", "POST /orders")
	s.pass(lived, order.every(120))
	broke := s.now()
	s.pass(30*time.Minute, order.every(120).but(0.1, order.broken().worth("checkout", apierror.CriticalityCritical, 100)))
	found := burns(s.told)
	require.NotEmpty(t, found)
	assert.Equal(t, apierror.SLOBurnSituation("checkout-availability"), found[0].ID)
	pages := slices.IndexFunc(found, func(f apierror.Finding) bool { return f.Severity >= apierror.SeverityHigh })
	require.NotEqual(t, -1, pages, story(found))
	assert.WithinDuration(t, broke, found[pages].UpdatedAt, 15*time.Minute)
	assert.Contains(t, found[0].Summary, "checkout-availability burns its error budget")
	last := found[len(found)-1]
	assert.Equal(t, "checkout", last.Subject.Business.Process)
	assert.InDelta(t, 100*float64(last.Count), last.Subject.Business.ValueAtRisk, 3000, "each order once")
	assert.Contains(t, last.Summary, ` USD at risk for process "checkout"`)
	assert.False(t, last.TraceID.IsEmpty())
	assert.Contains(t, text(s.metrics(true), "apierror.slo.objective"), "apierror.slo.name=checkout-availability: 0.999")

	s.pass(3*time.Hour, order.every(120))
	assert.Empty(t, s.open)
	assert.Len(t, began(burns(s.told)), 1)
}

func TestSlowCallsBurnToo(t *testing.T) {
	s := newScene(t, checkoutObjective)
	order := server("checkout", "POST /orders")
	s.pass(lived, order.every(120))
	s.pass(30*time.Minute, order.every(120).but(0.1, order.taking(1500*time.Millisecond)))
	assert.Len(t, began(s.told), 1)
	assert.Len(t, began(burns(s.told)), 1, "and nothing failed")
}

func TestWhatBurnsNoBudget(t *testing.T) {
	order := server("checkout", "POST /orders")
	for name, traffic := range map[string]traffic{
		"a failure an hour, of three calls": order.every(1.0/20).but(0.3, order.broken()),
		"what the callers got wrong":        order.every(60).but(0.3, order.failed(apierror.CategoryValidation, apierror.OriginCaller, "bad_request")),
		"what is no checkout":               server("search", "GET /search").every(60).but(0.3, server("search", "GET /search").broken()),
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, checkoutObjective)
			s.pass(lived, order.every(1))
			s.pass(2*time.Hour, traffic)
			assert.Empty(t, story(burns(s.told)))
		})
	}
}

func TestABrokenAgreement(t *testing.T) {
	s := newScene(t)
	charge := client("payments", "POST", "api.cardnet.example").in(0, 0, 'a')
	failed := charge.failed(apierror.CategoryDependency, apierror.OriginThirdParty, "upstream_error").ofCardnet(true)
	s.pass(lived, charge.every(60))
	s.pass(time.Hour, charge.every(60).but(0.1, failed))
	found := began(s.told)
	require.Len(t, found, 1, story(s.told))
	assert.Equal(t, apierror.SLABreachSituation("cardnet"), found[0].ID)
	latest := s.told[len(s.told)-1]
	assert.True(t, latest.Subject.Business.SLABreached)
	assert.Equal(t, "payments", latest.Subject.Service)
	assert.False(t, latest.TraceID.IsEmpty(), "there is an example")
	assert.Contains(t, latest.Summary, "Partner cardnet has broken its agreement on availability")
	assert.Contains(t, latest.Summary, "a penalty of 5,000.00 USD is due")
	metrics := text(s.metrics(true))
	assert.Contains(t, metrics, "apierror.sla.breached {breach} gauge\n  apierror.business.partner=cardnet: 1\n")
	assert.Contains(t, metrics, "apierror.business.partner=cardnet: 5000\n")
}

func TestAnAgreementIsNotBrokenByOurOwnMistakes(t *testing.T) {
	s := newScene(t)
	charge := client("payments", "POST", "api.cardnet.example").in(0, 0, 'a')
	ours := charge.failed(apierror.CategoryValidation, apierror.OriginService, "bad_request").ofCardnet(false)
	s.pass(lived, charge.every(60).but(0.1, ours))
	assert.Empty(t, story(s.told))
}

func TestSecurityIsAFindingForAnActorAndASignal(t *testing.T) {
	s := newScene(t)
	login := server("login", "POST /session")
	attack := login.suspicious(apierror.SignalBruteForce, "203.0.113.7", apierror.SeverityHigh)
	scan := server("shop", "GET raw:/.git/config").suspicious(apierror.SignalEndpointScanning, "203.0.113.7", apierror.SeverityMedium)
	other := login.suspicious(apierror.SignalBruteForce, "198.51.100.9", apierror.SeverityHigh)
	s.pass(10*time.Minute, login.every(60), attack.every(60), scan.every(60), other.every(60))
	found := began(s.told)
	require.Len(t, found, 3)
	for _, f := range found {
		assert.Equal(t, apierror.KindSecurity, f.Kind)
		assert.Equal(t, apierror.SecuritySituation(f.Subject.Actor, apierror.Signal(f.Name)), f.ID)
	}
	s.pass(quiet, login.every(60))
	assert.Empty(t, s.open)
}

func TestAHundredThousandAttackersAreOneMatter(t *testing.T) {
	s := newScene(t)
	login := server("login", "POST /session")
	const attackers = 100_000
	for n := 0; n < attackers; n += 1_000 {
		batch := make([]request, 1_000)
		for i := range batch {
			batch[i] = login.suspicious(apierror.SignalCredentialStuffing, fmt.Sprintf("client-%d", n+i), apierror.SeverityHigh)
		}
		s.wall += int64(time.Second)
		s.send(batch...)
		s.tell()
	}
	found := began(s.told)
	assert.Less(t, len(found), 50)
	flood := s.told[len(s.told)-1]
	actors, _ := flood.Evidence["actors"].(int64)
	assert.InEpsilon(t, attackers, actors, 0.1, flood.Summary)
}

func TestADataLeakIsOnePlace(t *testing.T) {
	s := newScene(t)
	leak := server("users", "GET /users/{id}").broken()
	s.send(leak.suspicious(apierror.SignalErrorDataLeak, "203.0.113.7", apierror.SeverityMedium),
		leak.suspicious(apierror.SignalErrorDataLeak, "198.51.100.9", apierror.SeverityMedium))
	s.tell()
	require.Equal(t, []string{"firing medium data_leak error_data_leak at users /users/{id}"}, story(s.told))
	assert.Equal(t, apierror.DataLeakSituation("users", "/users/{id}"), s.told[0].ID)
	assert.EqualValues(t, 2, s.told[0].Count)
}

// What leads nowhere shares one series, whatever path it asked for: no objective on routes is to follow the first of them.
func TestAnObjectiveOnRoutesCountsNoStrangersPaths(t *testing.T) {
	calls, err := route.CompileCalls(nil, []string{"/orders/**"})
	require.NoError(t, err)
	s := newScene(t, func(s *Settings) {
		s.Objectives = []Objective{{Objective: slo.Objective{Name: "orders", Target: 0.999}, Calls: Calls{Calls: calls}}}
	})
	for _, path := range []string{"/orders/of/nobody", "/wp-login.php", "/.env"} {
		s.send(server("shop", "GET raw:"+path).failed(apierror.CategoryRouting, apierror.OriginCaller, "no_route"))
	}
	s.send(server("shop", "GET /orders/{id}"))
	assert.Equal(t, uint64(1), s.engine.objectives[0].tracker.Standing(s.wall).Counts[slo.WindowPeriod].Calls)
}

func TestSecurityNamesTheTenant(t *testing.T) {
	s := newScene(t)
	attack := server("login", "POST /session").suspicious(apierror.SignalBruteForce, "203.0.113.7", apierror.SeverityHigh)
	s.pass(10*time.Minute, attack.with(apierror.KeyTenantID, "acme").every(60))
	found := began(s.told)
	require.Len(t, found, 1, story(s.told))
	assert.Equal(t, "acme", found[0].Subject.Tenant)
}
