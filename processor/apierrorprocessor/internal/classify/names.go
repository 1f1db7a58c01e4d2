package classify

import "slices"

// nameRow recognises an error by its name: an exception's class, an errno or another code. The name is given in words:
// "connect timeout" is ConnectTimeout, ConnectTimeoutException, CONNECT_TIMEOUT, and how any longer name ends, such as
// HttpConnectTimeoutException. Of two that fit, the one with more words counts. With a "=" before it, it fits the whole name
// only. With a part of a package's path before it, as in "validation/constraint violation", it fits the whole name in such a
// package only, and stands before what it means elsewhere.
type nameRow struct {
	means  *meaning
	source string // who emits these names, and where that stands
	names  []string
}

// errorNames are names of exceptions and other errors. Look for a name in the file of the language or the system that it
// comes from; what several languages throw stands in each, and means the same in all.
var errorNames = slices.Concat(
	genericNames, systemNames,
	javaNames, pythonNames, nodeNames, dotnetNames, goNames, rubyNames, phpNames, rustNames, elixirNames, nativeNames,
	graphQLNames, databaseNames, searchNames, kafkaNames, messagingNames,
)

// serviceCodes are error codes that services answer, in words as in errorNames. These services answer one status, most
// often 400 or 403, for many causes: the code outranks it.
var serviceCodes = slices.Concat(awsCodes, azureCodes, googleCodes, apiCodes, protocolCodes)

// genericNames are what services call errors of their own, whatever language they are written in.
var genericNames = []nameRow{
	{&circuitOpen, plainWords, []string{"circuit breaker", "circuit breaker open", "circuit breaker is open", "circuit open", "open circuit"}},
	{&poolExhausted, plainWords, []string{"pool exhausted", "too many connections"}},
	{&limited, plainWords, []string{"rate limit"}},
	{&rateLimited, plainWords, []string{"rate limited", "rate limit exceeded", "too many requests"}},
	{&quotaExceeded, plainWords, []string{"quota exceeded"}},
	{&tokenExpired, plainWords, []string{"expired token", "token expired", "=token has expired"}},
	{&tokenRejected, plainWords, []string{"invalid token", "token invalid", "=invalid access token"}},
	{&tokenInvalid, plainWords, []string{"invalid api key"}},
	{&sessionExpired, plainWords, []string{"session expired", "session timeout"}},
	{&signatureInvalid, plainWords, []string{"invalid signature", "signature verification"}},
	{&credentialsInvalid, plainWords, []string{"invalid credentials", "bad credentials", "invalid password", "failed login"}},
	{&unauthenticated, plainWords, []string{
		"authentication failed", "authentication error", "authentication exception", "unauthorized", "unauthenticated",
		"not authenticated", "insufficient authentication",
	}},
	{&forbidden, plainWords, []string{
		"access denied", "permission denied", "authorization denied", "forbidden", "not authorized",
		"insufficient privilege",
	}},
	{&insufficientScope, plainWords, []string{"insufficient scope"}},
	{&conflictSomehow, plainWords, []string{"=conflict"}},
	{&accountLocked, plainWords, []string{"account locked", "account disabled", "account suspended"}},
	{&mfaRequired, plainWords, []string{"mfa required", "=two factor required"}},
	{&connectionFailed, plainWords, []string{"connection error", "connection failure", "connection failed", "network error"}},
	{&connectionRefused, plainWords, []string{"connection refused"}},
	{&connectionReset, plainWords, []string{"connection reset", "connection aborted", "connection closed"}},
	{&dnsFailure, plainWords, []string{"dns error", "name resolution", "host not found"}},
	{&certificateExpired, plainWords, []string{"certificate expired"}},
	{&certificateRejected, plainWords, []string{"certificate invalid"}},
	{&certificateInvalid, plainWords, []string{"certificate error", "certificate verify failed", "certificate verification"}},
	{&handshakeFailed, plainWords, []string{"tls handshake", "ssl handshake"}},
	{&deadlineExceeded, plainWords, []string{"deadline exceeded"}},
	{&connectionTimeout, plainWords, []string{"connect timeout", "connection timeout", "connect timed out"}},
	{&readTimeout, plainWords, []string{"read timeout"}},
	{&timeout, plainWords, []string{"timeout", "timed out", "timeout expired"}},
	{&cancelled, plainWords, []string{"cancelled", "canceled", "cancellation"}},
	{&deadlock, plainWords, []string{"deadlock", "deadlock detected"}},
	{&serializationFailure, plainWords, []string{"serialization failure", "cannot serialize transaction", "write conflict"}},
	{&optimisticLock, plainWords, []string{"optimistic lock", "optimistic locking failure"}},
	{&lockTimeout, plainWords, []string{"lock wait timeout", "lock timeout"}},
	{&queryCanceled, plainWords, []string{"query canceled", "query timeout", "statement timeout"}},
	{&duplicateKey, plainWords, []string{"duplicate key", "unique constraint", "unique constraint violation", "already exists"}},
	{&constraintViolated, plainWords, []string{"constraint violation", "integrity violation"}},
	{&invalidInput, plainWords, []string{
		"validation error", "validation exception", "validation failed", "bad request", "invalid argument",
	}},
	{&payloadTooLarge, plainWords, []string{"payload too large", "=request too large", "request entity too large", "content too large"}},
	{&notFound, plainWords, []string{
		"resource not found", "entity not found", "record not found", "object not found", "=not found", "=does not exist",
	}},
	{&routeNotFound, plainWords, []string{"route not found"}},
	{&methodNotAllowed, plainWords, []string{"method not allowed"}},
	{&unsupportedMedia, plainWords, []string{"unsupported media type"}},
	{&unsupportedVersion, plainWords, []string{"unsupported version", "unsupported api version", "version not supported"}},
	{&apiDeprecated, plainWords, []string{"api deprecated", "=deprecated api", "version deprecated", "endpoint deprecated"}},
	{&apiRetired, plainWords, []string{"api retired", "version retired", "endpoint retired", "=api gone", "=retired api"}},
	{&schemaMismatch, plainWords, []string{"schema mismatch", "json parse"}},
	{&notImplemented, plainWords, []string{"not implemented"}},
	{&checksumMismatch, plainWords, []string{"checksum mismatch", "bad checksum"}},
	{&corruption, plainWords, []string{"corruption", "corrupt", "corrupted", "data corrupted", "index corrupted"}},
	{&dataLoss, plainWords, []string{"data loss"}},
}

// plainWords stands where the words themselves say it.
const plainWords = "the words themselves: services call errors of their own so"
