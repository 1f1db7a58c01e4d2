package classify

// Where the names of .NET and its libraries stand.
const (
	dotnetAPI     = "learn.microsoft.com/dotnet/api: System"
	socketError   = "learn.microsoft.com/dotnet/api/system.net.sockets.socketerror"
	requestError  = "learn.microsoft.com/dotnet/api/system.net.http.httprequesterror"
	aspNet        = "learn.microsoft.com/aspnet/core: Microsoft.AspNetCore"
	efCore        = "learn.microsoft.com/ef/core: Microsoft.EntityFrameworkCore"
	polly         = "pollydocs.org: exceptions"
	identityModel = "learn.microsoft.com/dotnet/api/microsoft.identitymodel.tokens"
	stackExchange = "github.com/StackExchange/StackExchange.Redis: exceptions"
	massTransit   = "masstransit.io: exceptions"
	wcf           = "learn.microsoft.com/dotnet/api/system.servicemodel"
	kestrel       = "github.com/dotnet/aspnetcore: src/Servers/Kestrel"
)

// dotnetNames are exceptions of the CLR's languages, and values of their enumerations of errors.
var dotnetNames = []nameRow{
	{&nullReference, dotnetAPI, []string{"null reference"}},
	{&indexOutOfRange, dotnetAPI, []string{"=index out of range", "argument out of range"}},
	{&typeMismatch, dotnetAPI, []string{"=invalid cast", "=array type mismatch"}},
	{&stackOverflow, dotnetAPI, []string{"stack overflow", "=insufficient execution stack"}},
	{&keyMissing, dotnetAPI, []string{"=key not found"}},
	{&arithmeticError, dotnetAPI, []string{"divide by zero", "=arithmetic", "=overflow exception"}},
	{&codeMissing, dotnetAPI, []string{
		"type load", "=missing method", "=missing field", "=missing member", "=entry point not found", "=dll not found",
		"=bad image format", "=type initialization", "=file load",
	}},
	{&fileMissing, dotnetAPI, []string{"file not found", "directory not found"}},
	{&invalidState, dotnetAPI, []string{"=invalid operation", "=object disposed"}},
	{&invalidParameter, dotnetAPI, []string{"=argument exception", "=argument null", "=format exception", "=uri format"}},
	{&notImplemented, dotnetAPI, []string{"not implemented", "=not supported exception", "=platform not supported"}},
	{&outOfMemory, dotnetAPI, []string{"out of memory", "insufficient memory"}},
	{&forbiddenSomehow, dotnetAPI, []string{"unauthorized access", "=security exception"}},
	{&unauthenticated, dotnetAPI, []string{"authentication exception", "=invalid credential"}},
	{&handshakeFailed, "learn.microsoft.com/dotnet/api/system.security.authentication: SslStream", []string{"security/authentication exception"}},
	{&timeout, dotnetAPI, []string{"timeout"}},
	{&cancelled, dotnetAPI, []string{"=operation canceled", "=task canceled"}},
	{&schemaMismatch, dotnetAPI, []string{"json exception", "=xml exception", "=serialization exception", "=invalid data exception"}},
	{&connectionFailed, dotnetAPI, []string{"=http io exception"}},
	{&connectionRefused, socketError, []string{"connection refused"}},
	{&connectionReset, socketError, []string{"connection reset", "connection aborted", "=network reset"}},
	{&hostUnreachable, socketError, []string{"=host unreachable", "=network unreachable", "=host down", "=network down"}},
	{&dnsFailure, socketError, []string{"host not found"}},
	{&portsExhausted, socketError, []string{"=address not available"}},
	{&addressInUse, socketError, []string{"=address already in use"}},
	{&filesExhausted, socketError, []string{"=too many open sockets"}},
	{&dnsFailure, requestError, []string{"=name resolution error"}},
	{&connectionFailed, requestError, []string{"=connection error"}},
	{&handshakeFailed, requestError, []string{"=secure connection error"}},
	{&protocolError, requestError, []string{"=http protocol error"}},
	{&unsupportedVersion, requestError, []string{"=version negotiation error"}},
	{&unsupportedOperation, requestError, []string{"=extended connect not supported"}},
	{&credentialsInvalid, requestError, []string{"=user authentication error"}},
	{&connectionReset, requestError, []string{"=response ended"}},
	{&protocolError, requestError, []string{"=invalid response"}},
	{&connectionFailed, requestError, []string{"=proxy tunnel error"}},
	{&responseTooLarge, requestError, []string{"=configuration limit exceeded"}},

	{&invalidInput, aspNet, []string{"bad http request"}},
	{&tokenInvalid, aspNet, []string{"=antiforgery validation"}},
	{&brokenPipe, kestrel, []string{"=connection reset exception", "=connection aborted exception"}},
	{&userCancelled, kestrel, []string{"connections/connection reset", "connections/connection aborted"}},
	{&optimisticLock, efCore, []string{"db update concurrency"}},
	{&constraintViolated, efCore, []string{"=db update"}},
	{&retriesExhausted, efCore, []string{"=retry limit exceeded"}},
	{&circuitOpen, polly, []string{"broken circuit", "isolated circuit"}},
	{&threadPoolExhausted, polly, []string{"bulkhead rejected"}},
	{&rateLimited, polly, []string{"rate limiter rejected"}},
	{&timeout, polly, []string{"timeout rejected"}},
	{&tokenExpired, identityModel, []string{"=security token expired"}},
	{&tokenInvalid, identityModel, []string{
		"=security token malformed", "=security token invalid audience", "=security token invalid issuer",
		"=security token not yet valid", "=security token validation", "=security token invalid lifetime", "=security token no expiration", "=security token decryption failed",
		"=security token unable to validate", "=security token argument",
	}},
	{&signatureInvalid, identityModel, []string{"=security token invalid signature", "=security token signature key not found"}},
	{&timeout, stackExchange, []string{"=redis timeout"}},
	{&connectionFailed, stackExchange, []string{"=redis connection"}},
	{&timeout, massTransit, []string{"=request timeout exception"}},
	{&calledFailed, massTransit, []string{"=request fault"}},
	{&connectionNotAccepted, wcf, []string{"=endpoint not found"}},
	{&calledOverloaded, wcf, []string{"=server too busy"}},
	{&connectionFailed, wcf, []string{"=communication exception"}},
	{&quotaExceeded, wcf, []string{"=quota exceeded"}},
	{&unauthenticated, wcf, []string{"=message security", "=security negotiation"}},
	{&forbidden, wcf, []string{"=security access denied"}},
	{&routeNotFound, wcf, []string{"=action not supported"}},
	{&connectionTimeout, socketError, []string{"sockets/timed out"}},
	{&connectionReset, socketError, []string{"=not connected", "=shutdown", "=disconnecting"}},
	{&dnsFailure, socketError, []string{"=try again", "=no recovery"}},
	{&invalidState, dotnetAPI, []string{"=ambiguous match", "=invalid async state", "=lock recursion", "=synchronization lock", "=semaphore full", "=abandoned mutex"}},
	{&invalidParameter, dotnetAPI, []string{"=culture not found", "=invalid enum argument", "=not finite number", "=decoder fallback", "=encoder fallback", "=invalid time zone", "=regex parse"}},
	{&fileMissing, dotnetAPI, []string{"=drive not found", "=path too long"}},
	{&misconfigured, dotnetAPI, []string{"=cryptographic exception", "=options validation", "=configuration errors", "=missing manifest resource"}},
	{&schemaMismatch, dotnetAPI, []string{"=json reader", "=json serialization", "=xml schema", "=xml schema validation", "=invalid data contract"}},
	{&connectionFailed, dotnetAPI, []string{"=web socket exception", "=quic exception"}},
	{&quotaExceeded, dotnetAPI, []string{"=isolated storage"}},
	{&payloadTooLarge, aspNet, []string{"=request body too large", "=payload too large exception"}},
	{&unauthenticated, aspNet, []string{"=authentication failure exception"}},
	{&tokenInvalid, aspNet, []string{"=antiforgery token"}},
	{&invalidInput, "fluentvalidation.net; MediatR; Hellang.ProblemDetails", []string{"=validation exception", "=problem details exception", "=model validation", "=json patch"}},
	{&userCancelled, "github.com/dotnet/aspnetcore: src/Servers/IIS", []string{"=connection disconnected", "=client disconnected exception"}},
	{&brokenPipe, "github.com/dotnet/aspnetcore: src/Servers/Kestrel", []string{"=uncontrolled disconnect"}},
}
