package classify

// Where PostgreSQL, and what speaks its protocol, words its messages.
const (
	postgresText  = "postgresql.org: src/backend"
	libpqText     = "postgresql.org: src/interfaces/libpq"
	pgBouncerText = "pgbouncer.org: src; github.com/supabase/supavisor"
	cockroachText = "cockroachlabs.com/docs: transaction-retry-error-reference, common-errors"
	pgDriverText  = "github.com: pgjdbc, npgsql, jackc/pgx, lib/pq, brianc/node-postgres, psycopg, MagicStack/asyncpg"
)

var postgresPhrases = []phraseRow{
	{&deadlock, postgresText, []string{"deadlock detected"}},
	{&transactionAborted, postgresText, []string{"current transaction is aborted"}},
	{&serializationFailure, postgresText, []string{
		"could not serialize access", "due to conflict with recovery", "tuple concurrently updated", "tuple concurrently deleted",
	}},
	{&serializationFailure, cockroachText, []string{
		"restart transaction:", "transactionretrywithprotorefresherror", "retry_serializable", "retry_write_too_old", "restart read required",
	}},
	{&outcomeUnknown, cockroachText, []string{"result is ambiguous"}},
	{&lockTimeout, postgresText, []string{"due to lock timeout", "could not obtain lock on"}},
	{&queryCanceled, postgresText, []string{"due to statement timeout", "due to transaction timeout"}},
	{&idleTimeout, postgresText, []string{"terminating connection due to idle"}},
	{&idleTimeout, pgBouncerText, []string{"client_idle_timeout", "=idle transaction timeout", "idle_transaction_timeout"}},
	{&userCancelled, postgresText, []string{"due to user request"}},
	{&readOnly, postgresText, []string{"in a read-only transaction", "cannot execute * during recovery"}},
	{&notLeader, libpqText, []string{"target_session_attrs", "=session is read-only", "server is in hot standby mode", "validateconnect failed: read only connection"}},
	{&dataStoreUnavailable, postgresText, []string{
		"terminating connection due to administrator command", "terminating connection because of crash of another server process",
		"terminating connection due to unexpected postmaster exit", "the database system is starting up",
		"the database system is shutting down", "the database system is in recovery mode", "the database system is not accepting connections",
		"the database system is not yet accepting connections",
	}},
	{&dataStoreUnavailable, pgBouncerText, []string{"server_login_retry", "pgbouncer cannot connect to server"}},
	{&poolExhausted, pgBouncerText, []string{"max clients reached", "maxclientsinsessionmode"}},
	{&storeCredentials, pgBouncerText, []string{"tenant or user not found", "=no such user"}},
	{&calledOutOfMemory, postgresText, []string{"out of shared memory", "fatal: out of memory", "error: out of memory"}},
	{&storeFull, postgresText, []string{"could not extend file", "could not resize shared memory segment"}},
	{&storeCorrupted, postgresText, []string{
		"invalid page in block", "could not read block", "missing chunk number", "unexpected chunk number", "page verification failed",
		"compressed pglz data is corrupt", "could not access status of transaction", "unexpected zero page",
	}},
	{&dataStoreFailed, postgresText, []string{"cache lookup failed for", "could not open relation with oid"}},
	{&snapshotTooOld, postgresText, []string{"snapshot too old"}},

	{&storeCredentials, postgresText, []string{
		"password authentication failed", "no pg_hba.conf entry", "pg_hba.conf rejects connection", "peer authentication failed",
		"ident authentication failed", "gssapi authentication failed", "ldap authentication failed", "pam authentication failed",
		"certificate authentication failed for user", `role "*" does not exist`, `role "*" is not permitted to log in`,
		"scram authentication failed",
	}},
	{&tokenMissing, libpqText, []string{"no password supplied", "client password must be a string", "but no password was provided", "no password was provided to"}},
	{&misconfigured, pgDriverText, []string{"ssl is not enabled on the server", "server does not support ssl", "ssl connection is required", "ssl/tls required"}},
	{&unsupportedVersion, pgDriverText, []string{"the authentication type * is not supported", "unsupported frontend protocol"}},
	{&storeForbidden, postgresText, []string{
		"permission denied for", "permission denied to create", "permission denied to set", "must be owner of", "must be superuser to",
		"violates row-level security policy",
	}},

	{&duplicateKey, postgresText, []string{"duplicate key"}},
	{&constraintViolated, postgresText, []string{"violates * constraint", "null value in column"}},
	{&invalidInput, postgresText, []string{
		"invalid input syntax for", "invalid input value for enum", "value too long for type", "numeric field overflow", "integer out of range",
		"bigint out of range", "smallint out of range", "is out of range for type", "date/time field value out of range", "timestamp out of range",
		"invalid byte sequence for encoding", "unsupported unicode escape sequence", "malformed array literal", "malformed record literal",
		"cannot insert a non-default value into column", "limit must not be negative", "offset must not be negative",
	}},
	{&statementLost, postgresText, []string{
		`prepared statement "*" does not exist`, `prepared statement "*" already exists`, `portal "*" does not exist`,
		`cursor "*" does not exist`, `savepoint "*" does not exist`, "there is no transaction in progress",
	}},
	{&duplicateObject, postgresText, []string{`relation "*" already exists`, `database "*" already exists`, `schema "*" already exists`}},
	{&stateConflict, postgresText, []string{"is being accessed by other users", "because other objects depend on it"}},
	{&querySchema, postgresText, []string{
		"column * does not exist", "relation * does not exist", "function * does not exist", "operator does not exist:",
		`database "*" does not exist`, `schema "*" does not exist`, `type "*" does not exist`, `table "*" does not exist`,
		`index "*" does not exist`, `constraint "*" does not exist`, "syntax error at or near", "syntax error at end of input",
		"missing from-clause entry", "must appear in the group by clause", "column reference * is ambiguous", "bind message supplies",
		"could not determine data type of parameter", "there is no unique or exclusion constraint matching", "subquery must return only one column",
		"more than one row returned by a subquery", "but expression is of type", "more expressions than target columns",
		"cached plan must not change result type", "unrecognized configuration parameter",
	}},
	{&statementTooComplex, postgresText, []string{"stack depth limit exceeded", "target lists can have at most"}},
	{&statementTooComplex, pgDriverText, []string{"out-of-range integer as a 2-byte value", "extended protocol limited to 65535 parameters"}},

	{&connectionReset, libpqText, []string{"ssl connection has been closed unexpectedly", "ssl syscall error", "no connection to the server"}},
	{&connectionReset, pgDriverText, []string{
		"this connection has been closed", "i/o error occurred while sending to the backend", "connection was closed in the middle of operation",
		"client has encountered a connection error and is not queryable", "connection terminated unexpectedly", "=connection terminated",
		"=conn closed", "=connection already closed", "=the connection is closed",
	}},
	{&connectionReset, pgBouncerText, []string{"server conn crashed"}},
	{&connectionTimeout, pgDriverText, []string{"connection terminated due to connection timeout"}},
	{&connectionRefused, pgDriverText, []string{"check that the hostname and port are correct and that the postmaster"}},
	{&invalidState, pgDriverText, []string{"=conn busy", "another operation is in progress"}},
}
