package classify

// driverPhrases are what pools, drivers and object mappers say by themselves, whatever data store is behind them.
var driverPhrases = []phraseRow{
	{&optimisticLock, "github.com/hibernate/hibernate-orm: StaleObjectStateException", []string{
		"row was updated or deleted by another transaction", "unexpected row count from update",
	}},
	{&optimisticLock, "learn.microsoft.com/ef/core/saving/concurrency", []string{"database operation was expected to affect"}},
	{&optimisticLock, "github.com/doctrine/orm: OptimisticLockException", []string{"optimistic lock on an entity failed"}},
	{&duplicateKey, "gorm.io/docs/error_handling.html", []string{"duplicated key not allowed"}},
	{&constraintViolated, "prisma.io/docs/orm/reference/error-reference", []string{"foreign key constraint violated"}},
	{&notFound, "pkg.go.dev/database/sql: ErrNoRows", []string{"no rows in result set"}},
	{&notFound, "gorm.io/docs/error_handling.html", []string{"=record not found"}},
	{&notFound, "pkg.go.dev/go.mongodb.org/mongo-driver: ErrNoDocuments", []string{"mongo: no documents in result"}},
	{&notFound, "docs.rs/sqlx: Error::RowNotFound", []string{"no rows returned by a query that expected"}},
	{&notFound, "prisma.io/docs/orm/reference/error-reference", []string{"records that were required but not found"}},

	{&transactionAborted, "docs.sqlalchemy.org/errors.html", []string{
		"transaction has been rolled back due to a previous exception", "can't reconnect until invalid transaction is rolled back",
	}},
	{&transactionAborted, "docs.djangoproject.com: TransactionManagementError", []string{"an error occurred in the current transaction"}},
	{&transactionAborted, "docs.spring.io: UnexpectedRollbackException", []string{"marked as rollback-only"}},
	{&transactionAborted, "github.com/doctrine/orm: EntityManagerClosed", []string{"the entitymanager is closed"}},
	{&invalidState, "pkg.go.dev/database/sql", []string{"sql: transaction has already been committed or rolled back", "sql: database is closed", "sql: connection is already closed"}},
	{&invalidState, "github.com/hibernate/hibernate-orm: LazyInitializationException", []string{"failed to lazily initialize a collection"}},
	{&invalidState, "github.com/brettwooldridge/HikariCP: HikariDataSource", []string{"hikaridatasource * has been closed"}},

	{&poolExhausted, "tomcat.apache.org: jdbc-pool", []string{"pool empty. unable to fetch a connection"}},
	{&poolExhausted, "github.com/swaldman/c3p0", []string{"attempt by a client to checkout a connection has timed out"}},
	{&poolExhausted, "github.com/alibaba/druid: DruidDataSource", []string{"wait millis * active"}},
	{&poolExhausted, "github.com/agroal/agroal", []string{"acquisition timeout while waiting for new connection"}},
	{&poolExhausted, "github.com/ironjacamar/ironjacamar", []string{"no managed connections available within configured blocking timeout"}},
	{&poolExhausted, "github.com/mysql-net/MySqlConnector", []string{"all pooled connections are in use"}},
	{&poolExhausted, "github.com/sidorares/node-mysql2, mysqljs/mysql", []string{"=queue limit reached.", "=no connections available."}},
	{&poolExhausted, "github.com/coopernurse/node-pool", []string{"resourcerequest timed out"}},
	{&poolExhausted, "github.com/psycopg/psycopg: psycopg_pool", []string{"couldn't get a connection after"}},
	{&poolExhausted, "docs.rs/r2d2, bb8, deadpool", []string{"=timed out waiting for connection", "timed out waiting for connection:", "timed out in bb8", "waiting for a slot to become available"}},
	{&poolExhausted, "prisma.io/docs/orm/reference/error-reference", []string{"unable to start a transaction in the given time"}},
	{&timeout, "prisma.io/docs/orm/reference/error-reference", []string{"cannot be executed on an expired transaction"}},
	{&storeCredentials, "prisma.io/docs/orm/reference/error-reference", []string{"authentication failed against database server"}},
	{&connectionReset, "pkg.go.dev/database/sql/driver: ErrBadConn", []string{"driver: bad connection"}},
	{&connectionReset, "prisma.io/docs/orm/reference/error-reference", []string{"server has closed the connection"}},
}
