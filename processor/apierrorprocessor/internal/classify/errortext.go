package classify

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// errorRow recognises an error by a part of its type or message, in lower case.
type errorRow struct {
	part      string
	category  apierror.Category
	reason    string
	origin    apierror.Origin // "" where it depends on the side: see recognised.on
	retryable bool
	says      string // ends the sentence: error type "…": …
}

// errorRows are tried in order: what is more telling stands first. Each part is taken from the language's or the
// library's own source, named in the group's comment.
var errorRows = []errorRow{
	// Resilience libraries: resilience4j, Polly, gobreaker, opossum, Hystrix.
	{"callnotpermitted", apierror.CategoryDependency, "circuit_open", apierror.OriginDependency, true, "the circuit breaker is open"},
	{"brokencircuit", apierror.CategoryDependency, "circuit_open", apierror.OriginDependency, true, "the circuit breaker is open"},
	{"circuit breaker is open", apierror.CategoryDependency, "circuit_open", apierror.OriginDependency, true, "the circuit breaker is open"},
	{"circuitbreaker", apierror.CategoryDependency, "circuit_open", apierror.OriginDependency, true, "the circuit breaker is open"},

	// Pools, whatever the exception is called: HikariCP, SQLAlchemy QueuePool, Npgsql, node-postgres, tarn, pgx.
	{"connection is not available, request timed out", apierror.CategoryCapacity, "pool_exhausted", apierror.OriginService, true, "the connection pool is exhausted"},
	{"queuepool limit", apierror.CategoryCapacity, "pool_exhausted", apierror.OriginService, true, "the connection pool is exhausted"},
	{"connection pool", apierror.CategoryCapacity, "pool_exhausted", apierror.OriginService, true, "the connection pool is exhausted"},
	{"pool exhausted", apierror.CategoryCapacity, "pool_exhausted", apierror.OriginService, true, "the connection pool is exhausted"},
	{"pooltimeout", apierror.CategoryCapacity, "pool_exhausted", apierror.OriginService, true, "the connection pool is exhausted"},
	{"too many connections", apierror.CategoryCapacity, "pool_exhausted", apierror.OriginService, true, "no connection is left"},
	{"rejectedexecution", apierror.CategoryCapacity, "thread_pool_exhausted", apierror.OriginService, true, "the thread pool takes no more work"},
	{"bulkheadfull", apierror.CategoryCapacity, "thread_pool_exhausted", apierror.OriginService, true, "the bulkhead is full"},
	{"outofmemory", apierror.CategoryCapacity, "out_of_memory", apierror.OriginService, false, "memory is used up"},
	{"memoryerror", apierror.CategoryCapacity, "out_of_memory", apierror.OriginService, false, "memory is used up"},
	{"no space left on device", apierror.CategoryCapacity, "disk_full", apierror.OriginService, false, "the disk is full"},
	{"too many open files", apierror.CategoryCapacity, "file_descriptors_exhausted", apierror.OriginService, true, "file descriptors are used up"},

	// Throttling: AWS (Throttling, ThrottlingException, TooManyRequestsException, ProvisionedThroughputExceeded), others.
	{"throttl", apierror.CategoryRateLimit, "rate_limited", "", true, "requests are throttled"},
	{"throughputexceeded", apierror.CategoryRateLimit, "rate_limited", "", true, "requests are throttled"},
	{"toomanyrequests", apierror.CategoryRateLimit, "rate_limited", "", true, "requests come too fast"},
	{"ratelimit", apierror.CategoryRateLimit, "rate_limited", "", true, "requests come too fast"},
	{"rate limit", apierror.CategoryRateLimit, "rate_limited", "", true, "requests come too fast"},
	{"slowdown", apierror.CategoryRateLimit, "rate_limited", "", true, "requests come too fast (S3)"},
	{"quotaexceeded", apierror.CategoryRateLimit, "quota_exceeded", "", false, "a quota is used up"},

	// Credentials: AWS (ExpiredToken, ExpiredTokenException, InvalidClientTokenId, UnrecognizedClient), PyJWT, jjwt,
	// jsonwebtoken, Spring Security.
	{"expiredtoken", apierror.CategoryAuthentication, "token_expired", "", false, "the token has expired"},
	{"tokenexpired", apierror.CategoryAuthentication, "token_expired", "", false, "the token has expired"},
	{"expiredjwt", apierror.CategoryAuthentication, "token_expired", "", false, "the token has expired"},
	{"expiredsignature", apierror.CategoryAuthentication, "token_expired", "", false, "the token has expired"},
	{"token_expired", apierror.CategoryAuthentication, "token_expired", "", false, "the token has expired"},
	{"session_expired", apierror.CategoryAuthentication, "session_expired", "", false, "the session has expired"},
	{"jwt expired", apierror.CategoryAuthentication, "token_expired", "", false, "the token has expired"},
	{"token is expired", apierror.CategoryAuthentication, "token_expired", "", false, "the token has expired"},
	{"invalidclienttoken", apierror.CategoryAuthentication, "token_invalid", "", false, "the token is invalid"},
	{"unrecognizedclient", apierror.CategoryAuthentication, "token_invalid", "", false, "the credential is unknown"},
	{"invalidtoken", apierror.CategoryAuthentication, "token_invalid", "", false, "the token is invalid"},
	{"jsonwebtokenerror", apierror.CategoryAuthentication, "token_invalid", "", false, "the token is invalid"},
	{"invalid_token", apierror.CategoryAuthentication, "token_invalid", "", false, "the token is invalid"},
	{"invalid_credentials", apierror.CategoryAuthentication, "credentials_invalid", "", false, "the credentials are wrong"},
	{"invalid_grant", apierror.CategoryAuthentication, "credentials_invalid", "", false, "the credentials are wrong (OAuth 2.0)"},
	{"invalidcredentials", apierror.CategoryAuthentication, "credentials_invalid", "", false, "the credentials are wrong"},
	{"badcredentials", apierror.CategoryAuthentication, "credentials_invalid", "", false, "the credentials are wrong"},
	{"authenticationfailed", apierror.CategoryAuthentication, "unauthenticated", "", false, "authentication failed"},
	{"authenticationexception", apierror.CategoryAuthentication, "unauthenticated", "", false, "authentication failed"},
	{"unauthorizedexception", apierror.CategoryAuthentication, "unauthenticated", "", false, "authentication failed"},
	{"accessdenied", apierror.CategoryAuthorization, "forbidden", "", false, "access is denied"},
	{"permissiondenied", apierror.CategoryAuthorization, "forbidden", "", false, "access is denied"},
	{"unauthorizedoperation", apierror.CategoryAuthorization, "forbidden", "", false, "access is denied (AWS)"},

	// Names: getaddrinfo in libc, Node, Python, Go, Java, .NET.
	{"unknownhost", apierror.CategoryNetwork, "dns_failure", apierror.OriginNetwork, true, "the host name could not be resolved"},
	{"enotfound", apierror.CategoryNetwork, "dns_failure", apierror.OriginNetwork, true, "the host name could not be resolved"},
	{"eai_again", apierror.CategoryNetwork, "dns_failure", apierror.OriginNetwork, true, "the host name could not be resolved"},
	{"gaierror", apierror.CategoryNetwork, "dns_failure", apierror.OriginNetwork, true, "the host name could not be resolved"},
	{"no such host", apierror.CategoryNetwork, "dns_failure", apierror.OriginNetwork, true, "the host name could not be resolved"},
	{"name or service not known", apierror.CategoryNetwork, "dns_failure", apierror.OriginNetwork, true, "the host name could not be resolved"},
	{"name resolution", apierror.CategoryNetwork, "dns_failure", apierror.OriginNetwork, true, "the host name could not be resolved"},
	{"*net.dnserror", apierror.CategoryNetwork, "dns_failure", apierror.OriginNetwork, true, "the host name could not be resolved"},

	// TLS: crypto/x509, OpenSSL through Node and Python, JSSE.
	{"certificate has expired", apierror.CategoryNetwork, "tls_certificate_expired", apierror.OriginDependency, false, "the server's certificate has expired"},
	{"cert_has_expired", apierror.CategoryNetwork, "tls_certificate_expired", apierror.OriginDependency, false, "the server's certificate has expired"},
	{"certpathvalidator", apierror.CategoryNetwork, "tls_certificate_invalid", apierror.OriginDependency, false, "the server's certificate is not trusted"},
	{"certificateinvalid", apierror.CategoryNetwork, "tls_certificate_invalid", apierror.OriginDependency, false, "the server's certificate is not trusted"},
	{"certificate_verify_failed", apierror.CategoryNetwork, "tls_certificate_invalid", apierror.OriginDependency, false, "the server's certificate is not trusted"},
	{"self_signed_cert", apierror.CategoryNetwork, "tls_certificate_invalid", apierror.OriginDependency, false, "the server's certificate is self-signed"},
	{"unknownauthority", apierror.CategoryNetwork, "tls_certificate_invalid", apierror.OriginDependency, false, "the server's certificate is not trusted"},
	{"x509:", apierror.CategoryNetwork, "tls_certificate_invalid", apierror.OriginDependency, false, "the server's certificate is not trusted"},
	{"sslhandshake", apierror.CategoryNetwork, "tls_handshake_failed", apierror.OriginNetwork, false, "the TLS handshake failed"},
	{"sslerror", apierror.CategoryNetwork, "tls_handshake_failed", apierror.OriginNetwork, false, "the TLS handshake failed"},
	{"tls: ", apierror.CategoryNetwork, "tls_handshake_failed", apierror.OriginNetwork, false, "the TLS handshake failed"},

	// Connections: errno names, java.net, httpcore, aiohttp, .NET SocketException texts.
	{"econnrefused", apierror.CategoryNetwork, "connection_refused", apierror.OriginNetwork, true, "the connection was refused"},
	{"connection refused", apierror.CategoryNetwork, "connection_refused", apierror.OriginNetwork, true, "the connection was refused"},
	{"connectionrefused", apierror.CategoryNetwork, "connection_refused", apierror.OriginNetwork, true, "the connection was refused"},
	{"connectexception", apierror.CategoryNetwork, "connection_refused", apierror.OriginNetwork, true, "the connection was not accepted"},
	{"econnreset", apierror.CategoryNetwork, "connection_reset", apierror.OriginNetwork, true, "the connection was reset"},
	{"connection reset", apierror.CategoryNetwork, "connection_reset", apierror.OriginNetwork, true, "the connection was reset"},
	{"connectionreset", apierror.CategoryNetwork, "connection_reset", apierror.OriginNetwork, true, "the connection was reset"},
	{"broken pipe", apierror.CategoryNetwork, "connection_reset", apierror.OriginNetwork, true, "the connection broke"},
	{"brokenpipe", apierror.CategoryNetwork, "connection_reset", apierror.OriginNetwork, true, "the connection broke"},
	{"socket hang up", apierror.CategoryNetwork, "connection_reset", apierror.OriginNetwork, true, "the connection was closed before an answer"},
	{"unexpected eof", apierror.CategoryNetwork, "connection_reset", apierror.OriginNetwork, true, "the connection was closed before the whole answer"},
	{"ehostunreach", apierror.CategoryNetwork, "host_unreachable", apierror.OriginNetwork, true, "the host cannot be reached"},
	{"enetunreach", apierror.CategoryNetwork, "host_unreachable", apierror.OriginNetwork, true, "the network cannot be reached"},
	{"no route to host", apierror.CategoryNetwork, "host_unreachable", apierror.OriginNetwork, true, "the host cannot be reached"},
	{"network is unreachable", apierror.CategoryNetwork, "host_unreachable", apierror.OriginNetwork, true, "the network cannot be reached"},
	{"connectionerror", apierror.CategoryNetwork, "connection_failed", apierror.OriginNetwork, true, "the connection failed"},

	// Giving up: before timeouts, since some carry both words. Go, asyncio, .NET, DOM AbortError.
	{"context canceled", apierror.CategoryCancelled, "cancelled", apierror.OriginCaller, false, "the caller gave up on the call"},
	{"cancellederror", apierror.CategoryCancelled, "cancelled", apierror.OriginCaller, false, "the caller gave up on the call"},
	{"operationcanceled", apierror.CategoryCancelled, "cancelled", apierror.OriginCaller, false, "the caller gave up on the call"},
	{"taskcanceled", apierror.CategoryCancelled, "cancelled", apierror.OriginCaller, false, "the caller gave up on the call"},
	{"cancellationexception", apierror.CategoryCancelled, "cancelled", apierror.OriginCaller, false, "the caller gave up on the call"},
	{"aborterror", apierror.CategoryCancelled, "cancelled", apierror.OriginCaller, false, "the caller gave up on the call"},

	// Databases: SQLSTATE class names as psycopg, JDBC, Go and Node drivers spell them.
	{"deadlock", apierror.CategoryConflict, "deadlock", apierror.OriginService, true, "two transactions blocked each other"},
	{"serializationfailure", apierror.CategoryConflict, "serialization_failure", apierror.OriginService, true, "concurrent transactions collided"},
	{"could not serialize access", apierror.CategoryConflict, "serialization_failure", apierror.OriginService, true, "concurrent transactions collided"},
	{"optimisticlock", apierror.CategoryConflict, "optimistic_lock", apierror.OriginService, true, "another writer was faster"},
	{"duplicate key", apierror.CategoryConflict, "duplicate_key", "", false, "the object exists already"},
	{"duplicatekey", apierror.CategoryConflict, "duplicate_key", "", false, "the object exists already"},
	{"uniqueviolation", apierror.CategoryConflict, "duplicate_key", "", false, "the object exists already"},
	{"unique constraint", apierror.CategoryConflict, "duplicate_key", "", false, "the object exists already"},
	{"constraintviolation", apierror.CategoryConflict, "constraint_violated", "", false, "a constraint of the data does not hold"},
	{"integrityviolation", apierror.CategoryConflict, "constraint_violated", "", false, "a constraint of the data does not hold"},
	{"integrityerror", apierror.CategoryConflict, "constraint_violated", "", false, "a constraint of the data does not hold"},

	// Time: java.net, requests, httpx, Go, Node, gRPC, .NET.
	{"net/http: request canceled", apierror.CategoryTimeout, "timeout", apierror.OriginDependency, true, "no answer came within the client's own timeout (Go)"},
	{"deadlineexceeded", apierror.CategoryTimeout, "deadline_exceeded", apierror.OriginDependency, true, "the deadline passed"},
	{"deadline exceeded", apierror.CategoryTimeout, "deadline_exceeded", apierror.OriginDependency, true, "the deadline passed"},
	{"connecttimeout", apierror.CategoryTimeout, "connection_timeout", apierror.OriginNetwork, true, "the connection was not accepted in time"},
	{"connect timed out", apierror.CategoryTimeout, "connection_timeout", apierror.OriginNetwork, true, "the connection was not accepted in time"},
	{"etimedout", apierror.CategoryTimeout, "connection_timeout", apierror.OriginNetwork, true, "the connection timed out"},
	{"esockettimedout", apierror.CategoryTimeout, "read_timeout", apierror.OriginDependency, true, "no answer came in time"},
	{"timeout", apierror.CategoryTimeout, "timeout", apierror.OriginDependency, true, "no answer came in time"},
	{"timed out", apierror.CategoryTimeout, "timeout", apierror.OriginDependency, true, "no answer came in time"},
	{"timedout", apierror.CategoryTimeout, "timeout", apierror.OriginDependency, true, "no answer came in time"},

	// Contracts: Jackson, System.Text.Json, encoding/json, pydantic, protobuf.
	{"mismatchedinput", apierror.CategoryContract, "schema_mismatch", "", false, "the message does not have the agreed form"},
	{"unrecognizedproperty", apierror.CategoryContract, "schema_mismatch", "", false, "the message does not have the agreed form"},
	{"invalidprotocolbuffer", apierror.CategoryContract, "schema_mismatch", "", false, "the message does not have the agreed form"},
	{"unmarshaltypeerror", apierror.CategoryContract, "schema_mismatch", "", false, "the message does not have the agreed form"},
	{"jsondecodeerror", apierror.CategoryContract, "schema_mismatch", "", false, "the message is no JSON"},
	{"jsonexception", apierror.CategoryContract, "schema_mismatch", "", false, "the message does not have the agreed form"},
	{"validationerror", apierror.CategoryValidation, "invalid_input", "", false, "the input is not valid"},
	{"validationexception", apierror.CategoryValidation, "invalid_input", "", false, "the input is not valid"},
	{"notimplemented", apierror.CategoryRouting, "not_implemented", apierror.OriginService, false, "the function is not implemented"},
	{"unsupportedoperation", apierror.CategoryRouting, "not_implemented", apierror.OriginService, false, "the function is not implemented"},

	// Loss: storage engines and checksums.
	{"checksum mismatch", apierror.CategoryData, "checksum_mismatch", apierror.OriginService, false, "data is corrupt"},
	{"corrupt", apierror.CategoryData, "corruption", apierror.OriginService, false, "data is corrupt"},

	// Programming errors of every language.
	{"nullpointer", apierror.CategoryInternal, "null_reference", apierror.OriginService, false, "a null was dereferenced"},
	{"nullreference", apierror.CategoryInternal, "null_reference", apierror.OriginService, false, "a null was dereferenced"},
	{"nil pointer dereference", apierror.CategoryInternal, "null_reference", apierror.OriginService, false, "a nil was dereferenced"},
	{"cannot read propert", apierror.CategoryInternal, "null_reference", apierror.OriginService, false, "a property of undefined was read"},
	{"index out of range", apierror.CategoryInternal, "index_out_of_range", apierror.OriginService, false, "an index lies outside its list"},
	{"indexoutofbounds", apierror.CategoryInternal, "index_out_of_range", apierror.OriginService, false, "an index lies outside its list"},
	{"indexerror", apierror.CategoryInternal, "index_out_of_range", apierror.OriginService, false, "an index lies outside its list"},
	{"stackoverflow", apierror.CategoryInternal, "stack_overflow", apierror.OriginService, false, "the stack is used up"},
	{"panic", apierror.CategoryInternal, "panic", apierror.OriginService, false, "the code panicked"},
}
