package spanview

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

func read(t *testing.T, kind ptrace.SpanKind, attributes map[string]any) View {
	t.Helper()
	span := ptrace.NewSpan()
	span.SetKind(kind)
	require.NoError(t, span.Attributes().FromRaw(attributes))
	var view View
	view.Read(span)
	view.attributes, view.events, view.says = pcommon.Map{}, ptrace.SpanEventSlice{}, false
	return view
}

// A span reads the same under the present conventions and the former ones.
func TestPresentAndFormerConventions(t *testing.T) {
	tests := map[string]struct {
		kind            ptrace.SpanKind
		present, former map[string]any
	}{
		"HTTP server": {
			ptrace.SpanKindServer,
			map[string]any{"http.request.method": "GET", "http.response.status_code": 404, "url.path": "/a", "url.query": "q=1", "http.route": "/a"},
			map[string]any{"http.method": "GET", "http.status_code": 404, "http.target": "/a?q=1", "http.route": "/a"},
		},
		"HTTP client": {
			ptrace.SpanKindClient,
			map[string]any{
				"http.request.method": "POST", "http.response.status_code": 503, "server.address": "stock.example",
				"url.full": "https://stock.example:8443/v1/items?q=1",
			},
			map[string]any{"http.method": "POST", "http.status_code": 503, "http.url": "https://user:@stock.example:8443/v1/items?q=1"},
		},
		"gRPC": {
			ptrace.SpanKindServer,
			map[string]any{"rpc.system.name": "grpc", "rpc.method": "Book", "rpc.response.status_code": "UNAVAILABLE"},
			map[string]any{"rpc.system": "grpc", "rpc.method": "Book", "rpc.grpc.status_code": 14},
		},
		"Connect": {
			ptrace.SpanKindServer,
			map[string]any{"rpc.system.name": "connectrpc", "rpc.response.status_code": "not_found"},
			map[string]any{"rpc.system.name": "connectrpc", "rpc.connect_rpc.error_code": "not_found"},
		},
		"database": {
			ptrace.SpanKindClient,
			map[string]any{"db.system.name": "postgresql", "error.type": "40P01"},
			map[string]any{"db.system": "postgresql", "error.type": "40P01"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			present := read(t, test.kind, test.present)
			assert.Equal(t, present, read(t, test.kind, test.former))
			assert.True(t, present.HasFailed())
			assert.Zero(t, present.Malformed)
		})
	}
}

func TestPresentNameWins(t *testing.T) {
	view := read(t, ptrace.SpanKindClient, map[string]any{
		"server.address": "new.example", "net.peer.name": "old.example", "http.url": "http://url.example/x", "http.status_code": 500,
	})
	assert.Equal(t, "new.example", view.Host)
}

// Peek lets nothing through that Read takes for a failure.
func TestPeekIsOnTheSafeSide(t *testing.T) {
	for name, test := range map[string]struct {
		attributes map[string]any
		failed     bool
	}{
		"clean":                     {map[string]any{"http.response.status_code": 200}, false},
		"redirect":                  {map[string]any{"http.status_code": 302}, false},
		"gRPC OK by number":         {map[string]any{"rpc.grpc.status_code": 0}, false},
		"gRPC OK by name":           {map[string]any{"rpc.response.status_code": "OK"}, false},
		"gRPC OK by number as text": {map[string]any{"rpc.response.status_code": "0"}, false},
		"error=false":               {map[string]any{"error": false}, false},
		"status of a clean string":  {map[string]any{"http.response.status_code": "200"}, false},
		"not found":                 {map[string]any{"http.response.status_code": 404}, true},
		"status as text":            {map[string]any{"http.response.status_code": "404"}, true},
		"status as double":          {map[string]any{"http.status_code": 500.0}, true},
		"gRPC by name":              {map[string]any{"rpc.response.status_code": "Unavailable"}, true},
		"gRPC by Connect's name":    {map[string]any{"rpc.response.status_code": "deadline_exceeded"}, true},
		"another RPC's code":        {map[string]any{"rpc.response.status_code": "-32601"}, true},
		"error type":                {map[string]any{"error.type": "timeout"}, true},
		"error=true as text":        {map[string]any{"error": "true"}, true},
		"Connect's former name":     {map[string]any{"rpc.connect_rpc.error_code": "internal"}, true},
		"Zipkin's status":           {map[string]any{"otel.status_code": "ERROR"}, true},
		"Zipkin's error text":       {map[string]any{"error": "timed out"}, true},
		"error=false as text":       {map[string]any{"error": "false"}, false},
		"Micrometer's error, none":  {map[string]any{"error": "none"}, false},
		"no error in Go":            {map[string]any{"error": "<nil>"}, false},
		"no error in Python":        {map[string]any{"error": "None"}, false},
		"no error type":             {map[string]any{"error.type": "none"}, false},
		"a terse error":             {map[string]any{"error": "nope"}, true},
		"error=True as text":        {map[string]any{"error": "True"}, true},
		"Hive's codes, none":        {map[string]any{"hive.graphql.error.codes": []any{}}, false},
		"an RPC that went well":     {map[string]any{"rpc.response.status_code": "success"}, false},
		"error as a number":         {map[string]any{"error": 1}, true},
		"JSON-RPC":                  {map[string]any{"rpc.jsonrpc.error_code": -32601}, true},
		"JSON-RPC, no error":        {map[string]any{"rpc.jsonrpc.error_code": 0}, false},
		"Twirp":                     {map[string]any{"twirp.error_code": "not_found"}, true},
		"GraphQL, two errors":       {map[string]any{"graphql.errors.count": 2}, true},
		"GraphQL, no errors":        {map[string]any{"graphql.errors.count": 0}, false},
		"GraphQL, an error's text":  {map[string]any{"graphql.error": "no stock"}, true},
		"GraphQL, an empty list":    {map[string]any{"graphql.errors": []any{}}, false},
		"GraphQL, as JSON":          {map[string]any{"graphql.errors": "[]"}, false},
		"GraphQL, a server's own":   {map[string]any{"apollo.graphql.error.message": "no stock"}, true},
		"GraphQL, has errors":       {map[string]any{"graphql.response.has_errors": true}, true},
		"GraphQL, has none":         {map[string]any{"graphql.response.has_errors": false}, false},
		"GraphQL, an operation":     {map[string]any{"graphql.operation.name": "listErrors"}, false},
		"gRPC-Web":                  {map[string]any{"http.response.status_code": 200, "http.response.header.grpc-status": []any{"5"}}, true},
		"gRPC-Web, OK":              {map[string]any{"http.response.status_code": 200, "http.response.header.grpc-status": []any{"0"}}, false},
		"a status as error type":    {map[string]any{"error.type": 503}, true},
		"JSON-RPC by another name":  {map[string]any{"jsonrpc.error.code": -32000}, true},
		"Hive's error codes":        {map[string]any{"hive.graphql.error.codes": []any{"FORBIDDEN"}}, true},
		"Micrometer, 5xx":           {map[string]any{"outcome": "SERVER_ERROR", "status": "503"}, true},
		"otelgocql":                 {map[string]any{"db.cassandra.error.message": "no response"}, true},
		"gRPC in JavaScript":        {map[string]any{"grpc.error_name": "TypeError"}, true},
		"OpenCensus":                {map[string]any{"census.status_code": "UNAVAILABLE"}, true},
		"OpenCensus, OK":            {map[string]any{"census.status_code": "OK"}, false},
		"OpenCensus, by number":     {map[string]any{"census.status_code": 14}, false},
		"Micrometer, success":       {map[string]any{"outcome": "SUCCESS", "status": "200", "exception": "none"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			view := read(t, ptrace.SpanKindServer, test.attributes)
			assert.Equal(t, test.failed, view.HasFailed())
			span := ptrace.NewSpan()
			require.NoError(t, span.Attributes().FromRaw(test.attributes))
			if mayHaveFailed, _, _ := Peek(span); test.failed {
				assert.True(t, mayHaveFailed)
			}
		})
	}
}

// The outermost failure is recorded last.
func TestLastExceptionCounts(t *testing.T) {
	span := ptrace.NewSpan()
	span.Status().SetCode(ptrace.StatusCodeError)
	for _, kind := range []string{"java.io.IOException", "com.acme.OrderException"} {
		event := span.Events().AppendEmpty()
		event.SetName("exception")
		event.Attributes().PutStr("exception.type", kind)
	}
	span.Events().AppendEmpty().SetName("retry")
	var view View
	view.Read(span)
	assert.Equal(t, "com.acme.OrderException", view.ExceptionType)
}

func TestCatchAllRoutes(t *testing.T) {
	for route, catchAll := range map[string]bool{
		"/**": true, "/*": true, "*": true, "/{proxy+}": true, "/{path...}": true, "/{*path}": true, "/files/{**path}": true, "/error": true,
		"/*path": true, "/{path:path}": true, "/{rest:.*}": true, "(.*)": true, "/docs/[...slug]": true, "/[[...slug]]": true, "/<path:p>": true,
		"/users/<int:id>": false, "/a/[id]": false, "/a(b)": false,
		"/": false, "/orders": false, "/orders/{id}": false, "": false,
	} {
		assert.Equal(t, catchAll, IsCatchAll(route), route)
	}
}

func TestSplitURL(t *testing.T) {
	for url, want := range map[string][2]string{
		"https://user:pw@stock.example:8443/v1/items?q=1#x": {"stock.example", "/v1/items"},
		"http://stock.example":                              {"stock.example", ""},
		"http://[2001:db8::1]:8080/a":                       {"2001:db8::1", "/a"},
		"/a/b?c=d":                                          {"", "/a/b"},
		"http://stock.example?q=/a":                         {"stock.example", ""},
		"::::":                                              {"", "::::"},
		"":                                                  {"", ""},
	} {
		host, path := splitURL(url)
		assert.Equal(t, want, [2]string{host, path}, url)
	}
}

// FuzzRead: any string in any attribute reads without a crash, and only as what it can be.
func FuzzRead(f *testing.F) {
	f.Add("https://user:pw@[::1]:8080/a?b#c", "503", "Unavailable", "/{x+}")
	f.Add("://@:", "-1", "_", "")
	f.Fuzz(func(t *testing.T, url, status, code, route string) {
		span := ptrace.NewSpan()
		span.SetKind(ptrace.SpanKindClient)
		attrs := span.Attributes()
		attrs.PutStr("url.full", url)
		attrs.PutStr("http.response.status_code", status)
		attrs.PutStr("rpc.response.status_code", code)
		attrs.PutStr("http.route", route)
		var view View
		view.Read(span)
		assert.True(t, view.HTTPStatus == 0 || (view.HTTPStatus >= 100 && view.HTTPStatus <= 999))
		assert.True(t, view.GRPCStatus >= -1 && view.GRPCStatus <= 16)
		assert.NotContains(t, view.Path, "?")
		assert.NotContains(t, view.Host, "/")
		if utf8.ValidString(url) {
			assert.True(t, utf8.ValidString(view.Path+view.Host))
		}
		if mayHaveFailed, _, _ := Peek(span); view.HasFailed() {
			assert.True(t, mayHaveFailed)
		}
	})
}

// A path below a route of "/" was matched by nothing else.
func TestRootRouteIsACatchAllForOtherPaths(t *testing.T) {
	for path, want := range map[string]string{"/": "/", "": "/", "/.env": ""} {
		view := read(t, ptrace.SpanKindServer, map[string]any{"http.route": "/", "url.path": path, "http.response.status_code": 404})
		assert.Equal(t, want, view.Route, path)
	}
}

// What stands beside the conventions reads as what it means.
func TestOtherTracers(t *testing.T) {
	for name, test := range map[string]struct {
		attributes map[string]any
		want       View
	}{
		"Micrometer": {
			map[string]any{"outcome": "SERVER_ERROR", "status": "503", "method": "GET", "uri": "/orders/{id}", "exception": "TimeoutException"},
			View{HTTPStatus: 503, Method: "GET", Route: "/orders/{id}", ExceptionType: "TimeoutException", ErrorFlag: true},
		},
		"captured headers": {
			map[string]any{
				"http.response.status_code": 429, "http.response.header.retry-after": []any{"30"}, "http.response.header.x-ratelimit-remaining": []any{"0"},
				"http.response.header.sunset": []any{"Sat, 01 Mar 2025 00:00:00 GMT"}, "http.response.header.deprecation": "@1688169599",
			},
			View{HTTPStatus: 429, RetryAfter: "30", Exhausted: true, Sunset: "Sat, 01 Mar 2025 00:00:00 GMT", Deprecated: true},
		},
		"captured headers, formerly": {
			map[string]any{"http.status_code": 429, "http.response.header.retry_after": []any{30}, "http.response.header.ratelimit": `"default";r=0;t=30`},
			View{HTTPStatus: 429, RetryAfter: "30", Exhausted: true},
		},
		"a problem": {
			map[string]any{"http.response.status_code": 409, "problem.type": "https://shop.example/problems/out-of-stock", "problem.detail": "no stock"},
			View{HTTPStatus: 409, ErrorCode: "https://shop.example/problems/out-of-stock", Detail: "no stock"},
		},
		"Envoy":       {map[string]any{"http.status_code": "503", "response_flags": "UH", "upstream_cluster": "stock"}, View{HTTPStatus: 503, ResponseFlags: "UH", Proxy: true, Malformed: 1}},
		"JSON-RPC":    {map[string]any{"rpc.jsonrpc.error_code": -32601, "rpc.jsonrpc.error_message": "Method not found"}, View{RPCCode: "-32601", Detail: "Method not found"}},
		"another RPC": {map[string]any{"rpc.response.status_code": "-32601"}, View{RPCCode: "-32601"}},
	} {
		t.Run(name, func(t *testing.T) {
			view := read(t, ptrace.SpanKindServer, test.attributes)
			test.want.Kind, test.want.GRPCStatus = ptrace.SpanKindServer, -1
			view.outcome, view.statusTag, view.statusText, view.methodTag, view.uriTag = "", "", "", "", ""
			assert.Equal(t, test.want, view)
		})
	}
}

// An exception that ended the span is a failure, one that was handled is none.
func TestEscapedExceptions(t *testing.T) {
	for name, test := range map[string]struct {
		attributes map[string]any
		event      string
		escaped    any
		want       bool
	}{
		"it says so":               {nil, "exception", true, true},
		"it says so as text":       {nil, "exception", "true", true},
		"it does not":              {nil, "exception", false, false},
		"it says nothing":          {nil, "exception", nil, false},
		"a handler left by it":     {map[string]any{"http.request.method": "GET"}, "exception", nil, true},
		"the handler answered":     {map[string]any{"http.request.method": "GET", "http.response.status_code": 200}, "exception", nil, false},
		"GraphQL's validation":     {nil, "graphql.validation.error", nil, true},
		"another event says so":    {map[string]any{"http.request.method": "GET"}, "retry", true, false},
		"a handler of another RPC": {map[string]any{"rpc.system": "grpc"}, "exception", nil, false},
		"a call":                   {map[string]any{"kind": "client", "db.system": "mongodb"}, "exception", nil, true},
		"a call that was answered": {map[string]any{"kind": "client", "http.response.status_code": 200}, "exception", nil, false},
		"a step":                   {map[string]any{"kind": "internal"}, "exception", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			span := ptrace.NewSpan()
			span.SetKind(map[any]ptrace.SpanKind{"client": ptrace.SpanKindClient, "internal": ptrace.SpanKindInternal, nil: ptrace.SpanKindServer}[test.attributes["kind"]])
			require.NoError(t, span.Attributes().FromRaw(test.attributes))
			event := span.Events().AppendEmpty()
			event.SetName(test.event)
			if test.escaped != nil {
				require.NoError(t, event.Attributes().PutEmpty("exception.escaped").FromRaw(test.escaped))
			}
			var view View
			view.Read(span)
			assert.Equal(t, test.want, view.HasFailed())
			mayHaveFailed, _, _ := Peek(span)
			assert.Equal(t, test.want, mayHaveFailed)
		})
	}
}
