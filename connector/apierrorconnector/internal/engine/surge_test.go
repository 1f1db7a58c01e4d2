package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/surge"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// lived is long enough to know what is usual.
const lived = 2 * time.Hour

// quiet is long enough for everything to end: what was tested, and resolve_after.
const quiet = 15 * time.Minute

func TestASurgeIsOneFinding(t *testing.T) {
	former := server("search", "GET /search").on("service.version", "1.4.0")
	latest := server("search", "GET /search").on("service.version", "1.5.0")
	s := newScene(t)
	s.pass(lived, former.every(60).but(0.005, former.broken()), latest.every(60).but(0.005, latest.broken()))
	require.Empty(t, s.told)

	broke := s.now()
	s.pass(15*time.Minute, former.every(60).but(0.005, former.broken()), latest.every(60).but(0.6, latest.broken()))
	first := s.told[0]
	assert.WithinDuration(t, broke, first.StartedAt, 30*time.Second)
	assert.WithinDuration(t, broke, first.UpdatedAt, 2*time.Minute, "it is noticed soon")
	assert.Equal(t, "firing low surge internal at search /search", story(s.told)[0], "it may not last")
	assert.Equal(t, "firing medium surge internal at search /search", story(s.told)[1], "it lasts")
	assert.WithinDuration(t, broke, s.told[1].UpdatedAt, 5*time.Minute)
	assert.Contains(t, s.told[1].Rationale, `are of service.version "1.5.0"`)
	contributor, _ := s.told[1].Evidence["contributors"].([]any)[0].(map[string]any)
	assert.Equal(t, "service.version", contributor["dimension"])
	assert.Equal(t, "1.5.0", contributor["value"])
	assert.Equal(t, apierror.SurgeSituation("search", "/search", apierror.CategoryInternal), first.ID)
	assert.False(t, first.TraceID.IsEmpty(), "there is an example")

	mended := s.now()
	s.pass(quiet, former.every(60).but(0.005, former.broken()), latest.every(60).but(0.005, latest.broken()))
	assert.Empty(t, s.open)
	last := s.told[len(s.told)-1]
	assert.Equal(t, "resolved medium surge internal at search /search", story(s.told)[len(s.told)-1])
	assert.WithinDuration(t, mended, last.UpdatedAt, 6*time.Minute)
	require.Len(t, began(s.told), 1)
}

// What whoever is on call reads first.
func TestSummaryOfASurge(t *testing.T) {
	s := newScene(t)
	asked := server("payments", "POST /charges")
	s.pass(lived, asked.every(60))
	s.pass(10*time.Minute, asked.every(60).but(1, asked.broken().worth("checkout", apierror.CriticalityCritical, 50)))
	summary := s.told[len(s.told)-1].Summary
	assert.Regexp(t, `^"/charges" of service "payments": 100% of the last \d+ calls failed \(internal\), usual is 0.0\d+%; [\d,]+.00 USD at risk for process "checkout"$`, summary)

	s.pass(quiet, asked.every(60))
	ended := s.told[len(s.told)-1]
	assert.Equal(t, apierror.StatusResolved, ended.Status)
	assert.Regexp(t, `^Resolved: "/charges" of service "payments": up to 100% of calls failed \(internal\), [\d.]+% of the last \d+, usual is 0.0\d+%; `+
		`[\d,]+.00 USD at risk for process "checkout" \(lasted 1\dm\d+s\)$`, ended.Summary)
}

func TestASurgeEndsWhenTrafficStops(t *testing.T) {
	s := newScene(t)
	asked := server("search", "GET /search")
	s.pass(lived, asked.every(60))
	s.pass(10*time.Minute, asked.every(60).but(0.5, asked.broken()))
	require.NotEmpty(t, s.open)
	s.pass(quiet) // nothing comes but the time
	assert.Empty(t, s.open)
	for _, f := range s.told {
		assert.NotContains(t, f.Summary, "of the last 0")
	}
	told := len(s.told)
	s.pass(time.Hour)
	assert.Len(t, s.told, told, "it resolves once")
}

func TestWhatIsNoSurge(t *testing.T) {
	lookup, login := server("users", "GET /users/{id}"), server("login", "POST /session")
	for name, traffic := range map[string][]traffic{
		"one of two fails on a quiet route":   {lookup.every(1.0/15).but(0.5, lookup.broken())},
		"two in a hundred always fail":        {lookup.every(300).but(0.02, lookup.broken())},
		"half of the logins are always 401":   {login.every(60).but(0.5, login.failed(apierror.CategoryAuthentication, apierror.OriginCaller, "bad_password"))},
		"a scanner asks for what there isn't": {lookup.every(60), server("users", "GET raw:/wp-login.php").failed(apierror.CategoryRouting, apierror.OriginCaller, "no_route").every(600)},
		"only its clients see it fail":        {client("web", "GET", "cdn.example").in(1, 'b', 'a').failed(apierror.CategoryNetwork, apierror.OriginNetwork, "reset").every(60)},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.pass(4*time.Hour, traffic...)
			assert.Empty(t, story(s.told))
		})
	}
}

// All is well, and then something begins that nobody is to be woken for.
func TestWhatBeginsAndIsNoSurge(t *testing.T) {
	lookup := server("users", "GET /users/{id}")
	for name, begins := range map[string]traffic{
		"a scanner asks for what there isn't": server("users", "GET raw:/.env").failed(apierror.CategoryRouting, apierror.OriginCaller, "no_route").every(600),
		"callers hang up":                     lookup.failed(apierror.CategoryCancelled, apierror.OriginCaller, "client_closed").every(60),
		"a step fails that is no call":        requestOf(ptrace.SpanKindInternal, "users").in(0, 'b', 'a').broken().every(60),
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.pass(lived, lookup.every(60))
			s.pass(10*time.Minute, lookup.every(60), begins)
			assert.Empty(t, story(s.told))
		})
	}
}

// What share of the calls fails, and whose fault it is, says how grave it is.
func TestSeverityOfASurge(t *testing.T) {
	for name, test := range map[string]struct {
		asked    request
		share    float64
		as       func(request) request
		severity apierror.Severity
	}{
		"some fail":                   {server("search", "GET /search"), 0.3, request.broken, apierror.SeverityMedium},
		"most fail":                   {server("search", "GET /search"), 0.8, request.broken, apierror.SeverityHigh},
		"callers send bad forms":      {server("search", "GET /search"), 1, invalid, apierror.SeverityMedium},
		"some orders fail":            {server("checkout", "POST /orders"), 0.3, request.broken, apierror.SeverityHigh},
		"all orders fail":             {server("checkout", "POST /orders"), 1, request.broken, apierror.SeverityCritical},
		"all reports fail":            {server("reporting", "GET /reports/{id}"), 1, lowly, apierror.SeverityMedium},
		"report's outcomes are wrong": {server("reporting", "GET /reports/{id}"), 1, rejected, apierror.SeverityMedium},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.pass(lived, test.asked.every(60))
			s.pass(20*time.Minute, test.asked.every(60).but(test.share, test.as(test.asked)))
			require.Len(t, s.open, 1)
			for _, f := range s.open {
				assert.Equal(t, test.severity, f.Severity, f.Summary)
			}
		})
	}
}

func lowly(r request) request { return r.broken().worth("reports", apierror.CriticalityLow, 0.1) }

func invalid(r request) request {
	return r.failed(apierror.CategoryValidation, apierror.OriginCaller, "bad_request")
}

func rejected(r request) request {
	return r.failed(apierror.CategoryBusinessLogic, apierror.OriginService, "rejected")
}

func TestFlappingFailuresDoNotFlap(t *testing.T) {
	s := newScene(t)
	asked := server("search", "GET /search")
	s.pass(lived, asked.every(120))
	for range 12 { // good and bad by turns, for two hours
		s.pass(4*time.Minute, asked.every(120).but(0.5, asked.broken()))
		s.pass(6*time.Minute, asked.every(120))
	}
	s.pass(time.Hour, asked.every(120))
	assert.Empty(t, s.open)
	assert.LessOrEqual(t, len(began(s.told)), 3, strings.Join(story(s.told), "\n"))
}

func TestQuietRoutesAreHeardOf(t *testing.T) {
	s := newScene(t)
	asked := server("payroll", "POST /payroll")
	s.pass(48*time.Hour, asked.every(1.0/12)) // five an hour
	assert.Zero(t, s.engine.TakeCounts().Late, "a pause is no lateness")
	s.pass(2*time.Hour, asked.every(1).but(1, asked.broken())) // everything fails
	assert.Len(t, began(s.told), 1)
}

func TestACollectorWithoutLogsPipelineTellsNothing(t *testing.T) {
	s := newScene(t)
	s.engine.tellFindings = false
	asked := server("search", "GET /search")
	s.pass(lived, asked.every(60))
	s.pass(10*time.Minute, asked.every(60).but(1, asked.broken()))
	assert.Empty(t, s.told)
}

// Calls of an app name no path: that one of them asked for what there isn't says nothing of the others.
func TestWhatIsLostFirstHidesNoSurge(t *testing.T) {
	s := newScene(t)
	asked := client("app", "GET", "api.example")
	s.send(asked.failed(apierror.CategoryNotFound, apierror.OriginService, "not_found"))
	s.pass(lived, asked.every(60))
	s.pass(10*time.Minute, asked.every(60).but(0.5, asked.broken()))
	assert.Len(t, began(s.told), 1, story(s.told))
}

func TestHowMuchFails(t *testing.T) {
	for calls, want := range map[uint64]string{
		1:    "100% of the last 1 call failed (internal), usual is 0.1%",
		1200: "100% of the last 1,200 calls failed (internal), usual is 0.1%",
	} {
		assert.Equal(t, want, failing(&surge.Verdict{Rate: 1, Calls: calls, Category: apierror.CategoryInternal, Usual: 0.001}, 1))
	}
}
