package apierrorconnector

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// counter is a series of a counter as scrapes saw it.
type counter struct {
	labels  string
	every   time.Duration                // between two scrapes
	perTick func(tick int) float64       // what it grows by with each
	absent  func(age time.Duration) bool // whether a scrape failed
	restart time.Duration                // how old the sample is with which it begins at 0 again; 0 for never
}

func steady(by float64) func(int) float64 { return func(int) float64 { return by } }

const pastHours = 26

// openMetrics writes what a server saw in the hours before a time, a few seconds past each minute.
func openMetrics(until time.Time, families map[string][]counter) string {
	var text strings.Builder
	for family, counters := range families {
		fmt.Fprintf(&text, "# TYPE %s counter\n", family)
		for _, c := range counters {
			value, tick := 0.0, 0
			for age := pastHours * time.Hour; age > 0; age -= c.every {
				value += c.perTick(tick)
				tick++
				if c.restart == age {
					value = 0
				}
				if c.absent == nil || !c.absent(age) {
					fmt.Fprintf(&text, "%s_total{%s} %g %d\n", family, c.labels, value, until.Add(7*time.Second-age).Unix())
				}
			}
		}
	}
	return text.String() + "# EOF\n"
}

// backfilled starts the real Prometheus on a past that promtool wrote, and gives its URL.
func backfilled(t *testing.T, until time.Time, families map[string][]counter) string {
	t.Helper()
	for _, command := range []string{"prometheus", "promtool"} {
		if _, err := exec.LookPath(command); err != nil {
			const advice = "%s is not installed: apt-get update && apt-get install prometheus"
			if os.Getenv("CI") != "" { // so that nothing is skipped unseen
				t.Fatalf(advice, command)
			}
			t.Skipf(advice, command)
		}
	}
	dir := t.TempDir()
	data, past, config := filepath.Join(dir, "data"), filepath.Join(dir, "past.txt"), filepath.Join(dir, "prometheus.yml")
	require.NoError(t, os.WriteFile(past, []byte(openMetrics(until, families)), 0o600))
	require.NoError(t, os.WriteFile(config, nil, 0o600))
	said, err := exec.Command("promtool", "tsdb", "create-blocks-from", "--quiet", "openmetrics", past, data).CombinedOutput()
	require.NoError(t, err, "%s", said)

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	require.NoError(t, listener.Close())
	var log bytes.Buffer
	process := exec.Command("prometheus", "--config.file="+config, "--storage.tsdb.path="+data, "--web.listen-address="+address)
	process.Stdout, process.Stderr = &log, &log
	require.NoError(t, process.Start())
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
		if t.Failed() {
			t.Logf("Prometheus' log:\n%s", log.String())
		}
	})
	require.Eventually(t, func() bool { return isReady(t.Context(), address) }, 30*time.Second, 50*time.Millisecond, "Prometheus does not start")
	return "http://" + address
}

func isReady(ctx context.Context, address string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/-/ready", http.NoBody)
	if err != nil {
		return false
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer func() { _ = response.Body.Close() }()
	return response.StatusCode == http.StatusOK
}

// hostile is a name as an attacker would choose it.
var hostile = "/\"} or vector(1)\n<script>\x1b[31m" + strings.Repeat("ü", 400)

// recent tells of most minutes: those that are not at an edge of what this test has in store.
func recent(minutes []history.Minute, until time.Time, from, to time.Duration) []history.Minute {
	var some []history.Minute
	for _, m := range minutes {
		if age := until.Sub(time.Unix(0, m.At)); age <= from && age > to {
			some = append(some, m)
		}
	}
	return some
}

func TestHistoryOfARealPrometheus(t *testing.T) {
	const (
		shop    = `service_name="shop",span_kind="server",http_request_method="GET",http_route="/orders"`
		restart = 10 * time.Hour
		gap     = 5 * time.Hour
	)
	until := time.Now().Truncate(time.Minute)
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(hostile)
	url := backfilled(t, until, map[string][]counter{
		"apierror_requests": {
			{labels: `instance="a",` + shop, every: 15 * time.Second, perTick: steady(25), restart: restart},
			{labels: `instance="b",` + shop + `,apierror_business_process="sales"`, every: time.Minute, perTick: steady(60)},
			// Nothing is added up that is not a call that enters: the asking side, and what found no room.
			{labels: `service_name="shop",span_kind="client",http_route="/orders"`, every: time.Minute, perTick: steady(1000)},
			{labels: `otel_metric_overflow="true"`, every: time.Minute, perTick: steady(1000)},
			{
				labels: `service_name="mail",span_kind="consumer",messaging_destination_name="letters"`, every: 30 * time.Second, perTick: steady(1),
				absent: func(age time.Duration) bool { return age <= gap && age > gap-20*time.Minute },
			},
			{labels: `service_name="shop",span_kind="server",http_route="` + quoted + `"`, every: time.Minute, perTick: steady(5)},
			{labels: `service_name="quiet",span_kind="server",rpc_method="Night/Watch"`, every: 15 * time.Second, perTick: func(tick int) float64 {
				return map[bool]float64{true: 1}[tick%240 == 0] // once an hour
			}},
		},
		"apierror_errors": {
			{labels: `instance="a",` + shop + `,apierror_category="internal",apierror_reason="panic"`, every: 15 * time.Second, perTick: steady(1), restart: restart},
			{labels: `instance="a",` + shop + `,apierror_category="internal",apierror_reason="oom"`, every: 15 * time.Second, perTick: steady(0.5), restart: restart},
			{labels: `instance="b",` + shop + `,apierror_business_process="sales",apierror_category="business_logic"`, every: time.Minute, perTick: steady(3)},
		},
	})
	s, logs := learn(t.Context(), t, fmt.Sprintf("prometheus: { endpoint: %q, lookback: 25h }", url), until)
	assert.Equal(t, []string{"info history is taken from the server"}, messages(logs))

	t.Run("calls and failures are exact", func(t *testing.T) {
		minutes := recent(s.minutes[orders], until, 25*time.Hour, 0)
		require.Len(t, minutes, 25*60, "in slices of a day, and none twice")
		for _, m := range minutes {
			if age := until.Sub(time.Unix(0, m.At)); age <= restart && age > restart-2*time.Minute {
				continue
			}
			require.Equal(t, uint64(160), m.Calls, "%s", time.Unix(0, m.At))
			require.Equal(t, []history.Failed{{Category: apierror.CategoryInternal, Calls: 6}}, m.Failed)
		}
	})
	t.Run("a counter that starts again loses a minute, and makes nothing up", func(t *testing.T) {
		for _, m := range recent(s.minutes[orders], until, restart+time.Minute, restart-3*time.Minute) {
			assert.GreaterOrEqual(t, m.Calls, uint64(60))
			assert.LessOrEqual(t, m.Calls, uint64(160))
		}
	})
	t.Run("the process", func(t *testing.T) {
		minutes := s.minutes[history.Place{Process: "sales"}]
		require.NotEmpty(t, minutes)
		for _, m := range minutes {
			require.Equal(t, history.Minute{At: m.At, Calls: 60, Failed: []history.Failed{{Category: apierror.CategoryBusinessLogic, Calls: 3}}}, m)
		}
	})
	t.Run("of a gap nothing is told, and nothing is made up for it", func(t *testing.T) {
		letters := history.Place{Service: "mail", Destination: "letters"}
		assert.Empty(t, recent(s.minutes[letters], until, gap-2*time.Minute, gap-20*time.Minute))
		require.Len(t, recent(s.minutes[letters], until, gap-22*time.Minute, 0), int((gap-22*time.Minute)/time.Minute))
		for _, m := range s.minutes[letters] {
			require.LessOrEqual(t, m.Calls, uint64(2))
		}
	})
	t.Run("a call an hour is one call", func(t *testing.T) {
		minutes := s.minutes[history.Place{Service: "quiet", RPCMethod: "Night/Watch"}]
		assert.InDelta(t, 25, len(minutes), 1)
		for _, m := range minutes {
			assert.Equal(t, uint64(1), m.Calls)
		}
	})
	t.Run("a hostile name is a name", func(t *testing.T) {
		assert.NotEmpty(t, s.minutes[history.Place{Service: "shop", Route: apierror.Cut(hostile, 256)}])
	})
	t.Run("and nothing else", func(t *testing.T) { assert.Len(t, s.minutes, 5) })

	t.Run("a mistake in a query is told in the server's words", func(t *testing.T) {
		_, logs := learn(t.Context(), t, fmt.Sprintf("prometheus: { endpoint: %q, queries: { calls: 'sum(', failures: x } }", url), until)
		require.Len(t, messages(logs), 1)
		assert.Contains(t, messages(logs)[0], `queries::calls: the server answers 400 Bad Request: bad_data: "`)
		assert.Contains(t, messages(logs)[0], "unclosed left parenthesis")
	})
	t.Run("a server that knows none of the metrics", func(t *testing.T) {
		s, logs := learn(t.Context(), t, fmt.Sprintf("prometheus: { endpoint: %q, queries: { calls: a, failures: b } }", url), until)
		assert.Empty(t, s.minutes)
		assert.Contains(t, messages(logs)[0], "knows none of the metrics")
	})
}

// The queries of docs/history.md.
func TestHistoryOfSpanmetrics(t *testing.T) {
	until := time.Now().Truncate(time.Minute)
	const server = `service_name="shop",span_kind="SPAN_KIND_SERVER",http_route="/orders",status_code=`
	families := map[string][]counter{
		"traces_span_metrics_calls": {
			{labels: server + `"STATUS_CODE_UNSET"`, every: 15 * time.Second, perTick: steady(20)},
			{labels: server + `"STATUS_CODE_ERROR"`, every: 15 * time.Second, perTick: steady(5)},
			{labels: `service_name="shop",span_kind="SPAN_KIND_CLIENT",status_code="STATUS_CODE_ERROR"`, every: 15 * time.Second, perTick: steady(5)},
		},
	}
	// promtool takes a histogram's buckets under the name of a counter too.
	for bucket, count := range map[int]float64{100: 10, 200: 25} {
		name := "traces_span_metrics_duration_milliseconds_bucket"
		families[name] = append(families[name], counter{
			labels: server + `"STATUS_CODE_UNSET",le="` + strconv.Itoa(bucket) + `"`, every: 15 * time.Second, perTick: steady(count),
		}, counter{labels: server + `"STATUS_CODE_UNSET",le="+Inf"`, every: 15 * time.Second, perTick: steady(count)})
	}
	queries := spanmetricsQueries(t)
	queries.Latency = strings.ReplaceAll(queries.Latency, "_bucket{", "_bucket_total{") // as a counter is named
	url := backfilled(t, until, families)
	s, logs := learn(t.Context(), t,
		fmt.Sprintf("prometheus: { endpoint: %q, lookback: 3h, queries: { calls: %q, failures: %q, latency: %q } }",
			url, queries.Calls, queries.Failures, queries.Latency), until)
	assert.Equal(t, []string{"info history is taken from the server"}, messages(logs))
	require.Len(t, s.minutes, 1)
	require.Len(t, s.minutes[orders], 3*60)
	for _, m := range s.minutes[orders] {
		require.Equal(t, uint64(100), m.Calls)
		require.Equal(t, []history.Failed{{Calls: 20}}, m.Failed, "of a category that spanmetrics does not know")
		require.InDelta(t, 0.19, m.Latency, 0.01)
	}
}

func spanmetricsQueries(t *testing.T) history.Queries {
	t.Helper()
	page, err := os.ReadFile("../../docs/history.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(page), "### From the spanmetrics connector")
	require.True(t, found)
	_, after, _ := strings.Cut(section, "```yaml\n")
	example, _, _ := strings.Cut(after, "```\n")
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(example))
	require.NoError(t, err)
	conf, err := retrieved.AsConf()
	require.NoError(t, err)
	sub, err := conf.Sub("connectors::apierror::history")
	require.NoError(t, err)
	cfg := defaultHistoryConfig()
	require.NoError(t, sub.Unmarshal(&cfg))
	require.Empty(t, cfg.check())
	return cfg.Prometheus.Get().Queries
}
