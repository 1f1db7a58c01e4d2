package cascade

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	internal   = apierror.CategoryInternal
	dependency = apierror.CategoryDependency
	network    = apierror.CategoryNetwork
)

// shown writes each incident as "id: cause <- surges".
func shown(incidents []Incident) []string {
	var lines []string
	for i := range incidents {
		lines = append(lines, fmt.Sprintf("%s: %s <- %s", incidents[i].ID, incidents[i].Cause.String(), strings.Join(incidents[i].Surges, " ")))
	}
	return lines
}

func threeSurges(from, to int) []Surge {
	return []Surge{
		surgeAt("storefront", "/buy", dependency, from, to),
		surgeAt("orders", "/orders", dependency, from, to),
		surgeAt("payments", "/charge", internal, from, to),
	}
}

func TestACascadeIsOneIncident(t *testing.T) {
	const want = `payments/charge: "/charge" in service "payments" (internal) <- orders/orders payments/charge storefront/buy`
	facts := three()
	for name, order := range map[string][]int{
		"leaf last":  {0, 1, 2, 3, 4},
		"leaf first": {4, 3, 2, 1, 0},
		"in batches": {2, 3, 0, 1, 4},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			for _, i := range order {
				noteAll(m, 0, 10, facts[i], facts[i])
			}
			incidents := m.Group(threeSurges(0, 10), start)
			require.Equal(t, []string{want}, shown(incidents))
			i := &incidents[0]
			assert.Equal(t, "payments/charge", i.Root)
			assert.Equal(t, []string{"orders/orders", "storefront/buy"}, i.Covers)
			assert.Equal(t, Radius{
				Traces: 10, Services: []string{"orders", "payments", "storefront"}, ServicesTotal: 3,
				Endpoints:      []Endpoint{{"orders", "/orders"}, {"payments", "/charge"}, {"storefront", "/buy"}},
				EndpointsTotal: 3,
				Processes: []Process{{
					Name: "checkout", Criticality: apierror.CriticalityHigh, Calls: 10, ValueAtRisk: 425, Cost: 42.5, Currency: "USD",
				}},
				ProcessesTotal: 1,
			}, i.Radius, "the money of an order counts once, whichever services tell of it")
			assert.Equal(t, `30 of 30 failed calls whose cause is known began to fail at "/charge" in service "payments" (internal); `+
				`it explains 2 surges more`, i.Rationale)
			assert.Equal(t, `Failures began at "/charge" in service "payments" (internal): 3 endpoints, 3 services, 1 process hit`, i.Summary())
			assert.Equal(t, facts[4].SpanID, i.SpanID)
		})
	}
}

func TestACauseThatIsLearnedLateKeepsTheID(t *testing.T) {
	m := newMemory(t)
	facts := three()
	noteAll(m, 0, 10, facts[:2]...)
	incidents := m.Group(threeSurges(0, 10)[:1], start)
	assert.Equal(t, []string{`storefront/buy: "orders.internal", called by service "storefront" (dependency) <- storefront/buy`}, shown(incidents))

	noteAll(m, 0, 10, facts[2:]...)
	incidents = m.Group(threeSurges(0, 10), start+1)
	assert.Equal(t, []string{
		`storefront/buy: "/charge" in service "payments" (internal) <- orders/orders payments/charge storefront/buy`,
	}, shown(incidents))
	assert.Equal(t, []string{"orders/orders", "payments/charge"}, incidents[0].Covers)
	assert.Contains(t, incidents[0].Rationale, `; first told of at "orders.internal", called by service "storefront" (dependency)`)

	// It lasts, and ends; what comes after it is another.
	incidents = m.Group(threeSurges(0, 10)[1:], start+int64(4*time.Minute))
	assert.Equal(t, "storefront/buy", incidents[0].ID)
	m.Group(nil, start+int64(9*time.Minute))
	incidents = m.Group(threeSurges(0, 10), start+int64(9*time.Minute))
	assert.Equal(t, "payments/charge", incidents[0].ID)
}

func TestTwoIncidentsThatTurnOutToBeOne(t *testing.T) {
	m := newMemory(t)
	surges := threeSurges(0, 10)[:2]
	assert.Len(t, m.Group(surges, start), 2, "nothing is known of a cause")
	noteAll(m, 0, 10, three()...)
	incidents := m.Group(surges, start+1)
	assert.Equal(t, []string{`orders/orders: "/charge" in service "payments" (internal) <- orders/orders storefront/buy`}, shown(incidents))
	assert.Equal(t, []string{"storefront/buy"}, incidents[0].Covers)
}

// fanIn is a call of one of the services that use a database.
func fanIn(service string) []Fact {
	return []Fact{
		span("a", "", server, service, "/"+service, internal, false),
		span("b", "a", client, service, "", network, true).calls("postgresql", "db1.internal"),
	}
}

func TestADatabaseThatTakesDownFiveServicesIsOneIncident(t *testing.T) {
	m := newMemory(t)
	var surges []Surge
	for i, service := range []string{"a", "b", "c", "d", "e"} {
		noteAll(m, 10*i, 10*i+10, fanIn(service)...)
		surges = append(surges, surgeAt(service, "/"+service, internal, 10*i, 10*i+10))
	}
	incidents := m.Group(surges, start)
	id := apierror.SurgeSituation("", "db1.internal", "")
	assert.Equal(t, []string{id + `: "postgresql at db1.internal" (network) <- a/a b/b c/c d/d e/e`}, shown(incidents))
	assert.Equal(t, []string{"a/a", "b/b", "c/c", "d/d", "e/e"}, incidents[0].Covers)
	assert.Empty(t, incidents[0].Root)
	assert.Equal(t, []string{"a", "b", "c", "d", "e"}, incidents[0].Radius.Services)

	// Another database is another matter, and so is a proxy that each host has for itself.
	for i := range surges {
		facts := fanIn(surges[i].Service)
		address := "localhost:5432"
		if i == 0 {
			address = "db2.internal"
		}
		facts[1] = facts[1].calls("postgresql", address)
		noteAll(m, 100+10*i, 110+10*i, facts...)
		surges[i].Traces = traceIDs(100+10*i, 110+10*i)
	}
	assert.Len(t, m.Group(surges, start+int64(10*time.Minute)), 5)
}

func TestOneServiceAndItsDatabaseIsTheSurgeOfTheService(t *testing.T) {
	m := newMemory(t)
	noteAll(m, 0, 10, append(fanIn("c"), span("d", "z", server, "front", "/", dependency, false))...)
	incidents := m.Group([]Surge{surgeAt("c", "/c", internal, 0, 10), surgeAt("front", "/", dependency, 0, 10)}, start)
	assert.Equal(t, []string{`c/c: "postgresql at db1.internal", called by service "c" (network) <- c/c front/`}, shown(incidents))

	// More services follow: it keeps its id.
	noteAll(m, 10, 20, fanIn("d")...)
	incidents = m.Group([]Surge{surgeAt("c", "/c", internal, 0, 10), surgeAt("d", "/d", internal, 10, 20)}, start+1)
	assert.Equal(t, []string{`c/c: "postgresql at db1.internal" (network) <- c/c d/d`}, shown(incidents))
}

func TestAPartnerThatFailsIsOneIncidentWhoeverCalls(t *testing.T) {
	m := newMemory(t)
	var surges []Surge
	for i, service := range []string{"a", "b"} {
		facts := fanIn(service)
		facts[1].Partner, facts[1].Address = "card \"net\"", fmt.Sprint("api", i)
		noteAll(m, 10*i, 10*i+10, facts[0].of("checkout", 1), facts[1].of("refunds", 2))
		surges = append(surges, surgeAt(service, "/"+service, internal, 10*i, 10*i+10))
	}
	incidents := m.Group(surges, start)
	require.Len(t, incidents, 1)
	assert.Equal(t, "card \"net\"", incidents[0].Radius.Partner)
	assert.Equal(t, `Failures began at partner "card \"net\"" (network): 2 endpoints, 2 services, 2 processes hit`, incidents[0].Summary())
	assert.Contains(t, incidents[0].Rationale, "; it explains 2 surges")
}

func TestACauseWhereNoSurgeIsHasItsOwnID(t *testing.T) {
	m := newMemory(t)
	noteAll(m, 0, 10, three()...)
	one := m.Group(threeSurges(0, 10)[:2], start)
	assert.Equal(t, apierror.SurgeSituation("payments", "/charge", internal), one[0].ID)
	assert.Equal(t, []string{"orders/orders", "storefront/buy"}, one[0].Covers)
}

func TestOnePlaceThatFailsInTwoWaysOfOneCause(t *testing.T) {
	m := newMemory(t)
	noteAll(m, 0, 10, span("a", "", server, "s", "/", dependency, false), span("b", "a", inside, "s", "", internal, true))
	first, second := surgeAt("s", "/", dependency, 0, 10), surgeAt("s", "/", internal, 0, 10)
	second.ID = "second"
	incidents := m.Group([]Surge{first, second}, start)
	require.Len(t, incidents, 1)
	assert.Equal(t, "second", incidents[0].ID, "that which fails as the cause does")
}

func TestIndependentFailuresStayApart(t *testing.T) {
	m := newMemory(t)
	noteAll(m, 0, 10, three()...)
	tips := span("a", "", server, "tips", "/tips", internal, true)
	noteAll(m, 10, 20, tips)
	other := span("a", "", server, "tips", "/give", internal, true)
	noteAll(m, 20, 30, other)
	incidents := m.Group(append(threeSurges(0, 10),
		surgeAt("tips", "/tips", internal, 10, 20), surgeAt("tips", "/give", internal, 20, 30)), start)
	assert.Equal(t, []string{
		`payments/charge: "/charge" in service "payments" (internal) <- orders/orders payments/charge storefront/buy`,
		`tips/give: "/give" in service "tips" (internal) <- tips/give`,
		`tips/tips: "/tips" in service "tips" (internal) <- tips/tips`,
	}, shown(incidents))
}

func TestAPlaceThatFailsByItselfIsItsOwnIncident(t *testing.T) {
	m := newMemory(t)
	noteAll(m, 0, 10, three()...)
	noteAll(m, 10, 30, span("a", "", server, "storefront", "/buy", internal, true))
	surges := threeSurges(0, 10)
	surges[0] = surgeAt("storefront", "/buy", dependency, 0, 30)
	assert.Equal(t, []string{
		`payments/charge: "/charge" in service "payments" (internal) <- orders/orders payments/charge`,
		`storefront/buy: "/buy" in service "storefront" (internal) <- storefront/buy`,
	}, shown(m.Group(surges, start)), "most of its calls do, although some fail with the others")
}

func TestNoCauseInCommon(t *testing.T) {
	m := newMemory(t)
	noteAll(m, 0, 5, three()...)
	noteAll(m, 5, 10, span("a", "", server, "storefront", "/buy", internal, true))
	incidents := m.Group([]Surge{surgeAt("storefront", "/buy", dependency, 0, 10), surgeAt("payments", "/charge", internal, 0, 5)}, start)
	require.Len(t, incidents, 2)
	assert.Equal(t, "no cause is common to most of the 10 failed calls whose cause is known", incidents[0].Rationale)
	incidents = m.Group([]Surge{surgeAt("quiet", "/", internal, 100, 110)}, start)
	assert.Equal(t, "of 10 failed calls nothing is known of a cause elsewhere", incidents[0].Rationale)
}

func TestWhatIsAssignedStaysWhileItMayBeSo(t *testing.T) {
	m := newMemory(t)
	noteAll(m, 0, 10, three()...)
	noteAll(m, 10, 20, span("a", "", server, "storefront", "/buy", internal, true))
	buy := func(from, to int) int {
		return len(m.Group([]Surge{surgeAt("storefront", "/buy", dependency, from, to), threeSurges(0, 10)[2]}, start))
	}
	assert.Equal(t, 1, buy(0, 10))
	assert.Equal(t, 1, buy(0, 20), "half of them still")
	assert.Equal(t, 1, buy(500, 510), "nothing is known that speaks against it")
	assert.Equal(t, 2, buy(7, 20), "too few")
	assert.Equal(t, 2, buy(0, 20), "half of them are not enough to begin with")
}

func TestAProcessThatFailsOfACascadeIsPartOfIt(t *testing.T) {
	m := newMemory(t)
	noteAll(m, 0, 10, three()...)
	process := Surge{ID: "checkout", Traces: traceIDs(0, 10)}
	assert.Equal(t, []string{`payments/charge: "/charge" in service "payments" (internal) <- checkout payments/charge`},
		shown(m.Group([]Surge{process, threeSurges(0, 10)[2]}, start)))
	assert.Equal(t, "checkout", m.Group([]Surge{{ID: "checkout", Traces: traceIDs(800, 810)}}, start+int64(time.Hour))[0].Root)
}

func TestASurgeWithoutTracesStandsForItself(t *testing.T) {
	m := newMemory(t)
	incidents := m.Group([]Surge{{ID: "x", Service: "s", Endpoint: "/", Category: internal}}, start)
	assert.Equal(t, []string{`x: "/" in service "s" (internal) <- x`}, shown(incidents))
	assert.Zero(t, incidents[0].Radius.Traces)
}

func TestTheIDOfAPlaceThatIsTaken(t *testing.T) {
	m := newMemory(t)
	front := surgeAt("storefront", "/buy", dependency, 0, 10)
	m.Group([]Surge{front}, start)
	noteAll(m, 0, 10, three()...)
	assert.Equal(t, "storefront/buy", m.Group(threeSurges(0, 10), start)[0].ID, "first told of there")
	// Now the storefront fails by itself besides.
	noteAll(m, 10, 30, span("a", "", server, "storefront", "/buy", internal, true))
	surges := threeSurges(0, 10)
	surges[0].Traces = traceIDs(10, 30)
	incidents := m.Group(surges, start)
	require.Len(t, incidents, 2)
	assert.Equal(t, "storefront/buy", incidents[0].ID)
	assert.NotEqual(t, incidents[0].ID, incidents[1].ID)
	assert.Equal(t, shown(incidents), shown(m.Group(surges, start)), "and stays so")
}

func TestSurgesAreBounded(t *testing.T) {
	m := newMemory(t)
	for round := range 3 {
		var surges []Surge
		for n := range 3 * maxSurges {
			surges = append(surges, Surge{ID: fmt.Sprint(round, "-", n), Service: strconv.Itoa(n), Traces: traceIDs(0, 1)})
		}
		assert.Len(t, m.Group(surges, start), 3*maxSurges)
	}
	assert.LessOrEqual(t, len(m.incidents.told), maxTold)
	assert.LessOrEqual(t, len(m.incidents.assigned), maxTold)
	assert.EqualValues(t, 6*maxSurges, m.TakeCounts().Surges)
}

func TestRadiusIsBounded(t *testing.T) {
	m := newMemory(t)
	for n := range 50 {
		noteAll(m, n, n+1, span("a", "", server, fmt.Sprint("s", n), fmt.Sprint("/", n), internal, true).of(fmt.Sprint("p", n), float64(n)))
	}
	r := m.Radius(append(traceIDs(0, 60), traceIDs(0, 60)...))
	assert.Equal(t, 50, r.Traces)
	assert.Len(t, r.Services, maxListed)
	assert.Len(t, r.Endpoints, maxListed)
	assert.Len(t, r.Processes, maxListed)
	assert.Equal(t, [...]int{50, 50, 50}, [...]int{r.ServicesTotal, r.EndpointsTotal, r.ProcessesTotal})
	assert.Equal(t, "p49", r.Processes[0].Name, "the most money first")
}

func TestIncidentsSurviveARestart(t *testing.T) {
	m := newMemory(t)
	m.Group(threeSurges(0, 10)[:1], start)
	noteAll(m, 0, 10, three()...)
	before := shown(m.Group(threeSurges(0, 10), start))
	again := newMemory(t)
	require.NoError(t, again.Restore(m.AppendState(nil)))
	assert.Equal(t, before, shown(again.Group(threeSurges(50, 60), start+int64(time.Hour))), "until as much is known again")
	assert.Empty(t, again.Group(nil, start+int64(2*time.Hour)))
	assert.Empty(t, again.incidents.told)
}

func TestBrokenStatesAreRefused(t *testing.T) {
	for state, want := range map[string]string{
		"{":                                      "unexpected end",
		`{"version":9}`:                          "version 9, want 1",
		`{"version":1,"told":[null]}`:            "lacks its id",
		`{"version":1,"told":[{"id":""}]}`:       "lacks its id",
		`{"version":1,"assigned":{"a":null}}`:    "lacks its id",
		`{"version":1,"told":[{"since":"now"}]}`: "cannot unmarshal",
	} {
		m := newMemory(t)
		m.Group(threeSurges(0, 10), start)
		require.ErrorContains(t, m.Restore([]byte(state)), want)
		assert.Empty(t, m.incidents.told)
	}
	require.NoError(t, newMemory(t).Restore(nil), "nothing saved yet")
}

// FuzzRestore holds that no saved state makes the Memory panic, grow beyond its bounds, or forget to end an incident.
func FuzzRestore(f *testing.F) {
	m := NewMemory(DefaultRules())
	noteAll(m, 0, 10, three()...)
	m.Group(threeSurges(0, 10), start)
	f.Add(m.AppendState(nil))
	f.Add([]byte(`{"version":1,"told":[{"id":"a","members":["storefront/buy"],"seen_at":9223372036854775807}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := NewMemory(DefaultRules())
		if m.Restore(data) != nil {
			require.Empty(t, m.incidents.told)
			return
		}
		require.LessOrEqual(t, len(m.incidents.told), maxTold)
		noteAll(m, 0, 5, three()...)
		ids := make(map[string]bool)
		for _, i := range m.Group(threeSurges(0, 5), start) {
			require.NotEmpty(t, i.ID)
			require.False(t, ids[i.ID])
			require.NotContains(t, i.Covers, i.ID)
			ids[i.ID] = true
		}
		m.Group(nil, start+int64(time.Hour))
		require.Empty(t, m.incidents.told)
		require.Empty(t, m.incidents.assigned)
	})
}

func BenchmarkGroup(b *testing.B) {
	m := NewMemory(DefaultRules())
	var surges []Surge
	for i := range 50 {
		noteAll(m, 64*i, 64*i+64, three()...)
		surges = append(surges, surgeAt(fmt.Sprint("s", i), "/", internal, 64*i, 64*i+64))
	}
	b.ReportAllocs()
	for b.Loop() {
		m.Group(surges, start)
	}
}
