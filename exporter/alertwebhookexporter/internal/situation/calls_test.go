package situation

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// An outage of the card network as the spans of one call tell of it. Each service sends its own, so they come in any order.
func cascade(trace byte) (gateway, orders, storefront given) {
	timeout := failed(apierror.CategoryTimeout, apierror.SeverityHigh)
	timeout.Failure.Reason, timeout.Failure.Origin = "connection_timeout", apierror.OriginThirdParty
	gateway = given{service: "payments", trace: trace, verdict: timeout}
	orders = given{
		service: "orders", route: "/orders", trace: trace,
		verdict: inProcess(passed(apierror.CategoryDependency, apierror.SeverityHigh), "checkout", 42.5),
	}
	storefront = given{
		service: "storefront", route: "/buy", trace: trace,
		verdict: inProcess(passed(apierror.CategoryDependency, apierror.SeverityMedium), "checkout", 10),
	}
	return gateway, orders, storefront
}

func TestACascadeIsOneAlertInWhateverOrderItComes(t *testing.T) {
	const want = `Process "checkout" fails (timeout, connection_timeout): 3 failed calls, 127.50 USD at risk so far`
	for name, order := range map[string][3]int{
		"the cause first":   {0, 1, 2},
		"the cause between": {1, 0, 2},
		"the cause last":    {2, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, rules())
			for call := range byte(3) {
				gateway, orders, storefront := cascade(call + 1)
				spans := []given{gateway, orders, storefront}
				for _, i := range order {
					s.see(spans[i])
				}
			}
			assert.Equal(t, []string{want}, s.wait(time.Minute))
			finding := s.last()
			assert.Equal(t, apierror.SituationID(apierror.KindBusinessFailure, "checkout", "timeout"), finding.ID)
			assert.Equal(t, apierror.SeverityHigh, finding.Severity)
			assert.Equal(t, apierror.OriginThirdParty, finding.Subject.Origin)
			assert.InDelta(t, 127.5, finding.Subject.Business.ValueAtRisk, 0)
			assert.Equal(t, "3 failed calls, 127.50 USD at risk", finding.Evidence["arithmetic"])
			assert.Contains(t, finding.Evidence["causes"], `timeout, connection_timeout in service "payments"`)
			assert.ElementsMatch(t, finding.Evidence["services"], []any{"orders", "storefront", "payments"})
			assert.Len(t, s.wait(10*time.Minute), 1, "one alert ends")
		})
	}
}

func TestACauseThatComesAfterTheAlertMakesNoSecondOne(t *testing.T) {
	s := newScene(t, rules())
	gateway, orders, _ := cascade(1)
	s.see(orders)
	assert.Len(t, s.wait(10*time.Second), 1)
	s.see(gateway)

	// Of later calls, the cause is heard of first.
	for call := range byte(5) {
		gateway, orders, storefront := cascade(call + 2)
		s.see(gateway)
		s.see(storefront)
		s.see(orders)
	}
	assert.Empty(t, s.wait(time.Minute))
	assert.Equal(t, 1, s.tracker.Len())

	assert.Equal(t, []string{
		`Resolved: Process "checkout" fails (dependency, because), 6 failed calls, 255.00 USD at risk in 10s`,
	}, s.wait(10*time.Minute))
	assert.Contains(t, s.last().Evidence["causes"], `timeout, connection_timeout in service "payments"`)
}

// A call that a partner failed, against its agreement, as the services see it that have no part in a process.
func partnerFailed(trace byte) (gateway, storefront given) {
	verdict := failed(apierror.CategoryTimeout, apierror.SeverityHigh)
	verdict.Failure.Origin = apierror.OriginThirdParty
	verdict.Business = breach("cardnet").Business
	gateway = given{service: "payments", trace: trace, verdict: verdict}
	// In a batch of its own, where nothing says that a span below failed too.
	storefront = given{service: "storefront", route: "/buy", trace: trace, verdict: failed(apierror.CategoryDependency, apierror.SeverityHigh)}
	return gateway, storefront
}

func TestAPartnersFailureIsTheMatterOfItsAgreementAlone(t *testing.T) {
	for name, order := range map[string][2]int{"the partner first": {0, 1}, "the partner last": {1, 0}} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, rules())
			for call := range byte(3) {
				gateway, storefront := partnerFailed(call + 1)
				spans := []given{gateway, storefront}
				s.see(spans[order[0]])
				s.see(spans[order[1]])
			}
			assert.Equal(t, []string{`Partner "cardnet" breaks its agreement: 3 calls so far`}, s.wait(time.Minute))
			assert.Equal(t, 1, s.tracker.Len())
		})
	}
}

func TestAPartnersFailureIsTheMatterOfTheProcessToo(t *testing.T) {
	s := newScene(t, rules())
	gateway, _ := partnerFailed(1)
	_, orders, _ := cascade(1)
	s.see(gateway)
	s.see(orders)
	inOne := gateway
	inOne.trace = 2
	business := inProcess(inOne.verdict, "refunds", 5).Business
	business.Partner, business.SLABreached = "cardnet", true
	inOne.verdict.Business = business
	s.see(inOne)
	assert.Equal(t, []string{
		`Partner "cardnet" breaks its agreement: 2 calls so far`,
		`Process "checkout" fails (timeout, because): 1 failed call, 42.50 USD at risk so far`,
		`Process "refunds" fails (timeout, because): 1 failed call, 5.00 USD at risk so far`,
	}, sorted(s.wait(time.Minute)))
}

func TestWhatElseFailsInAPartnersCallIsTold(t *testing.T) {
	s := newScene(t, rules())
	gateway, _ := partnerFailed(1)
	s.see(gateway)
	s.see(given{service: "tips", route: "/tips", trace: 1, verdict: failed(apierror.CategoryInternal, apierror.SeverityHigh)})
	kept, _ := partnerFailed(2)
	kept.verdict.Business.SLABreached = false
	s.see(kept)
	assert.Equal(t, []string{
		`Failures (internal, because) on "/tips" in service "tips": 1 failed call so far`,
		`Failures (timeout, because) in service "payments": 1 failed call so far`,
		`Partner "cardnet" breaks its agreement: 1 call so far`,
	}, sorted(s.wait(time.Minute)))
}

func TestACallOfTwoProcessesIsTheMatterOfBoth(t *testing.T) {
	s := newScene(t, rules())
	s.see(given{service: "a", trace: 1, verdict: inProcess(failed(apierror.CategoryInternal, apierror.SeverityHigh), "checkout", 5)})
	s.see(given{service: "b", trace: 1, verdict: inProcess(passed(apierror.CategoryInternal, apierror.SeverityHigh), "loyalty", 7)})
	assert.Equal(t, []string{
		`Process "checkout" fails (internal, because): 1 failed call, 5.00 USD at risk so far`,
		`Process "loyalty" fails (internal, because): 1 failed call, 7.00 USD at risk so far`,
	}, sorted(s.wait(time.Minute)))
}

func TestWithoutAProcessACallIsTheMatterOfWhereItBegan(t *testing.T) {
	s := newScene(t, rules())
	// Each hop of a chain, judged by itself, calls its own failed dependency the cause.
	s.see(given{service: "front", route: "/", trace: 1, verdict: failed(apierror.CategoryDependency, apierror.SeverityHigh)})
	s.see(given{service: "middle", route: "/m", trace: 1, verdict: failed(apierror.CategoryDependency, apierror.SeverityHigh)})
	s.see(given{service: "back", route: "/b", trace: 1, verdict: failed(apierror.CategoryInternal, apierror.SeverityHigh)})
	s.see(given{service: "front", route: "/", trace: 1, verdict: failed(apierror.CategoryDependency, apierror.SeverityHigh)})
	assert.Equal(t, []string{`Failures (internal, because) on "/b" in service "back": 1 failed call so far`}, s.wait(time.Minute))
}

func TestTwoIndependentFailuresOfOneCallAreBothTold(t *testing.T) {
	s := newScene(t, rules())
	s.see(given{service: "tips", route: "/tips", trace: 1, verdict: failed(apierror.CategoryInternal, apierror.SeverityHigh)})
	s.see(given{service: "pay", route: "/pay", trace: 1, verdict: failed(apierror.CategoryCapacity, apierror.SeverityHigh)})
	assert.Len(t, s.wait(time.Minute), 2)
}

func TestATraceThatGoesOnCountsAgain(t *testing.T) {
	s := newScene(t, rules())
	job := given{service: "job", trace: 1, verdict: failed(apierror.CategoryInternal, apierror.SeverityHigh)}
	for range 10 {
		s.see(job)
		s.wait(30 * time.Second)
	}
	s.wait(10 * time.Minute)
	assert.EqualValues(t, 4, s.last().Count)
}

func TestSpansWithoutATraceCountEach(t *testing.T) {
	s := newScene(t, rules())
	for range 3 {
		s.see(given{service: "job", verdict: failed(apierror.CategoryInternal, apierror.SeverityHigh)})
	}
	s.wait(time.Minute)
	assert.EqualValues(t, 3, s.last().Count)
}

func TestMoneyOfAnotherCurrencyIsNotAdded(t *testing.T) {
	s := newScene(t, rules())
	for trace, currency := range []string{"USD", "EUR", "USD"} {
		verdict := inProcess(failed(apierror.CategoryInternal, apierror.SeverityHigh), "checkout", 0.1)
		verdict.Business.Currency = currency
		s.see(given{trace: byte(trace + 1), verdict: verdict})
	}
	s.wait(time.Minute)
	require.Equal(t, "3 failed calls, 0.20 USD at risk", s.last().Evidence["arithmetic"])
}

func TestWhatFailuresCostIsAddedUpOnceACall(t *testing.T) {
	s := newScene(t, rules())
	for trace, cost := range []float64{25.5, 25.5, 0} {
		verdict := inProcess(failed(apierror.CategoryInternal, apierror.SeverityHigh), "checkout", 42.5)
		verdict.Business.Cost = cost
		for range 2 { // two spans of one call
			s.see(given{trace: byte(trace + 1), verdict: verdict})
		}
	}
	s.wait(time.Minute)
	assert.InDelta(t, 51, s.last().Subject.Business.Cost, 0)
	assert.Equal(t, "3 failed calls, 127.50 USD at risk, 51.00 USD of expected cost", s.last().Evidence["arithmetic"])
}

func TestHugeSumsStayNumbers(t *testing.T) {
	s := newScene(t, rules())
	for trace := range byte(3) {
		s.see(given{trace: trace + 1, verdict: inProcess(failed(apierror.CategoryInternal, apierror.SeverityHigh), "checkout", 1.7e308)})
	}
	s.wait(time.Minute)
	assert.Equal(t, "3 failed calls, 1.7e+308 USD at risk", s.last().Evidence["arithmetic"])
}
