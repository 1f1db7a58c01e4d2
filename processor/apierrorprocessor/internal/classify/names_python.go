package classify

// Where the names of Python and its libraries stand.
const (
	cpython      = "docs.python.org/3/library/exceptions.html"
	pythonStdlib = "docs.python.org/3/library: asyncio, concurrent.futures, http.client, json, socket, ssl, subprocess, urllib.error"
	urllib3      = "github.com/urllib3/urllib3: src/urllib3/exceptions.py"
	requestsLib  = "github.com/psf/requests: src/requests/exceptions.py"
	httpx        = "github.com/encode/httpx, encode/httpcore: exceptions"
	aiohttp      = "github.com/aio-libs/aiohttp: aiohttp/client_exceptions.py"
	django       = "docs.djangoproject.com/en/stable/ref/exceptions"
	djangoREST   = "django-rest-framework.org/api-guide/exceptions"
	pydantic     = "docs.pydantic.dev, fastapi.tiangolo.com: validation errors"
	starlette    = "github.com/encode/starlette, pallets/werkzeug: exceptions"
	jinja2       = "jinja.palletsprojects.com: exceptions"
	sqlalchemy   = "docs.sqlalchemy.org/core/exceptions.html"
	pythonDBAPI  = "PEP 249: exceptions"
	psycopg      = "psycopg.org/psycopg3/docs/api/errors.html"
	pymongo      = "pymongo.readthedocs.io/en/stable/api/pymongo/errors.html"
	pyjwt        = "pyjwt.readthedocs.io/en/stable/api.html: exceptions"
	pybreaker    = "github.com/danielfm/pybreaker, fabfuel/circuitbreaker: CircuitBreakerError"
	celery       = "docs.celeryq.dev/en/stable/reference/celery.exceptions.html"
	redisPy      = "redis.readthedocs.io/en/stable/exceptions.html"
	botocore     = "github.com/boto/botocore: botocore/exceptions.py"
	grpcio       = "github.com/grpc/grpc: src/python/grpcio"
)

// pythonNames are Python's exceptions.
var pythonNames = []nameRow{
	{&nullReference, cpython, []string{"=attribute error"}},
	{&indexOutOfRange, cpython, []string{"=index error"}},
	{&typeMismatch, cpython, []string{"=type error", "=name error", "=unbound local error"}},
	{&stackOverflow, cpython, []string{"=recursion error"}},
	{&keyMissing, cpython, []string{"=key error"}},
	{&invalidParameter, cpython, []string{"=value error"}},
	{&assertionFailed, cpython, []string{"=assertion error"}},
	{&arithmeticError, cpython, []string{"=zero division error", "=overflow error", "=floating point error"}},
	{&codeMissing, cpython, []string{"module not found", "=import error", "=indentation error"}},
	{&fileMissing, cpython, []string{"file not found", "=not a directory error"}},
	{&forbiddenSomehow, cpython, []string{"=permission error"}},
	{&outOfMemory, cpython, []string{"=memory error"}},
	{&notImplemented, cpython, []string{"not implemented"}},
	{&connectionRefused, cpython, []string{"connection refused"}},
	{&connectionReset, cpython, []string{"connection reset", "connection aborted", "=eof error"}},
	{&brokenPipe, cpython, []string{"broken pipe"}},
	{&timeout, cpython, []string{"timeout"}},
	{&cancelled, pythonStdlib, []string{"=cancelled error"}},
	{&dnsFailure, pythonStdlib, []string{"=gaierror", "=herror"}},
	{&certificateInvalid, pythonStdlib, []string{"cert verification", "=ssl certificate error"}},
	{&handshakeFailed, pythonStdlib, []string{"ssl error"}},
	{&connectionReset, pythonStdlib, []string{"remote disconnected", "incomplete read", "=bad status line", "=ssl eof error", "=ssl zero return error"}},
	{&schemaMismatch, pythonStdlib, []string{"json decode", "=unicode decode error"}},
	{&processExited, pythonStdlib, []string{"=broken process pool", "=called process error"}},

	{&poolExhausted, urllib3, []string{"empty pool"}},
	{&dnsFailure, urllib3, []string{"name resolution"}},
	{&connectionNotAccepted, urllib3, []string{"=new connection error"}},
	{&connectionReset, urllib3, []string{"=protocol error"}},
	{&retriesExhausted, urllib3, []string{"=max retry error"}},
	{&connectionTimeout, requestsLib, []string{"connect timeout"}},
	{&readTimeout, requestsLib, []string{"read timeout"}},
	{&connectionFailed, requestsLib, []string{"connection error", "=proxy error"}},
	{&connectionReset, requestsLib, []string{"=chunked encoding error"}},
	{&invalidParameter, requestsLib, []string{"=invalid url", "=missing schema", "=invalid schema", "=invalid header"}},
	{&redirectLoop, requestsLib, []string{"too many redirects"}},
	{&retriesExhausted, requestsLib, []string{"=retry error"}},
	{&poolExhausted, httpx, []string{"pool timeout"}},
	{&connectionNotAccepted, httpx, []string{"connect error"}},
	{&connectionReset, httpx, []string{"remote protocol", "=read error", "=write error", "=close error"}},
	{&timeout, httpx, []string{"=write timeout"}},
	{&invalidParameter, httpx, []string{"=unsupported protocol", "=local protocol error"}},
	{&connectionNotAccepted, aiohttp, []string{"client connector"}},
	{&dnsFailure, aiohttp, []string{"client connector dns"}},
	{&certificateInvalid, aiohttp, []string{"=client connector certificate error"}},
	{&handshakeFailed, aiohttp, []string{"=client connector ssl error"}},
	{&connectionReset, aiohttp, []string{"server disconnected", "=client payload error"}},
	{&connectionFailed, aiohttp, []string{"=client os error"}},
	{&timeout, aiohttp, []string{"=server timeout error", "=socket timeout error"}},
	{&schemaMismatch, aiohttp, []string{"=content type error"}},

	{&codeMissing, django, []string{"=template does not exist", "=no reverse match"}},
	{&notFound, django, []string{"object does not exist", "=does not exist", "=http404"}},
	{&routeNotFound, django, []string{"=resolver404"}},
	{&misconfigured, django, []string{"=improperly configured", "=app registry not ready"}},
	{&invalidInput, django, []string{"=disallowed host", "=suspicious operation", "=multi value dict key error", "=bad request"}},
	{&payloadTooLarge, django, []string{"=request data too big", "=too many fields sent"}},
	{&transactionAborted, django, []string{"=transaction management error"}},
	{&rateLimited, djangoREST, []string{"throttled"}},
	{&unauthenticated, djangoREST, []string{"authentication failed", "not authenticated"}},
	{&forbidden, djangoREST, []string{"permission denied"}},
	{&methodNotAllowed, djangoREST, []string{"method not allowed"}},
	{&notAcceptable, djangoREST, []string{"=not acceptable"}},
	{&unsupportedMedia, djangoREST, []string{"unsupported media type"}},
	{&invalidInput, djangoREST, []string{"validation error", "=parse error"}},
	{&invalidInput, pydantic, []string{"validation error"}},
	{&schemaMismatch, pydantic, []string{"=response validation error"}},
	{&userCancelled, starlette, []string{"=client disconnected", "=client disconnect"}},
	{&payloadTooLarge, starlette, []string{"request entity too large"}},
	{&invalidInput, starlette, []string{"=bad request key error", "=unprocessable entity"}},
	{&codeMissing, jinja2, []string{"template not found"}},
	{&codeMissing, jinja2, []string{"=template syntax error", "=undefined error"}},

	{&notFound, sqlalchemy, []string{"=no result found"}},
	{&querySchema, sqlalchemy, []string{"=no such table error", "=no such column error"}},
	{&transactionAborted, sqlalchemy, []string{"=pending rollback"}},
	{&optimisticLock, sqlalchemy, []string{"=stale data error"}},
	{&invalidState, sqlalchemy, []string{"=detached instance", "=multiple results found"}},
	{&constraintViolated, pythonDBAPI, []string{"=integrity error"}},
	{&querySchema, pythonDBAPI, []string{"=programming error"}},
	{&invalidInput, pythonDBAPI, []string{"=data error"}},
	{&unsupportedOperation, pythonDBAPI, []string{"=not supported error"}},
	{&connectionFailed, pythonDBAPI, []string{"=operational error", "=interface error"}},
	{&duplicateKey, psycopg, []string{"unique violation"}},
	{&constraintViolated, psycopg, []string{"foreign key violation", "not null violation", "check violation", "=exclusion violation"}},
	{&deadlock, psycopg, []string{"deadlock detected"}},
	{&serializationFailure, psycopg, []string{"serialization failure"}},
	{&lockTimeout, psycopg, []string{"lock not available"}},
	{&queryCanceled, psycopg, []string{"query canceled"}},
	{&querySchema, psycopg, []string{"undefined column", "undefined table", "=undefined function"}},
	{&diskFull, psycopg, []string{"disk full"}},
	{&poolExhausted, psycopg, []string{"too many connections", "=pool timeout"}},
	{&transactionAborted, psycopg, []string{"in failed sql transaction"}},
	{&readOnly, psycopg, []string{"read only sql transaction"}},
	{&forbidden, psycopg, []string{"insufficient privilege"}},
	{&credentialsInvalid, psycopg, []string{"=invalid authorization specification"}},
	{&connectionReset, psycopg, []string{"=admin shutdown", "=crash shutdown", "=idle in transaction session timeout"}},
	{&dataStoreUnavailable, psycopg, []string{"cannot connect now"}},
	{&noServerSelected, pymongo, []string{"=server selection timeout error"}},
	{&connectionReset, pymongo, []string{"=auto reconnect"}},
	{&notLeader, pymongo, []string{"=not primary error"}},
	{&queryCanceled, pymongo, []string{"=execution timeout"}},
	{&timeout, pymongo, []string{"=network timeout"}},
	{&poolExhausted, pymongo, []string{"=wait queue timeout error"}},
	{&duplicateKey, pymongo, []string{"duplicate key"}},
	{&messageTooLarge, pymongo, []string{"=document too large"}},
	{&poolExhausted, redisPy, []string{"=max connections error"}},
	{&dataStoreUnavailable, redisPy, []string{"=busy loading error", "=cluster down error", "=master down error"}},
	{&readOnly, redisPy, []string{"=read only error"}},
	{&wrongNode, redisPy, []string{"=moved error", "=ask error"}},
	{&transactionAborted, redisPy, []string{"=exec abort error"}},
	{&optimisticLock, redisPy, []string{"=watch error"}},

	{&tokenExpired, pyjwt, []string{"expired signature"}},
	{&tokenInvalid, pyjwt, []string{"=decode error", "=invalid audience", "=invalid issuer", "=immature signature", "=missing required claim"}},
	{&signatureInvalid, pyjwt, []string{"invalid signature"}},
	{&circuitOpen, pybreaker, []string{"circuit breaker"}},
	{&functionTimeout, celery, []string{"=soft time limit exceeded", "=time limit exceeded"}},
	{&processExited, celery, []string{"=worker lost error", "=worker terminate"}},
	{&retriesExhausted, celery, []string{"=max retries exceeded"}},
	{&tokenMissing, botocore, []string{"=no credentials error", "=partial credentials error", "=credential retrieval error"}},
	{&misconfigured, botocore, []string{"=no region error", "=profile not found", "=unknown service error"}},
	{&connectionFailed, botocore, []string{"=endpoint connection error"}},
	{&connectionReset, botocore, []string{"=connection closed error"}},
	{&invalidInput, botocore, []string{"=param validation error"}},
	{&connectionFailed, "github.com/openai/openai-python, stripe/stripe-python: errors", []string{"api connection"}},
	{&cancelled, grpcio, []string{"=future cancelled error"}},
}
