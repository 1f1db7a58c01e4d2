package classify

// Where the names that data stores give their errors stand.
const (
	postgresNames = "postgresql.org/docs/current/errcodes-appendix.html"
	mysqlNames    = "dev.mysql.com/doc/mysql-errors/8.4/en: symbols"
	mongoNames    = "github.com/mongodb/mongo: src/mongo/base/error_codes.yml"
	cassandraName = "github.com/apache/cassandra: doc/native_protocol_v5.spec, section 8"
	sqliteNames   = "sqlite.org/rescode.html"
	dynamoNames   = "docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html"
	cosmosNames   = "learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb"
)

// databaseNames are errors of data stores by name: the symbols and condition names beside the numbers of codes_*.go, and the
// exceptions that drivers make of them.
var databaseNames = []nameRow{
	{&duplicateKey, postgresNames, []string{"unique violation"}},
	{&constraintViolated, postgresNames, []string{"foreign key violation", "not null violation", "check violation", "=exclusion violation"}},
	{&deadlock, postgresNames, []string{"deadlock detected"}},
	{&lockTimeout, postgresNames, []string{"lock not available"}},
	{&querySchema, postgresNames, []string{"undefined column", "undefined table", "=undefined function", "=undefined object", "=ambiguous column"}},
	{&diskFull, postgresNames, []string{"disk full"}},
	{&transactionAborted, postgresNames, []string{"in failed sql transaction"}},
	{&readOnly, postgresNames, []string{"read only sql transaction"}},
	{&dataStoreUnavailable, postgresNames, []string{"cannot connect now"}},
	{&statementTooComplex, postgresNames, []string{"statement too complex", "=too many columns", "=too many arguments"}},
	{&forbidden, postgresNames, []string{"insufficient privilege"}},

	{&poolExhausted, mysqlNames, []string{"=er con count error", "=er too many user connections"}},
	{&deadlock, mysqlNames, []string{"=er lock deadlock"}},
	{&lockTimeout, mysqlNames, []string{"=er lock wait timeout", "=er lock nowait"}},
	{&duplicateKey, mysqlNames, []string{"=er dup entry"}},
	{&constraintViolated, mysqlNames, []string{
		"=er bad null error", "=er row is referenced 2", "=er no referenced row 2", "=er check constraint violated",
	}},
	{&querySchema, mysqlNames, []string{"=er no such table", "=er bad field error", "=er bad db error", "=er parse error", "=er sp does not exist"}},
	{&credentialsInvalid, mysqlNames, []string{"=er access denied error"}},
	{&forbidden, mysqlNames, []string{"=er dbaccess denied error", "=er tableaccess denied error", "=er columnaccess denied error"}},
	{&invalidInput, mysqlNames, []string{"=er data too long", "=er truncated wrong value", "=er warn data out of range"}},
	{&queryCanceled, mysqlNames, []string{"=er query interrupted", "=er query timeout"}},
	{&readOnly, mysqlNames, []string{"=er option prevents statement", "=er read only mode"}},
	{&payloadTooLarge, mysqlNames, []string{"=er net packet too large"}},
	{&diskFull, mysqlNames, []string{"=er disk full", "=er record file full"}},

	{&serializationFailure, mongoNames, []string{"write conflict"}},
	{&duplicateKey, mongoNames, []string{"duplicate key", "=namespace exists"}},
	{&querySchema, mongoNames, []string{"=namespace not found", "=index not found"}},
	{&unsupportedOperation, mongoNames, []string{"=command not found", "=command not supported"}},
	{&invalidInput, mongoNames, []string{"=document validation failure", "=bad value", "=failed to parse"}},
	{&messageTooLarge, mongoNames, []string{"=bson object too large"}},
	{&notLeader, mongoNames, []string{"=not writable primary", "=not primary no secondary ok", "=primary stepped down", "=not primary or secondary"}},
	{&dataStoreUnavailable, mongoNames, []string{"=interrupted at shutdown", "=shutdown in progress", "=interrupted due to repl state change"}},
	{&queryCanceled, mongoNames, []string{"=max time ms expired", "=exceeded time limit"}},
	{&transactionAborted, mongoNames, []string{"=no such transaction"}},
	{&insufficientReplicas, mongoNames, []string{"=unsatisfiable write concern", "=write concern failed", "=failed to satisfy read preference"}},
	{&diskFull, mongoNames, []string{"=out of disk space"}},
	{&wrongNode, mongoNames, []string{"=stale config", "=stale db version"}},
	{&cursorLost, mongoNames, []string{"=cursor not found"}},

	{&insufficientReplicas, cassandraName, []string{"=unavailable exception", "=no node available", "=no host available"}},
	{&timeout, cassandraName, []string{"=write timeout", "=operation timed out exception"}},
	{&readTimeout, cassandraName, []string{"read timeout"}},
	{&calledOverloaded, cassandraName, []string{"=overloaded exception", "=busy connection", "=busy pool"}},
	{&calledFailed, cassandraName, []string{"=read failure", "=write failure", "=function failure"}},
	{&dataStoreUnavailable, cassandraName, []string{"=is bootstrapping", "=bootstrapping"}},
	{&querySchema, cassandraName, []string{"=invalid query", "=unprepared"}},

	{&lockTimeout, sqliteNames, []string{"=sqlite busy", "=sqlite locked", "=sqlite busy snapshot", "=sqlite busy timeout"}},
	{&duplicateKey, sqliteNames, []string{"=sqlite constraint unique", "=sqlite constraint primarykey"}},
	{&constraintViolated, sqliteNames, []string{
		"=sqlite constraint", "=sqlite constraint foreignkey", "=sqlite constraint notnull", "=sqlite constraint check",
	}},
	{&diskFull, sqliteNames, []string{"=sqlite full"}},
	{&readOnly, sqliteNames, []string{"=sqlite readonly"}},
	{&corruption, sqliteNames, []string{"=sqlite corrupt", "=sqlite notadb"}},
	{&outOfMemory, sqliteNames, []string{"=sqlite nomem"}},
	{&fileMissing, sqliteNames, []string{"=sqlite cantopen"}},

	{&rateLimited, dynamoNames, []string{"throughput exceeded", "request limit exceeded"}},
	{&preconditionFailed, dynamoNames, []string{"conditional check failed"}},
	{&payloadTooLarge, dynamoNames, []string{"=item collection size limit exceeded"}},
	{&preconditionFailed, cosmosNames, []string{"=precondition failed"}},
}
