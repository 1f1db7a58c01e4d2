package classify

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// httpRow is what one HTTP status tells when the service itself answers it.
type httpRow struct {
	status    int32
	category  apierror.Category
	reason    string
	origin    apierror.Origin // relative to the service that answered
	retryable bool
	says      string // ends the sentence "answered HTTP n: …"
	source    string
}

// Who sends statuses that are in no registry.
const (
	cloudflare5xx = "developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors"
	awsALB        = "docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"
	nginxStatus   = "nginx/nginx: src/http/ngx_http_request.h"
	shopifyStatus = "shopify.dev/docs/api/usage/response-codes"
)

// reasonPaymentRequired is 402's, which card payments answer for a declined card.
const reasonPaymentRequired = "payment_required"

// httpRows holds the IANA registry of HTTP status codes, and what servers send beside it.
var httpRows = []httpRow{
	{400, apierror.CategoryValidation, "bad_request", apierror.OriginCaller, false, "the request is malformed", "RFC 9110 15.5.1"},
	{401, apierror.CategoryAuthentication, "unauthenticated", apierror.OriginCaller, false, "the caller did not prove who it is", "RFC 9110 15.5.2"},
	{402, apierror.CategoryAuthorization, reasonPaymentRequired, apierror.OriginCaller, false, "the caller's plan or balance does not allow this", "RFC 9110 15.5.3"},
	{403, apierror.CategoryAuthorization, "forbidden", apierror.OriginCaller, false, "the caller is known and may not do this", "RFC 9110 15.5.4"},
	{404, apierror.CategoryNotFound, "resource_not_found", apierror.OriginCaller, false, "what was asked for does not exist", "RFC 9110 15.5.5"},
	{405, apierror.CategoryRouting, "method_not_allowed", apierror.OriginCaller, false, "the endpoint does not take this method", "RFC 9110 15.5.6"},
	{406, apierror.CategoryContract, "not_acceptable", apierror.OriginCaller, false, "no representation that the caller accepts", "RFC 9110 15.5.7"},
	{407, apierror.CategoryAuthentication, "proxy_authentication_required", apierror.OriginCaller, false, "a proxy wants credentials", "RFC 9110 15.5.8"},
	{408, apierror.CategoryTimeout, "request_timeout", apierror.OriginCaller, true, "the request did not arrive in time", "RFC 9110 15.5.9"},
	{409, apierror.CategoryConflict, "state_conflict", apierror.OriginCaller, false, "the request conflicts with the present state", "RFC 9110 15.5.10"},
	{410, apierror.CategoryNotFound, "gone", apierror.OriginCaller, false, "what was asked for has been removed for good", "RFC 9110 15.5.11"},
	{411, apierror.CategoryValidation, "length_required", apierror.OriginCaller, false, "the request has no Content-Length", "RFC 9110 15.5.12"},
	{412, apierror.CategoryConflict, "precondition_failed", apierror.OriginCaller, false, "the caller's precondition does not hold", "RFC 9110 15.5.13"},
	{413, apierror.CategoryValidation, "payload_too_large", apierror.OriginCaller, false, "the request is larger than allowed", "RFC 9110 15.5.14"},
	{414, apierror.CategoryValidation, "uri_too_long", apierror.OriginCaller, false, "the URI is longer than allowed", "RFC 9110 15.5.15"},
	{415, apierror.CategoryContract, "unsupported_media_type", apierror.OriginCaller, false, "the content type is not supported", "RFC 9110 15.5.16"},
	{416, apierror.CategoryValidation, "range_not_satisfiable", apierror.OriginCaller, false, "the range lies outside the object", "RFC 9110 15.5.17"},
	{417, apierror.CategoryValidation, "expectation_failed", apierror.OriginCaller, false, "the Expect header cannot be met", "RFC 9110 15.5.18"},
	{419, apierror.CategoryAuthentication, "session_expired", apierror.OriginCaller, false, "the page's session token has expired (Laravel)", "laravel/framework: src/Illuminate/Foundation/Exceptions/Handler.php"},
	{420, apierror.CategoryRateLimit, "rate_limited", apierror.OriginCaller, true, "the caller sends too fast (Twitter's former status)", "Twitter API v1: Enhance Your Calm"},
	{421, apierror.CategoryRouting, "misdirected_request", apierror.OriginCaller, false, "the request reached a server that does not serve this host", "RFC 9110 15.5.20"},
	{422, apierror.CategoryValidation, "unprocessable_content", apierror.OriginCaller, false, "the content is well formed and makes no sense", "RFC 9110 15.5.21"},
	{423, apierror.CategoryConflict, "locked", apierror.OriginCaller, true, "the object is locked", "RFC 4918 11.3"},
	{424, apierror.CategoryDependency, "failed_dependency", apierror.OriginDependency, false, "an earlier step of the same request failed", "RFC 4918 11.4"},
	{425, apierror.CategoryConflict, "too_early", apierror.OriginCaller, true, "the request might be a replay and has to be sent again", "RFC 8470 5.2"},
	{426, apierror.CategoryContract, "upgrade_required", apierror.OriginCaller, false, "the protocol version is no longer served", "RFC 9110 15.5.22"},
	{428, apierror.CategoryValidation, "precondition_required", apierror.OriginCaller, false, "the request must be conditional", "RFC 6585 3"},
	{429, apierror.CategoryRateLimit, "rate_limited", apierror.OriginCaller, true, "the caller sends too fast", "RFC 6585 4"},
	{430, apierror.CategoryAuthorization, "forbidden", apierror.OriginCaller, false, "the request was taken for malicious (Shopify)", shopifyStatus},
	{431, apierror.CategoryValidation, "headers_too_large", apierror.OriginCaller, false, "the request's header fields are too large", "RFC 6585 5"},
	{440, apierror.CategoryAuthentication, "session_expired", apierror.OriginCaller, false, "the session has expired (IIS)", "learn.microsoft.com/exchange: Outlook on the web, Login Time-out"},
	{444, apierror.CategoryValidation, "connection_closed", apierror.OriginCaller, false, "the request was dropped without an answer (nginx)", nginxStatus},
	{449, apierror.CategoryValidation, "retry_with", apierror.OriginCaller, false, "the request lacks what the answer asks for (IIS)", "learn.microsoft.com/openspecs/windows_protocols/ms-wdv: 2.2.6"},
	{450, apierror.CategoryAuthorization, "forbidden", apierror.OriginCaller, false, "parental controls block the page (Windows)", "learn.microsoft.com: Windows Parental Controls"},
	{451, apierror.CategoryAuthorization, "legal_reasons", apierror.OriginCaller, false, "the law forbids the answer", "RFC 7725 3"},
	{460, apierror.CategoryCancelled, "client_closed_request", apierror.OriginCaller, false, "the caller gave up before the idle timeout (AWS ALB)", awsALB},
	{463, apierror.CategoryValidation, "headers_too_large", apierror.OriginCaller, false, "X-Forwarded-For names more than 30 addresses (AWS ALB)", awsALB},
	{464, apierror.CategoryContract, "unsupported_version", apierror.OriginCaller, false, "the request's protocol does not fit the target group's (AWS ALB)", awsALB},
	{494, apierror.CategoryValidation, "headers_too_large", apierror.OriginCaller, false, "the request's header fields are too large (nginx)", nginxStatus},
	{495, apierror.CategoryAuthentication, "client_certificate_invalid", apierror.OriginCaller, false, "the caller's certificate is not valid (nginx)", nginxStatus},
	{496, apierror.CategoryAuthentication, "client_certificate_missing", apierror.OriginCaller, false, "the caller sent no certificate (nginx)", nginxStatus},
	{497, apierror.CategoryValidation, "https_required", apierror.OriginCaller, false, "plain HTTP was sent to an HTTPS port (nginx)", nginxStatus},
	{498, apierror.CategoryAuthentication, "token_invalid", apierror.OriginCaller, false, "the token is expired or invalid (ArcGIS)", "developers.arcgis.com/rest: invalid token"},
	{499, apierror.CategoryCancelled, "client_closed_request", apierror.OriginCaller, false, "the caller gave up before the answer (nginx)", nginxStatus},

	{500, apierror.CategoryInternal, "server_error", apierror.OriginService, false, "the service failed and does not say why", "RFC 9110 15.6.1"},
	{501, apierror.CategoryRouting, "not_implemented", apierror.OriginService, false, "the function is not implemented", "RFC 9110 15.6.2"},
	{502, apierror.CategoryDependency, "bad_gateway", apierror.OriginDependency, true, "what stands behind it gave no valid answer", "RFC 9110 15.6.3"},
	{503, apierror.CategoryCapacity, "service_unavailable", apierror.OriginService, true, "it cannot serve now", "RFC 9110 15.6.4"},
	{504, apierror.CategoryTimeout, "gateway_timeout", apierror.OriginDependency, true, "what stands behind it did not answer in time", "RFC 9110 15.6.5"},
	{505, apierror.CategoryContract, "http_version_not_supported", apierror.OriginService, false, "the HTTP version is not supported", "RFC 9110 15.6.6"},
	{506, apierror.CategoryInternal, "variant_negotiates", apierror.OriginService, false, "content negotiation runs in a circle", "RFC 2295 8.1"},
	{507, apierror.CategoryCapacity, "insufficient_storage", apierror.OriginService, false, "there is no room to store it", "RFC 4918 11.5"},
	{508, apierror.CategoryInternal, "loop_detected", apierror.OriginService, false, "the request runs in a loop", "RFC 5842 7.2"},
	{509, apierror.CategoryCapacity, "bandwidth_limit_exceeded", apierror.OriginService, true, "the bandwidth is used up (Apache, cPanel)", "Apache bandwidth modules and cPanel"},
	{510, apierror.CategoryContract, "not_extended", apierror.OriginService, false, "the request lacks an extension that is required", "RFC 2774 7"},
	{511, apierror.CategoryAuthentication, "network_authentication_required", apierror.OriginNetwork, false, "a captive portal stands in between", "RFC 6585 6"},
	{520, apierror.CategoryDependency, "unknown_origin_error", apierror.OriginDependency, true, "the origin server answered nonsense (Cloudflare)", cloudflare5xx},
	{521, apierror.CategoryNetwork, "connection_refused", apierror.OriginDependency, true, "the origin server refused the connection (Cloudflare)", cloudflare5xx},
	{522, apierror.CategoryTimeout, "connection_timeout", apierror.OriginDependency, true, "the origin server did not accept the connection in time (Cloudflare)", cloudflare5xx},
	{523, apierror.CategoryNetwork, "host_unreachable", apierror.OriginNetwork, true, "the origin server cannot be reached (Cloudflare)", cloudflare5xx},
	{524, apierror.CategoryTimeout, "gateway_timeout", apierror.OriginDependency, true, "the origin server did not answer in time (Cloudflare)", cloudflare5xx},
	{525, apierror.CategoryNetwork, "tls_handshake_failed", apierror.OriginDependency, false, "the TLS handshake with the origin server failed (Cloudflare)", cloudflare5xx},
	{526, apierror.CategoryNetwork, "tls_certificate_invalid", apierror.OriginDependency, false, "the origin server's certificate is invalid (Cloudflare)", cloudflare5xx},
	{527, apierror.CategoryNetwork, "tunnel_error", apierror.OriginNetwork, true, "the tunnel to the origin server broke (Cloudflare Railgun)", cloudflare5xx},
	{529, apierror.CategoryCapacity, "overloaded", apierror.OriginService, true, "the service is overloaded (Qualys, Anthropic)", "docs.anthropic.com/en/api/errors"},
	{530, apierror.CategoryDependency, "origin_unreachable", apierror.OriginDependency, true, "the origin server could not be resolved or is frozen (Cloudflare, Pantheon)", cloudflare5xx},
	{540, apierror.CategoryCapacity, "temporarily_disabled", apierror.OriginService, true, "the endpoint is disabled for now (Shopify)", shopifyStatus},
	{561, apierror.CategoryAuthentication, "identity_provider_failed", apierror.OriginDependency, false, "the identity provider answered an error (AWS ALB)", awsALB},
	{598, apierror.CategoryTimeout, "read_timeout", apierror.OriginNetwork, true, "a proxy's read timed out", "proxies, by convention: network read timeout"},
	{599, apierror.CategoryTimeout, "connection_timeout", apierror.OriginNetwork, true, "a proxy's connection timed out", "proxies, by convention: network connect timeout"},
}
