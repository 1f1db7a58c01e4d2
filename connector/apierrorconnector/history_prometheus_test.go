package apierrorconnector

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
)

func TestHistoryIsTakenFromAServer(t *testing.T) {
	o := newOracle(t)
	s, logs := learn(t.Context(), t, o.settings(`, headers: { X-Scope-OrgID: shop, Authorization: Bearer abc }`), begun.Add(20*time.Second))
	s.requireAll(t, begun.Add(-48*time.Hour+time.Minute))
	assert.Equal(t, history.Minute{
		At: begun.Add(-time.Minute).UnixNano(), Calls: 2, Failed: []history.Failed{{Category: "internal", Calls: 1}}, Latency: 0.25,
	}, s.minutes[orders][len(s.minutes[orders])-1])
	assert.Equal(t, []string{"info history is taken from the server"}, messages(logs))
	assert.EqualValues(t, 1, logs.All()[0].ContextMap()["places"])

	require.Len(t, o.asked, 6, "two slices of three queries")
	assert.Equal(t, url.Values{
		"query": {aCall}, "start": {strconv.FormatInt(begun.Add(-48*time.Hour+2*time.Minute).Unix(), 10)},
		"end": {strconv.FormatInt(begun.Add(-24*time.Hour+time.Minute).Unix(), 10)}, "step": {"60"}, "tenant": {"a"},
	}, o.asked[0])
	for _, header := range o.header {
		assert.Equal(t, "shop", header.Get("X-Scope-OrgID"))
		assert.Equal(t, "Bearer abc", header.Get("Authorization"))
	}
}

// A server that finds a day too much is asked for less, and nothing is missing or told twice.
func TestASmallServerIsAskedForLess(t *testing.T) {
	for name, refusal := range map[string]struct {
		status int
		body   string
	}{
		"too many samples":   {http.StatusUnprocessableEntity, `{"status":"error","errorType":"execution","error":"too many samples"}`},
		"it takes too long":  {http.StatusServiceUnavailable, `{"status":"error","errorType":"timeout","error":"query timed out"}`},
		"a gateway gives up": {http.StatusGatewayTimeout, `<html>`},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOracle(t)
			o.refuse = func(_ int, query url.Values) (int, string) {
				from, _ := strconv.ParseInt(query.Get("start"), 10, 64)
				to, _ := strconv.ParseInt(query.Get("end"), 10, 64)
				if query.Get("query") == aFailure && to-from >= 6*3600 {
					return refusal.status, refusal.body
				}
				return 0, ""
			}
			s, logs := learn(t.Context(), t, o.settings(), begun)
			s.requireAll(t, begun.Add(-48*time.Hour))
			assert.Equal(t, []string{"info history is taken from the server"}, messages(logs))
		})
	}
}

func TestAServerThatIsNotReadyIsAskedAgain(t *testing.T) {
	for _, status := range []int{http.StatusServiceUnavailable, http.StatusBadGateway, http.StatusTooManyRequests} {
		o := newOracle(t)
		o.refuse = func(asked int, _ url.Values) (int, string) {
			if asked%4 != 0 {
				return status, "starting"
			}
			return 0, ""
		}
		s, _ := learn(t.Context(), t, strings.Replace(o.settings(), "failures: failures, latency: latency", `failures: calls, latency: ""`, 1), begun)
		assert.Empty(t, s.minutes, "%d: it never answers two queries in a row", status)
		assert.Len(t, o.asked, mostFailures+1)
	}
	o := newOracle(t)
	o.refuse = func(asked int, _ url.Values) (int, string) {
		if asked < mostFailures {
			return http.StatusServiceUnavailable, "starting"
		}
		return 0, ""
	}
	s, _ := learn(t.Context(), t, o.settings(), begun)
	s.requireAll(t, begun.Add(-48*time.Hour))
}

// Whatever a server does, one warning says what, and the connector begins cold.
func TestServersThatAreNoHelp(t *testing.T) {
	const cold = "warn no history: the server does not answer as it should, so the connector begins cold: queries::calls: "
	for name, test := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"a page":       {http.StatusOK, "<html>Sign in</html>", cold + "the answer is none of a Prometheus-compatible server: \"invalid character"},
		"a sign-in":    {http.StatusFound, "", cold + "the server answers 302 Found"},
		"no rights":    {http.StatusUnauthorized, "who are you?", cold + "the server answers 401 Unauthorized"},
		"a bad query":  {http.StatusBadRequest, `{"status":"error","errorType":"bad_data","error":"\u001b[1mparse error"}`, cold + `the server answers 400 Bad Request: bad_data: "\x1b[1mparse error"`},
		"never ready":  {http.StatusServiceUnavailable, "", cold + "the server answers 503 Service Unavailable"},
		"never enough": {http.StatusUnprocessableEntity, "", cold + "the server answers 422 Unprocessable Entity"},
		"an empty one": {http.StatusOK, `{"status":"success","data":{"result":[]}}`, "warn no history: the server knows none of the metrics that history::prometheus::queries ask for"},
		"other labels": {http.StatusOK, `{"status":"success","data":{"result":[{"metric":{"job":"x"},"values":[[1772971140,"1"]]}]}}`, "warn no history: no series has the label service_name; see history::prometheus::queries"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOracle(t)
			o.refuse = func(int, url.Values) (int, string) { return test.status, test.body }
			s, logs := learn(t.Context(), t, o.settings(), begun)
			assert.Empty(t, s.minutes)
			require.Len(t, messages(logs), 1)
			assert.Contains(t, messages(logs)[0], test.want)
			assert.LessOrEqual(t, len(o.asked), 6)
		})
	}
}

func TestAServerThatIsNotThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	s, logs := learn(t.Context(), t, fmt.Sprintf("prometheus: { endpoint: %q }", server.URL), begun)
	assert.Empty(t, s.minutes)
	require.Len(t, messages(logs), 1)
	assert.Contains(t, messages(logs)[0], "connection refused")
	assert.NotContains(t, messages(logs)[0], "query_range", "the URL")
}

func TestWithoutLatenciesItGoesOn(t *testing.T) {
	o := newOracle(t)
	o.refuse = func(_ int, query url.Values) (int, string) {
		if query.Get("query") == aLatency {
			return http.StatusUnprocessableEntity, ""
		}
		return 0, ""
	}
	s, logs := learn(t.Context(), t, o.settings(), begun)
	s.requireAll(t, begun.Add(-48*time.Hour))
	assert.Zero(t, s.minutes[orders][0].Latency)
	assert.Equal(t, []string{
		"warn history goes without latencies: the server does not answer the query for them: queries::latency: the server answers 422 Unprocessable Entity",
		"info history is taken from the server",
	}, messages(logs))
	assert.Len(t, o.asked, 5, "it is asked for them once")
}

func TestOtherMetricsHaveNoLatencyOfOurs(t *testing.T) {
	o := newOracle(t)
	learn(t.Context(), t, strings.Replace(o.settings(), ", latency: latency", "", 1), begun)
	assert.Len(t, o.asked, 4)
}

func TestAServerThatFailsInTheMidstOfIt(t *testing.T) {
	o := newOracle(t)
	o.refuse = func(asked int, _ url.Values) (int, string) {
		if asked > 3 {
			return http.StatusInternalServerError, ""
		}
		return 0, ""
	}
	s, logs := learn(t.Context(), t, o.settings(), begun)
	assert.Len(t, s.minutes[orders], 1440, "the older day")
	assert.Equal(t, []string{"warn history ends early: what is newer is missing: queries::calls: the server answers 500 Internal Server Error"}, messages(logs))
	assert.Equal(t, begun.Add(-24*time.Hour), logs.All()[0].ContextMap()["taken until"])
}

// A server that hangs keeps nobody from shutting down.
func TestTheShutdownEndsIt(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		stop()
		<-r.Context().Done()
	}))
	defer server.Close()
	s, logs := learn(ctx, t, fmt.Sprintf("prometheus: { endpoint: %q }", server.URL), begun)
	assert.Empty(t, s.minutes)
	assert.Empty(t, messages(logs))
}

// Whether an extension is there is known at the start alone.
func TestAnExtensionThatIsNotThereEndsNoCollector(t *testing.T) {
	set, logs := loggedSettings()
	cfg, err := parseHistory(t, `prometheus: { endpoint: "https://p", auth: { authenticator: nobody } }`)
	require.NoError(t, err)
	h := newHistorian(set, cfg)
	h.open(t.Context(), componenttest.NewNopHost())
	s := &student{}
	h.run(t.Context(), begun, s)
	assert.Equal(t, 1, s.ended)
	require.Len(t, messages(logs), 1)
	assert.Contains(t, messages(logs)[0], "warn no history: there is no way to ask the server, so the connector begins cold: history::prometheus: ")
	assert.Contains(t, messages(logs)[0], "nobody")
}
