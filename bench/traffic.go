// Package bench holds the processor side by side with its peers, on the same spans in the same run.
package bench

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

const (
	// SpansPerBatch is the size of a batch, as the batch processor's send_batch_size has it in many deployments.
	SpansPerBatch = 1000

	actors = 10_000
	routes = 50
)

// failures are the statuses that a failed span has, by turns: callers' mistakes and the service's own.
var failures = []int64{400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504}

var addresses, users = buildActors()

func buildActors() (addresses, users []string) {
	for actor := range actors {
		addresses = append(addresses, fmt.Sprintf("203.0.%d.%d", actor/250, actor%250))
		users = append(users, fmt.Sprintf("user-%d", actor))
	}
	return addresses, users
}

// Batch makes spans of a web service, of which the given share failed. It is seeded: every run sees the same.
func Batch(failedShare float64) ptrace.Traces {
	random := rand.New(rand.NewPCG(1, 2))
	traces := ptrace.NewTraces()
	rs := traces.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", "checkout")
	spans := rs.ScopeSpans().AppendEmpty().Spans()
	spans.EnsureCapacity(SpansPerBatch)
	for i := range SpansPerBatch {
		status := int64(200)
		if float64(i%100) < failedShare*100 {
			status = failures[random.IntN(len(failures))]
		}
		fill(spans.AppendEmpty(), random, status)
	}
	return traces
}

// fill writes what the HTTP server instrumentations of OpenTelemetry's SDKs write.
func fill(span ptrace.Span, random *rand.Rand, status int64) {
	resource := fmt.Sprintf("/api/v1/resource%d/", random.IntN(routes))
	route := resource + "{id}"
	actor := random.IntN(actors)
	span.SetName("GET " + route)
	span.SetKind(ptrace.SpanKindServer)
	attrs := span.Attributes()
	attrs.PutStr("http.request.method", "GET")
	attrs.PutStr("url.scheme", "https")
	attrs.PutStr("url.path", resource+strconv.Itoa(actor))
	attrs.PutStr("http.route", route)
	attrs.PutInt("http.response.status_code", status)
	attrs.PutStr("server.address", "shop.example")
	attrs.PutInt("server.port", 443)
	attrs.PutStr("client.address", addresses[actor])
	attrs.PutStr("user.id", users[actor])
	attrs.PutStr("network.protocol.version", "1.1")
	attrs.PutStr("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
	if status >= 500 {
		span.Status().SetCode(ptrace.StatusCodeError)
		attrs.PutStr("error.type", strconv.FormatInt(status, 10))
	}
}

// Clock gives spans new ids and times that go on.
type Clock struct {
	now    time.Time
	spans  uint64
	random *rand.Rand
}

// NewClock starts a day ago, so that no benchmark runs into the future.
func NewClock() *Clock {
	return &Clock{now: time.Now().Add(-24 * time.Hour), random: rand.New(rand.NewPCG(3, 4))}
}

// Renew makes a copy of a batch one of its own: new ids, other actors, half a millisecond after half a millisecond.
func (c *Clock) Renew(traces ptrace.Traces) {
	for _, span := range traces.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
		c.spans++
		c.now = c.now.Add(500 * time.Microsecond)
		actor := c.random.IntN(actors)
		span.Attributes().PutStr("client.address", addresses[actor])
		span.Attributes().PutStr("user.id", users[actor])
		var id [8]byte
		binary.BigEndian.PutUint64(id[:], c.spans)
		span.SetSpanID(id)
		span.SetTraceID(pcommon.TraceID{1, 2, 3, 4, 5, 6, 7, 8, id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7]})
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(c.now))
		span.SetEndTimestamp(pcommon.NewTimestampFromTime(c.now.Add(20 * time.Millisecond)))
	}
}
