package classify

// nameRow recognises an error by its name: an exception's class, an errno or another code. The name is given in words:
// "connect timeout" is ConnectTimeout, ConnectTimeoutException, CONNECT_TIMEOUT, and how any longer name ends, such as
// HttpConnectTimeoutException. Of two that fit, the one with more words counts. With a "=" before it, it fits the whole name
// only.
type nameRow struct {
	means *meaning
	names []string
}

// errorNames are taken from the language's or the library's own source, named in the group's comment.
var errorNames = []nameRow{
	// Programming errors: java.lang, the CLR, CPython, ECMAScript, the Go runtime, Ruby, PHP, Rust.
	{&nullReference, []string{"null pointer", "null reference", "=attribute error", "=no method error"}},
	{&indexOutOfRange, []string{
		"index out of bounds", "=index error", "=index out of range", "=bounds error", "argument out of range",
	}},
	{&typeMismatch, []string{
		"=range error", "=type error", "=class cast", "=invalid cast", "=type assertion error", "=reference error",
		"=name error", "=unbound local error",
	}},
	{&stackOverflow, []string{"stack overflow", "=recursion error", "=system stack error"}},
	{&keyMissing, []string{"=key error", "=key not found", "no such element"}},
	{&assertionFailed, []string{"=assertion error", "=assertion failed"}},
	{&arithmeticError, []string{
		"=zero division error", "divide by zero", "=division by zero error", "=arithmetic", "=overflow error",
	}},
	{&codeMissing, []string{
		"module not found", "=import error", "class not found", "no class def found", "no such method",
		"template not found", "=template does not exist", "=load error", "type load",
	}},
	{&fileMissing, []string{"file not found", "no such file", "directory not found", "=enoent"}},
	{&panicked, []string{"=panic", "=panic error", "=panic exception"}},

	// Circuit breakers: resilience4j, Polly, pybreaker, opossum.
	{&circuitOpen, []string{
		"call not permitted", "broken circuit", "isolated circuit", "circuit breaker", "circuit breaker open",
		"circuit breaker is open", "circuit open", "=eopenbreaker",
	}},

	// Pools: httpcore, urllib3, Jedis, Apache HttpClient and Commons Pool, tarn, r2dbc-pool, java.util.concurrent,
	// resilience4j, Polly.
	{&poolExhausted, []string{
		"pool timeout", "empty pool", "exhausted pool", "pool exhausted", "connection pool timeout",
		"pool acquire timeout", "too many connections", "=er con count error",
	}},
	{&threadPoolExhausted, []string{"rejected execution", "bulkhead full", "bulkhead rejected"}},
	{&outOfMemory, []string{"out of memory", "=memory error", "=no memory error", "insufficient memory", "=enomem"}},
	{&diskFull, []string{"=enospc", "disk full"}},
	{&filesExhausted, []string{"=emfile", "=enfile"}},

	// Rates: guava and bucket4j wrappers, Django REST, NestJS, openai, stripe, resilience4j.
	{&rateLimited, []string{
		"rate limit", "rate limited", "rate limit exceeded", "too many requests", "request not permitted", "throttler",
		"rate limiter rejected",
	}},
	{&quotaExceeded, []string{"quota exceeded", "insufficient quota"}},

	// Credentials: PyJWT, jjwt, jsonwebtoken, Spring Security, OAuth 2.0 (RFC 6749, RFC 6750), Django REST, javax.naming.
	{&tokenExpired, []string{
		"expired token", "token expired", "expired jwt", "jwt expired", "expired signature", "=token has expired",
		"security token expired",
	}},
	{&sessionExpired, []string{"session expired", "session timeout"}},
	{&tokenInvalid, []string{
		"invalid token", "token invalid", "json web token", "malformed jwt", "jwt verification", "=invalid access token",
		"invalid api key",
	}},
	{&signatureInvalid, []string{"invalid signature", "signature verification"}},
	{&credentialsInvalid, []string{
		"invalid credentials", "bad credentials", "invalid grant", "invalid client", "invalid password", "failed login",
	}},
	{&unauthenticated, []string{
		"authentication failed", "authentication error", "authentication exception", "unauthorized", "unauthenticated",
		"not authenticated", "insufficient authentication",
	}},
	{&forbidden, []string{
		"access denied", "permission denied", "authorization denied", "forbidden", "insufficient scope", "not authorized",
		"unauthorized access", "insufficient privilege",
	}},

	// Names: getaddrinfo in libc, Node, Python, Go, Java.
	{&dnsFailure, []string{
		"unknown host", "dns error", "name resolution", "=gaierror", "=enotfound", "=eai again", "=eai noname",
		"host not found",
	}},

	// TLS: crypto/x509, OpenSSL through Node and Python, JSSE.
	{&certificateExpired, []string{"certificate expired", "cert has expired"}},
	{&certificateInvalid, []string{
		"cert path validator", "cert path builder", "certificate invalid", "certificate verify failed",
		"cert verification", "certificate verification", "self signed cert", "self signed cert in chain",
		"unknown authority", "unable to verify leaf signature", "cert altname invalid", "certificate error",
		"ssl peer unverified",
	}},
	{&handshakeFailed, []string{"ssl handshake", "ssl error", "ssl exception", "record header", "tls handshake"}},

	// Connections: errno, java.net, CPython, urllib3, httpcore, aiohttp, undici, Guzzle, Kafka.
	{&connectionRefused, []string{"=econnrefused", "connection refused"}},
	{&connectionNotAccepted, []string{"connect exception", "connect error", "client connector", "=new connection error"}},
	{&connectionReset, []string{
		"=econnreset", "connection reset", "connection aborted", "=econnaborted", "remote disconnected",
		"server disconnected", "incomplete read", "remote protocol", "no http response", "premature close",
		"connection closed", "=eof", "=unexpected eof", "und err socket",
	}},
	{&brokenPipe, []string{"broken pipe", "=epipe"}},
	{&hostUnreachable, []string{"=ehostunreach", "=enetunreach", "no route to host"}},
	{&connectionFailed, []string{
		"connection error", "connection failure", "connection failed", "api connection", "network error",
	}},

	// Giving up: Go, asyncio, the CLR, the DOM, java.util.concurrent, Kotlin, Tomcat, Jetty.
	{&cancelled, []string{"cancelled", "canceled", "cancellation", "=abort error"}},
	{&userCancelled, []string{"client abort", "=client disconnected", "=client disconnect"}},

	// Databases: psycopg, JDBC, Spring, JPA, ActiveRecord, Sequelize, the MySQL server's errmsg, PyMongo.
	{&deadlock, []string{
		"deadlock", "deadlock detected", "deadlocked", "deadlock loser data access", "lock acquisition deadlock",
		"=er lock deadlock",
	}},
	{&serializationFailure, []string{"serialization failure", "cannot serialize transaction", "write conflict"}},
	{&optimisticLock, []string{
		"optimistic lock", "optimistic locking failure", "stale object state", "=stale object error",
		"db update concurrency", "version conflict engine",
	}},
	{&lockTimeout, []string{
		"lock wait timeout", "lock timeout", "lock not available", "=er lock wait timeout", "pessimistic lock",
		"cannot acquire lock",
	}},
	{&queryCanceled, []string{"query canceled", "query timeout", "statement timeout"}},
	{&duplicateKey, []string{
		"duplicate key", "unique violation", "unique constraint", "record not unique", "=er dup entry",
		"unique constraint violation", "already exists",
	}},
	{&constraintViolated, []string{
		"constraint violation", "integrity violation", "=integrity error", "foreign key violation", "not null violation",
		"check violation",
	}},
	{&querySchema, []string{
		"undefined column", "undefined table", "bad sql grammar", "=er no such table", "=er bad field error",
	}},
	{&credentialsInvalid, []string{"=er access denied error"}},

	// Time: java.net, requests, httpx, Go, Node, .NET, Polly, gRPC.
	{&deadlineExceeded, []string{"deadline exceeded"}},
	{&connectionTimeout, []string{
		"connect timeout", "connection timeout", "open timeout", "=etimedout", "connect timed out", "=econntimedout",
	}},
	{&readTimeout, []string{"read timeout", "=esockettimedout", "headers timeout", "body timeout"}},
	{&timeout, []string{"timeout", "timed out", "timeout rejected", "timeout expired"}},

	// Requests: Bean Validation, pydantic, Django, ActiveModel, Laravel, Spring MVC, ASP.NET Core.
	{&invalidInput, []string{
		"validation error", "validation exception", "validation failed", "method argument not valid", "=record invalid",
		"bad request", "invalid argument", "bad http request", "message not readable", "size limit exceeded",
		"upload size exceeded", "missing servlet request parameter",
	}},
	{&notFound, []string{
		"resource not found", "entity not found", "record not found", "object does not exist", "=does not exist",
		"model not found", "=not found", "object not found",
	}},
	{&routeNotFound, []string{"route not found", "no handler found", "no resource found", "=routing error"}},

	// Contracts: Jackson, Gson, System.Text.Json, encoding/json, CPython's json, protobuf.
	{&schemaMismatch, []string{
		"mismatched input", "unrecognized property", "invalid protocol buffer", "unmarshal type", "json decode",
		"json exception", "json syntax", "json parse", "json processing", "json mapping",
	}},
	{&notImplemented, []string{"not implemented", "unsupported operation"}},

	// Loss: storage engines and checksums.
	{&checksumMismatch, []string{"checksum mismatch", "bad checksum"}},
	{&corruption, []string{"corruption", "corrupt", "corrupted", "data corrupted", "index corrupted"}},
}
