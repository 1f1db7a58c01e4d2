package call

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

func TestConventions(t *testing.T) {
	tests := map[string]struct {
		attributes map[string]any
		want       Call
	}{
		"HTTP server": {
			map[string]any{"http.request.method": "GET", "http.route": "/orders/{id}", "url.path": "/orders/7"},
			Call{Method: "GET", Route: "/orders/{id}", Path: "/orders/7"},
		},
		"HTTP server, formerly": {
			map[string]any{"http.method": "GET", "http.route": "/orders/{id}", "http.target": "/orders/7?full=1"},
			Call{Method: "GET", Route: "/orders/{id}", Path: "/orders/7"},
		},
		"HTTP client": {
			map[string]any{"http.request.method": "POST", "server.address": "api.cardnet.example", "url.template": "/charges/{id}"},
			Call{Method: "POST", Server: "api.cardnet.example", Route: "/charges/{id}"},
		},
		"HTTP client, formerly": {
			map[string]any{"http.method": "POST", "net.peer.name": "api.cardnet.example"},
			Call{Kind: ptrace.SpanKindClient, Method: "POST", Server: "api.cardnet.example"},
		},
		"gRPC":                  {map[string]any{"rpc.method": "shop.Cart/Add"}, Call{RPC: "shop.Cart/Add"}},
		"gRPC, formerly":        {map[string]any{"rpc.service": "shop.Cart", "rpc.method": "Add"}, Call{RPC: "shop.Cart/Add", rpcService: "shop.Cart"}},
		"message":               {map[string]any{"messaging.destination.name": "orders-7", "messaging.destination.template": "orders-{n}"}, Call{Destination: "orders-{n}"}},
		"message, formerly":     {map[string]any{"messaging.destination": "orders"}, Call{Destination: "orders"}},
		"database":              {map[string]any{"db.system.name": "postgresql", "db.operation.name": "SELECT"}, Call{DB: "postgresql", DBOperation: "SELECT"}},
		"database, formerly":    {map[string]any{"db.system": "postgresql", "db.operation": "SELECT"}, Call{DB: "postgresql", DBOperation: "SELECT"}},
		"peer":                  {map[string]any{"peer.service": "ledger"}, Call{Peer: "ledger"}},
		"failed":                {map[string]any{"apierror.category": "timeout"}, Call{Failed: true}},
		"no known category":     {map[string]any{"apierror.category": "gremlins"}, Call{}},
		"slow for a partner":    {map[string]any{"apierror.business.impact": "low"}, Call{Business: true}},
		"suspicious":            {map[string]any{"apierror.security.signals": []any{"brute_force"}}, Call{Suspicious: true}},
		"no signal":             {map[string]any{"apierror.security.signals": []any{}}, Call{}},
		"a method of no type":   {map[string]any{"http.request.method": 7}, Call{Malformed: 1}},
		"present before former": {map[string]any{"server.address": "a", "net.peer.name": "b"}, Call{Server: "a"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			span := ptrace.NewSpan()
			span.SetParentSpanID(pcommon.SpanID{1})
			require.NoError(t, span.Attributes().FromRaw(test.attributes))
			span.SetKind(test.want.Kind)
			var got Call
			got.Read(span)
			assert.Equal(t, test.want, got)
		})
	}
}

// Former conventions wrote of either side who its peer is, and of the answering side besides what it is called.
func TestFormerNamesOfHosts(t *testing.T) {
	for kind, want := range map[ptrace.SpanKind]string{
		ptrace.SpanKindClient: "peer", ptrace.SpanKindProducer: "peer", ptrace.SpanKindServer: "host", ptrace.SpanKindConsumer: "host",
	} {
		span := ptrace.NewSpan()
		span.SetKind(kind)
		span.Attributes().PutStr("net.peer.name", "peer")
		span.Attributes().PutStr("net.host.name", "host")
		var got Call
		got.Read(span)
		assert.Equal(t, want, got.Server, kind)
	}
}

func TestWhatIsACall(t *testing.T) {
	for _, test := range []struct {
		kind          ptrace.SpanKind
		root          bool
		counts, entry bool
	}{
		{ptrace.SpanKindServer, false, true, true},
		{ptrace.SpanKindConsumer, false, true, true},
		{ptrace.SpanKindClient, false, true, false},
		{ptrace.SpanKindProducer, false, true, false},
		{ptrace.SpanKindInternal, false, false, false},
		{ptrace.SpanKindUnspecified, false, false, false},
		{ptrace.SpanKindInternal, true, true, true}, // a job
		{ptrace.SpanKindClient, true, true, true},   // an app's
	} {
		c := Call{Kind: test.kind, Root: test.root}
		assert.Equal(t, test.counts, c.Counts(), test)
		assert.Equal(t, test.entry, c.Entry(), test)
	}
}

func TestTimes(t *testing.T) {
	const wall = int64(1_000e9)
	for name, test := range map[string]struct {
		start, end uint64
		want, took int64
		malformed  int
	}{
		"as it should be":            {900e9, 901e9, 901e9, 1e9, 0},
		"a clock that ran back":      {901e9, 900e9, 900e9, 0, 1},
		"never ended":                {900e9, 0, 900e9, 0, 1},
		"never began":                {0, 900e9, 900e9, 0, 1},
		"no time at all":             {0, 0, wall, 0, 1},
		"a little ahead":             {1_000e9, 1_010e9, 1_010e9, 10e9, 0},
		"the future":                 {900e9, 9_000e9, wall, 0, 1},
		"past what nanoseconds hold": {1 << 63, 1<<63 + 5, wall, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			span := ptrace.NewSpan()
			span.SetStartTimestamp(pcommon.Timestamp(test.start))
			span.SetEndTimestamp(pcommon.Timestamp(test.end))
			end, duration, malformed := Times(span, wall, wall)
			assert.Equal(t, test.want, end)
			assert.Equal(t, test.took, duration)
			assert.Equal(t, test.malformed, malformed)
		})
	}
}

func TestClockGoesOnWhenSpansDoNot(t *testing.T) {
	var c Clock
	assert.Zero(t, c.Now(5e9), "no span yet")
	c.See(100e9, 1_000e9) // spans of some minutes ago
	assert.Equal(t, int64(100e9), c.Now(1_000e9))
	assert.Equal(t, int64(160e9), c.Now(1_060e9), "a minute later")
	c.See(130e9, 1_060e9)
	assert.Equal(t, int64(160e9), c.Now(1_060e9), "a late span turns nothing back")
	c.See(5_000e9, 1_061e9) // a replay is faster
	assert.Equal(t, int64(5_000e9), c.Now(1_061e9))
	assert.Equal(t, int64(5_000e9), c.Now(900e9), "nor does a wall clock that is set back")
}

func TestClockGoesOnAfterARestart(t *testing.T) {
	var before, after Clock
	_, begun := before.Lag()
	assert.False(t, begun)
	before.See(100e9, 1_000e9)
	lag, begun := before.Lag()
	assert.True(t, begun)
	assert.True(t, after.Resume(lag, 2_000e9))
	assert.Equal(t, int64(1_100e9), after.Now(2_000e9), "as far behind as before")
	assert.Equal(t, int64(1_160e9), after.Now(2_060e9), "though no span comes")
	assert.False(t, after.Resume(-60e9, 2_000e9), "ahead of all clocks")
	assert.False(t, after.Resume(2_000e9, 2_000e9), "before 1970")
}

func BenchmarkRead(b *testing.B) {
	span := ptrace.NewSpan()
	require.NoError(b, span.Attributes().FromRaw(map[string]any{
		"http.request.method": "GET", "url.scheme": "https", "url.path": "/api/v1/resource7/12", "http.route": "/api/v1/resource7/{id}",
		"http.response.status_code": 200, "server.address": "shop.example", "server.port": 443, "client.address": "203.0.113.7",
		"user.id": "user-7", "network.protocol.version": "1.1", "user_agent.original": "Mozilla/5.0",
	}))
	b.ReportAllocs()
	for b.Loop() {
		var c Call
		c.Read(span)
	}
}
