package classify

// phraseRow recognises an error by a phrase of its message, in lower case and in whole words. A "*" stands for anything
// in between; with a "=" before it, the phrase is the whole message.
type phraseRow struct {
	means   *meaning
	phrases []string
}

// errorPhrases are tried in order: programming errors stand first, since they quote whatever they stumbled over, and then
// what is more telling. Single words are no phrases, but for errno names: a message may speak of a timeout without being one.
var errorPhrases = []phraseRow{
	// Programming errors: the Go runtime, V8 and SpiderMonkey, CPython, the JVM, the CLR.
	{&nullReference, []string{
		"nil pointer dereference", "cannot read property", "cannot read properties of", "cannot set properties of",
		"is undefined or null", "object has no attribute", "object reference not set to an instance", "because * is null",
		"undefined method",
	}},
	{&typeMismatch, []string{"is not a function", "is not defined", "interface conversion:"}},
	{&indexOutOfRange, []string{"index out of range", "index * out of bounds", "slice bounds out of range"}},
	{&stackOverflow, []string{"maximum call stack size exceeded", "maximum recursion depth exceeded"}},
	{&arithmeticError, []string{"integer divide by zero", "division by zero"}},
	{&nullReference, []string{"assignment to entry in nil map"}},

	// Circuit breakers: gobreaker, opossum, Hystrix, resilience4j, Polly.
	{&circuitOpen, []string{
		"circuit breaker is open", "breaker is open", "circuitbreaker * is open", "short-circuited",
		"circuit is now open", "circuit is open", "circuit breaker open",
	}},

	// Pools: HikariCP, SQLAlchemy QueuePool, ADO.NET, Npgsql, node-postgres, tarn (Knex), Sequelize, Jedis, Commons DBCP,
	// urllib3, pgx, and the servers' own limits: PostgreSQL, PgBouncer, MySQL, Redis.
	{&poolExhausted, []string{
		"connection is not available, request timed out", "queuepool limit", "obtaining a connection from the pool",
		"connection pool * exhausted", "pool exhausted", "connection pool is full", "pool is probably full",
		"timeout acquiring a connection", "timeout exceeded when trying to connect", "operation timeout: * acquire",
		"could not get a resource from the pool", "could not get a resource since the pool is exhausted",
		"cannot get a connection, pool error", "timeout waiting for idle object",
		"timeout waiting for connection from pool", "pool * reached max", "no more connections allowed",
		"too many connections", "too many clients already", "remaining connection slots are reserved",
		"max number of clients reached", "query_wait_timeout",
	}},
	{&diskFull, []string{"no space left on device"}},
	{&filesExhausted, []string{"too many open files"}},
	{&outOfMemory, []string{"java heap space", "cannot allocate memory", "heap out of memory", "oom command not allowed"}},

	// Databases: PostgreSQL, MySQL, SQLite, SQL Server, Oracle, MongoDB.
	{&deadlock, []string{"deadlock detected", "deadlock found", "deadlocked on * resources"}},
	{&serializationFailure, []string{"could not serialize access", "write conflict during plan execution"}},
	{&optimisticLock, []string{"row was updated or deleted by another transaction"}},
	{&lockTimeout, []string{"lock wait timeout exceeded", "due to lock timeout", "database is locked"}},
	{&queryCanceled, []string{
		"due to statement timeout", "maximum statement execution time exceeded", "operation exceeded time limit",
	}},
	{&userCancelled, []string{"due to user request"}},
	{&duplicateKey, []string{"duplicate key", "duplicate entry", "unique constraint", "e11000"}},
	{&constraintViolated, []string{"violates * constraint", "foreign key constraint fails", "not null constraint failed"}},
	{&querySchema, []string{
		"column * does not exist", "relation * does not exist", "unknown column", "no such column", "no such table",
		"invalid column name", "invalid object name", "table * doesn't exist",
	}},
	{&credentialsInvalid, []string{"password authentication failed", "access denied for user", "login failed for user"}},
	{&forbidden, []string{"permission denied for", "command denied to user"}},

	// Credentials: jsonwebtoken, PyJWT, golang-jwt, AWS STS, OAuth 2.0.
	{&tokenExpired, []string{
		"jwt expired", "token is expired", "token has expired", "signature has expired",
		"security token included in the request is expired",
	}},
	{&tokenInvalid, []string{"jwt malformed", "token is malformed", "security token included in the request is invalid"}},
	{&sessionExpired, []string{"session has expired"}},
	{&credentialsInvalid, []string{"invalid username or password", "bad credentials"}},

	// Rates: GitHub, Google, AWS, Stripe, OpenAI.
	{&rateLimited, []string{
		"secondary rate limit", "rate limit exceeded", "rate limit reached", "rate exceeded", "ratelimitexceeded",
		"userratelimitexceeded", "reduce your request rate",
	}},
	{&quotaExceeded, []string{"exceeded your current quota", "quota exceeded"}},

	// Names: getaddrinfo in libc, Node, Python, Go, .NET.
	{&dnsFailure, []string{
		"enotfound", "eai_again", "no such host", "name or service not known", "name resolution",
		"nodename nor servname provided", "failed to resolve",
	}},

	// TLS: crypto/x509, OpenSSL, JSSE.
	{&certificateExpired, []string{"certificate has expired", "cert_has_expired"}},
	{&certificateInvalid, []string{
		"certificate_verify_failed", "certificate verify failed", "self signed certificate", "self-signed certificate",
		"pkix path building failed", "x509:", "tls: failed to verify certificate",
	}},
	{&handshakeFailed, []string{"ssl handshake", "tls: ", "tls handshake"}},

	// Connections: strerror, errno names, Node, Go, Winsock.
	{&connectionRefused, []string{"connection refused", "econnrefused", "actively refused it"}},
	{&connectionReset, []string{
		"connection reset", "econnreset", "forcibly closed by the remote host", "socket hang up", "unexpected eof",
		"unexpected end of stream", "server closed the connection unexpectedly", "remote end closed connection",
	}},
	{&brokenPipe, []string{"broken pipe", "epipe"}},
	{&fetchFailed, []string{"=fetch failed"}},
	{&hostUnreachable, []string{"no route to host", "ehostunreach", "network is unreachable", "enetunreach"}},

	// The client's own patience: .NET's HttpClient and Go's net/http speak of it as a cancellation.
	{&clientTimeout, []string{
		"the configured httpclient.timeout", "client.timeout exceeded", "net/http: request canceled",
		"aborted due to timeout",
	}},

	// Giving up: Go, asyncio, gRPC, the DOM.
	{&cancelled, []string{
		"context canceled", "context cancelled", "a task was canceled", "the operation was canceled",
		"this operation was aborted", "the user aborted a request",
	}},

	// Time: java.net, requests, Go, Node, axios, curl, .NET, strerror.
	{&deadlineExceeded, []string{"deadline exceeded"}},
	{&connectionTimeout, []string{
		"connect timed out", "connection timed out", "etimedout", "connect timeout", "connection timeout",
		"dial tcp * i/o timeout",
	}},
	{&readTimeout, []string{"read timed out", "esockettimedout", "read timeout"}},
	{&timeout, []string{
		"timed out", "i/o timeout", "timeout of * exceeded", "timeout exceeded", "timeout expired", "timeout was reached",
		"request timeout", "gateway timeout", "timeout after", "timeout while", "timeout waiting", "socket timeout",
		"=timeout", "=timeout error",
	}},

	// Contracts and loss: storage engines, JSON parsers.
	{&schemaMismatch, []string{"in json at position", "unexpected end of json input", "json: cannot unmarshal"}},
	{&checksumMismatch, []string{"checksum mismatch"}},
	{&corruption, []string{"data is corrupt", "database disk image is malformed", "is corrupted"}},
}
