package classify

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

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
	limited = meaning{ // OpenAI calls both a rate and a quota a rate limit
		category: apierror.CategoryRateLimit, reason: "rate_limited", retryable: true, vague: true,
		says: "requests come too fast",
	}
	quotaExceeded = meaning{
		category: apierror.CategoryRateLimit, reason: "quota_exceeded",
		says: "a quota is used up",
	}
	overloadedHere = meaning{
		category: apierror.CategoryCapacity, reason: "overloaded", origin: apierror.OriginService, retryable: true, deep: true,
		says: "the service takes no more work",
	}
	queueFull = meaning{
		category: apierror.CategoryCapacity, reason: "queue_full", origin: apierror.OriginService, retryable: true, deep: true,
		says: "a queue or buffer is full",
	}
	slowConsumer = meaning{
		category: apierror.CategoryCapacity, reason: "slow_consumer", origin: apierror.OriginService,
		says: "the consumer does not keep up",
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
	calledOverloaded = meaning{
		category: apierror.CategoryDependency, reason: "overloaded", origin: apierror.OriginDependency, retryable: true, received: true,
		says: "what was called takes no more work",
	}
	calledThreadsExhausted = meaning{
		category: apierror.CategoryCapacity, reason: "thread_pool_exhausted", origin: apierror.OriginDependency, retryable: true,
		says: "no thread of what was called is free",
	}
	noHealthyUpstream = meaning{
		category: apierror.CategoryDependency, reason: "no_healthy_upstream", origin: apierror.OriginDependency, retryable: true,
		says: "no healthy instance of what was called is left",
	}
	upstreamMissing = meaning{
		category: apierror.CategoryRouting, reason: "upstream_not_found", origin: apierror.OriginService,
		says: "the proxy's route leads to a cluster that is not configured",
	}
	retriesExhausted = meaning{
		category: apierror.CategoryDependency, reason: "retries_exhausted", origin: apierror.OriginDependency, retryable: true, vague: true,
		says: "every attempt at what was called failed",
	}
	protocolError = meaning{
		category: apierror.CategoryDependency, reason: "protocol_error", origin: apierror.OriginDependency,
		says: "what was called broke the protocol",
	}
	rateLimiterFailed = meaning{
		category: apierror.CategoryDependency, reason: "rate_limiter_failed", origin: apierror.OriginDependency, retryable: true,
		says: "the rate limiting service could not be asked",
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
	fileForbidden = meaning{
		category: apierror.CategoryInternal, reason: "file_forbidden", origin: apierror.OriginService,
		says: "the operating system denies the service a file or a socket",
	}
	invalidParameter = meaning{
		category: apierror.CategoryInternal, reason: "invalid_parameter", origin: apierror.OriginService, vague: true,
		says: "the code passed a value that is not allowed",
	}
	misconfigured = meaning{
		category: apierror.CategoryInternal, reason: "misconfigured", origin: apierror.OriginService,
		says: "a setting of the service is missing or wrong",
	}
	invalidState = meaning{
		category: apierror.CategoryInternal, reason: "invalid_state", origin: apierror.OriginService, vague: true,
		says: "what was called is not in a state that allows the call",
	}
	routineFailed = meaning{
		category: apierror.CategoryInternal, reason: "stored_routine_failed", origin: apierror.OriginService, vague: true,
		says: "a stored routine raised an error",
	}
	processExited = meaning{
		category: apierror.CategoryInternal, reason: "process_exited", origin: apierror.OriginService,
		says: "the process of the service ended before it answered",
	}
	responseTooLarge = meaning{
		category: apierror.CategoryInternal, reason: "response_too_large", origin: apierror.OriginService,
		says: "the answer is larger than its carrier allows",
	}
	faultInjected = meaning{
		category: apierror.CategoryInternal, reason: "fault_injected", origin: apierror.OriginService, retryable: true,
		says: "a fault was injected on purpose",
	}
)
