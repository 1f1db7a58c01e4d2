package rootcause

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The texts are those of the drivers, as they come.
func TestAftermath(t *testing.T) {
	for text, want := range map[string]bool{
		"ERROR: current transaction is aborted, commands ignored until end of transaction block (SQLSTATE 25P02)": true,
		"psycopg2.errors.InFailedSqlTransaction":                                                    true,
		"sql: transaction has already been committed or rolled back":                                true,
		"(NoSuchTransaction) Transaction 1 has been aborted.":                                       true,
		"This Session's transaction has been rolled back due to a previous exception during flush.": true,
		"Can't reconnect until invalid transaction is rolled back.":                                 true,
		"This SqlTransaction has completed; it is no longer usable.":                                true,
		"Could not roll back JDBC transaction":                                                      true,
		"This connection has been closed.":                                                          true,
		"Connection is closed":                                                                      true,
		"No operations allowed after connection closed.":                                            true,
		"Client has encountered a connection error and is not queryable":                            true,
		"duplicate key value violates unique constraint \"orders_no_key\"":                          false,
		"Connection terminated unexpectedly":                                                        false,
		"Transaction (Process ID 52) was deadlocked on lock resources with another process and has been chosen as the deadlock victim": false,
		strings.Repeat("x", 600) + "connection is closed": false,
		"": false,
	} {
		assert.Equal(t, want, isAftermath(text), text)
	}
	for _, phrase := range aftermath {
		assert.True(t, isAftermath(phrase))
	}
}
