package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// meant is a meaning in short, or "" for none.
func meant(m *meaning) string {
	if m == nil {
		return ""
	}
	return string(m.category) + "/" + m.reason
}

// Names as languages and libraries spell them.
func TestNamesAsTheyAreSpelled(t *testing.T) {
	for name, want := range map[string]string{
		// Java
		"java.lang.NullPointerException":                                              "internal/null_reference",
		"java.lang.IllegalArgumentException":                                          "internal/invalid_parameter",
		"java.lang.IllegalStateException":                                             "internal/invalid_state",
		"java.lang.ArrayIndexOutOfBoundsException":                                    "internal/index_out_of_range",
		"java.lang.NoSuchMethodError":                                                 "internal/code_missing",
		"java.util.concurrent.RejectedExecutionException":                             "capacity/thread_pool_exhausted",
		"java.net.SocketTimeoutException":                                             "timeout/timeout",
		"java.net.http.HttpConnectTimeoutException":                                   "timeout/connection_timeout",
		"java.net.NoRouteToHostException":                                             "network/host_unreachable",
		"javax.net.ssl.SSLHandshakeException":                                         "network/tls_handshake_failed",
		"java.sql.SQLIntegrityConstraintViolationException":                           "conflict/constraint_violated",
		"java.sql.SQLTransientConnectionException":                                    "network/connection_failed",
		"jakarta.validation.ConstraintViolationException":                             "validation/invalid_input",
		"jakarta.persistence.OptimisticLockException":                                 "conflict/optimistic_lock",
		"org.springframework.security.authentication.BadCredentialsException":         "authentication/credentials_invalid",
		"org.springframework.security.authentication.LockedException":                 "authentication/account_locked",
		"org.springframework.security.authentication.CredentialsExpiredException":     "authentication/credentials_expired",
		"org.springframework.web.HttpRequestMethodNotSupportedException":              "routing/method_not_allowed",
		"org.springframework.web.bind.MethodArgumentNotValidException":                "validation/invalid_input",
		"org.springframework.web.multipart.MaxUploadSizeExceededException":            "validation/payload_too_large",
		"org.springframework.web.servlet.resource.NoResourceFoundException":           "routing/route_not_found",
		"org.springframework.beans.factory.BeanCreationException":                     "internal/misconfigured",
		"org.springframework.dao.CannotAcquireLockException":                          "timeout/lock_timeout",
		"org.springframework.transaction.UnexpectedRollbackException":                 "conflict/transaction_aborted",
		"org.hibernate.LazyInitializationException":                                   "internal/invalid_state",
		"org.hibernate.exception.SQLGrammarException":                                 "contract/schema_mismatch",
		"io.netty.handler.timeout.ReadTimeoutException":                               "timeout/read_timeout",
		"io.github.resilience4j.circuitbreaker.CallNotPermittedException":             "dependency/circuit_open",
		"com.fasterxml.jackson.databind.exc.InvalidFormatException":                   "contract/schema_mismatch",
		"com.mongodb.MongoTimeoutException":                                           "timeout/timeout",
		"io.jsonwebtoken.ExpiredJwtException":                                         "authentication/token_expired",
		"io.jsonwebtoken.security.SignatureException":                                 "authentication/signature_invalid",
		"org.apache.kafka.common.errors.NotLeaderOrFollowerException":                 "dependency/not_leader",
		"org.apache.kafka.common.errors.RecordTooLargeException":                      "validation/payload_too_large",
		"org.apache.kafka.common.errors.ProducerFencedException":                      "conflict/producer_fenced",
		"org.apache.kafka.common.errors.TopicAuthorizationException":                  "authorization/forbidden",
		"org.apache.kafka.common.errors.OffsetOutOfRangeException":                    "data/offset_out_of_range",
		"org.apache.kafka.clients.consumer.CommitFailedException":                     "conflict/rebalance_in_progress",
		"org.apache.pulsar.client.api.PulsarClientException$ProducerQueueIsFullError": "capacity/queue_full",
		"com.rabbitmq.client.AlreadyClosedException":                                  "network/connection_reset",
		"com.datastax.oss.driver.api.core.servererrors.UnavailableException":          "dependency/insufficient_replicas",
		"co.elastic.clients.elasticsearch._types.circuit_breaking_exception":          "capacity/out_of_memory",

		// one name, two packages
		"javax.validation.ConstraintViolationException":             "validation/invalid_input",
		"org.hibernate.exception.ConstraintViolationException":      "conflict/constraint_violated",
		"System.Security.Authentication.AuthenticationException":    "network/tls_handshake_failed",
		`Illuminate\Auth\AuthenticationException`:                   "authentication/unauthenticated",
		"ActiveRecord::ConnectionTimeoutError":                      "capacity/pool_exhausted",
		"ConnectionPool::TimeoutError":                              "capacity/pool_exhausted",
		"Faraday::TimeoutError":                                     "timeout/timeout",
		"std::out_of_range":                                         "internal/index_out_of_range",
		"org.eclipse.jetty.io.EofException":                         "network/connection_reset",
		"Microsoft.AspNetCore.Connections.ConnectionResetException": "cancelled/cancelled",
		"feign.codec.DecodeException":                               "contract/schema_mismatch",

		// clients that built a bad request, or met something that speaks no HTTP
		"UND_ERR_REQ_CONTENT_LENGTH_MISMATCH": "internal/invalid_parameter",
		"HPE_INVALID_CONSTANT":                "dependency/protocol_error",
		"requests.exceptions.MissingSchema":   "internal/invalid_parameter",
		"configuration_limit_exceeded":        "internal/response_too_large",
		"version_negotiation_error":           "contract/unsupported_version",
		"ERR_TLS_HANDSHAKE_TIMEOUT":           "timeout/connection_timeout",
		"WSAECONNREFUSED":                     "network/connection_refused",
		"Ecto.StaleEntryError":                "conflict/optimistic_lock",

		// Python
		"ValueError":      "internal/invalid_parameter",
		"PermissionError": "authorization/forbidden",
		"rest_framework.exceptions.NotAuthenticated":        "authentication/unauthenticated",
		"rest_framework.exceptions.PermissionDenied":        "authorization/forbidden",
		"rest_framework.exceptions.Throttled":               "rate_limit/rate_limited",
		"django.core.exceptions.ImproperlyConfigured":       "internal/misconfigured",
		"pydantic_core._pydantic_core.ValidationError":      "validation/invalid_input",
		"fastapi.exceptions.ResponseValidationError":        "contract/schema_mismatch",
		"sqlalchemy.exc.PendingRollbackError":               "conflict/transaction_aborted",
		"sqlalchemy.orm.exc.StaleDataError":                 "conflict/optimistic_lock",
		"psycopg2.errors.InFailedSqlTransaction":            "conflict/transaction_aborted",
		"psycopg.errors.ReadOnlySqlTransaction":             "dependency/read_only",
		"psycopg.errors.AdminShutdown":                      "network/connection_reset",
		"urllib3.exceptions.MaxRetryError":                  "dependency/retries_exhausted",
		"requests.exceptions.TooManyRedirects":              "routing/redirect_loop",
		"httpx.PoolTimeout":                                 "capacity/pool_exhausted",
		"httpx.ConnectTimeout":                              "timeout/connection_timeout",
		"aiohttp.client_exceptions.ClientConnectorDNSError": "network/dns_failure",
		"pymongo.errors.ServerSelectionTimeoutError":        "dependency/service_unavailable",
		"redis.exceptions.BusyLoadingError":                 "dependency/service_unavailable",
		"jwt.exceptions.ExpiredSignatureError":              "authentication/token_expired",
		"celery.exceptions.SoftTimeLimitExceeded":           "timeout/function_timeout",
		"botocore.exceptions.NoCredentialsError":            "authentication/token_missing",
		"openai.RateLimitError":                             "rate_limit/rate_limited",
		"openai.APIConnectionError":                         "network/connection_failed",

		// Node
		"ERR_HTTP_HEADERS_SENT":                  "internal/invalid_state",
		"ERR_INVALID_ARG_TYPE":                   "internal/invalid_parameter",
		"ERR_TLS_CERT_ALTNAME_INVALID":           "network/tls_certificate_invalid",
		"UND_ERR_CONNECT_TIMEOUT":                "timeout/connection_timeout",
		"UND_ERR_HEADERS_TIMEOUT":                "timeout/read_timeout",
		"DEPTH_ZERO_SELF_SIGNED_CERT":            "network/tls_certificate_invalid",
		"CERT_HAS_EXPIRED":                       "network/tls_certificate_expired",
		"EADDRINUSE":                             "internal/address_in_use",
		"ENOSPC":                                 "capacity/disk_full",
		"PayloadTooLargeError":                   "validation/payload_too_large",
		"SequelizeConnectionAcquireTimeoutError": "capacity/pool_exhausted",
		"SequelizeUniqueConstraintError":         "conflict/duplicate_key",
		"P2002":                                  "conflict/duplicate_key",
		"P2024":                                  "capacity/pool_exhausted",
		"P2034":                                  "conflict/serialization_failure",
		"MongoServerSelectionError":              "dependency/service_unavailable",
		"PROTOCOL_CONNECTION_LOST":               "network/connection_reset",
		"ER_ROW_IS_REFERENCED_2":                 "conflict/constraint_violated",
		"JsonWebTokenError":                      "authentication/token_invalid",
		"ZodError":                               "validation/invalid_input",
		"KafkaJSNumberOfRetriesExceeded":         "",

		// .NET
		"System.ArgumentNullException":                                      "internal/invalid_parameter",
		"System.InvalidOperationException":                                  "internal/invalid_state",
		"System.NotSupportedException":                                      "routing/not_implemented",
		"System.Collections.Generic.KeyNotFoundException":                   "internal/key_missing",
		"Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException":        "conflict/optimistic_lock",
		"Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException": "dependency/retries_exhausted",
		"Microsoft.IdentityModel.Tokens.SecurityTokenExpiredException":      "authentication/token_expired",
		"Microsoft.AspNetCore.Http.BadHttpRequestException":                 "validation/invalid_input",
		"Polly.CircuitBreaker.BrokenCircuitException":                       "dependency/circuit_open",
		"StackExchange.Redis.RedisTimeoutException":                         "timeout/timeout",
		"name_resolution_error":                                             "network/dns_failure",
		"secure_connection_error":                                           "network/tls_handshake_failed",
		"response_ended":                                                    "network/connection_reset",
		"AddressAlreadyInUse":                                               "internal/address_in_use",

		// Go, Ruby, PHP, Rust
		"*net.OpError":                                                 "network/connection_failed",
		"*http.MaxBytesError":                                          "validation/payload_too_large",
		"*tls.CertificateVerificationError":                            "network/tls_certificate_invalid",
		"x509.UnknownAuthorityError":                                   "network/tls_certificate_invalid",
		"runtime.boundsError":                                          "internal/index_out_of_range",
		"Net::OpenTimeout":                                             "timeout/connection_timeout",
		"Errno::ECONNREFUSED":                                          "network/connection_refused",
		"ActiveRecord::RecordNotUnique":                                "conflict/duplicate_key",
		"ActiveRecord::StaleObjectError":                               "conflict/optimistic_lock",
		"ActiveRecord::StatementTimeout":                               "timeout/query_canceled",
		"ActionController::ParameterMissing":                           "validation/invalid_input",
		"ActionController::InvalidAuthenticityToken":                   "authentication/token_invalid",
		"Faraday::ConnectionFailed":                                    "network/connection_failed",
		"Pundit::NotAuthorizedError":                                   "authorization/forbidden",
		`Illuminate\Session\TokenMismatchException`:                    "authentication/token_invalid",
		`Illuminate\Database\Eloquent\ModelNotFoundException`:          "not_found/resource_not_found",
		`Symfony\Component\HttpKernel\Exception\NotFoundHttpException`: "not_found/resource_not_found",
		`Doctrine\DBAL\Exception\UniqueConstraintViolationException`:   "conflict/duplicate_key",
		`Firebase\JWT\ExpiredException`:                                "authentication/token_expired",
		"sqlx::Error::PoolTimedOut":                                    "capacity/pool_exhausted",

		// Services
		"ProvisionedThroughputExceededException": "rate_limit/rate_limited",
		"SlowDown":                               "rate_limit/rate_limited",
		"ExpiredTokenException":                  "authentication/token_expired",
		"MissingAuthenticationToken":             "authentication/token_missing",
		"RequestTimeTooSkewed":                   "authentication/clock_skew",
		"PermanentRedirect":                      "routing/wrong_node",
		"EntityTooLarge":                         "validation/payload_too_large",
		"KMSInvalidStateException":               "authorization/key_unusable",
		"Runtime.ExitError":                      "internal/process_exited",
		"Runtime.ImportModuleError":              "internal/code_missing",
		"Runtime.HandlerNotFound":                "internal/code_missing",
		"Runtime.OutOfMemory":                    "capacity/out_of_memory",
		"Sandbox.Timedout":                       "timeout/function_timeout",
		"Function.ResponseSizeTooLarge":          "internal/response_too_large",
		"States.HeartbeatTimeout":                "timeout/function_timeout",
		"IdempotentParameterMismatch":            "conflict/idempotency_conflict",
		"AuthorizationPermissionMismatch":        "authorization/forbidden",
		"LeaseIdMissing":                         "conflict/precondition_failed",
		"ServerBusy":                             "rate_limit/rate_limited",
		"MessageLockLostException":               "conflict/lock_lost",
		"SERVICE_DISABLED":                       "authorization/service_disabled",
		"ACCESS_TOKEN_SCOPE_INSUFFICIENT":        "authorization/insufficient_scope",
		"API_KEY_INVALID":                        "authentication/token_invalid",
		"userRateLimitExceeded":                  "rate_limit/rate_limited",
		"backendError":                           "dependency/server_error",
		"card_declined":                          "authorization/payment_required",
		"idempotency_error":                      "conflict/idempotency_conflict",
		"context_length_exceeded":                "validation/payload_too_large",
		"overloaded_error":                       "dependency/overloaded",
		"invalid_grant":                          "authentication/credentials_invalid",
		"consent_required":                       "authorization/consent_required",
		"login_required":                         "authentication/login_required",
		"authorization_pending":                  "authentication/authorization_pending",
		"GRAPHQL_VALIDATION_FAILED":              "contract/schema_mismatch",
		"BAD_USER_INPUT":                         "validation/invalid_input",
		"PERSISTED_QUERY_NOT_FOUND":              "not_found/resource_not_found",
		"NullValueInNonNullableField":            "contract/schema_mismatch",
		"bad_route":                              "routing/route_not_found",
		"soap:VersionMismatch":                   "contract/unsupported_version",
		"es_rejected_execution_exception":        "dependency/overloaded",
		"version_conflict_engine_exception":      "conflict/optimistic_lock",
		"cluster_block_exception":                "dependency/read_only",
		"index_not_found_exception":              "contract/schema_mismatch",
		"UNKNOWN_TOPIC_OR_PARTITION":             "not_found/resource_not_found",
		"OUT_OF_ORDER_SEQUENCE_NUMBER":           "conflict/out_of_sequence",
		"NOT_ENOUGH_REPLICAS":                    "dependency/insufficient_replicas",
		"DuplicateKey":                           "conflict/duplicate_key",
		"SQLITE_BUSY":                            "timeout/lock_timeout",
		"SQLITE_CONSTRAINT_UNIQUE":               "conflict/duplicate_key",
	} {
		found, _ := byName(name)
		assert.Equal(t, want, meant(found), name)
	}
}

// A name that ends or begins like a known one and says something else is in no table.
func TestLookAlikesAreNotRecognised(t *testing.T) {
	for _, name := range []string{
		"Error", "Exception", "RuntimeError", "com.acme.OrderException", "OrderNotPlacedException", "NonRetryableException",
		"UnknownHostKeyException", "KeyErrorHandler", "TimeoutManagerFailure", "ConflictResolverFailure", "LockedDoor", "Disabled",
		"Locked", "PanicButtonPressed", "Expired", "ProductExpired", "Required", "SyntaxError", "EventSourceClosedByUser", "TokenBucket",
		"ElapsedTimeMismatch", "OverloadedOperator", "GoneFishing", "Duplicated", "InvalidCoupon", "ConditionNotMetYet", "OverLimits",
		"BindException", "StatementInvalidated", "ReadErrorLog", "EOFMarkerMissing", "P1", "P9999", "AbortErrorCount", "NoData",
		"ShippingServiceBusyness", "PoolClosedForWinter", "AccountProblematic", "TransportFailure", "NotSupportedYet", "40001", "",
	} {
		found, _ := byName(name)
		assert.Empty(t, meant(found), name)
	}
}
