package classify

// Where the names of Java and its libraries stand.
const (
	jdk           = "docs.oracle.com/en/java/javase/21/docs/api"
	jakarta       = "jakarta.ee/specifications"
	spring        = "docs.spring.io: spring-framework, spring-security, spring-data"
	hibernate     = "github.com/hibernate/hibernate-orm: org.hibernate"
	apacheHTTP    = "hc.apache.org: HttpClient 4 and 5"
	netty         = "github.com/netty/netty: io.netty"
	okhttp        = "github.com/square/okhttp: okhttp3"
	resilience4j  = "github.com/resilience4j/resilience4j: CallNotPermittedException, BulkheadFullException, RequestNotPermitted"
	jedis         = "github.com/redis/jedis, github.com/redis/lettuce: exceptions"
	reactorPool   = "github.com/reactor/reactor-pool, reactor-netty: PoolAcquireTimeoutException"
	jackson       = "github.com/FasterXML/jackson-databind, github.com/google/gson: exceptions"
	javaJWT       = "github.com/jwtk/jjwt, github.com/auth0/java-jwt: exceptions"
	tomcatJetty   = "github.com/apache/tomcat, github.com/jetty/jetty.project: exceptions of the container"
	kotlin        = "kotlinlang.org/api/kotlinx.coroutines"
	hikari        = "github.com/brettwooldridge/HikariCP: HikariPool"
	mongoJava     = "github.com/mongodb/mongo-java-driver: com.mongodb"
	r2dbc         = "r2dbc.io/spec: exceptions"
	feign         = "github.com/OpenFeign/feign: FeignException"
	protobufJava  = "github.com/protocolbuffers/protobuf: java"
	jsonPathNames = "github.com/json-path/JsonPath: exceptions"
)

// javaNames are exceptions of the JVM's languages.
var javaNames = []nameRow{
	{&nullReference, jdk, []string{"null pointer"}},
	{&indexOutOfRange, jdk, []string{"index out of bounds", "=negative array size"}},
	{&typeMismatch, jdk, []string{"=class cast", "=array store"}},
	{&stackOverflow, jdk, []string{"stack overflow"}},
	{&keyMissing, jdk, []string{"no such element"}},
	{&assertionFailed, jdk, []string{"=assertion error"}},
	{&assertionFailed, "junit.org: junit.framework", []string{"=assertion failed"}},
	{&arithmeticError, jdk, []string{"=arithmetic"}},
	{&codeMissing, jdk, []string{
		"class not found", "no class def found", "no such method", "=no such field", "=unsatisfied link",
		"=abstract method error", "=incompatible class change", "=unsupported class version", "=exception in initializer",
	}},
	{&invalidState, jdk, []string{"=illegal state", "=concurrent modification", "=illegal monitor state"}},
	{&invalidParameter, jdk, []string{"=illegal argument", "=number format", "=date time parse", "=input mismatch"}},
	{&fileMissing, jdk, []string{"file not found", "no such file"}},
	{&fileForbidden, jdk, []string{"=access control"}},
	{&threadPoolExhausted, jdk, []string{"rejected execution"}},
	{&outOfMemory, jdk, []string{"out of memory"}},
	{&notImplemented, jdk, []string{"unsupported operation"}},
	{&dnsFailure, jdk, []string{"unknown host", "=unresolved address"}},
	{&certificateExpired, jdk, []string{"certificate expired"}},
	{&certificateInvalid, jdk, []string{"cert path validator", "cert path builder", "certificate not yet valid", "ssl peer unverified"}},
	{&handshakeFailed, jdk, []string{"ssl handshake", "ssl exception"}},
	{&connectionNotAccepted, jdk, []string{"connect exception"}},
	{&connectionReset, jdk, []string{"=eof", "=closed channel", "=asynchronous close"}},
	{&hostUnreachable, jdk, []string{"=no route to host"}},
	{&connectionTimeout, jdk, []string{"=http connect timeout"}},
	{&timeout, jdk, []string{"timeout"}},
	{&cancelled, jdk, []string{"cancellation", "=interrupted", "=closed by interrupt"}},
	{&credentialsInvalid, jdk, []string{"=failed login", "=account not found"}},
	{&credentialsExpired, jdk, []string{"=credential expired"}},
	{&unauthenticated, jdk, []string{"authentication exception"}},
	{&queryCanceled, jdk, []string{"=sql timeout"}},
	{&constraintViolated, jdk, []string{"=sql integrity constraint violation"}},
	{&querySchema, jdk, []string{"=sql syntax error"}},
	{&invalidInput, jdk, []string{"=sql data"}},
	{&serializationFailure, jdk, []string{"=sql transaction rollback"}},
	{&credentialsInvalid, jdk, []string{"=sql invalid authorization spec"}},
	{&connectionFailed, jdk, []string{"=sql transient connection", "=sql non transient connection"}},
	{&unsupportedOperation, jdk, []string{"=sql feature not supported"}},
	{&schemaMismatch, jdk, []string{"=stream corrupted", "=invalid class", "=malformed input", "=sax parse", "=unmarshal"}},

	{&constraintViolated, jakarta, []string{"constraint violation"}},
	{&invalidInput, jakarta, []string{"=bad request"}},
	{&optimisticLock, jakarta, []string{"optimistic lock"}},
	{&lockTimeout, jakarta, []string{"pessimistic lock", "=lock timeout"}},
	{&queryCanceled, jakarta, []string{"query timeout"}},
	{&duplicateKey, jakarta, []string{"=entity exists"}},
	{&notFound, jakarta, []string{"entity not found", "=no result"}},
	{&transactionAborted, jakarta, []string{"=rollback exception", "=transaction rolledback"}},
	{&methodNotAllowed, jakarta, []string{"=not allowed exception"}},
	{&notAcceptable, jakarta, []string{"=not acceptable"}},
	{&forbidden, jakarta, []string{"forbidden"}},

	{&forbidden, spring, []string{"access denied", "authorization denied"}},
	{&credentialsInvalid, spring, []string{"bad credentials", "=username not found"}},
	{&credentialsExpired, spring, []string{"=credentials expired"}},
	{&accountLocked, spring, []string{"=locked exception", "=disabled exception", "=account expired"}},
	{&tokenMissing, spring, []string{"=authentication credentials not found"}},
	{&unauthenticated, spring, []string{"insufficient authentication"}},
	{&tokenInvalid, spring, []string{"=invalid bearer token", "=bad jwt", "=missing csrf token", "=invalid csrf token"}},
	{&invalidInput, spring, []string{
		"method argument not valid", "message not readable", "missing servlet request parameter", "=web exchange bind",
		"=method argument type mismatch", "=missing request header", "=missing path variable", "=handler method validation",
		"=server web input", "=servlet request binding",
	}},
	{&payloadTooLarge, spring, []string{"upload size exceeded", "=data buffer limit"}},
	{&routeNotFound, spring, []string{"no handler found", "no resource found"}},
	{&methodNotAllowed, spring, []string{"=http request method not supported"}},
	{&unsupportedMedia, spring, []string{"=http media type not supported"}},
	{&notAcceptable, spring, []string{"=http media type not acceptable"}},
	{&duplicateKey, spring, []string{"duplicate key"}},
	{&constraintViolated, spring, []string{"data integrity violation"}},
	{&deadlock, spring, []string{"deadlock loser data access"}},
	{&serializationFailure, spring, []string{"=cannot serialize transaction", "=concurrency failure"}},
	{&optimisticLock, spring, []string{"optimistic locking failure"}},
	{&lockTimeout, spring, []string{"=cannot acquire lock", "=pessimistic locking failure"}},
	{&queryCanceled, spring, []string{"=transaction timed out"}},
	{&querySchema, spring, []string{"bad sql grammar", "=invalid data access resource usage"}},
	{&connectionFailed, spring, []string{"=data access resource failure", "=resource access", "=redis connection failure", "=cannot get jdbc connection"}},
	{&transactionAborted, spring, []string{"=unexpected rollback"}},
	{&notFound, spring, []string{"=empty result data access"}},
	{&misconfigured, spring, []string{
		"=bean creation", "=no such bean definition", "=unsatisfied dependency", "=no unique bean definition",
		"=configuration properties bind",
	}},

	{&optimisticLock, hibernate, []string{"stale object state", "=stale state"}},
	{&lockTimeout, hibernate, []string{"=lock acquisition"}},
	{&deadlock, hibernate, []string{"lock acquisition deadlock"}},
	{&querySchema, hibernate, []string{"=sql grammar"}},
	{&connectionFailed, hibernate, []string{"=jdbc connection"}},
	{&notFound, hibernate, []string{"object not found"}},
	{&invalidState, hibernate, []string{"=lazy initialization"}},

	{&poolExhausted, apacheHTTP, []string{"connection pool timeout", "=connection request timeout"}},
	{&connectionReset, apacheHTTP, []string{"no http response", "=connection closed"}},
	{&connectionNotAccepted, apacheHTTP, []string{"=http host connect"}},
	{&readTimeout, netty, []string{"read timeout"}},
	{&connectionTimeout, netty, []string{"connect timeout"}},
	{&connectionReset, netty, []string{"=premature close", "=native io"}},
	{&dnsFailure, netty, []string{"=dns name resolver timeout", "=dns resolve context"}},
	{&handshakeFailed, netty, []string{"=not ssl record"}},
	{&connectionReset, okhttp, []string{"=connection shutdown", "=stream reset"}},
	{&circuitOpen, resilience4j, []string{"call not permitted"}},
	{&threadPoolExhausted, resilience4j, []string{"bulkhead full"}},
	{&rateLimited, resilience4j, []string{"request not permitted"}},
	{&retriesExhausted, resilience4j, []string{"=max retries exceeded"}},
	{&poolExhausted, jedis, []string{"exhausted pool"}},
	{&dataStoreUnavailable, jedis, []string{"=jedis cluster operation"}},
	{&wrongNode, jedis, []string{"=jedis moved data", "=jedis ask data", "=jedis redirection"}},
	{&connectionFailed, jedis, []string{"=jedis connection", "=redis connection"}},
	{&timeout, jedis, []string{"=redis command timeout"}},
	{&poolExhausted, reactorPool, []string{"pool acquire timeout", "=pool acquire pending limit"}},
	{&poolExhausted, hikari, []string{"=pool initialization"}},
	{&poolExhausted, mongoJava, []string{"=mongo wait queue full"}},
	{&timeout, mongoJava, []string{"=mongo timeout", "=mongo execution timeout", "=mongo operation timeout"}},
	{&connectionFailed, mongoJava, []string{"=mongo socket", "=mongo socket open"}},
	{&connectionReset, mongoJava, []string{"=mongo socket closed"}},
	{&readTimeout, mongoJava, []string{"=mongo socket read timeout"}},
	{&credentialsInvalid, mongoJava, []string{"=mongo security"}},
	{&notLeader, mongoJava, []string{"=mongo not primary"}},
	{&dataStoreUnavailable, mongoJava, []string{"=mongo node is recovering"}},
	{&querySchema, r2dbc, []string{"bad grammar"}},
	{&connectionFailed, feign, []string{"=retryable exception"}},
	{&schemaMismatch, jackson, []string{
		"mismatched input", "unrecognized property", "json exception", "json syntax", "json parse", "json processing",
		"json mapping", "=invalid definition", "=value instantiation", "=malformed json",
	}},
	{&schemaMismatch, jackson, []string{"=invalid format", "=invalid type id"}},
	{&schemaMismatch, protobufJava, []string{"invalid protocol buffer"}},
	{&schemaMismatch, jsonPathNames, []string{"=path not found"}},
	{&tokenExpired, javaJWT, []string{"expired jwt", "token expired"}},
	{&tokenInvalid, javaJWT, []string{"malformed jwt", "jwt verification", "=unsupported jwt", "=jwt decode", "=premature jwt"}},
	{&signatureInvalid, javaJWT, []string{"signature verification", "=signature exception"}},
	{&userCancelled, tomcatJetty, []string{"client abort"}},
	{&payloadTooLarge, tomcatJetty, []string{"size limit exceeded"}},
	{&connectionReset, tomcatJetty, []string{"=early eof"}},
	{&cancelled, kotlin, []string{"=job cancellation"}},
}
