package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Outcomes are wrong behind a 200 at an endpoint whose process only the spans tell.
func TestAProcessIsLearntFromSpans(t *testing.T) {
	s := newScene(t, func(settings *Settings) { settings.Business = catalog(t, "currency: USD") })
	order := server("checkout", "POST /orders")
	rejected := order.failed(apierror.CategoryBusinessLogic, apierror.OriginService, "order_rejected").
		worth("checkout", apierror.CriticalityCritical, 50)
	s.pass(lived, order.every(60).but(0.005, rejected)) // now and then, as orders are
	assert.Empty(t, story(began(s.told)))
	s.pass(20*time.Minute, order.every(60).but(0.4, rejected))
	found := began(s.told)
	require.Len(t, found, 1, story(s.told))
	assert.Equal(t, apierror.KindBusinessFailure, found[0].Kind)
	assert.Equal(t, apierror.BusinessFailureSituation("checkout", apierror.CategoryBusinessLogic), found[0].ID)
	assert.Contains(t, text(s.metrics(true), "apierror.errors"), "apierror.business.process=checkout")
}

// The processor says of each call that it broke the agreement; what was agreed, nobody says.
func TestABreachIsTakenFromSpans(t *testing.T) {
	s := newScene(t, func(settings *Settings) { settings.Business = catalog(t, "currency: USD") })
	charge := client("payments", "POST", "api.cardnet.example").in(0, 0, 'a')
	s.pass(10*time.Minute, charge.every(60).but(0.1, charge.failed(apierror.CategoryDependency, apierror.OriginThirdParty, "bad_gateway").ofCardnet(true)))
	found := began(s.told)
	require.Len(t, found, 1, story(s.told))
	assert.Equal(t, apierror.SLABreachSituation("cardnet"), found[0].ID)
	assert.LessOrEqual(t, found[0].Severity, apierror.SeverityMedium)
	s.pass(10*time.Minute, charge.every(60))
	assert.Empty(t, s.open)
}

// The processor may know a process by what the connector is not told, such as a condition of its own: it is the same process.
func TestADeclaredProcessIsNotLearntAgain(t *testing.T) {
	s := newScene(t)
	s.send(server("elsewhere", "POST /x").broken().worth("checkout", apierror.CriticalityCritical, 1))
	assert.Empty(t, s.engine.incidents.learned)
}

func TestLearntProcessesAreBounded(t *testing.T) {
	s := newScene(t)
	for i := range 2 * maxLearned {
		s.send(server("checkout", "POST /x").broken().worth(fmt.Sprintf("made-up-%d", i), apierror.CriticalityHigh, 1))
	}
	assert.Len(t, s.engine.incidents.learned, maxLearned)
}
