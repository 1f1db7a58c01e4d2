package engine

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// purchase is a call through four services, from the storefront down to the ledger.
func purchase(trace int) []request {
	return []request{
		server("storefront", "POST /buy").in(trace, 'a', 0).taking(100 * time.Millisecond),
		client("storefront", "POST", "checkout.internal").in(trace, 'b', 'a').taking(95 * time.Millisecond),
		server("checkout", "POST /orders").in(trace, 'c', 'b').taking(90 * time.Millisecond),
		client("checkout", "POST", "payments.internal").in(trace, 'd', 'c').taking(85 * time.Millisecond),
		server("payments", "POST /charges").in(trace, 'e', 'd').taking(80 * time.Millisecond),
		client("payments", "POST", "ledger.internal").in(trace, 'f', 'e').taking(75 * time.Millisecond),
		server("ledger", "POST /entries").in(trace, 'g', 'f').taking(70 * time.Millisecond),
	}
}

// lostPurchase is one that the ledger fails: 500 there, 502 in payments, 500 in checkout and in the storefront. It is worth 50 dollars, once.
func lostPurchase(trace int) []request {
	spans := purchase(trace)
	for i := range spans[:len(spans)-1] {
		spans[i] = spans[i].passed()
	}
	spans[6] = spans[6].broken()
	spans[2] = spans[2].worth("checkout", apierror.CriticalityCritical, 50)
	spans[4] = spans[4].worth("checkout", apierror.CriticalityCritical, 0)
	return spans
}

// twice makes two traces of a kind in one.
func twice(made func(trace int) []request) func(trace int) []request {
	return func(trace int) []request { return slices.Concat(made(trace), made(trace+1<<20)) }
}

// goOn sends traces, made by number, every five seconds; each span comes in a batch of its own.
func (s *scene) goOn(d time.Duration, reversed bool, traces ...func(trace int) []request) {
	for end := s.wall + int64(d); s.wall < end; {
		s.wall += int64(tickEvery)
		for _, made := range traces {
			s.number++
			spans := made(int(s.number))
			if reversed {
				slices.Reverse(spans)
			}
			for i := range spans {
				s.send(spans[i])
			}
		}
		s.tell()
	}
}

func TestACascadeIsOneFindingOnItsCause(t *testing.T) {
	for name, leafFirst := range map[string]bool{"leaf first": true, "leaf last": false} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.goOn(lived, leafFirst, purchase, twice(purchase))
			require.Empty(t, s.told)
			const outage = 10 * time.Minute
			s.goOn(outage, leafFirst, lostPurchase, twice(purchase))
			lost := 50 * float64(outage/tickEvery)

			found := s.told[len(s.told)-1]
			require.Len(t, began(s.told), 1, story(s.told))
			assert.Equal(t, apierror.SurgeSituation("ledger", "/entries", apierror.CategoryInternal), found.ID)
			assert.Equal(t, apierror.Subject{
				Service: "ledger", Route: "/entries",
				Category: apierror.CategoryInternal, Reason: "exception", Origin: apierror.OriginService,
				Business: found.Subject.Business,
			}, found.Subject)
			assert.ElementsMatch(t, []any{"storefront", "checkout", "payments", "ledger"}, found.Evidence["services"])
			assert.ElementsMatch(t, []any{"storefront /buy", "checkout /orders", "payments /charges", "ledger /entries"}, found.Evidence["routes"])
			assert.Equal(t, `"/entries" in service "ledger" (internal, exception)`, found.Evidence["cause"])
			assert.Contains(t, found.Summary, `Failures began at "/entries" in service "ledger" (internal, exception): 4 endpoints, 4 services, 1 process hit; `)
			assert.ElementsMatch(t, []string{
				apierror.SurgeSituation("storefront", "/buy", apierror.CategoryDependency),
				apierror.SurgeSituation("checkout", "/orders", apierror.CategoryDependency),
				apierror.SurgeSituation("payments", "/charges", apierror.CategoryDependency),
				apierror.BusinessFailureSituation("checkout", apierror.CategoryDependency),
			}, found.Covers)

			// The money counts once, from the first failure on, though it was known to be an incident only later.
			s.goOn(quiet, leafFirst, purchase, twice(purchase))
			ended := s.told[len(s.told)-1]
			assert.Equal(t, "resolved high surge internal at ledger /entries", story(s.told)[len(s.told)-1])
			assert.InDelta(t, lost, ended.Subject.Business.ValueAtRisk, 0.01)
			assert.InDelta(t, lost/2, ended.Subject.Business.Cost, 0.01)
			processes, _ := ended.Evidence["processes"].([]any)
			require.Len(t, processes, 1)
			assert.Subset(t, processes[0], map[string]any{"process": "checkout", "value_at_risk": lost, "currency": "USD"})
			assert.Empty(t, s.open)
		})
	}
}

func TestTwoCausesAreTwoFindings(t *testing.T) {
	s := newScene(t)
	lookup := func(trace int) []request {
		return []request{server("web", "GET /product/{id}").in(trace, 'a', 0), server("stock", "GET /stock/{id}").in(trace, 'b', 'a')}
	}
	lostLookup := func(trace int) []request {
		spans := lookup(trace)
		return []request{spans[0].passed(), spans[1].failed(apierror.CategoryTimeout, apierror.OriginService, "deadline_exceeded")}
	}
	s.goOn(lived, true, twice(purchase), twice(lookup))
	s.goOn(10*time.Minute, true, lostPurchase, purchase, lostLookup, lookup)
	var ids []string
	for _, f := range began(s.told) {
		ids = append(ids, f.ID)
	}
	assert.ElementsMatch(t, []string{
		apierror.SurgeSituation("ledger", "/entries", apierror.CategoryInternal),
		apierror.SurgeSituation("stock", "/stock/{id}", apierror.CategoryTimeout),
	}, ids)
}

func TestADatabaseThatThreeServicesAskIsOneFinding(t *testing.T) {
	s := newScene(t)
	asking := func(service string, lost bool) func(trace int) []request {
		return func(trace int) []request {
			spans := []request{
				query(service, "postgresql", "SELECT", "db.internal").in(trace, 'b', 'a').taking(10 * time.Millisecond),
				server(service, "GET /"+service).in(trace, 'a', 0),
			}
			if lost {
				spans[0] = spans[0].failed(apierror.CategoryDependency, apierror.OriginDependency, "connection_refused")
				spans[1] = spans[1].passed()
			}
			return spans
		}
	}
	s.goOn(lived, false, asking("users", false), asking("stock", false), asking("cart", false))
	s.goOn(10*time.Minute, false, asking("users", true), asking("stock", true), asking("cart", true))
	require.Len(t, began(s.told), 1, story(s.told))
	found := s.told[len(s.told)-1]
	assert.Equal(t, `Failures began at "postgresql at db.internal" (dependency, connection_refused): 3 endpoints, 3 services hit`, found.Summary)
	assert.Empty(t, found.Subject.Service, "it is none of theirs")
	assert.ElementsMatch(t, []any{"users", "stock", "cart"}, found.Evidence["services"])
	assert.Len(t, found.Covers, 3)
}

// A payment provider fails: its customers see it, and so does everybody above them.
func TestAPartnerThatFailsIsTheCause(t *testing.T) {
	s := newScene(t)
	charge := func(trace int) []request {
		return []request{
			client("payments", "POST", "api.cardnet.example").in(trace, 'b', 'a').taking(10 * time.Millisecond),
			server("payments", "POST /charges").in(trace, 'a', 0),
		}
	}
	lostCharge := func(trace int) []request {
		spans := charge(trace)
		return []request{
			spans[0].failed(apierror.CategoryDependency, apierror.OriginThirdParty, "upstream_error").ofCardnet(true),
			spans[1].passed().worth("checkout", apierror.CriticalityCritical, 50),
		}
	}
	s.goOn(lived, false, twice(charge))
	s.goOn(10*time.Minute, false, lostCharge, charge)
	var kinds []apierror.Kind
	for _, f := range began(s.told) {
		kinds = append(kinds, f.Kind)
		if f.Kind == apierror.KindSurge {
			assert.Contains(t, f.Summary, `Failures began at partner "cardnet", called by service "payments"`)
			assert.Equal(t, "cardnet", f.Subject.Business.Partner)
		}
	}
	assert.ElementsMatch(t, []apierror.Kind{apierror.KindSurge, apierror.KindSLABreach}, kinds)
}
