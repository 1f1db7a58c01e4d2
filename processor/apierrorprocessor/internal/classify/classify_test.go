package classify

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

const (
	server = ptrace.SpanKindServer
	client = ptrace.SpanKindClient
)

// said is a failed span in short: who reports it, which status, and what it says of the error.
type said struct {
	kind       ptrace.SpanKind
	http       int
	grpc       int
	errorType  string
	exceptions []thrown // in the order they were recorded
	message    string   // the status's
	attributes map[string]any
}

// thrown is one exception event: type, message, stack trace.
type thrown [3]string

func (s *said) read(tb testing.TB) *spanview.View {
	tb.Helper()
	span := ptrace.NewSpan()
	span.SetKind(s.kind)
	span.Status().SetCode(ptrace.StatusCodeError)
	span.Status().SetMessage(s.message)
	attrs := span.Attributes()
	require.NoError(tb, attrs.FromRaw(s.attributes))
	if s.http != 0 {
		attrs.PutInt("http.response.status_code", int64(s.http))
	}
	if s.grpc != 0 {
		attrs.PutInt("rpc.grpc.status_code", int64(s.grpc))
	}
	if s.errorType != "" {
		attrs.PutStr("error.type", s.errorType)
	}
	for _, exception := range s.exceptions {
		event := span.Events().AppendEmpty()
		event.SetName("exception")
		event.Attributes().PutStr("exception.type", exception[0])
		event.Attributes().PutStr("exception.message", exception[1])
		event.Attributes().PutStr("exception.stacktrace", exception[2])
	}
	view := &spanview.View{}
	view.Read(span)
	return view
}

// classified gives "category/reason/origin", or "" for a span that is nobody's failure.
func (s *said) classified(t *testing.T) string {
	t.Helper()
	var failure apierror.Failure
	if !New(asItIs).Classify(s.read(t), false, &failure) {
		return ""
	}
	return string(failure.Category) + "/" + failure.Reason + "/" + string(failure.Origin)
}

func TestNames(t *testing.T) {
	for kind, want := range map[string]string{
		"FileNotFoundError":             "internal/file_not_found/service",
		"java.io.FileNotFoundException": "internal/file_not_found/service",
		"ModuleNotFoundError":           "internal/code_missing/service",
		"TemplateNotFound":              "internal/code_missing/service",
		"software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException": "not_found/resource_not_found/service",
		"RouteNotFoundException":                       "routing/route_not_found/service",
		"SlowDownloadException":                        "internal/unhandled_error/service",
		"IntegrityErrorReporter":                       "internal/unhandled_error/service",
		"CorruptionSafeError":                          "internal/unhandled_error/service",
		"KeyError":                                     "internal/key_missing/service",
		"com.mongodb.DuplicateKeyException":            "conflict/duplicate_key/service",
		"ENOTFOUND":                                    "network/dns_failure/network",
		"java.net.UnknownHostException":                "network/dns_failure/network",
		"System.Threading.Tasks.TaskCanceledException": "",
		"java.net.ConnectException":                    "network/connection_refused/network",
		"org.apache.http.conn.ConnectTimeoutException": "timeout/connection_timeout/network",
		"*net.DNSError":                                "network/dns_failure/network",
		"token_expired":                                "authentication/token_expired/service",
		"redis.clients.jedis.exceptions.JedisExhaustedPoolException": "capacity/pool_exhausted/service",
		"GuzzleHttp\\Exception\\ConnectException":                    "network/connection_refused/network",
		"JSONDecodeError": "contract/schema_mismatch/service",
	} {
		t.Run(kind, func(t *testing.T) {
			span := said{kind: server, http: 500, exceptions: []thrown{{kind}}}
			assert.Equal(t, want, span.classified(t))
		})
	}
}

func TestMessages(t *testing.T) {
	for message, want := range map[string]string{
		`column "token_expired" does not exist`:                                                "contract/schema_mismatch/service",
		"cannot parse field timeout":                                                           "internal/unhandled_error/service",
		"TypeError: Cannot read properties of undefined (reading 'session_expired')":           "internal/null_reference/service",
		"KeyError: 'rate limit exceeded'":                                                      "internal/key_missing/service",
		"throttling is disabled for this tenant":                                               "internal/unhandled_error/service",
		"dial tcp 10.0.0.7:5432: connect: connection refused":                                  "network/connection_refused/network",
		"getaddrinfo ENOTFOUND stock.example":                                                  "network/dns_failure/network",
		"timeout of 1000ms exceeded":                                                           "timeout/timeout/dependency",
		"Error 1062 (23000): Duplicate entry 'x' for key 'PRIMARY'":                            "conflict/duplicate_key/service",
		`FATAL: password authentication failed for user "shop"`:                                "authentication/credentials_invalid/service",
		"ERROR: permission denied for table orders":                                            "authorization/forbidden/service",
		`ERROR: null value in column "id" violates not-null constraint (SQLSTATE 23502)`:       "conflict/constraint_violated/service",
		"ORA-00060: deadlock detected while waiting for resource":                              "conflict/deadlock/service",
		"FATAL: sorry, too many clients already":                                               "capacity/pool_exhausted/service",
		"An error occurred (ThrottlingException) when calling the PutItem operation: slow":     "rate_limit/rate_limited/service",
		"operation error S3: PutObject, https response error, api error SlowDown: Please wait": "rate_limit/rate_limited/service",
		"The security token included in the request is expired":                                "authentication/token_expired/service",
		"fetch failed": "network/connection_failed/network",
	} {
		t.Run(message, func(t *testing.T) {
			span := said{kind: server, http: 500, message: message}
			assert.Equal(t, want, span.classified(t))
		})
	}
}

// Whoever answers with a server error is at fault, whatever stopped it.
func TestServedServerErrorIsNeverTheCallers(t *testing.T) {
	for _, exception := range []string{
		"ValidationError", "ExpiredJwtException", "DuplicateKeyException", "AccessDeniedException", "ThrottlingException",
		"ResourceNotFoundException", "JsonParseException", "AcmeException",
	} {
		for _, span := range []said{
			{kind: server, http: 500}, {kind: server, http: 503}, {kind: server, grpc: 13}, {kind: server, grpc: 2},
		} {
			span.exceptions = []thrown{{exception}}
			view := span.read(t)
			var failure apierror.Failure
			require.True(t, New(asItIs).Classify(view, false, &failure))
			assert.NotEqual(t, apierror.OriginCaller, failure.Origin, exception)
			assert.GreaterOrEqual(t, max(Severity(&failure), LeastSeverity(view)), apierror.SeverityMedium, exception)
		}
	}
	for status := 500; status < 600; status++ {
		span := said{kind: server, http: status, attributes: map[string]any{"http.response.header.www-authenticate": "expired"}}
		assert.NotContains(t, span.classified(t), "/caller")
	}
	rejected := said{kind: server, http: 400, exceptions: []thrown{{"ValidationError"}}}
	assert.Equal(t, "validation/invalid_input/caller", rejected.classified(t))
	assert.Equal(t, apierror.SeverityNone, LeastSeverity(rejected.read(t)))
}

func TestExhaustedPoolsAreCapacity(t *testing.T) {
	for _, exception := range []thrown{
		{"sqlalchemy.exc.TimeoutError", "QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00"},
		{"KnexTimeoutError", "Knex: Timeout acquiring a connection. The pool is probably full."},
		{"Error", "timeout exceeded when trying to connect"},
		{"System.InvalidOperationException", "Timeout expired. The timeout period elapsed prior to obtaining a connection from the pool."},
		{"redis.clients.jedis.exceptions.JedisExhaustedPoolException", "Could not get a resource since the pool is exhausted"},
		{"org.postgresql.util.PSQLException", "FATAL: sorry, too many clients already"},
		{"java.sql.SQLTransientConnectionException", "HikariPool-1 - Connection is not available, request timed out after 30000ms."},
		{"httpx.PoolTimeout", ""},
	} {
		t.Run(exception[0], func(t *testing.T) {
			for _, span := range []said{{kind: client}, {kind: server, http: 500}, {kind: server, http: 504}} {
				span.exceptions = []thrown{exception}
				assert.Equal(t, "capacity/pool_exhausted/service", span.classified(t))
			}
		})
	}
}

func TestWhoGaveUp(t *testing.T) {
	for name, test := range map[string]struct {
		span said
		want string
	}{
		".NET's own timeout": {
			said{kind: client, exceptions: []thrown{{
				"System.Threading.Tasks.TaskCanceledException",
				"The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.",
			}}}, "timeout/timeout/dependency",
		},
		".NET, cancelled":         {said{kind: client, errorType: "TaskCanceledException"}, "cancelled/cancelled/caller"},
		"Tomcat's user":           {said{kind: server, http: 200, errorType: "org.apache.catalina.connector.ClientAbortException"}, ""},
		"broken pipe, answered":   {said{kind: server, http: 200, exceptions: []thrown{{"java.io.IOException", "Broken pipe"}}}, ""},
		"broken pipe, 500":        {said{kind: server, http: 500, message: "write: broken pipe"}, "network/connection_reset/network"},
		"broken pipe on a client": {said{kind: client, message: "write: broken pipe"}, "network/connection_reset/network"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, test.span.classified(t))
		})
	}
}

func TestCircuitBreakers(t *testing.T) {
	for _, message := range []string{
		"circuit breaker is open", "Breaker is open", "getStock short-circuited and fallback failed.", "CircuitBreaker 'stock' is OPEN and does not permit further calls",
	} {
		for _, span := range []said{{kind: server, http: 503}, {kind: server, http: 500}, {kind: client}, {kind: server, grpc: 14}} {
			span.message = message
			assert.Equal(t, "dependency/circuit_open/dependency", span.classified(t), message)
		}
	}
}

func TestWrappedExceptions(t *testing.T) {
	refused := thrown{"java.net.ConnectException", "Connection refused"}
	wrapped := thrown{"jakarta.servlet.ServletException", "Request processing failed"}
	traced := thrown{wrapped[0], wrapped[1], "jakarta.servlet.ServletException: Request processing failed\n\tat a.b(C.java:1)\n" +
		"Caused by: com.acme.OrderException: no stock\n\tat a.b(C.java:2)\nCaused by: java.net.UnknownHostException: stock.example\n\t... 2 more"}
	for name, test := range map[string]struct {
		exceptions []thrown
		want       string
	}{
		"recorded earlier":      {[]thrown{refused, wrapped}, "network/connection_refused/network"},
		"named in the trace":    {[]thrown{traced}, "network/dns_failure/network"},
		"the last one is known": {[]thrown{refused, {"ValidationError"}}, "validation/invalid_input/service"},
		"none is known":         {[]thrown{{"com.acme.OrderException"}, wrapped}, "internal/unhandled_error/service"},
	} {
		t.Run(name, func(t *testing.T) {
			span := said{kind: server, http: 500, exceptions: test.exceptions}
			assert.Equal(t, test.want, span.classified(t))
		})
	}
}

func TestStatusInErrorType(t *testing.T) {
	for name, test := range map[string]struct {
		span said
		want string
	}{
		"HTTP server": {said{kind: server, errorType: "503"}, "capacity/service_unavailable/service"},
		"HTTP client": {said{kind: client, errorType: "500"}, "dependency/server_error/dependency"},
		"gRPC":        {said{kind: server, errorType: "UNAVAILABLE", attributes: map[string]any{"rpc.system": "grpc"}}, "capacity/service_unavailable/service"},
		"Connect": {
			said{kind: server, attributes: map[string]any{"rpc.system": "connect_rpc", "rpc.connect_rpc.error_code": "invalid_argument"}},
			"validation/invalid_argument/caller",
		},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, test.span.classified(t))
		})
	}
}

// asItIs masks nothing.
func asItIs(text string) string { return text }

// A rationale ends up in alerts: what must not be shown there is masked before it is quoted.
func TestRationaleQuotesTheMaskedText(t *testing.T) {
	classifier := New(func(text string) string { return strings.ReplaceAll(text, "hunter2", "[REDACTED]") })
	span := said{kind: server, http: 500, message: "cannot log in with hunter2"}
	var failure apierror.Failure
	require.True(t, classifier.Classify(span.read(t), false, &failure))
	assert.Contains(t, failure.Rationale, "[REDACTED]")
	assert.NotContains(t, failure.Rationale, "hunter2")
}
