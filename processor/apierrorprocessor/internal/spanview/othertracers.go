package spanview

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// otherTracers takes what is in no semantic convention: what proxies, gateways, frameworks and translated tracers put on their
// spans, and where teams and SDKs put what the answer said.
func (v *View) otherTracers(key string, value pcommon.Value) {
	switch key {
	case "response_flags", "envoy.response_flags": // "-" where there is nothing to say
		if flags := v.str(value); !isAbsent(flags) {
			v.ResponseFlags = flags
		}
	case "response_code_details", "upstream_transport_failure_reason": // Envoy
		setIfEmpty(&v.Detail, v.str(value))
	case "span.kind": // what a translator left there
		v.kindTag(v.str(value))

	case "upstream_cluster", "upstream_cluster.name", "apisix.route_id", "apisix.service_name", "ingress.service_name", "kong.request.id",
		"spring.cloud.gateway.route.id":
		v.Proxy = true
	case "component": // OpenTracing's, which Envoy keeps
		v.Proxy = v.Proxy || v.str(value) == "proxy"

	// Micrometer's observations (Spring Boot 3: server and client request conventions), and SkyWalking's former status.
	case "outcome":
		v.outcome = v.str(value)
		v.ErrorFlag = v.ErrorFlag || isFailedOutcome(v.outcome)
	case "status":
		v.statusTag = v.code(value)
	case "status_code", "http.status":
		setIfEmpty(&v.statusTag, v.code(value))
		setIfEmpty(&v.outcome, "status_code")
	case "method":
		v.methodTag = v.str(value)
	case "uri":
		v.uriTag = v.str(value)
	case "exception":
		if kind := v.str(value); !isAbsent(kind) {
			setIfEmpty(&v.ExceptionType, kind)
		}

	case "rpc.jsonrpc.error_code", "jsonrpc.error_code", "jsonrpc.error.code":
		if code := v.code(value); !isAbsent(code) {
			v.RPCCode = code
		}
	case "rpc.jsonrpc.error_message", "jsonrpc.error_message", "jsonrpc.error.message", "error.message", "error.msg", "error_description", "aws.error.message",
		"problem.detail", "problem.title":
		setIfEmpty(&v.Detail, v.str(value))
	case "error.code", "error_code", "app.error.code", "aws.error.code", "aws.error_code", "aws.error", "problem.type":
		setIfEmpty(&v.ErrorCode, v.code(value))
	case "db.cosmosdb.status_code": // before db.response.status_code
		setIfEmpty(&v.DBCode, v.code(value))
	case "db.cassandra.error.message": // otelgocql says it there alone
		if message := v.str(value); !isAbsent(message) {
			v.ErrorFlag = true
			setIfEmpty(&v.Detail, message)
		}
	case "grpc.error_name", "http.error_name", "dns.error_name": // opentelemetry-js; gRPC's says so alone
		if kind := v.str(value); !isAbsent(kind) {
			v.ErrorFlag = true
			setIfEmpty(&v.ExceptionType, kind)
		}
	case "grpc.error_message", "http.error_message", "dns.error_message", "aws.http.error_message":
		setIfEmpty(&v.Detail, v.str(value))
	case "error.cause_chain": // reqwest-tracing: what error.message wraps
		setIfEmpty(&v.ExceptionMessage, v.str(value))
	case "http.status_text":
		v.statusText = v.str(value)
	case "census.status_code":
		if status, ok := grpcByName(v.code(value)); ok {
			v.GRPCStatus = max(v.GRPCStatus, status)
		}
	case "http.response.body", "http.response.body.content":
		setIfEmpty(&v.Body, v.str(value))

	case "error.kind", "error.name":
		setIfEmpty(&v.ExceptionType, v.str(value))
	case "error.stack", "error.stack_trace":
		setIfEmpty(&v.Stacktrace, v.str(value))
	case "otel.status_code": // Zipkin's and Jaeger's exporters
		v.ErrorFlag = v.ErrorFlag || v.str(value) == "ERROR"
	case "otel.status_description", "status.message", "census.status_description", "opencensus.status_description":
		setIfEmpty(&v.Message, v.str(value))
	default:
		if tellsGraphQLErrors(key) {
			v.graphQL(key, value)
		}
	}
}

// kindTag takes OpenTracing's span.kind where the span has no kind of its own.
func (v *View) kindTag(kind string) {
	if v.Kind != ptrace.SpanKindUnspecified {
		return
	}
	switch kind {
	case "server":
		v.Kind = ptrace.SpanKindServer
	case "client":
		v.Kind = ptrace.SpanKindClient
	case "producer":
		v.Kind = ptrace.SpanKindProducer
	case "consumer":
		v.Kind = ptrace.SpanKindConsumer
	}
}

// isFailedOutcome knows Micrometer's words for a status of 400 and more.
func isFailedOutcome(outcome string) bool {
	return outcome == "SERVER_ERROR" || outcome == "CLIENT_ERROR"
}

// settleTags takes tags whose names mean HTTP only beside an outcome.
func (v *View) settleTags() {
	if v.HTTPStatus == 0 { // no answer came, and the text says why
		setIfEmpty(&v.Detail, v.statusText)
	}
	if v.outcome == "" {
		return
	}
	if v.HTTPStatus == 0 && isStatusNumber(v.statusTag) {
		v.HTTPStatus = statusNumber(v.statusTag)
	}
	setIfEmpty(&v.Method, v.methodTag)
	if strings.HasPrefix(v.uriTag, "/") {
		setIfEmpty(&v.Route, v.uriTag)
	}
}

// errorTag reads OpenTracing's error=true, for which Zipkin's tracers put what went wrong.
func (v *View) errorTag(value pcommon.Value) {
	if value.Type() != pcommon.ValueTypeStr {
		v.ErrorFlag = isTrue(value)
		return
	}
	switch text := value.Str(); {
	case isAbsent(text):
	case strings.EqualFold(text, "true"), text == "1":
		v.ErrorFlag = true
	default:
		v.ErrorFlag = true
		if status, ok := grpcByName(text); ok { // OpenCensus' exporter for Zipkin
			v.GRPCStatus = max(v.GRPCStatus, status)
			return
		}
		setIfEmpty(&v.Detail, v.str(value))
	}
}

func isTrue(value pcommon.Value) bool {
	switch value.Type() {
	case pcommon.ValueTypeBool:
		return value.Bool()
	case pcommon.ValueTypeInt:
		return value.Int() != 0
	case pcommon.ValueTypeStr:
		return value.Str() == "true"
	default:
		return false
	}
}
