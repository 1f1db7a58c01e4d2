package classify

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// httpRow is what one HTTP status tells when the service itself answers it. Statuses follow the IANA registry (RFC 9110
// and its companions); the others name who sends them.
type httpRow struct {
	status    int32
	category  apierror.Category
	reason    string
	origin    apierror.Origin // relative to the service that answered
	retryable bool
	says      string // ends the sentence "answered HTTP n: …"
}

// reasonPaymentRequired is 402's, which card payments answer for a declined card.
const reasonPaymentRequired = "payment_required"

var httpRows = []httpRow{
	{400, apierror.CategoryValidation, "bad_request", apierror.OriginCaller, false, "the request is malformed"},
	{401, apierror.CategoryAuthentication, "unauthenticated", apierror.OriginCaller, false, "the caller did not prove who it is"},
	{402, apierror.CategoryAuthorization, reasonPaymentRequired, apierror.OriginCaller, false, "the caller's plan or balance does not allow this"},
	{403, apierror.CategoryAuthorization, "forbidden", apierror.OriginCaller, false, "the caller is known and may not do this"},
	{404, apierror.CategoryNotFound, "resource_not_found", apierror.OriginCaller, false, "what was asked for does not exist"},
	{405, apierror.CategoryRouting, "method_not_allowed", apierror.OriginCaller, false, "the endpoint does not take this method"},
	{406, apierror.CategoryContract, "not_acceptable", apierror.OriginCaller, false, "no representation that the caller accepts"},
	{407, apierror.CategoryAuthentication, "proxy_authentication_required", apierror.OriginCaller, false, "a proxy wants credentials"},
	{408, apierror.CategoryTimeout, "request_timeout", apierror.OriginCaller, true, "the request did not arrive in time"},
	{409, apierror.CategoryConflict, "state_conflict", apierror.OriginCaller, false, "the request conflicts with the present state"},
	{410, apierror.CategoryNotFound, "gone", apierror.OriginCaller, false, "what was asked for has been removed for good"},
	{411, apierror.CategoryValidation, "length_required", apierror.OriginCaller, false, "the request has no Content-Length"},
	{412, apierror.CategoryConflict, "precondition_failed", apierror.OriginCaller, false, "the caller's precondition does not hold"},
	{413, apierror.CategoryValidation, "payload_too_large", apierror.OriginCaller, false, "the request is larger than allowed"},
	{414, apierror.CategoryValidation, "uri_too_long", apierror.OriginCaller, false, "the URI is longer than allowed"},
	{415, apierror.CategoryContract, "unsupported_media_type", apierror.OriginCaller, false, "the content type is not supported"},
	{416, apierror.CategoryValidation, "range_not_satisfiable", apierror.OriginCaller, false, "the range lies outside the object"},
	{417, apierror.CategoryValidation, "expectation_failed", apierror.OriginCaller, false, "the Expect header cannot be met"},
	{419, apierror.CategoryAuthentication, "session_expired", apierror.OriginCaller, false, "the page's session token has expired (Laravel)"},
	{420, apierror.CategoryRateLimit, "rate_limited", apierror.OriginCaller, true, "the caller sends too fast (Twitter's former status)"},
	{421, apierror.CategoryRouting, "misdirected_request", apierror.OriginCaller, false, "the request reached a server that does not serve this host"},
	{422, apierror.CategoryValidation, "unprocessable_content", apierror.OriginCaller, false, "the content is well formed and makes no sense"},
	{423, apierror.CategoryConflict, "locked", apierror.OriginCaller, true, "the object is locked"},
	{424, apierror.CategoryDependency, "failed_dependency", apierror.OriginDependency, false, "an earlier step of the same request failed"},
	{425, apierror.CategoryConflict, "too_early", apierror.OriginCaller, true, "the request might be a replay and has to be sent again"},
	{426, apierror.CategoryContract, "upgrade_required", apierror.OriginCaller, false, "the protocol version is no longer served"},
	{428, apierror.CategoryValidation, "precondition_required", apierror.OriginCaller, false, "the request must be conditional"},
	{429, apierror.CategoryRateLimit, "rate_limited", apierror.OriginCaller, true, "the caller sends too fast"},
	{431, apierror.CategoryValidation, "headers_too_large", apierror.OriginCaller, false, "the request's header fields are too large"},
	{440, apierror.CategoryAuthentication, "session_expired", apierror.OriginCaller, false, "the session has expired (IIS)"},
	{444, apierror.CategoryValidation, "connection_closed", apierror.OriginCaller, false, "the request was dropped without an answer (nginx)"},
	{451, apierror.CategoryAuthorization, "legal_reasons", apierror.OriginCaller, false, "the law forbids the answer"},
	{498, apierror.CategoryAuthentication, "token_invalid", apierror.OriginCaller, false, "the token is expired or invalid (ArcGIS)"},
	{499, apierror.CategoryCancelled, "client_closed_request", apierror.OriginCaller, false, "the caller gave up before the answer (nginx)"},

	{500, apierror.CategoryInternal, "server_error", apierror.OriginService, false, "the service failed and does not say why"},
	{501, apierror.CategoryRouting, "not_implemented", apierror.OriginService, false, "the function is not implemented"},
	{502, apierror.CategoryDependency, "bad_gateway", apierror.OriginDependency, true, "what stands behind it gave no valid answer"},
	{503, apierror.CategoryCapacity, "service_unavailable", apierror.OriginService, true, "it cannot serve now"},
	{504, apierror.CategoryTimeout, "gateway_timeout", apierror.OriginDependency, true, "what stands behind it did not answer in time"},
	{505, apierror.CategoryContract, "http_version_not_supported", apierror.OriginService, false, "the HTTP version is not supported"},
	{507, apierror.CategoryCapacity, "insufficient_storage", apierror.OriginService, false, "there is no room to store it"},
	{508, apierror.CategoryInternal, "loop_detected", apierror.OriginService, false, "the request runs in a loop"},
	{509, apierror.CategoryCapacity, "bandwidth_limit_exceeded", apierror.OriginService, true, "the bandwidth is used up (Apache, cPanel)"},
	{511, apierror.CategoryAuthentication, "network_authentication_required", apierror.OriginNetwork, false, "a captive portal stands in between"},
	{520, apierror.CategoryDependency, "unknown_origin_error", apierror.OriginDependency, true, "the origin server answered nonsense (Cloudflare)"},
	{521, apierror.CategoryNetwork, "connection_refused", apierror.OriginDependency, true, "the origin server refused the connection (Cloudflare)"},
	{522, apierror.CategoryTimeout, "connection_timeout", apierror.OriginDependency, true, "the origin server did not accept the connection in time (Cloudflare)"},
	{523, apierror.CategoryNetwork, "host_unreachable", apierror.OriginNetwork, true, "the origin server cannot be reached (Cloudflare)"},
	{524, apierror.CategoryTimeout, "gateway_timeout", apierror.OriginDependency, true, "the origin server did not answer in time (Cloudflare)"},
	{525, apierror.CategoryNetwork, "tls_handshake_failed", apierror.OriginDependency, false, "the TLS handshake with the origin server failed (Cloudflare)"},
	{526, apierror.CategoryNetwork, "tls_certificate_invalid", apierror.OriginDependency, false, "the origin server's certificate is invalid (Cloudflare)"},
	{527, apierror.CategoryNetwork, "tunnel_error", apierror.OriginNetwork, true, "the tunnel to the origin server broke (Cloudflare Railgun)"},
	{529, apierror.CategoryCapacity, "overloaded", apierror.OriginService, true, "the service is overloaded (Qualys, Anthropic)"},
	{530, apierror.CategoryDependency, "origin_unreachable", apierror.OriginDependency, true, "the origin server could not be resolved or is frozen (Cloudflare, Pantheon)"},
	{598, apierror.CategoryTimeout, "read_timeout", apierror.OriginNetwork, true, "a proxy's read timed out"},
	{599, apierror.CategoryTimeout, "connection_timeout", apierror.OriginNetwork, true, "a proxy's connection timed out"},
}

// genericHTTP are statuses that many services answer for whatever went wrong.
var genericHTTP = map[int32]bool{400: true, 500: true}

// httpTable holds the knowledge of the statuses from 400 on, for one side of a call.
type httpTable [200]knowledge

// httpAnswered is for the side that answered, httpReceived for the side that received.
var httpAnswered, httpReceived = buildHTTP()

func buildHTTP() (answered, received *httpTable) {
	answered, received = &httpTable{}, &httpTable{}
	for _, row := range httpRows {
		answered[row.status-400] = asAnswerer(row)
		received[row.status-400] = asCaller(row)
	}
	for _, table := range []*httpTable{answered, received} {
		clientError, serverError := unregistered(table[0], "4xx", "request"), unregistered(table[100], "5xx", "server")
		for i := range table {
			switch {
			case table[i].category != "":
			case i < 100:
				table[i] = clientError
			default:
				table[i] = serverError
			}
		}
	}
	return answered, received
}

func asAnswerer(row httpRow) knowledge {
	return knowledge{
		category: row.category, reason: row.reason, origin: row.origin, retryable: row.retryable,
		confidence: confidence(row.status), generic: genericHTTP[row.status],
		rationale: fmt.Sprintf("answered HTTP %d: %s", row.status, row.says),
	}
}

// asCaller turns a row to the calling side: a 5xx is a failure of what was called, a 4xx a request of our own that was wrong.
func asCaller(row httpRow) knowledge {
	k := knowledge{
		category: row.category, reason: row.reason, origin: apierror.OriginService, retryable: row.retryable,
		confidence: confidence(row.status), generic: row.status == 400,
		rationale: fmt.Sprintf("received HTTP %d: %s", row.status, row.says),
	}
	if row.status >= 500 {
		k.category, k.origin = apierror.CategoryDependency, apierror.OriginDependency
	}
	if row.origin == apierror.OriginDependency {
		k.origin = apierror.OriginDependency
	}
	return k
}

// confidence is lower where the status is a catch-all.
func confidence(status int32) float64 {
	if genericHTTP[status] {
		return 0.75
	}
	return 0.9
}

// unregistered takes a status for its class's first, as RFC 9110 (section 15) asks of whoever does not know it.
func unregistered(first knowledge, class, party string) knowledge {
	first.confidence, first.generic = 0.5, true
	first.rationale = fmt.Sprintf("an HTTP status of the %s class that is in no registry: taken for a fault of the %s", class, party)
	return first
}

// httpKnowledge takes a status from 400 on; beyond 599 there are none but vendors' own server errors.
func httpKnowledge(status int32, calling bool) *knowledge {
	table := httpAnswered
	if calling {
		table = httpReceived
	}
	if status > 599 {
		status = 590 // in no registry either
	}
	return &table[status-400]
}
