package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// The calls that show an incident's reach are forgotten after five minutes; the finding is not. Where few calls fail it lasts longer than that:
// it takes half an hour to be sure that they fail no more.
func TestTheLastFindingSaysAllThatWasLost(t *testing.T) {
	s := newScene(t)
	// There is always something that fails: what it leaves takes the place of what is older.
	searches := 0
	mistyped := func(trace int) []request {
		search := server("search", "GET /search").in(trace, 'a', 0)
		searches++
		if searches%12 == 0 {
			search = search.failed(apierror.CategoryValidation, apierror.OriginCaller, "bad_request")
		}
		return []request{search}
	}
	s.goOn(lived, true, purchase, mistyped)
	all, lost := 0, 0
	sometimes := func(trace int) []request {
		all++
		if all%32 > 0 {
			return purchase(trace)
		}
		lost++
		return lostPurchase(trace)
	}
	s.goOn(90*time.Minute, true, sometimes, mistyped)
	s.goOn(time.Hour, true, purchase, mistyped)
	require.Empty(t, s.open)
	last := s.told[len(s.told)-1]
	require.Equal(t, apierror.StatusResolved, last.Status)
	assert.InDelta(t, 50*float64(lost), last.Subject.Business.ValueAtRisk, 200)
	assert.ElementsMatch(t, []any{"storefront", "checkout", "payments", "ledger"}, last.Evidence["services"])
	assert.Contains(t, last.Summary, "4 services, 1 process hit")
}

// A level that stays for hours is what is usual from then on. That is no recovery, and the finding says so.
func TestALevelThatStaysIsNotCalledOver(t *testing.T) {
	s := newScene(t)
	order := server("checkout", "POST /orders")
	s.pass(lived, order.every(120))
	s.pass(3*time.Hour, order.every(120).but(0.05, order.broken()))
	var last apierror.Finding
	for _, f := range s.told {
		if f.ID == apierror.SurgeSituation("checkout", "/orders", apierror.CategoryInternal) {
			last = f
		}
	}
	require.Equal(t, apierror.StatusResolved, last.Status, story(s.told))
	assert.Contains(t, last.Summary, "taken for usual from now on")
	assert.Contains(t, last.Rationale, "taken for usual from now on")
}

// A slow burn is noticed by hours: the money of those counts to it, as their calls do.
func TestASlowBurnCountsTheMoneyOfItsWindow(t *testing.T) {
	s := newScene(t, checkoutObjective)
	order := server("checkout", "POST /orders")
	s.pass(lived, order.every(120))
	s.pass(5*time.Hour, order.every(120).but(0.008, order.broken().worth("checkout", apierror.CriticalityCritical, 100)))
	found := burns(s.told)
	require.NotEmpty(t, found)
	first := found[0]
	assert.GreaterOrEqual(t, first.UpdatedAt.Sub(start), time.Hour)
	assert.InEpsilon(t, 100*float64(first.Count), first.Subject.Business.ValueAtRisk, 0.25, "to the hour")
}
