package classify

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// meaning is what an error says, however it is spelled. Many names, phrases and codes share one.
type meaning struct {
	category  apierror.Category
	reason    string
	origin    apierror.Origin // "" where it depends on the side: see recognised.on
	retryable bool
	says      string // ends the sentence: error type "…": …

	// vague meanings tell how a failure was felt, not what it was: a pool that is exhausted is felt as a timeout. Whatever
	// else the span says stands before them.
	vague bool
	// deep meanings name a cause inside the service, whichever 5xx it chose to answer with.
	deep bool
	// far meanings show the far end of a connection at fault: it refused, or it broke off.
	far bool
	// gone meanings say that the far end was there no more: to an answer, that is its own user.
	gone bool
	// received meanings hold for the calling side only: they are what the other side said of itself.
	received bool
}

// Resilience and capacity.
var (
	circuitOpen = meaning{
		category: apierror.CategoryDependency, reason: "circuit_open", origin: apierror.OriginDependency, retryable: true, deep: true,
		says: "the circuit breaker is open",
	}
	poolExhausted = meaning{
		category: apierror.CategoryCapacity, reason: "pool_exhausted", origin: apierror.OriginService, retryable: true, deep: true,
		says: "no connection is left in the pool or on the server",
	}
	threadPoolExhausted = meaning{
		category: apierror.CategoryCapacity, reason: "thread_pool_exhausted", origin: apierror.OriginService, retryable: true, deep: true,
		says: "the thread pool or the bulkhead takes no more work",
	}
	outOfMemory = meaning{
		category: apierror.CategoryCapacity, reason: "out_of_memory", origin: apierror.OriginService, deep: true,
		says: "memory is used up",
	}
	diskFull = meaning{
		category: apierror.CategoryCapacity, reason: "disk_full", origin: apierror.OriginService, deep: true,
		says: "the disk is full",
	}
	filesExhausted = meaning{
		category: apierror.CategoryCapacity, reason: "file_descriptors_exhausted", origin: apierror.OriginService, retryable: true, deep: true,
		says: "file descriptors are used up",
	}
	rateLimited = meaning{
		category: apierror.CategoryRateLimit, reason: "rate_limited", retryable: true,
		says: "requests come too fast",
	}
	quotaExceeded = meaning{
		category: apierror.CategoryRateLimit, reason: "quota_exceeded",
		says: "a quota is used up",
	}
)

// Who it is and what it may do.
var (
	tokenExpired       = meaning{category: apierror.CategoryAuthentication, reason: "token_expired", says: "the token has expired"}
	sessionExpired     = meaning{category: apierror.CategoryAuthentication, reason: "session_expired", says: "the session has expired"}
	tokenInvalid       = meaning{category: apierror.CategoryAuthentication, reason: "token_invalid", says: "the token or the credential is not known"}
	signatureInvalid   = meaning{category: apierror.CategoryAuthentication, reason: "signature_invalid", says: "the request's signature does not hold"}
	clockSkew          = meaning{category: apierror.CategoryAuthentication, reason: "clock_skew", says: "the clocks of the two sides differ too much for a signed request"}
	credentialsInvalid = meaning{category: apierror.CategoryAuthentication, reason: "credentials_invalid", says: "the credentials are wrong"}
	unauthenticated    = meaning{category: apierror.CategoryAuthentication, reason: "unauthenticated", says: "authentication failed", vague: true}
	forbidden          = meaning{category: apierror.CategoryAuthorization, reason: "forbidden", says: "access is denied"}
)

// The request and what it is about.
var (
	invalidInput       = meaning{category: apierror.CategoryValidation, reason: "invalid_input", says: "the input is not valid"}
	notFound           = meaning{category: apierror.CategoryNotFound, reason: "resource_not_found", says: "what was asked for does not exist"}
	routeNotFound      = meaning{category: apierror.CategoryRouting, reason: "route_not_found", says: "no route leads there"}
	schemaMismatch     = meaning{category: apierror.CategoryContract, reason: "schema_mismatch", says: "the message does not have the agreed form"}
	duplicateKey       = meaning{category: apierror.CategoryConflict, reason: "duplicate_key", says: "the object exists already"}
	constraintViolated = meaning{category: apierror.CategoryConflict, reason: "constraint_violated", says: "a constraint of the data does not hold", vague: true}
	preconditionFailed = meaning{category: apierror.CategoryConflict, reason: "precondition_failed", says: "the condition of the write does not hold"}
	notImplemented     = meaning{
		category: apierror.CategoryRouting, reason: "not_implemented", origin: apierror.OriginService,
		says: "the function is not implemented",
	}
)

// Data stores.
var (
	deadlock = meaning{
		category: apierror.CategoryConflict, reason: "deadlock", origin: apierror.OriginService, retryable: true,
		says: "two transactions blocked each other",
	}
	serializationFailure = meaning{
		category: apierror.CategoryConflict, reason: "serialization_failure", origin: apierror.OriginService, retryable: true,
		says: "concurrent transactions collided",
	}
	optimisticLock = meaning{
		category: apierror.CategoryConflict, reason: "optimistic_lock", origin: apierror.OriginService, retryable: true,
		says: "another writer was faster",
	}
	lockTimeout = meaning{
		category: apierror.CategoryTimeout, reason: "lock_timeout", origin: apierror.OriginService, retryable: true,
		says: "a lock was not free in time",
	}
	queryCanceled = meaning{
		category: apierror.CategoryTimeout, reason: "query_canceled", origin: apierror.OriginDependency, retryable: true,
		says: "the database cut the query off",
	}
	querySchema = meaning{
		category: apierror.CategoryContract, reason: "schema_mismatch", origin: apierror.OriginService,
		says: "the query and the database's schema do not fit",
	}
	corruption = meaning{
		category: apierror.CategoryData, reason: "corruption", origin: apierror.OriginService,
		says: "data is corrupt",
	}
	checksumMismatch = meaning{
		category: apierror.CategoryData, reason: "checksum_mismatch", origin: apierror.OriginService,
		says: "data is corrupt",
	}
	dataStoreUnavailable = meaning{
		category: apierror.CategoryDependency, reason: "service_unavailable", origin: apierror.OriginDependency, retryable: true,
		says: "the data store cannot serve now",
	}
)

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
)

// Time, and patience.
var (
	connectionTimeout = meaning{
		category: apierror.CategoryTimeout, reason: "connection_timeout", origin: apierror.OriginNetwork, retryable: true, vague: true,
		says: "the connection was not accepted in time",
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
)

// What the called side says of itself.
var (
	calledFailed = meaning{
		category: apierror.CategoryDependency, reason: "server_error", origin: apierror.OriginDependency, retryable: true, received: true,
		says: "what was called failed and does not say why",
	}
	calledUnavailable = meaning{
		category: apierror.CategoryDependency, reason: "service_unavailable", origin: apierror.OriginDependency, retryable: true, received: true,
		says: "what was called cannot serve now",
	}
)

// Programming errors.
var (
	nullReference = meaning{
		category: apierror.CategoryInternal, reason: "null_reference", origin: apierror.OriginService,
		says: "a null was dereferenced",
	}
	indexOutOfRange = meaning{
		category: apierror.CategoryInternal, reason: "index_out_of_range", origin: apierror.OriginService,
		says: "an index lies outside its list",
	}
	stackOverflow = meaning{
		category: apierror.CategoryInternal, reason: "stack_overflow", origin: apierror.OriginService,
		says: "the stack is used up",
	}
	typeMismatch = meaning{
		category: apierror.CategoryInternal, reason: "type_error", origin: apierror.OriginService, vague: true,
		says: "a value was used as what it is not",
	}
	keyMissing = meaning{
		category: apierror.CategoryInternal, reason: "key_missing", origin: apierror.OriginService,
		says: "a key was read that its map does not hold",
	}
	assertionFailed = meaning{
		category: apierror.CategoryInternal, reason: "assertion_failed", origin: apierror.OriginService,
		says: "an assertion in the code does not hold",
	}
	arithmeticError = meaning{
		category: apierror.CategoryInternal, reason: "arithmetic_error", origin: apierror.OriginService,
		says: "the code divided by zero or overflowed",
	}
	codeMissing = meaning{
		category: apierror.CategoryInternal, reason: "code_missing", origin: apierror.OriginService,
		says: "a module, class, template or method of the program is not there",
	}
	fileMissing = meaning{
		category: apierror.CategoryInternal, reason: "file_not_found", origin: apierror.OriginService,
		says: "a file of the service is not there",
	}
	panicked = meaning{
		category: apierror.CategoryInternal, reason: "panic", origin: apierror.OriginService, vague: true,
		says: "the code panicked",
	}
)
