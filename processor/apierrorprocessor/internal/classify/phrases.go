package classify

import "slices"

// phraseRow recognises an error by a phrase of its message, in lower case and in whole words. A "*" stands for anything
// in between; with a "=" before it, the phrase is the whole message.
type phraseRow struct {
	means   *meaning
	source  string // who says it, and where that stands
	phrases []string
}

// errorPhrases are tried in order: programming errors stand first, since they quote whatever they stumbled over, and then
// what is more telling. Single words are no phrases, but for errno names: a message may speak of a timeout without being one.
var errorPhrases = slices.Concat(
	programmingPhrases, resourcePhrases, databasePhrases, brokerPhrases, cloudPhrases, accessPhrases, limitPhrases, contractPhrases, inputPhrases, requestPhrases, tlsPhrases,
	networkPhrases, selectionPhrases, timePhrases, lastPhrases, wrapperPhrases,
)

// resourcePhrases are what breakers, pools and limits say.
var resourcePhrases = []phraseRow{
	{&circuitOpen, "github.com/sony/gobreaker: gobreaker.go", []string{"circuit breaker is open"}},
	{&circuitOpen, "github.com/nodeshift/opossum: lib/circuit.js", []string{"breaker is open"}},
	{&circuitOpen, "github.com/resilience4j/resilience4j: CallNotPermittedException", []string{"circuitbreaker * is open"}},
	{&circuitOpen, "github.com/Netflix/Hystrix: HystrixCommand", []string{"short-circuited"}},
	{&circuitOpen, "pollydocs.org/strategies/circuit-breaker", []string{"circuit is now open", "circuit is open"}},
	{&circuitOpen, plainWords, []string{"circuit breaker open"}},
	{&circuitOpen, "github.com/traefik/traefik: pkg/middlewares/circuitbreaker", []string{"blocked by circuit-breaker"}},

	{&poolExhausted, "github.com/brettwooldridge/HikariCP: HikariPool", []string{"connection is not available, request timed out"}},
	{&poolExhausted, "docs.sqlalchemy.org/errors.html#error-3o7r", []string{"queuepool limit"}},
	{&poolExhausted, "learn.microsoft.com/dotnet/api/microsoft.data.sqlclient", []string{"obtaining a connection from the pool"}},
	{&poolExhausted, "github.com/npgsql/npgsql: PoolingDataSource", []string{"connection pool * exhausted"}},
	{&poolExhausted, plainWords, []string{"pool exhausted", "pool * reached max"}},
	{&poolExhausted, "github.com/urllib3/urllib3: src/urllib3/connectionpool.py", []string{"connection pool is full"}},
	{&poolExhausted, "github.com/knex/knex: lib/client.js", []string{"pool is probably full", "timeout acquiring a connection"}},
	{&poolExhausted, "github.com/brianc/node-postgres: packages/pg-pool", []string{"timeout exceeded when trying to connect"}},
	{&poolExhausted, "github.com/vincit/tarn.js, sequelize-pool", []string{"operation timeout: * acquire"}},
	{&poolExhausted, "github.com/redis/jedis: Pool", []string{
		"could not get a resource from the pool", "could not get a resource since the pool is exhausted",
	}},
	{&poolExhausted, "commons.apache.org/dbcp, commons.apache.org/pool", []string{"cannot get a connection, pool error", "timeout waiting for idle object"}},
	{&poolExhausted, "hc.apache.org: ConnectionPoolTimeoutException", []string{"timeout waiting for connection from pool"}},
	{&poolExhausted, "pgbouncer.org/config.html", []string{"no more connections allowed", "query_wait_timeout"}},
	{&poolExhausted, "dev.mysql.com/doc/mysql-errors/8.4/en: ER_CON_COUNT_ERROR", []string{"too many connections"}},
	{&poolExhausted, "postgresql.org: src/backend/utils/init/postinit.c", []string{
		"too many clients already", "remaining connection slots are reserved",
	}},
	{&poolExhausted, "github.com/redis/redis: src/networking.c", []string{"max number of clients reached"}},
	{&poolExhausted, "guides.rubyonrails.org: ActiveRecord::ConnectionTimeoutError", []string{"could not obtain a connection from the pool"}},
	{&poolExhausted, "github.com/reactor/reactor-pool", []string{"pending acquire queue has reached its maximum size", "pool#acquire("}},
	{&poolExhausted, "github.com/prisma/prisma-engines: P2024", []string{"timed out fetching a new connection from the connection pool"}},
	{&poolExhausted, "github.com/launchbadge/sqlx: sqlx-core/src/error.rs", []string{"pool timed out while waiting for an open connection"}},
	{&poolExhausted, "github.com/mongodb/specifications: connection-monitoring-and-pooling", []string{"timed out while checking out a connection"}},
	{&poolExhausted, "github.com/elixir-ecto/db_connection", []string{"connection not available and request was dropped from queue"}},
	{&poolExhausted, "github.com/redis/go-redis: ErrPoolTimeout", []string{"redis: connection pool timeout"}},
	{&poolExhausted, "github.com/redis/redis-py: BlockingConnectionPool", []string{"=no connection available."}},
	{&poolExhausted, "github.com/mperham/connection_pool: TimeoutError", []string{"waited * sec, * available"}},
	{&poolExhausted, "github.com/aws/aws-sdk-java-v2: netty-nio-client", []string{"acquire operation took longer than the configured maximum"}},
	{&calledThreadsExhausted, "github.com/apache/dubbo: AbortPolicyWithReport", []string{"thread pool is exhausted"}},

	{&diskFull, errno, []string{"no space left on device", "disk quota exceeded"}},
	{&filesExhausted, errno, []string{"too many open files"}},
	{&portsExhausted, errno, []string{"cannot assign requested address"}},
	{&addressInUse, errno, []string{"address already in use"}},
	{&outOfMemory, "openjdk.org: java.lang.OutOfMemoryError", []string{"java heap space", "gc overhead limit exceeded", "unable to create native thread"}},
	{&outOfMemory, errno, []string{"cannot allocate memory"}},
	{&outOfMemory, "nodejs.org: FATAL ERROR", []string{"heap out of memory"}},
	{&outOfMemory, "github.com/php/php-src: Zend/zend_alloc.c", []string{"allowed memory size of"}},
	{&outOfMemory, "github.com/redis/redis: src/server.c", []string{"oom command not allowed"}},
	{&outOfMemory, "docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html", []string{"signal: killed"}},
	{&functionTimeout, "docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html", []string{"task timed out after"}},
	{&functionTimeout, "github.com/php/php-src: main/main.c", []string{"maximum execution time of"}},
	{&processExited, "docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html", []string{"runtime exited with error", "runtime exited without providing a reason"}},
	{&noHealthyUpstream, "envoyproxy.io: source/common/router/router.cc", []string{"no healthy upstream"}},
	{&noHealthyUpstream, "nginx.org/en/docs/http/ngx_http_upstream_module.html", []string{"no live upstreams"}},
	{&noHealthyUpstream, "docs.spring.io/spring-cloud-gateway: ReactiveLoadBalancerClientFilter", []string{"unable to find instance for"}},
}
