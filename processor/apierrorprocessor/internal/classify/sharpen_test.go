package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

func TestHeadersAndRoutesSharpen(t *testing.T) {
	header := func(name, value string) map[string]any {
		return map[string]any{"http.route": "/orders/{id}", "http.response.header." + name: []any{value}}
	}
	for name, test := range map[string]struct {
		span said
		want string
	}{
		"an endpoint with a sunset":       {said{kind: server, http: 410, attributes: header("sunset", "Sat, 01 Mar 2025 00:00:00 GMT")}, "contract/api_retired/caller"},
		"called":                          {said{kind: client, http: 410, attributes: header("sunset", "Sat, 01 Mar 2025 00:00:00 GMT")}, "contract/api_retired/service"},
		"a deprecated one that is gone":   {said{kind: server, http: 404, attributes: header("deprecation", "@1688169599")}, "contract/api_retired/caller"},
		"a route that names no object":    {said{kind: server, http: 410, attributes: map[string]any{"http.route": "/v1/charges"}}, "contract/api_retired/caller"},
		"an object that is gone":          {said{kind: server, http: 410, attributes: map[string]any{"http.route": "/orders/{id}"}}, "not_found/gone/caller"},
		"a bad request to an old one":     {said{kind: server, http: 400, attributes: header("deprecation", "true")}, "validation/bad_request/caller"},
		"forbidden, and nothing remains":  {said{kind: client, http: 403, attributes: header("x-ratelimit-remaining", "0")}, "rate_limit/rate_limited/service"},
		"forbidden, and something does":   {said{kind: client, http: 403, attributes: header("x-ratelimit-remaining", "7")}, "authorization/forbidden/service"},
		"too fast":                        {said{kind: server, http: 429, attributes: header("retry-after", "30")}, "rate_limit/rate_limited/caller"},
		"come back tomorrow":              {said{kind: server, http: 429, attributes: header("retry-after", "86400")}, "rate_limit/quota_exceeded/caller"},
		"come back at a date":             {said{kind: server, http: 429, attributes: header("retry-after", "Sat, 01 Mar 2025 00:00:00 GMT")}, "rate_limit/rate_limited/caller"},
		"overloaded":                      {said{kind: server, http: 503, attributes: header("retry-after", "5")}, "capacity/overloaded/service"},
		"a proxy's answer for another":    {said{kind: server, http: 503, attributes: map[string]any{"upstream_cluster": "stock"}}, "dependency/service_unavailable/dependency"},
		"a proxy's caller":                {said{kind: server, http: 403, attributes: map[string]any{"upstream_cluster": "stock"}}, "authorization/forbidden/caller"},
		"GraphQL errors behind a 200":     {said{kind: server, http: 200, attributes: map[string]any{"graphql.errors.count": 1}}, "business_logic/error_in_response/service"},
		"the same, received":              {said{kind: client, http: 200, attributes: map[string]any{"graphql.errors.count": 1}}, "business_logic/error_in_response/dependency"},
		"gRPC found nobody":               {said{kind: client, grpc: 14, message: "connection error: dial tcp 10.0.0.7:80: connect: connection refused"}, "network/connection_refused/network"},
		"UNAVAILABLE, and why":            {said{kind: server, grpc: 14, exceptions: []thrown{{"java.net.UnknownHostException", "db"}}}, "network/dns_failure/network"},
		"503, and why":                    {said{kind: server, http: 503, exceptions: []thrown{{"", "dial tcp 10.0.0.7:80: connect: connection refused"}}}, "network/connection_refused/network"},
		"the called service's bug":        {said{kind: client, grpc: 13, message: "runtime error: index out of range [3] with length 3"}, "dependency/index_out_of_range/dependency"},
		"the data store's memory":         {said{kind: client, message: "OOM command not allowed when used memory > 'maxmemory'.", attributes: map[string]any{"db.system": "redis"}}, "capacity/out_of_memory/dependency"},
		"a handler's caller":              {said{kind: ptrace.SpanKindInternal, exceptions: []thrown{{"NotFoundException", "no such member"}}}, "not_found/resource_not_found/caller"},
		"a cloud's answer within a step":  {said{kind: ptrace.SpanKindInternal, exceptions: []thrown{{"AccessDeniedException", ""}}}, "authorization/forbidden/service"},
		"a cause within Spring's message": {said{kind: server, http: 500, message: "Request processing failed; nested exception is java.lang.NullPointerException"}, "internal/null_reference/service"},
		"a status that says nothing":      {said{kind: server, http: 500, message: "ERROR"}, "internal/server_error/service"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, test.want, test.span.classified(t)) })
	}
}
