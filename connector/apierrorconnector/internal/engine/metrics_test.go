package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// says holds the metrics against lines as text prints them.
func says(t *testing.T, want, got string) {
	t.Helper()
	assert.Equal(t, strings.TrimSpace(strings.ReplaceAll(want, "\t", "")), strings.TrimSpace(got))
}

// counted is what an engine counts of some requests, as the second of two emissions tells it: the first says 0.
func counted(t *testing.T, names []string, requests []request, change ...func(*Settings)) string {
	t.Helper()
	s := newScene(t, change...)
	s.send(requests...)
	s.metrics(false)
	s.wall += int64(15 * time.Second)
	return text(s.metrics(false), names...)
}

var calls = []string{"apierror.requests", "apierror.duration"}

func TestMetricsOfACallThatFailed(t *testing.T) {
	failed := server("payments", "POST /charges").with("user.id", "user-7").taking(250*time.Millisecond).
		failed(apierror.CategoryTimeout, apierror.OriginDependency, "upstream_timeout").worth("checkout", apierror.CriticalityCritical, 42.5)
	says(t, `
	apierror.requests {request} cumulative counter
	  apierror.business.process=checkout http.request.method=POST http.route=/charges service.name=payments span.kind=server: 3
	apierror.duration s cumulative histogram
	  apierror.business.process=checkout http.request.method=POST http.route=/charges service.name=payments span.kind=server: 3, sum 0.52
	apierror.errors {error} cumulative counter
	  apierror.business.process=checkout apierror.category=timeout apierror.origin=dependency apierror.reason=upstream_timeout http.request.method=POST http.route=/charges service.name=payments span.kind=server: 2
	apierror.value_at_risk {currency} cumulative counter
	  apierror.business.criticality=critical apierror.business.currency=USD apierror.business.owner=team-checkout apierror.business.process=checkout apierror.category=timeout service.name=payments: 85
	apierror.cost {currency} cumulative counter
	  apierror.business.criticality=critical apierror.business.currency=USD apierror.business.owner=team-checkout apierror.business.process=checkout apierror.category=timeout service.name=payments: 42.5
	apierror.affected_actors {actor} gauge
	  apierror.business.process=checkout service.name=payments: 1
	`, strings.Split(counted(t, nil, []request{server("payments", "POST /charges"), failed, failed}), "apierror.sla")[0])
}

func TestMetricsOfAnAttack(t *testing.T) {
	attempt := server("login", "POST /session").suspicious(apierror.SignalBruteForce, "203.0.113.7", apierror.SeverityHigh)
	twice := attempt
	twice.verdict.Security.Signals = []apierror.Signal{apierror.SignalBruteForce, apierror.SignalAutomatedClient, apierror.SignalBruteForce}
	says(t, `
	apierror.security.events {event} cumulative counter
	  apierror.security.severity=high apierror.security.signal=automated_client service.name=login: 1
	  apierror.security.severity=high apierror.security.signal=brute_force service.name=login: 2
	`, counted(t, []string{"apierror.security.events"}, []request{attempt, twice}))
}

func TestAffectedActorsAreThoseWhoMetAFailure(t *testing.T) {
	broken := server("cart", "GET /cart").broken()
	says(t, `
	apierror.affected_actors {actor} gauge
	  service.name=cart: 2
	`, counted(t, []string{"apierror.affected_actors"}, []request{
		broken.with("user.id", "ada"), broken.with("user.id", "ada"),
		broken.with("client.address", "192.0.2.1"), // nobody who is known
		broken, // nobody at all
		server("cart", "GET /cart").with("user.id", "grace"),
		client("cart", "GET", "stock").in(1, 'b', 'a').with("user.id", "hopper").broken(), // its own entry tells who met it
	}))
}

func TestWhatIsARequest(t *testing.T) {
	tests := map[string]struct {
		request request
		want    string // attributes; "" for none
	}{
		"server":          {server("a", "GET /x"), "http.request.method=GET http.route=/x service.name=a span.kind=server"},
		"client":          {client("a", "GET", "b").in(1, 'b', 'a'), "http.request.method=GET server.address=b service.name=a span.kind=client"},
		"consumer":        {consumer("a", "jobs"), "messaging.destination.name=jobs service.name=a span.kind=consumer"},
		"producer":        {requestOf(4, "a").with("messaging.destination.name", "jobs"), "messaging.destination.name=jobs service.name=a span.kind=producer"},
		"database":        {query("a", "postgresql", "SELECT", "db"), "db.operation.name=SELECT db.system.name=postgresql service.name=a span.kind=client"},
		"gRPC":            {requestOf(2, "a").with("rpc.method", "shop.Cart/Add"), "rpc.method=shop.Cart/Add service.name=a span.kind=server"},
		"a job":           {requestOf(1, "a"), "service.name=a span.kind=internal"},
		"of no kind":      {requestOf(0, "a"), "service.name=a span.kind=internal"},
		"a step within":   {requestOf(1, "a").in(1, 'b', 'a'), ""},
		"no service":      {requestOf(1, "").with("x", 1), "service.name= span.kind=internal"},
		"raw path":        {server("a", "GET raw:/orders/8812"), "http.request.method=GET http.route=/orders/{id} service.name=a span.kind=server"},
		"no such path":    {server("a", "GET raw:/wp-login.php").failed(apierror.CategoryRouting, apierror.OriginCaller, "no_route"), "http.request.method=GET service.name=a span.kind=server"},
		"a made-up host":  {server("a", "GET raw:/x").with("server.address", "b").failed(apierror.CategoryRouting, apierror.OriginCaller, "no_route"), "http.request.method=GET service.name=a span.kind=server"},
		"route is a path": {server("a", "GET /orders/8812"), "http.request.method=GET http.route=/orders/{id} service.name=a span.kind=server"},
		"a made-up verb":  {server("a", "FOO /x"), "http.request.method=_OTHER http.route=/x service.name=a span.kind=server"},

		"formerly: HTTP": {requestOf(2, "a").with("http.method", "GET").with("http.target", "/orders/17?q=1"), "http.request.method=GET http.route=/orders/{id} service.name=a span.kind=server"},
		"a made-up method": {
			requestOf(2, "a").with("rpc.method", "shop.Cart/Xyz").failed(apierror.CategoryRouting, apierror.OriginCaller, "unimplemented"),
			"service.name=a span.kind=server",
		},
		"formerly: gRPC":    {requestOf(2, "a").with("rpc.service", "shop.Cart").with("rpc.method", "Add"), "rpc.method=shop.Cart/Add service.name=a span.kind=server"},
		"formerly: message": {requestOf(5, "a").with("messaging.destination", "jobs"), "messaging.destination.name=jobs service.name=a span.kind=consumer"},
		"formerly: query":   {requestOf(3, "a").with("db.system", "redis").with("db.operation", "GET"), "db.operation.name=GET db.system.name=redis service.name=a span.kind=client"},
		"formerly: peer":    {requestOf(3, "a").with("net.peer.name", "b"), "server.address=b service.name=a span.kind=client"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := counted(t, calls, []request{test.request})
			if test.want == "" {
				assert.Empty(t, got)
				return
			}
			assert.Contains(t, got, "  "+test.want+": 1\n")
		})
	}
}

func TestKindsThatNobodyKnowsAreOneSeries(t *testing.T) {
	got := counted(t, calls[:1], []request{requestOf(0, "a"), requestOf(1, "a"), requestOf(77, "a"), requestOf(-3, "a")})
	says(t, `
	apierror.requests {request} cumulative counter
	  service.name=a span.kind=internal: 4
	`, got)
}

func TestDimensions(t *testing.T) {
	dimensions := func(s *Settings) {
		s.Dimensions = []string{"tenant.id", "deployment.environment.name", "http.response.status_code"}
	}
	asked := server("a", "GET /x").on("deployment.environment.name", "prod").on("tenant.id", "of-the-resource")
	says(t, `
	apierror.requests {request} cumulative counter
	  deployment.environment.name=prod http.request.method=GET http.response.status_code=200 http.route=/x service.name=a span.kind=server tenant.id=of-the-span: 1
	  deployment.environment.name=prod http.request.method=GET http.route=/x service.name=a span.kind=server tenant.id=of-the-resource: 1
	`, counted(t, calls[:1], []request{asked, asked.with("tenant.id", "of-the-span").with("http.response.status_code", 200)}, dimensions))
}

func TestDeltaTellsWhatIsNew(t *testing.T) {
	s := newScene(t, func(s *Settings) { s.Delta = true })
	get := server("a", "GET /x")
	told := func() string {
		s.wall += int64(15 * time.Second)
		return text(s.metrics(false), "apierror.requests")
	}
	line := "apierror.requests {request} delta counter\n  http.request.method=GET http.route=/x service.name=a span.kind=server: "
	s.send(get, get)
	assert.Equal(t, line+"2\n", told())
	s.send(get)
	assert.Equal(t, line+"1\n", told())
	assert.Empty(t, told())
}

func TestAShutdownTellsWhatBeganJustNow(t *testing.T) {
	s := newScene(t)
	s.send(server("a", "GET /x"))
	assert.Contains(t, text(s.metrics(true), "apierror.requests"), "span.kind=server: 1\n")
}

func TestSeriesExpire(t *testing.T) {
	s := newScene(t)
	s.send(server("a", "GET /x"))
	// It is told twice, 0 first; an hour after that it is gone.
	later := func(minutes int) (told string) {
		for range minutes {
			s.wall += int64(time.Minute)
			s.send(server("a", "GET /y"))
			told = text(s.metrics(false), "apierror.requests")
		}
		return told
	}
	assert.Contains(t, later(61), "http.route=/x service.name=a span.kind=server: 1\n")
	got := later(1)
	assert.NotContains(t, got, "http.route=/x")
	assert.Contains(t, got, "http.route=/y service.name=a span.kind=server: 62\n")

	s.send(server("a", "GET /x")) // it is a new one
	assert.Contains(t, later(2), "http.route=/x service.name=a span.kind=server: 1\n")
}

func TestWhatOverflowedGetsItsSeriesOnceThereIsRoom(t *testing.T) {
	s := newScene(t, func(s *Settings) { s.MaxSeries = 1 })
	s.send(server("a", "GET /former"))
	for range 70 {
		s.wall += int64(time.Minute)
		s.send(server("a", "GET /next"))
		s.metrics(false)
	}
	assert.Contains(t, text(s.metrics(false), "apierror.requests"), "http.route=/next service.name=a")
}

func TestSeriesBeyondTheLimitAreOne(t *testing.T) {
	limited := func(s *Settings) { s.MaxSeries = 2 }
	var all []request
	for _, path := range []string{"/a", "/b", "/c", "/d", "/a"} {
		all = append(all, server("shop", "GET "+path))
	}
	says(t, `
	apierror.requests {request} cumulative counter
	  http.request.method=GET http.route=/a service.name=shop span.kind=server: 2
	  http.request.method=GET http.route=/b service.name=shop span.kind=server: 1
	  otel.metric.overflow=true: 2
	`, counted(t, calls[:1], all, limited))
}
