package classify

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// The way there.
var (
	dnsFailure = meaning{
		category: apierror.CategoryNetwork, reason: "dns_failure", origin: apierror.OriginNetwork, retryable: true,
		says: "the host name could not be resolved",
	}
	certificateExpired = meaning{
		category: apierror.CategoryNetwork, reason: "tls_certificate_expired", origin: apierror.OriginDependency,
		says: "the server's certificate has expired",
	}
	certificateInvalid = meaning{
		category: apierror.CategoryNetwork, reason: "tls_certificate_invalid", origin: apierror.OriginDependency,
		says: "the server's certificate is not trusted",
	}
	ownCertificateRefused = meaning{ // an alert is what the other side says of the certificate that it was shown
		category: apierror.CategoryNetwork, reason: "tls_certificate_invalid", origin: apierror.OriginService,
		says: "the other side does not accept the certificate of this one, or has got none",
	}
	ownCertificateExpired = meaning{
		category: apierror.CategoryNetwork, reason: "tls_certificate_expired", origin: apierror.OriginService,
		says: "the certificate of this side has expired",
	}
	handshakeFailed = meaning{
		category: apierror.CategoryNetwork, reason: "tls_handshake_failed", origin: apierror.OriginNetwork, vague: true,
		says: "the TLS handshake failed",
	}
	connectionRefused = meaning{
		category: apierror.CategoryNetwork, reason: "connection_refused", origin: apierror.OriginNetwork, retryable: true, far: true,
		says: "the connection was refused",
	}
	connectionNotAccepted = meaning{
		category: apierror.CategoryNetwork, reason: "connection_refused", origin: apierror.OriginNetwork, retryable: true, far: true, vague: true,
		says: "the connection was not accepted",
	}
	connectionReset = meaning{
		category: apierror.CategoryNetwork, reason: "connection_reset", origin: apierror.OriginNetwork, retryable: true, far: true,
		says: "the connection was closed before the whole answer",
	}
	connectionAborted = meaning{ // axios says ECONNABORTED of its own timeout
		category: apierror.CategoryNetwork, reason: "connection_reset", origin: apierror.OriginNetwork, retryable: true, far: true, vague: true,
		says: "the connection was aborted",
	}
	certificateRejected = meaning{ // whatever is wrong with it
		category: apierror.CategoryNetwork, reason: "tls_certificate_invalid", origin: apierror.OriginDependency, vague: true,
		says: "the server's certificate is not trusted", general: true,
	}
	brokenPipe = meaning{
		category: apierror.CategoryNetwork, reason: "connection_reset", origin: apierror.OriginNetwork, retryable: true, far: true, gone: true,
		says: "the other side had closed the connection when it was written to",
	}
	hostUnreachable = meaning{
		category: apierror.CategoryNetwork, reason: "host_unreachable", origin: apierror.OriginNetwork, retryable: true,
		says: "the host or its network cannot be reached",
	}
	connectionFailed = meaning{
		category: apierror.CategoryNetwork, reason: "connection_failed", origin: apierror.OriginNetwork, retryable: true, vague: true,
		says: "the connection failed",
	}
	fetchFailed = meaning{ // not vague: fetch throws a TypeError whatever happened on the way
		category: apierror.CategoryNetwork, reason: "connection_failed", origin: apierror.OriginNetwork, retryable: true,
		says: "the connection failed",
	}
	requestUnbuilt = meaning{ // not vague: HTTP clients report it where they report a lost connection
		category: apierror.CategoryInternal, reason: "invalid_parameter", origin: apierror.OriginService,
		says: "the request could not be built from what the code passed: its address, header or length is wrong",
	}
	peerNotTLS = meaning{
		category: apierror.CategoryNetwork, reason: "tls_handshake_failed", origin: apierror.OriginNetwork,
		says: "one side speaks TLS and the other does not",
	}
	answerUnreadable = meaning{
		category: apierror.CategoryContract, reason: "schema_mismatch", origin: apierror.OriginDependency,
		says: "the answer of what was called does not have the agreed form",
	}
	ownAnswerMismatch = meaning{
		category: apierror.CategoryContract, reason: "schema_mismatch", origin: apierror.OriginService,
		says: "the service's own answer does not have the agreed form",
	}
	limitedHere = meaning{ // a limiter of the service's own, before the call is made
		category: apierror.CategoryRateLimit, reason: "rate_limited", origin: apierror.OriginService, retryable: true,
		says: "the service's own rate limiter lets no more through",
	}
	redirectLoop = meaning{
		category: apierror.CategoryRouting, reason: "redirect_loop", origin: apierror.OriginDependency,
		says: "redirects lead on without end",
	}
	portsExhausted = meaning{
		category: apierror.CategoryCapacity, reason: "ports_exhausted", origin: apierror.OriginService, retryable: true,
		says: "no local port or address is left for another connection",
	}
	addressInUse = meaning{
		category: apierror.CategoryInternal, reason: "address_in_use", origin: apierror.OriginService,
		says: "another process listens on the address already",
	}
	upstreamUnconnected = meaning{
		category: apierror.CategoryNetwork, reason: "connection_failed", origin: apierror.OriginNetwork, retryable: true,
		says: "the proxy could not connect to what stands behind it",
	}
)

// Time, and patience.
var (
	connectionTimeout = meaning{
		category: apierror.CategoryTimeout, reason: "connection_timeout", origin: apierror.OriginNetwork, retryable: true, vague: true,
		says: "the connection was not accepted in time",
	}
	handshakeTimeout = meaning{ // not vague: it is reported as a failure of the handshake
		category: apierror.CategoryTimeout, reason: "connection_timeout", origin: apierror.OriginNetwork, retryable: true,
		says: "the TLS handshake was not finished in time",
	}
	readTimeout = meaning{
		category: apierror.CategoryTimeout, reason: "read_timeout", origin: apierror.OriginDependency, retryable: true, vague: true,
		says: "no answer came in time",
	}
	deadlineExceeded = meaning{
		category: apierror.CategoryTimeout, reason: "deadline_exceeded", origin: apierror.OriginDependency, retryable: true, vague: true,
		says: "the deadline passed",
	}
	timeout = meaning{
		category: apierror.CategoryTimeout, reason: "timeout", origin: apierror.OriginDependency, retryable: true, vague: true,
		says: "no answer came in time",
	}
	clientTimeout = meaning{ // not vague: such clients report it as a cancellation
		category: apierror.CategoryTimeout, reason: "timeout", origin: apierror.OriginDependency, retryable: true,
		says: "no answer came within the client's own timeout",
	}
	cancelled = meaning{
		category: apierror.CategoryCancelled, reason: "cancelled", origin: apierror.OriginCaller, vague: true,
		says: "the caller gave up on the call",
	}
	userCancelled = meaning{
		category: apierror.CategoryCancelled, reason: "cancelled", origin: apierror.OriginCaller,
		says: "the caller gave up on the call",
	}
	notFailed = meaning{
		category: apierror.CategoryCancelled, reason: "cancelled", origin: apierror.OriginCaller, none: true,
		says: "nothing failed: it steers the program, or its own user gave up",
	}
	gatewayTimeout = meaning{
		category: apierror.CategoryTimeout, reason: "gateway_timeout", origin: apierror.OriginDependency, retryable: true,
		says: "what stands behind the proxy did not answer in time",
	}
	functionTimeout = meaning{
		category: apierror.CategoryTimeout, reason: "function_timeout", origin: apierror.OriginService, retryable: true,
		says: "the function did not finish within its own time limit",
	}
)
