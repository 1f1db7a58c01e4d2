package apierrorconnector

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// oracle is a server that knows one route, which is called twice a minute, and once in vain. It refuses as it is told.
type oracle struct {
	url string

	mu     sync.Mutex
	asked  []url.Values
	header []http.Header
	refuse func(asked int, query url.Values) (status int, body string) // 0 to answer
}

const aCall, aFailure, aLatency = "calls", "failures", "latency"

func newOracle(t *testing.T) *oracle {
	t.Helper()
	o := &oracle{}
	server := httptest.NewServer(http.HandlerFunc(o.serve))
	t.Cleanup(server.Close)
	o.url = server.URL
	return o
}

func (o *oracle) serve(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	query := r.URL.Query()
	o.asked, o.header = append(o.asked, query), append(o.header, r.Header)
	if r.URL.Path != "/base/api/v1/query_range" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if o.refuse != nil {
		if status, body := o.refuse(len(o.asked), query); status != 0 {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(status)
			_, _ = fmt.Fprint(w, body)
			return
		}
	}
	value, category := map[string]string{aCall: "2", aFailure: "1", aLatency: "0.25"}[query.Get("query")], ""
	if query.Get("query") == aFailure {
		category = `,"apierror_category":"internal"`
	}
	from, _ := strconv.ParseInt(query.Get("start"), 10, 64)
	to, _ := strconv.ParseInt(query.Get("end"), 10, 64)
	var points []string
	for ; from <= to; from += 60 {
		points = append(points, fmt.Sprintf(`[%d,%q]`, from, value))
	}
	_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"service_name":"shop","http_route":"/orders"%s},"values":[%s]}]}}`,
		category, strings.Join(points, ","))
}

// settings ask it for two days.
func (o *oracle) settings(more ...string) string {
	return fmt.Sprintf("prometheus: { endpoint: %q, lookback: 48h, queries: { calls: calls, failures: failures, latency: latency }%s }",
		o.url+"/base?tenant=a", strings.Join(more, ""))
}
