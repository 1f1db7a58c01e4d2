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

	{&idleTimeout, postgresNames, []string{"=idle in transaction session timeout", "=idle session timeout"}},
	{&queryCanceled, postgresNames, []string{"=transaction timeout"}},
	{&invalidInput, postgresNames, []string{
		"=string data right truncation", "=numeric value out of range", "=invalid text representation", "=invalid datetime format",
		"=datetime field overflow", "=character not in repertoire", "=untranslatable character", "=invalid json text",
		"=invalid binary representation", "=string data length mismatch",
	}},
	{&querySchema, postgresNames, []string{
		"=undefined parameter", "=invalid catalog name", "=invalid schema name", "=cardinality violation", "=syntax error or access rule violation",
		"=datatype mismatch", "=grouping error", "=ambiguous function", "=cannot coerce",
	}},
	{&duplicateObject, postgresNames, []string{"=duplicate table", "=duplicate column", "=duplicate object", "=duplicate database", "=duplicate schema"}},
	{&invalidState, postgresNames, []string{
		"=invalid sql statement name", "=duplicate prepared statement", "=invalid cursor name", "=active sql transaction", "=no active sql transaction",
		"=duplicate cursor",
	}},
	{&stateConflict, postgresNames, []string{"=object in use", "=dependent objects still exist", "=object not in prerequisite state"}},
	{&credentialsInvalid, postgresNames, []string{"=invalid authorization specification"}},
	{&statementTooComplex, postgresNames, []string{"=program limit exceeded"}},
	{&outcomeUnknown, postgresNames, []string{"=transaction resolution unknown", "=statement completion unknown"}},

	{&poolExhausted, mysqlNames, []string{"=er con count error", "=er too many user connections"}},
	{&deadlock, mysqlNames, []string{"=er lock deadlock"}},
	{&lockTimeout, mysqlNames, []string{"=er lock wait timeout", "=er lock nowait"}},
	{&duplicateKey, mysqlNames, []string{"=er dup entry"}},
	{&constraintViolated, mysqlNames, []string{
		"=er bad null error", "=er no default for field", "=er row is referenced", "=er no referenced row", "=er constraint failed",
		"=er row is referenced 2", "=er no referenced row 2", "=er check constraint violated",
	}},
	{&querySchema, mysqlNames, []string{
		"=er no such table", "=er bad field error", "=er bad db error", "=er parse error", "=er sp does not exist", "=er bad table error",
		"=er non uniq error", "=er wrong value count on row", "=er wrong value count", "=er no db error", "=er syntax error",
		"=er wrong field with group", "=er mix of group func and fields", "=er cant aggregate 2 collations", "=er subquery no 1 row",
	}},
	{&credentialsInvalid, mysqlNames, []string{"=er access denied error"}},
	{&forbidden, mysqlNames, []string{"=er dbaccess denied error", "=er tableaccess denied error", "=er columnaccess denied error"}},
	{&invalidInput, mysqlNames, []string{
		"=er data too long", "=er truncated wrong value", "=er warn data out of range", "=er truncated wrong value for field", "=warn data truncated",
		"=er data out of range", "=er invalid json text",
	}},
	{&queryCanceled, mysqlNames, []string{"=er query interrupted", "=er query timeout", "=er statement timeout"}},
	{&readOnly, mysqlNames, []string{"=er option prevents statement", "=er read only mode"}},
	{&payloadTooLarge, mysqlNames, []string{"=er net packet too large"}},
	{&storeFull, mysqlNames, []string{"=er disk full", "=er record file full"}},

	{&duplicateObject, mysqlNames, []string{"=er table exists error", "=er db create exists", "=er dup fieldname", "=er dup keyname"}},
	{&accountLocked, mysqlNames, []string{"=er account has been locked", "=er host is blocked"}},
	{&credentialsExpired, mysqlNames, []string{"=er must change password", "=er must change password login"}},
	{&forbidden, mysqlNames, []string{"=er specific access denied error", "=er host not privileged"}},
	{&unsupportedVersion, mysqlNames, []string{"=er not supported auth mode"}},
	{&quotaExceeded, mysqlNames, []string{"=er user limit reached"}},
	{&calledOutOfMemory, mysqlNames, []string{"=er outofmemory", "=er out of sortmemory", "=er out of resources"}},
	{&dataStoreUnavailable, mysqlNames, []string{"=er server shutdown"}},
	{&idleTimeout, mysqlNames, []string{"=er client interaction timeout"}},
	{&connectionReset, mysqlNames, []string{"=er new aborting connection", "=er aborting connection", "=er net read error", "=er net read interrupted"}},
	{&storeCorrupted, mysqlNames, []string{"=er crashed on usage", "=er not keyfile", "=er index corrupt"}},
	{&routineFailed, mysqlNames, []string{"=er signal exception"}},
	{&cursorsExhausted, mysqlNames, []string{"=er max prepared stmt count reached"}},

	{&serializationFailure, mongoNames, []string{"write conflict"}},
	{&duplicateKey, mongoNames, []string{"duplicate key", "=namespace exists"}},
	{&querySchema, mongoNames, []string{"=namespace not found", "=index not found"}},
	{&unsupportedOperation, mongoNames, []string{"=command not found", "=command not supported"}},
	{&invalidInput, mongoNames, []string{"=document validation failure", "=bad value", "=failed to parse"}},
	{&messageTooLarge, mongoNames, []string{"=bson object too large"}},
	{&notLeader, mongoNames, []string{"=not writable primary", "=not primary no secondary ok", "=primary stepped down", "=not primary or secondary"}},
	{&dataStoreUnavailable, mongoNames, []string{"=interrupted at shutdown", "=shutdown in progress", "=interrupted due to repl state change", "=pooled connection acquisition rejected"}},
	{&queryCanceled, mongoNames, []string{"=max time ms expired", "=exceeded time limit"}},
	{&transactionAborted, mongoNames, []string{"=no such transaction"}},
	{&insufficientReplicas, mongoNames, []string{"=unsatisfiable write concern", "=write concern failed", "=failed to satisfy read preference"}},
	{&storeFull, mongoNames, []string{"=out of disk space"}},
	{&wrongNode, mongoNames, []string{"=stale config", "=stale db version", "=stale epoch"}},
	{&cursorLost, mongoNames, []string{"=cursor not found", "=cursor killed", "=capped position lost", "=query plan killed"}},

	{&tokenExpired, mongoNames, []string{"=reauthentication required"}},
	{&offsetOutOfRange, mongoNames, []string{"=change stream history lost", "=change stream fatal"}},
	{&statementTooComplex, mongoNames, []string{"=query exceeded memory limit no disk use allowed", "=exceeded memory limit"}},
	{&snapshotTooOld, mongoNames, []string{"=snapshot too old", "=snapshot unavailable"}},
	{&invalidInput, mongoNames, []string{"=conflicting update operators", "=immutable field", "=dollar prefixed field name"}},

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
	{&corruption, sqliteNames, []string{"=sqlite corrupt", "=sqlite notadb", "=sqlite corrupt vtab", "=sqlite corrupt index"}},
	{&outOfMemory, sqliteNames, []string{"=sqlite nomem"}},
	{&fileMissing, sqliteNames, []string{"=sqlite cantopen"}},

	{&rateLimited, dynamoNames, []string{"throughput exceeded", "request limit exceeded"}},
	{&preconditionFailed, dynamoNames, []string{"conditional check failed"}},
	{&payloadTooLarge, dynamoNames, []string{"=item collection size limit exceeded"}},
	{&preconditionFailed, cosmosNames, []string{"=precondition failed"}},
}
