package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// prometheus is a running server of Debian's package.
type prometheus struct{ url string }

// needPrometheus ends the test where Prometheus is not installed: in CI as a failure, so that nothing is skipped unseen.
func needPrometheus(t *testing.T) {
	t.Helper()
	for _, command := range []string{"prometheus", "promtool"} {
		if _, err := exec.LookPath(command); err == nil {
			continue
		}
		const advice = "%s is not installed: apt-get update && apt-get install prometheus"
		if os.Getenv("CI") != "" {
			t.Fatalf(advice, command)
		}
		t.Skipf(advice, command)
	}
}

// startPrometheus starts it with the shipped configuration and rules, at other addresses and every second.
func startPrometheus(t *testing.T, metrics, telemetry string) *prometheus {
	t.Helper()
	dir := t.TempDir()
	config := strings.NewReplacer("localhost:8889", metrics, "localhost:8888", telemetry, "_interval: 15s", "_interval: 1s").
		Replace(read(t, root+"examples/prometheus/prometheus.yml"))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "prometheus.yml"), []byte(config), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "rules.yaml"), []byte(read(t, root+"examples/prometheus/rules.yaml")), 0o600))

	address, log := freeAddress(t), &logBuffer{}
	process := exec.Command("prometheus", "--config.file="+filepath.Join(dir, "prometheus.yml"),
		"--storage.tsdb.path="+filepath.Join(dir, "data"), "--web.listen-address="+address,
		"--enable-feature=native-histograms,exemplar-storage")
	process.Stdout, process.Stderr = log, log
	require.NoError(t, process.Start())
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
		if t.Failed() {
			t.Logf("Prometheus' log:\n%s", log)
		}
	})
	p := &prometheus{url: "http://" + address}
	require.Eventually(t, func() bool { return p.get("/-/ready", nil, nil) == nil },
		patience, 50*time.Millisecond, "Prometheus does not start:\n%s", log)
	return p
}

// sample is one series of an answer, with its latest value. A native histogram has buckets and no value.
type sample struct {
	Metric    map[string]string `json:"metric"`
	Value     []any             `json:"value"`
	Values    [][]any           `json:"values"`
	Histogram []any             `json:"histogram"`
	Histories [][]any           `json:"histograms"`
}

// numbers are the values that the series has.
func (s *sample) numbers() []float64 {
	var numbers []float64
	for _, pair := range append(s.Values, s.Value) {
		if len(pair) < 2 {
			continue
		}
		text, _ := pair[1].(string)
		if number, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(number) {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// tells is whether the series says anything.
func (s *sample) tells() bool {
	return len(s.numbers()) > 0 || len(s.Histogram) > 0 || len(s.Histories) > 0
}

// query evaluates PromQL now.
func (p *prometheus) query(t require.TestingT, expression string) []sample {
	var vector struct {
		Result []sample `json:"result"`
	}
	require.NoError(t, p.get("/api/v1/query", url.Values{"query": {expression}}, &vector), expression)
	return vector.Result
}

// queryRange evaluates PromQL over the last five minutes, as a graph does.
func (p *prometheus) queryRange(t require.TestingT, expression string) []sample {
	var matrix struct {
		Result []sample `json:"result"`
	}
	require.NoError(t, p.get("/api/v1/query_range", lately(url.Values{"query": {expression}, "step": {"5"}}), &matrix), expression)
	return matrix.Result
}

// exemplars are the trace ids beside the series of an expression.
func (p *prometheus) exemplars(t require.TestingT, expression string) []string {
	var found []struct {
		Exemplars []struct {
			Labels map[string]string `json:"labels"`
		} `json:"exemplars"`
	}
	require.NoError(t, p.get("/api/v1/query_exemplars", lately(url.Values{"query": {expression}}), &found), expression)
	var traceIDs []string
	for _, series := range found {
		for _, exemplar := range series.Exemplars {
			traceIDs = append(traceIDs, exemplar.Labels["trace_id"])
		}
	}
	return traceIDs
}

// labelValues are what a variable of a dashboard offers.
func (p *prometheus) labelValues(t require.TestingT, label, selector string) []string {
	var values []string
	require.NoError(t, p.get("/api/v1/label/"+label+"/values", url.Values{"match[]": {selector}}, &values), selector)
	return values
}

func lately(query url.Values) url.Values {
	now := time.Now()
	query.Set("start", strconv.FormatInt(now.Add(-5*time.Minute).Unix(), 10))
	query.Set("end", strconv.FormatInt(now.Unix()+1, 10))
	return query
}

// waitValue waits until an expression comes to a number, to within a hundredth of it.
func (p *prometheus) waitValue(t *testing.T, want float64, expression string) {
	t.Helper()
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		vector := p.query(c, expression)
		require.Len(c, vector, 1, expression)
		require.Len(c, vector[0].numbers(), 1, expression)
		assert.InEpsilon(c, want, vector[0].numbers()[0], 0.01, expression)
	}, patience, 200*time.Millisecond)
}

// get asks Prometheus and decodes the data of its answer.
func (p *prometheus) get(path string, query url.Values, data any) error {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, p.url+path+"?"+query.Encode(), http.NoBody)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if data == nil && response.StatusCode == http.StatusOK {
		return nil
	}
	answer := struct {
		Data  any    `json:"data"`
		Error string `json:"error"`
	}{Data: data}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return err
	}
	if answer.Error != "" {
		return errors.New(answer.Error)
	}
	return nil
}
