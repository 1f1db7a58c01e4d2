package delivery

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/traffic"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// steady gives spans that end every 100 ms.
func steady(n int) []shop.Span {
	spans := make([]shop.Span, n)
	for i := range spans {
		end := noon.Add(time.Duration(i) * 100 * time.Millisecond)
		spans[i] = shop.Span{
			TraceID: [2]uint64{1, uint64(i)}, ID: uint64(i + 1), Start: end.Add(-20 * time.Millisecond).UnixNano(), End: end.UnixNano(),
			Service: shop.Find("orders"), Peer: shop.Find(shop.Gateway), Route: shop.Known("GET /api/v1/orders"),
			Request: &shop.Request{Method: "GET", Path: "/api/v1/orders"}, Status: 200,
		}
	}
	return spans
}

func order(spans []shop.Span, seed uint64) []uint64 {
	var ids []uint64
	for batch := range Batches(spans, seed) {
		for _, span := range batch.Spans {
			ids = append(ids, span.ID)
		}
	}
	return ids
}

func TestSpansComeAboutInOrderAndSomeTwice(t *testing.T) {
	spans := steady(5000)
	ids := order(spans, 1)
	times := make(map[uint64]int)
	swapped := 0
	for i, id := range ids {
		times[id]++
		if i > 0 && id < ids[i-1] {
			swapped++
		}
	}
	assert.Len(t, times, len(spans), "none is lost")
	assert.Positive(t, swapped, "not all are in order")
	twice := len(ids) - len(spans)
	assert.Positive(t, twice)
	assert.Less(t, twice, len(spans)/100)
	assert.Equal(t, ids, order(spans, 1), "the same seed, the same order")
	assert.NotEqual(t, ids, order(spans, 2))
}

func TestNothingComesBeforeItEnded(t *testing.T) {
	spans := steady(5000)
	latest := time.Time{}
	for batch := range Batches(spans, 1) {
		require.False(t, batch.Arrival.Before(latest))
		latest = batch.Arrival
		for _, span := range batch.Spans {
			require.False(t, span.EndTime().After(batch.Arrival))
		}
		require.Equal(t, len(batch.Spans), batch.Traces().SpanCount())
	}
}

func someBatch() *Batch {
	for batch := range Batches(steady(100), 1) {
		return &batch
	}
	return nil
}

func TestLinesAreOTLP(t *testing.T) {
	var out bytes.Buffer
	send := Lines(&out)
	batch := someBatch()
	require.NoError(t, send(t.Context(), batch))
	require.NoError(t, send(t.Context(), batch))
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	require.Len(t, lines, 2)
	for _, line := range lines {
		request := ptraceotlp.NewExportRequest()
		require.NoError(t, request.UnmarshalJSON([]byte(line)))
		assert.Equal(t, len(batch.Spans), request.Traces().SpanCount())
	}
}

func TestPostSendsOTLP(t *testing.T) {
	received := ptraceotlp.NewExportRequest()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		assert.Equal(t, "/v1/traces", r.URL.Path)
		assert.Equal(t, "application/x-protobuf", r.Header.Get("Content-Type"))
		assert.NoError(t, received.UnmarshalProto(body))
	}))
	defer server.Close()
	batch := someBatch()
	require.NoError(t, Post(server.URL+"/")(t.Context(), batch))
	assert.Equal(t, len(batch.Spans), received.Traces().SpanCount())
}

func TestARefusalIsTold(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "memory is short", http.StatusServiceUnavailable)
	}))
	defer server.Close()
	err := Post(server.URL)(t.Context(), someBatch())
	require.ErrorContains(t, err, "503")
	require.ErrorContains(t, err, "memory is short")
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	sent := 0
	send := Paced(func(context.Context, *Batch) error { sent++; return nil }, 1)
	require.NoError(t, send(t.Context(), &Batch{Arrival: noon}), "the first is due at once")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, send(ctx, &Batch{Arrival: noon.Add(time.Hour)}), context.Canceled)
	assert.Equal(t, 1, sent)

	hasty := Paced(func(context.Context, *Batch) error { sent++; return nil }, 0)
	require.NoError(t, hasty(t.Context(), &Batch{Arrival: noon}))
	require.NoError(t, hasty(t.Context(), &Batch{Arrival: noon.Add(time.Hour)}))
	assert.Equal(t, 3, sent)
}

func TestLabels(t *testing.T) {
	client := func(id string) traffic.Identity { return traffic.Identity{Type: apierror.ActorClient, ID: id} }
	user := func(id string) traffic.Identity { return traffic.Identity{Type: apierror.ActorUser, ID: id} }
	actors := []*traffic.Actor{
		{Label: traffic.Innocent, Identities: []traffic.Identity{client("192.0.2.1"), user("anna, of accounts")}, FirstSpan: noon},
		{Label: traffic.Innocent, Identities: []traffic.Identity{client("192.0.2.2")}},
		{
			Label: traffic.Hostile, Signal: apierror.SignalTokenAbuse, Identities: []traffic.Identity{client("192.0.2.3"), user("ben")},
			FirstSpan: noon.Add(time.Minute),
		},
		{Label: traffic.Victim, Identities: []traffic.Identity{client("192.0.2.4"), user("ben")}, FirstSpan: noon},
	}
	var out bytes.Buffer
	require.NoError(t, Labels(&out, actors))
	records, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, [][]string{
		{"actor_type", "actor_id", "label", "signal", "first_span_at"},
		{"client", "192.0.2.1", "innocent", "", "2026-03-02T12:00:00Z"},
		{"user", "anna, of accounts", "innocent", "", "2026-03-02T12:00:00Z"},
		{"client", "192.0.2.3", "hostile", "token_abuse", "2026-03-02T12:01:00Z"},
		{"user", "ben", "hostile", "token_abuse", "2026-03-02T12:01:00Z"},
		{"client", "192.0.2.4", "victim", "", "2026-03-02T12:00:00Z"},
	}, records)
}
