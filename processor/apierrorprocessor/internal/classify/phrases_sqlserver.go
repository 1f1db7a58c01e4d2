package classify

// Where SQL Server, Oracle and the warehouses word their messages.
const (
	sqlServerText = "learn.microsoft.com/sql/relational-databases/errors-events"
	sqlClientText = "github.com: dotnet/SqlClient, microsoft/mssql-jdbc, microsoft/go-mssqldb, tediousjs/tedious"
	oracleText    = "docs.oracle.com/error-help/db"
	oracleDriver  = "docs.oracle.com: ojdbc error messages; github.com/oracle: python-oracledb, odpi, node-oracledb"
	snowflakeText = "docs.snowflake.com, github.com/snowflakedb: drivers"
	bigQueryText  = "cloud.google.com/bigquery/docs/error-messages"
)

var sqlServerPhrases = []phraseRow{
	{&deadlock, sqlServerText, []string{"deadlocked on * resources", "chosen as the deadlock victim"}},
	{&serializationFailure, sqlServerText, []string{"snapshot isolation transaction aborted"}},
	{&lockTimeout, sqlServerText, []string{"lock request time out period exceeded"}},
	{&transactionAborted, sqlServerText, []string{"current transaction cannot be committed", "transaction ended in the trigger"}},
	{&invalidState, sqlClientText, []string{"this sqltransaction has completed", "already an open datareader associated with"}},
	{&accountLocked, sqlServerText, []string{"account is currently locked out"}},
	{&credentialsExpired, sqlServerText, []string{"the password of the account has expired", "the password of the account must be changed"}},
	{&storeForbidden, sqlServerText, []string{
		"cannot open database * requested by the login", "cannot open server * requested by the login", "permission was denied on the object",
		"permission denied in database", "is not able to access the database",
	}},
	{&storeCredentials, sqlServerText, []string{"login failed for user", "login is from an untrusted domain"}},
	{&duplicateKey, sqlServerText, []string{"violation of unique key constraint", "violation of primary key constraint"}},
	{&constraintViolated, sqlServerText, []string{"cannot insert the value null into column", "statement conflicted with the * constraint"}},
	{&invalidInput, sqlServerText, []string{
		"string or binary data would be truncated", "conversion failed when converting", "error converting data type", "arithmetic overflow error",
		"resulted in an out-of-range value", "sqldatetime overflow",
	}},
	{&arithmeticError, sqlServerText, []string{"divide by zero error encountered"}},
	{&querySchema, sqlServerText, []string{
		"invalid column name", "invalid object name", "incorrect syntax near", "could not find stored procedure", "must declare the scalar variable",
		"multi-part identifier * could not be bound", "which was not supplied", "has too many arguments specified", "operand type clash",
		"ambiguous column name", "unclosed quotation mark after",
	}},
	{&readOnly, sqlServerText, []string{"because the database is read-only"}},
	{&storeFull, sqlServerText, []string{"transaction log for database * is full", "could not allocate space for object", "has reached its size quota"}},
	{&calledOutOfMemory, sqlServerText, []string{"insufficient system memory", "insufficient memory in resource pool", "insufficient memory available in the"}},
	{&storeCorrupted, sqlServerText, []string{"consistency-based i/o error", "to sql server during a read"}},
	{&statementTooComplex, sqlServerText, []string{"query processor ran out of internal resources", "the incoming request has too many parameters", "too many parameters were provided"}},
	{&rateLimited, azureSQL, []string{"the service is currently busy. retry the request after"}},
	{&poolExhausted, azureSQL, []string{"limit for the database is * and has been reached"}},
	{&dataStoreUnavailable, azureSQL, []string{
		"database * is not currently available", "cannot be opened because it is offline", "cannot be opened. it is in the middle of a restore",
		"server is in script upgrade mode", "database * is in transition", "is not accessible for queries",
	}},
	{&connectionReset, sqlClientText, []string{"a transport-level error has occurred", "physical connection is not usable"}},
}

var oraclePhrases = []phraseRow{
	{&querySchema, oracleText, []string{"table or view does not exist", "sql command not properly ended"}},
	{&storeCredentials, oracleText, []string{"invalid username/password; logon denied", "invalid credential or not authorized; logon denied"}},
	{&lockTimeout, oracleText, []string{"resource busy and acquire with nowait"}},
	{&cursorsExhausted, oracleText, []string{"maximum open cursors exceeded"}},
	{&storeFull, oracleText, []string{"unable to extend * in tablespace"}},
	{&connectionRefused, oracleText, []string{"tns:no listener"}},
	{&connectionReset, oracleDriver, []string{
		"got minus one from a read call", "no more data to read from socket", "dpy-4011", "dpy-1001", "dpi-1080", "dpi-1010", "njs-500", "njs-003",
		"=closed connection",
	}},
	{&invalidState, oracleDriver, []string{"=closed statement", "=closed resultset"}},
	{&poolExhausted, oracleDriver, []string{"dpy-4005", "njs-040", "njs-076"}},
	{&timeout, oracleDriver, []string{"dpy-4024", "dpi-1067", "njs-123"}},
	{&connectionTimeout, oracleDriver, []string{"njs-510"}},
	{&misconfigured, oracleDriver, []string{"dpy-6001", "dpy-6003", "dpy-4000", "njs-518", "njs-517"}},
	{&codeMissing, oracleDriver, []string{"dpi-1047"}},
	{&unsupportedVersion, oracleDriver, []string{"dpy-3015", "dpy-3010"}},
}

var warehousePhrases = []phraseRow{
	{&storeCredentials, snowflakeText, []string{"incorrect username or password was specified"}},
	{&tokenInvalid, snowflakeText, []string{"jwt token is invalid"}},
	{&querySchema, snowflakeText, []string{"sql compilation error", "does not exist or not authorized"}},
	{&misconfigured, snowflakeText, []string{"no active warehouse selected"}},
	{&queryCanceled, snowflakeText, []string{"reached its statement or warehouse timeout"}},
	{&quotaExceeded, snowflakeText, []string{"resource monitor * exceeded its quota"}},
	{&storeForbidden, snowflakeText, []string{"insufficient privileges to operate on"}},
	{&querySchema, bigQueryText, []string{"not found: table", "not found: dataset", "unrecognized name:", "no matching signature for"}},
	{&rateLimited, bigQueryText, []string{"exceeded rate limits:"}},
	{&statementTooComplex, bigQueryText, []string{"resources exceeded during query execution"}},
	{&serializationFailure, "cloud.google.com/spanner, firestore: transactions", []string{
		"transaction is aborted due to concurrent update", "too much contention on these documents", "=transaction was aborted.", "desc = transaction was aborted",
	}},
	{&misconfigured, "cloud.google.com/firestore, datastore: indexes", []string{"the query requires an index", "no matching index found"}},
}
