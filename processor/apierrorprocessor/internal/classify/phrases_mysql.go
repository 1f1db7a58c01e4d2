package classify

// Where MySQL and SQLite, and what is like them, word their messages.
const (
	mysqlText       = "dev.mysql.com/doc/mysql-errors/8.4/en"
	mariaDBText     = "github.com/MariaDB/server: sql/share/errmsg-utf8.txt"
	mysqlDriverText = "github.com: mysql-connector-j, go-sql-driver/mysql, sidorares/node-mysql2, mysqljs/mysql, PyMySQL"
	tidbText        = "docs.pingcap.com/tidb: error-codes"
	sqliteText      = "sqlite.org: src/main.c, sqlite3ErrStr; src/*.c"
)

var mysqlPhrases = []phraseRow{
	{&deadlock, mysqlText, []string{"deadlock found"}},
	{&deadlock, mariaDBText, []string{"wsrep detected deadlock"}},
	{&serializationFailure, mariaDBText, []string{"record has changed since last read"}},
	{&serializationFailure, tidbText, []string{"write conflict, txnstartts", "information schema is changed"}},
	{&lockTimeout, mysqlText, []string{"lock wait timeout exceeded", "lock(s) could not be acquired immediately and nowait is set"}},
	{&queryCanceled, mysqlText, []string{"maximum statement execution time exceeded", "query execution was interrupted"}},
	{&poolExhausted, mysqlText, []string{"more than 'max_user_connections' active connections"}},
	{&cursorsExhausted, mysqlText, []string{"more than max_prepared_stmt_count statements"}},
	{&quotaExceeded, mysqlText, []string{"has exceeded the '*' resource"}},
	{&accountLocked, mysqlText, []string{"access denied for user * account is locked", "is blocked because of many connection errors"}},
	{&storeForbidden, mysqlText, []string{
		"access denied for user * @* to database", "command denied to user", "access denied; you need", "is not allowed to connect to this",
	}},
	{&storeCredentials, mysqlText, []string{"access denied for user"}},
	{&credentialsExpired, mysqlText, []string{"your password has expired", "you must reset your password"}},
	{&unsupportedVersion, mysqlText, []string{"client does not support authentication protocol requested by server"}},
	{&misconfigured, mysqlDriverText, []string{"public key retrieval is not allowed", "unknown authentication plugin"}},
	{&readOnly, mysqlText, []string{
		"running with the --read-only option", "running with the --super-read-only option", "in a read only transaction",
		"running in read-only mode", "table '*' is read only",
	}},
	{&dataStoreUnavailable, mysqlText, []string{"server shutdown in progress"}},
	{&dataStoreUnavailable, mariaDBText, []string{"wsrep has not yet prepared node"}},
	{&dataStoreUnavailable, tidbText, []string{"tikv server is busy", "tikv server timeout", "pd server timeout", "region is unavailable"}},
	{&storeFull, mysqlText, []string{"table '*' is full", "got error 28 from storage engine", "disk full ("}},
	{&calledOutOfMemory, mysqlText, []string{"out of sort memory", "out of memory (needed", "out of memory; restart server"}},
	{&storeCorrupted, mysqlText, []string{"is marked as crashed", "incorrect key file for table", "index for table * is corrupt"}},
	{&dataStoreFailed, mysqlText, []string{"got error * from storage engine"}},
	{&duplicateKey, mysqlText, []string{"duplicate entry"}},
	{&constraintViolated, mysqlText, []string{
		"foreign key constraint fails", "column '*' cannot be null", "doesn't have a default value", "check constraint '*' is violated",
	}},
	{&constraintViolated, mariaDBText, []string{"constraint `*` failed for"}},
	{&invalidInput, mysqlText, []string{
		"data too long for column", "out of range value for column", "incorrect * value: * for column", "data truncated for column",
		"truncated incorrect", "invalid json text", "value is out of range in",
	}},
	{&invalidState, mysqlText, []string{"commands out of sync", "unknown prepared statement handler"}},
	{&duplicateObject, mysqlText, []string{"duplicate column name", "can't create database * database exists"}},
	{&querySchema, mysqlText, []string{
		"unknown column", "table * doesn't exist", "unknown database", "unknown table", "you have an error in your sql syntax",
		"column count doesn't match value count", "no database selected", "column '*' in * is ambiguous", "not unique table/alias",
		"incompatible with sql_mode=only_full_group_by", "isn't in group by", "operand should contain", "subquery returns more than 1 row",
		"illegal mix of collations", "incorrect number of arguments for", "doesn't exist in table", "incorrect parameter count in the call",
	}},
	{&unsupportedOperation, mysqlText, []string{"this version of * doesn't yet support", "not supported in the prepared statement protocol"}},
	{&statementTooComplex, mysqlText, []string{"prepared statement contains too many placeholders", "row size too large", "too many tables;"}},
	{&payloadTooLarge, mysqlText, []string{"bigger than 'max_allowed_packet'", "packet for query is too large", "larger than max_allowed_packet"}},
	{&idleTimeout, mysqlText, []string{"disconnected by the server because of inactivity"}},
	{&connectionReset, mysqlText, []string{
		"server has gone away", "lost connection to * server", "connection was killed", "reading communication packets", "writing communication packets",
		"aborted connection * to db:",
	}},
	{&connectionReset, mysqlDriverText, []string{
		"the server closed the connection", "command when connection is in closed state", "cannot enqueue * after", "=invalid connection",
		"no operations allowed after connection closed",
	}},
	{&connectionRefused, mysqlText, []string{"can't connect to * server on * (111", "can't connect to * server on * (61", "can't connect to * server on * (10061"}},
	{&connectionTimeout, mysqlText, []string{"can't connect to * server on * (110", "can't connect to * server on * (10060"}},
	{&dnsFailure, mysqlText, []string{"unknown mysql server host", "unknown mariadb server host", "unknown server host"}},
	{&protocolError, mysqlDriverText, []string{"packets out of order", "packet sequence number wrong", "=malformed packet"}},
	{&invalidState, mysqlDriverText, []string{"=pool is closed", "=pool is closed.", "=busy buffer"}},
}

var sqlitePhrases = []phraseRow{
	{&lockTimeout, sqliteText, []string{"database is locked", "database table is locked", "database schema is locked"}},
	{&readOnly, sqliteText, []string{"attempt to write a readonly database"}},
	{&duplicateKey, sqliteText, []string{"unique constraint"}},
	{&constraintViolated, sqliteText, []string{"not null constraint failed", "foreign key constraint failed", "check constraint failed"}},
	{&querySchema, sqliteText, []string{
		"no such column", "no such table", "no such function", "has no column named", `near "*": syntax error`, "columns but * values were supplied",
	}},
	{&invalidInput, sqliteText, []string{"=datatype mismatch"}},
	{&corruption, sqliteText, []string{"database disk image is malformed", "file is not a database"}},
	{&diskFull, sqliteText, []string{"database or disk is full"}},
	{&fileMissing, sqliteText, []string{"unable to open database file"}},
	{&dataStoreFailed, sqliteText, []string{"disk i/o error"}},
	{&statementTooComplex, sqliteText, []string{"too many sql variables", "too many terms in"}},
	{&payloadTooLarge, sqliteText, []string{"string or blob too big"}},
	{&invalidState, sqliteText, []string{"cannot start a transaction within a transaction", "bad parameter or other api misuse"}},
}
