package classify

// Where the other data stores word their messages.
const (
	mongoText     = "github.com/mongodb/mongo: src/mongo"
	mongoDriver   = "github.com/mongodb: drivers; github.com/mongodb/specifications"
	redisText     = "github.com/redis/redis: src"
	redisDriver   = "github.com: go-redis, jedis, lettuce, redisson, ioredis, node-redis, redis-py, StackExchange.Redis, phpredis"
	cassandraText = "github.com/apache/cassandra: org.apache.cassandra.exceptions"
	cassandraCQL  = "github.com/apache/cassandra: cql3; github.com: cassandra drivers, gocql"
	elasticText   = "github.com/elastic/elasticsearch: server"
	elasticDriver = "github.com/elastic: clients; github.com/olivere/elastic"
	clickHouseSay = "github.com/ClickHouse/ClickHouse: src"
	neo4jDriver   = "github.com/neo4j: drivers"
	memcachedText = "github.com/memcached/memcached: doc/protocol.txt; bradfitz/gomemcache"
	etcdText      = "github.com/etcd-io/etcd: api/v3rpc/rpctypes/error.go"
	zooKeeper     = "github.com/apache/zookeeper: KeeperException"
	dynamoText    = "docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html"
)

var mongoPhrases = []phraseRow{
	{&serializationFailure, mongoText, []string{"write conflict during plan execution", "conflicted with another operation"}},
	{&queryCanceled, mongoText, []string{"operation exceeded time limit"}},
	{&notLeader, mongoText, []string{
		"=not primary", "=not master", "=node is recovering", "not primary and secondaryok", "not master and slaveok", "no primary available",
		"no primary found",
	}},
	{&duplicateKey, mongoText, []string{"e11000"}},
	{&storeForbidden, mongoText, []string{"not authorized on"}},
	{&tokenMissing, mongoText, []string{"command * requires authentication"}},
	{&storeCredentials, mongoText, []string{"bad auth : authentication failed", "scram-sha-256 authentication failed", "scram-sha-1 authentication failed"}},
	{&invalidInput, mongoText, []string{"document failed validation", "would modify the immutable field"}},
	{&messageTooLarge, mongoText, []string{"object to insert too large", "exceeds maximum document size", "bsonobj size: * is invalid"}},
	{&cursorLost, mongoText, []string{"cursor id * not found"}},
	{&transactionAborted, mongoText, []string{"given transaction number * does not match", "transaction * has been aborted"}},
	{&querySchema, mongoText, []string{"ns not found", "unknown top level operator", "unrecognized pipeline stage name", "unrecognized expression '$"}},
	{&statementTooComplex, mongoText, []string{"exceeded memory limit for $group", "sort exceeded memory limit", "exceeded maximum allowed sort memory"}},
	{&insufficientReplicas, mongoText, []string{"waiting for replication timed out", "not enough data-bearing nodes"}},
	{&dataStoreUnavailable, mongoText, []string{"operation was interrupted because"}},
	{&lockTimeout, mongoText, []string{"unable to acquire * lock on"}},
	{&offsetOutOfRange, mongoText, []string{"resume of change stream was not possible"}},
	{&storeFull, "mongodb.com/docs/atlas/reference: limits", []string{"you are over your space quota"}},
	{&rateLimited, "learn.microsoft.com/azure/cosmos-db/mongodb: error codes", []string{"request rate is large"}},
	{&connectionReset, mongoDriver, []string{"socket was unexpectedly closed", "prematurely reached end of stream", "incomplete read of message header"}},
	{&poolExhausted, mongoDriver, []string{"wait queue for acquiring a connection"}},
	{&invalidState, mongoDriver, []string{"=client is disconnected", "client must be connected before running operations"}},
}

var redisPhrases = []phraseRow{
	{&optimisticLock, redisDriver, []string{"redis: transaction failed"}},
	{&notLeader, redisText, []string{"can't write against a read only"}},
	{&dataStoreUnavailable, redisText, []string{
		"loading the dataset in memory", "clusterdown the cluster is down", "hash slot not served", "busy running a script",
		"masterdown link with master is down", "multiple keys request during rehashing of slot",
	}},
	{&typeMismatch, redisText, []string{"against a key holding the wrong kind of value"}},
	{&duplicateKey, redisText, []string{"busygroup consumer group name already exists", "busykey target key name already exists"}},
	{&transactionAborted, redisText, []string{"execabort transaction discarded"}},
	{&notFound, redisText, []string{"noscript no matching script", "nogroup no such key", "nogroup no such consumer group", "err no such key"}},
	{&readOnly, redisText, []string{"misconf redis is configured to save", "misconf errors writing to the aof file"}},
	{&insufficientReplicas, redisText, []string{"not enough good replicas to write", "not enough good slaves to write"}},
	{&storeCredentials, redisText, []string{"invalid username-password pair", "err invalid password", "without any password configured", "client sent auth, but no password is set"}},
	{&unauthenticated, redisText, []string{"noauth authentication required", "noauth hello must be called"}},
	{&storeForbidden, redisText, []string{"has no permissions to", "noperm no permissions", "redis is running in protected mode"}},
	{&unsupportedOperation, redisText, []string{
		"keys in request don't hash to the same slot", "err unknown command", "err unknown subcommand", "instance has cluster support disabled",
		"noproto unsupported protocol version",
	}},
	{&invalidInput, redisText, []string{
		"err syntax error", "err value is not an integer", "err value is not a valid float",
		"err increment or decrement would overflow", "err hash value is not", "err invalid expire time", "err min or max is not a float",
	}},
	{&misconfigured, redisText, []string{"err db index is out of range", "err invalid db index"}},
	{&invalidState, redisText, []string{"err exec without multi", "err multi calls can not be nested"}},
	{&outOfSequence, redisText, []string{"specified in xadd is equal or smaller"}},
	{&payloadTooLarge, redisText, []string{"err string exceeds maximum allowed size", "err max request size exceeded"}},
	{&quotaExceeded, "upstash.com/docs/redis: troubleshooting", []string{"err max daily request limit exceeded", "err max requests limit exceeded"}},
	{&wrongNode, redisDriver, []string{"too many cluster redirections"}},
	{&notLeader, redisDriver, []string{"no master found for"}},
	{&dataStoreUnavailable, redisDriver, []string{"not covered by the cluster"}},
	{&poolExhausted, redisDriver, []string{"unable to acquire connection! increase connection pool size"}},
	{&timeout, redisDriver, []string{"redis server response timeout", "timeout performing", "command still hasn't been written into connection"}},
	{&readTimeout, redisDriver, []string{"=timeout reading from socket"}},
	{&connectionTimeout, redisDriver, []string{"=timeout connecting to server"}},
	{&connectionReset, redisDriver, []string{
		"=connection is closed", "=connection is closed.", "=the client is closed", "=socket closed unexpectedly",
		"redis server went away", "read error on connection",
	}},
	{&invalidState, redisDriver, []string{"redis: client is closed", "not locked by current thread"}},
	{&lockTimeout, "redis.io/docs: distributed locks; github.com/mike-marcacci/node-redlock", []string{"unable to achieve a quorum during its retry window"}},
}

var cassandraPhrases = []phraseRow{
	{&insufficientReplicas, cassandraText, []string{"cannot achieve consistency level", "not enough replicas available for query", "not enough replicas responded"}},
	{&timeout, cassandraText, []string{"server timeout during", "timeout during * query at consistency", "no response received from cassandra within timeout", "operation timed out - received only"}},
	{&calledFailed, cassandraText, []string{"operation failed - received"}},
	{&calledOverloaded, cassandraText, []string{"too many in flight hints"}},
	{&storeCredentials, cassandraText, []string{"provided username * and/or password are incorrect"}},
	{&querySchema, cassandraCQL, []string{
		"unconfigured table", "undefined column name", "keyspace '*' does not exist", "no viable alternative at input",
		"might involve data filtering", "no keyspace has been specified",
	}},
	{&statementTooComplex, cassandraText, []string{"tombstones during query"}},
	{&payloadTooLarge, cassandraText, []string{"=batch too large"}},
	{&poolExhausted, cassandraCQL, []string{"no streams available on connection"}},
	{&connectionReset, cassandraCQL, []string{"gocql: connection closed"}},
}

var searchPhrases = []phraseRow{
	{&optimisticLock, elasticText, []string{"version conflict, document already exists", "version conflict, required seqno", "version_conflict_engine_exception"}},
	{&calledOutOfMemory, elasticText, []string{"data too large, data for", "circuit_breaking_exception"}},
	{&calledOverloaded, elasticText, []string{"es_rejected_execution_exception", "rejected_execution_exception", "rejected execution of"}},
	{&readOnly, elasticText, []string{"index read-only / allow delete", "cluster_block_exception"}},
	{&notLeader, elasticText, []string{"master_not_discovered_exception", "cluster_manager_not_discovered_exception"}},
	{&insufficientReplicas, elasticText, []string{"no_shard_available_action_exception", "unavailable_shards_exception", "primary shard is not active"}},
	{&querySchema, elasticText, []string{
		"index_not_found_exception", "mapper_parsing_exception", "document_parsing_exception", "strict_dynamic_mapping_exception",
		"query_shard_exception", "parsing_exception", "x_content_parse_exception", "fielddata is disabled on", "no such index",
	}},
	{&duplicateKey, elasticText, []string{"resource_already_exists_exception"}},
	{&statementTooComplex, elasticText, []string{"too_many_buckets_exception", "too_many_clauses", "result window is too large"}},
	{&quotaExceeded, elasticText, []string{"but this cluster currently has", "limit of total fields"}},
	{&invalidInput, elasticText, []string{"action_request_validation_exception"}},
	{&tokenMissing, elasticText, []string{"missing authentication credentials for rest request"}},
	{&storeCredentials, elasticText, []string{"unable to authenticate user"}},
	{&storeForbidden, elasticText, []string{"is unauthorized for user", "is unauthorized for api key", "no permissions for ["}},
}

var otherStorePhrases = []phraseRow{
	{&calledOutOfMemory, clickHouseSay, []string{"db::exception: memory limit"}},
	{&calledOverloaded, clickHouseSay, []string{"too many simultaneous queries", "db::exception: too many parts"}},
	{&queryCanceled, clickHouseSay, []string{"estimated query execution time", "db::exception: timeout exceeded"}},
	{&storeCredentials, neo4jDriver, []string{"client is unauthorized due to authentication failure"}},
	{&poolExhausted, neo4jDriver, []string{"unable to acquire connection from the pool within", "connection acquisition timed out"}},

	{&calledOutOfMemory, memcachedText, []string{"server_error out of memory"}},
	{&payloadTooLarge, memcachedText, []string{"object too large for cache"}},
	{&optimisticLock, memcachedText, []string{"memcache: compare-and-swap conflict"}},
	{&preconditionFailed, memcachedText, []string{"memcache: item not stored"}},
	{&notFound, memcachedText, []string{"memcache: cache miss"}},
	{&connectionTimeout, memcachedText, []string{"memcache: connect timeout"}},

	{&notLeader, etcdText, []string{"etcdserver: not leader", "no cluster leader"}},
	{&storeFull, etcdText, []string{"mvcc: database space exceeded"}},
	{&offsetOutOfRange, etcdText, []string{"required revision has been compacted"}},
	{&lockLost, etcdText, []string{"etcdserver: requested lease not found"}},
	{&calledOverloaded, etcdText, []string{"etcdserver: too many requests"}},
	{&payloadTooLarge, etcdText, []string{"etcdserver: request is too large"}},
	{&storeForbidden, etcdText, []string{"etcdserver: permission denied"}},
	{&tokenInvalid, etcdText, []string{"etcdserver: invalid auth token"}},
	{&insufficientReplicas, etcdText, []string{"etcdserver: unhealthy cluster"}},

	{&connectionReset, zooKeeper, []string{"keepererrorcode = connectionloss", "keepererrorcode = session expired"}},
	{&notFound, zooKeeper, []string{"keepererrorcode = nonode"}},
	{&duplicateKey, zooKeeper, []string{"keepererrorcode = nodeexists"}},
	{&optimisticLock, zooKeeper, []string{"keepererrorcode = badversion"}},
	{&storeForbidden, zooKeeper, []string{"keepererrorcode = noauth"}},
	{&timeout, zooKeeper, []string{"keepererrorcode = operationtimeout"}},

	{&preconditionFailed, dynamoText, []string{"the conditional request failed", "specific reasons [ * conditionalcheckfailed"}},
	{&serializationFailure, dynamoText, []string{"specific reasons [ * transactionconflict", "transaction is ongoing for the item"}},
	{&rateLimited, dynamoText, []string{"level of configured provisioned throughput", "throughput exceeds the current", "exceeds the account level throughput"}},
	{&invalidInput, dynamoText, []string{"one or more parameter values were invalid", "the provided starting key is invalid"}},
	{&querySchema, dynamoText, []string{
		"key element does not match the schema", "does not have the specified index", "invalid updateexpression:", "invalid filterexpression:",
		"invalid keyconditionexpression:", "invalid conditionexpression:", "invalid projectionexpression:",
	}},
	{&payloadTooLarge, dynamoText, []string{"item size has exceeded the maximum", "item size to update has exceeded the maximum"}},
	{&notFound, dynamoText, []string{"=requested resource not found"}},
}
