package classify

// Where the names of JavaScript and its libraries stand.
const (
	ecmaScript  = "ecma-international.org/ecma-262: native error types"
	nodeErrors  = "nodejs.org/api/errors.html"
	webIDL      = "webidl.spec.whatwg.org: DOMException names"
	undici      = "github.com/nodejs/undici: lib/core/errors.js"
	llhttp      = "github.com/nodejs/llhttp: src/llhttp/constants.ts"
	axios       = "github.com/axios/axios: lib/core/AxiosError.js"
	opossum     = "github.com/nodeshift/opossum: lib/circuit.js"
	tarn        = "github.com/vincit/tarn.js, knex/knex: timeout errors"
	nodeJWT     = "github.com/auth0/node-jsonwebtoken, panva/jose: errors"
	httpErrors  = "github.com/jshttp/http-errors, expressjs/body-parser: errors"
	nestJS      = "docs.nestjs.com/exception-filters"
	prisma      = "prisma.io/docs/orm/reference/error-reference"
	sequelize   = "sequelize.org/api: errors"
	typeORM     = "github.com/typeorm/typeorm: src/error"
	mongoose    = "mongoosejs.com/docs/api/error.html"
	mongoNode   = "github.com/mongodb/node-mongodb-native: src/error.ts"
	mysqlNode   = "github.com/sidorares/node-mysql2, mysqljs/mysql: PROTOCOL_ errors"
	nodeRequest = "github.com/request/request: ESOCKETTIMEDOUT"
	fastify     = "fastify.dev/docs/latest/Reference/Errors"
	ioredis     = "github.com/redis/ioredis: errors"
	zod         = "zod.dev, github.com/hapijs/joi, ajv-validator/ajv: validation errors"
	trpc        = "trpc.io/docs/server/error-handling"
)

// nodeNames are errors of JavaScript: of the language, of Node, of browsers' interfaces and of libraries.
var nodeNames = []nameRow{
	{&typeMismatch, ecmaScript, []string{"=range error", "=type error", "=reference error"}},
	{&invalidInput, ecmaScript, []string{"=uri error"}},
	{&codeMissing, nodeErrors, []string{"module not found", "=err require esm", "=err unknown file extension", "=err package path not exported"}},
	{&invalidParameter, nodeErrors, []string{"=err invalid arg type", "=err invalid arg value", "=err out of range", "=err missing args"}},
	{&requestUnbuilt, nodeErrors, []string{
		"=err invalid url", "=err invalid char", "=err http invalid header value", "=err invalid http token", "=err unescaped characters", "=err invalid protocol",
		"=err http content length mismatch", "=err invalid url scheme", "=err invalid domain name", "=err http2 invalid header value", "=err http2 invalid pseudoheader",
		"=err http body not allowed", "=err http trailer invalid",
	}},
	{&invalidState, nodeErrors, []string{
		"=err http headers sent", "=err stream write after end", "=err stream destroyed", "=err stream already finished",
		"=err server not running",
	}},
	{&assertionFailed, nodeErrors, []string{"=err assertion"}},
	{&connectionReset, nodeErrors, []string{
		"=err socket closed", "=err http2 stream error",
		"=err http2 session error", "=err http2 goaway session", "=err http2 invalid session",
	}},
	{&brokenPipe, nodeErrors, []string{"premature close", "=err stream premature close"}},
	{&connectionTimeout, nodeErrors, []string{"=err socket connection timeout"}},
	{&timeout, nodeErrors, []string{"=err http request timeout"}},
	{&certificateInvalid, nodeErrors, []string{"cert altname invalid", "=err tls cert altname invalid"}},
	{&handshakeFailed, nodeErrors, []string{
		"=err ssl tlsv1 alert protocol version",
		"=err ssl sslv3 alert handshake failure", "=eproto",
	}},
	{&handshakeTimeout, nodeErrors, []string{"=err tls handshake timeout"}},
	{&peerNotTLS, nodeErrors, []string{"=err ssl wrong version number", "=err ssl packet length too long", "=err ssl http request"}},
	{&ownCertificateRefused, nodeErrors, []string{
		"=err ssl tlsv1 alert unknown ca", "=err ssl tlsv13 alert certificate required", "=err ssl sslv3 alert bad certificate", "=err ssl sslv3 alert certificate unknown",
	}},
	{&dnsFailure, nodeErrors, []string{"=enotfound", "=eservfail", "=enodata", "=eformerr", "=enotimp", "=erefused", "=ebadname"}},
	{&cancelled, webIDL, []string{"=abort error", "=abort err"}},
	{&timeout, webIDL, []string{"timeout"}},
	{&connectionFailed, webIDL, []string{"=network error"}},
	{&quotaExceeded, webIDL, []string{"quota exceeded"}},

	{&connectionReset, undici, []string{"und err socket", "=und err closed", "=und err res content length mismatch", "=und err destroyed"}},
	{&connectionTimeout, undici, []string{"=und err connect timeout"}},
	{&readTimeout, undici, []string{"headers timeout", "body timeout"}},
	{&cancelled, undici, []string{"=und err aborted", "=und err abort"}},
	{&headersTooLarge, undici, []string{"=und err headers overflow", "=hpe header overflow"}},
	{&connectionFailed, axios, []string{"=err network"}},
	{&cancelled, axios, []string{"=err canceled"}},
	{&connectionTimeout, nodeRequest, []string{"=econntimedout"}},
	{&readTimeout, nodeRequest, []string{"=esockettimedout"}},
	{&redirectLoop, axios, []string{"=err fr too many redirects"}},
	{&circuitOpen, opossum, []string{"=eopenbreaker"}},
	{&poolExhausted, tarn, []string{"=knex timeout error"}},

	{&tokenExpired, nodeJWT, []string{"token expired", "jwt expired", "=err jwt expired"}},
	{&tokenInvalid, nodeJWT, []string{
		"json web token", "=not before error", "=err jwt claim validation failed", "=err jwt invalid", "=err jws invalid",
	}},
	{&signatureInvalid, nodeJWT, []string{"=err jws signature verification failed"}},
	{&payloadTooLarge, httpErrors, []string{"=entity too large", "payload too large", "=parameters too many"}},
	{&schemaMismatch, httpErrors, []string{"=entity parse failed"}},
	{&unsupportedMedia, httpErrors, []string{"=encoding unsupported", "=charset unsupported", "unsupported media type"}},
	{&cancelled, httpErrors, []string{"=request aborted", "=stream aborted"}},
	{&invalidInput, httpErrors, []string{"=request size invalid", "bad request", "=unprocessable entity"}},
	{&tokenInvalid, "github.com/expressjs/csurf, lusca: EBADCSRFTOKEN", []string{"=ebadcsrftoken"}},
	{&rateLimited, nestJS, []string{"throttler"}},
	{&notAcceptable, nestJS, []string{"=not acceptable"}},
	{&conflictSomehow, nestJS, []string{"=conflict exception"}},
	{&gone, nestJS, []string{"=gone exception"}},
	{&invalidInput, nestJS, []string{"=unprocessable entity"}},
	{&payloadTooLarge, fastify, []string{"=fst err ctp body too large"}},
	{&unsupportedMedia, fastify, []string{"=fst err ctp invalid media type"}},
	{&invalidInput, fastify, []string{"=fst err validation", "=fst err ctp empty json body"}},
	{&invalidInput, zod, []string{"=zod error"}},
	{&invalidInput, trpc, []string{"=unprocessable content"}},
	{&preconditionFailed, trpc, []string{"=precondition failed"}},

	{&credentialsInvalid, prisma, []string{"=p1000"}},
	{&connectionFailed, prisma, []string{"=p1001", "=prisma client initialization error"}},
	{&connectionTimeout, prisma, []string{"=p1002"}},
	{&querySchema, prisma, []string{"=p1003", "=p1014", "=p2021", "=p2022", "=p2010", "=p2009"}},
	{&queryCanceled, prisma, []string{"=p1008"}},
	{&forbidden, prisma, []string{"=p1010"}},
	{&handshakeFailed, prisma, []string{"=p1011"}},
	{&misconfigured, prisma, []string{"=p1012", "=p1013"}},
	{&connectionReset, prisma, []string{"=p1017"}},
	{&invalidInput, prisma, []string{"=p2000", "=p2005", "=p2006", "=p2007", "=p2012", "=p2013", "=p2019", "=p2020", "=p2033"}},
	{&invalidParameter, prisma, []string{"=prisma client validation error"}},
	{&notFound, prisma, []string{"=p2001", "=p2015", "=p2018", "=p2025"}},
	{&duplicateKey, prisma, []string{"=p2002"}},
	{&constraintViolated, prisma, []string{"=p2003", "=p2004", "=p2011", "=p2014"}},
	{&poolExhausted, prisma, []string{"=p2024", "=p2037"}},
	{&transactionAborted, prisma, []string{"=p2028"}},
	{&statementTooComplex, prisma, []string{"=p2029", "=p2035"}},
	{&serializationFailure, prisma, []string{"=p2034"}},
	{&panicked, prisma, []string{"=prisma client rust panic error"}},
	{&duplicateKey, sequelize, []string{"=sequelize unique constraint error"}},
	{&constraintViolated, sequelize, []string{"=sequelize foreign key constraint error", "=foreign key constraint error"}},
	{&poolExhausted, sequelize, []string{"=sequelize connection acquire timeout error", "=connection acquire timeout error"}},
	{&connectionRefused, sequelize, []string{"=sequelize connection refused error"}},
	{&dnsFailure, sequelize, []string{"=sequelize host not found error"}},
	{&hostUnreachable, sequelize, []string{"=sequelize host not reachable error", "=host not reachable error"}},
	{&credentialsInvalid, sequelize, []string{"=sequelize access denied error"}},
	{&optimisticLock, sequelize, []string{"=sequelize optimistic lock error"}},
	{&notFound, typeORM, []string{"entity not found"}},
	{&querySchema, typeORM, []string{"=entity property not found error", "=entity column not found"}},
	{&optimisticLock, typeORM, []string{"=optimistic lock version mismatch error"}},
	{&optimisticLock, mongoose, []string{"=version error"}},
	{&notFound, mongoose, []string{"=document not found error"}},
	{&invalidInput, mongoose, []string{"=cast error", "=validator error"}},
	{&noServerSelected, mongoNode, []string{"=mongo server selection error", "=mongoose server selection error", "=mongo topology closed error"}},
	{&timeout, mongoNode, []string{"=mongo network timeout error"}},
	{&connectionFailed, mongoNode, []string{"=mongo network error"}},
	{&poolExhausted, mongoNode, []string{"=mongo wait queue timeout error"}},
	{&connectionReset, mysqlNode, []string{"=protocol connection lost"}},
	{&timeout, mysqlNode, []string{"=protocol sequence timeout"}},
	{&retriesExhausted, ioredis, []string{"=max retries per request error"}},
	{&tokenMissing, "github.com/aws: SDKs for JavaScript and Ruby", []string{"=credentials provider error", "missing credentials"}},
	{&dataStoreUnavailable, ioredis, []string{"=cluster all failed error"}},
	{&requestUnbuilt, undici, []string{"=und err req content length mismatch", "=und err invalid arg", "=und err not supported"}},
	{&requestUnbuilt, axios, []string{"=err bad option", "=err bad option value", "=err not support", "=err unsupported protocol"}},
	{&retriesExhausted, undici, []string{"=und err req retry"}},
	{&responseTooLarge, undici, []string{"=und err res exceeded max size"}},
	{&protocolError, undici, []string{"=und err info", "=und err invalid return value"}},
	{&poolExhausted, undici, []string{"=und err bpl missing upstream"}},
	{&payloadTooLarge, axios, []string{"=err fr max body length exceeded"}},
	{&redirectLoop, "got, node-fetch, ky, superagent: redirects", []string{"=max redirects error", "=max redirect"}},
	{&protocolError, llhttp, []string{
		"=hpe invalid constant", "=hpe invalid version", "=hpe invalid status", "=hpe invalid header token", "=hpe invalid content length", "=hpe invalid chunk size", "=hpe lf expected",
		"=hpe cr expected", "=hpe strict", "=hpe closed connection", "=hpe invalid transfer encoding", "=hpe unexpected content length", "=hpe invalid eof state", "=hpe invalid method",
		"=hpe invalid url", "=hpe invalid internal state", "=hpe user",
	}},
	{&invalidState, nodeErrors, []string{"=err http invalid status code", "=err use after close", "=err ipc channel closed", "=err stream push after eof", "=err multiple callback", "=err http socket assigned", "=err http2 headers sent"}},
	{&outOfMemory, nodeErrors, []string{"=err worker out of memory", "=err string too long", "=err buffer too large", "=err memory allocation failed"}},
	{&codeMissing, nodeErrors, []string{"=err unsupported dir import", "=err invalid module specifier", "=err require async module", "=err module not found", "=err dlopen failed"}},
	{&typeMismatch, nodeErrors, []string{"=err invalid this", "=err invalid return value", "=err unhandled error", "=err unhandled rejection"}},
	{&invalidState, fastify, []string{"=fst err rep already sent", "=fst err dec already present", "=fst err instance already listening", "=fst err promise not fulfilled"}},
	{&invalidInput, fastify, []string{"=fst err ctp invalid content length", "=fst err ctp invalid json body", "=fst err bad url", "=fst err schema validation"}},
	{&routeNotFound, fastify, []string{"=fst err not found"}},
	{&methodNotAllowed, nestJS, []string{"=method not allowed exception"}},
	{&invalidInput, zod, []string{"joi/validation error", "ajv/validation error", "=superstruct error", "=struct error", "=valibot error", "=val error", "=assert validation error", "=express validation error"}},
	{&unauthenticated, "passportjs.org: errors", []string{"passport/authentication error"}},
	{&tokenInvalid, "passport-oauth2, openid-client, csurf", []string{"=token error", "=opp error", "=rp error", "=bad csrf token error", "=ebadcsrf"}},
	{&tokenMissing, "express-jwt, @fastify/jwt", []string{"=credentials required", "=fst jwt no authorization in header", "=fst jwt no authorization in cookie"}},
	{&tokenExpired, "@fastify/jwt", []string{"=fst jwt authorization token expired"}},
	{&tokenInvalid, "@fastify/jwt, express-jwt", []string{"=fst jwt authorization token invalid", "=fst jwt authorization token untrusted", "=fst csrf invalid token", "=fst csrf missing secret", "=revoked token"}},
	{&rateLimited, "github.com/animir/node-rate-limiter-flexible; @fastify/rate-limit", []string{"=rate limiter res", "=fst err rate limit"}},
	{&circuitOpen, "github.com/connor4312/cockatiel", []string{"=broken circuit error"}},
	{&threadPoolExhausted, "cockatiel, opossum", []string{"=bulkhead rejected error", "=esemlocked"}},
	{&userCancelled, webIDL, []string{"=response aborted"}},
	{&invalidState, webIDL, []string{"=data clone error"}},
	{&invalidInput, "graphql-upload, multer, busboy", []string{"=limit unexpected file", "=limit part count", "=limit field count", "=limit file count", "=multer error"}},
	{&payloadTooLarge, "graphql-upload, multer, busboy", []string{"=limit file size", "=limit field value", "=limit field key"}},
}
