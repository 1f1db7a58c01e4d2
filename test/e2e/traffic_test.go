package e2e

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// call is one request that a service answered.
type call struct {
	service, method, route, path string
	status                       int
	attributes                   map[string]any
}

// traces makes a span of each call, one after the other, ending now.
func traces(t *testing.T, calls ...call) ptrace.Traces {
	t.Helper()
	td := ptrace.NewTraces()
	start := time.Now().Add(-time.Duration(len(calls)) * 100 * time.Millisecond)
	for i, c := range calls {
		rs := td.ResourceSpans().AppendEmpty()
		rs.Resource().Attributes().PutStr("service.name", c.service)
		span := rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty()
		span.SetName(c.method + " " + c.route)
		span.SetKind(ptrace.SpanKindServer)
		span.SetTraceID(pcommon.TraceID(unique(16)))
		span.SetSpanID(pcommon.SpanID(unique(8)))
		at := start.Add(time.Duration(i) * 100 * time.Millisecond)
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(at))
		span.SetEndTimestamp(pcommon.NewTimestampFromTime(at.Add(20 * time.Millisecond)))
		require.NoError(t, span.Attributes().FromRaw(c.attributes))
		span.Attributes().PutStr("http.request.method", c.method)
		span.Attributes().PutInt("http.response.status_code", int64(c.status))
		span.Attributes().PutStr("url.path", c.path)
		if c.route != "" {
			span.Attributes().PutStr("http.route", c.route)
		}
		if c.status >= 500 {
			span.Status().SetCode(ptrace.StatusCodeError)
		}
	}
	return td
}

var counter uint64

func unique(length int) []byte {
	counter++
	id := make([]byte, length)
	binary.BigEndian.PutUint64(id[length-8:], counter)
	id[0] = 0xe2
	return id
}

func (c *collector) sendGRPC(t *testing.T, td ptrace.Traces) {
	t.Helper()
	connection, err := grpc.NewClient(c.grpc, grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	defer func() { require.NoError(t, connection.Close()) }()
	_, err = ptraceotlp.NewGRPCClient(connection).Export(t.Context(), ptraceotlp.NewExportRequestFromTraces(td))
	require.NoError(t, err)
}

func (c *collector) sendHTTP(t *testing.T, td ptrace.Traces) {
	t.Helper()
	body, err := ptraceotlp.NewExportRequestFromTraces(td).MarshalProto()
	require.NoError(t, err)
	c.post(t, "application/x-protobuf", body)
}

func (c *collector) post(t *testing.T, contentType string, body []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, fmt.Sprintf("http://%s/v1/traces", c.http), bytes.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", contentType)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
}
