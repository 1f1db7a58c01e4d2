package spanview

// IsErrorText reports whether an attribute, of a span, an event or a log record, holds what somebody said of an error: the texts
// of a View come from these, and FuzzAttribute holds the two together. Whoever masks what an error leaks has to mask all.
func IsErrorText(key string) bool {
	switch key {
	case "exception.type", "exception.message", "exception.stacktrace", "exception",
		"error", "error.type", "error.kind", "error.name", "error.code", "error_code", "app.error.code",
		"error.message", "error.msg", "error.object", "error.stack", "error.stack_trace", "error.cause_chain", "error_description",
		"message", "stack", // of OpenTracing's log of an error
		"otel.status_description", "status.message", "census.status_description", "opencensus.status_description", "http.status_text",
		"problem.type", "problem.title", "problem.detail", "http.response.body", "http.response.body.content",
		"http.response.header.www-authenticate", "http.response.header.www_authenticate",
		"http.response.header.x-amzn-errortype", "http.response.header.x-amz-error-code", "http.response.header.x-ms-error-code",
		"grpc.error_name", "grpc.error_message", "http.error_name", "http.error_message", "dns.error_name", "dns.error_message",
		"rpc.jsonrpc.error_message", "jsonrpc.error_message", "jsonrpc.error.message",
		"aws.error", "aws.error.code", "aws.error_code", "aws.error.message", "aws.http.error_message", "db.cassandra.error.message",
		"response_code_details", "upstream_transport_failure_reason":
		return true
	default:
		return tellsGraphQLErrors(key)
	}
}
