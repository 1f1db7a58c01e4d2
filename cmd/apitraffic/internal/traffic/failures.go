package traffic

import (
	"math/rand/v2"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
)

// exceptions are what the shop's services report when they fail by themselves.
var exceptions = map[shop.Runtime][]shop.Exception{
	shop.Go: {
		{Type: "*net.OpError", Message: "dial tcp 10.42.9.4:5432: connect: connection refused"},
		{Type: "*errors.errorString", Message: "context deadline exceeded"},
	},
	shop.Java: {
		{Type: "java.net.SocketTimeoutException", Message: "Read timed out"},
		{Type: "org.springframework.dao.CannotAcquireLockException", Message: "could not execute statement; deadlock detected"},
		{Type: "java.lang.NullPointerException", Message: `Cannot invoke "Address.country()" because "address" is null`},
	},
	shop.Node: {
		{Type: "TypeError", Message: "Cannot read properties of undefined (reading 'id')"},
		{Type: "Error", Message: "connect ECONNREFUSED 10.42.9.4:5432"},
	},
	shop.Python: {
		{Type: "KeyError", Message: "'price'"},
		{Type: "psycopg2.OperationalError", Message: "server closed the connection unexpectedly"},
	},
}

func hiccup(rng *rand.Rand, service *shop.Service, status int64) *shop.Exception {
	if status != 500 {
		return nil // the proxy in front said so
	}
	failure := pick(rng, exceptions[service.Runtime]...)
	return &failure
}

// brokenQuery is what a statement that somebody's input broke leaves behind, with all that a careless service records.
func brokenQuery(input string) *shop.Exception {
	return &shop.Exception{
		Type: "org.springframework.jdbc.BadSqlGrammarException",
		Message: "PreparedStatementCallback; bad SQL grammar [SELECT o.id, o.total, c.email FROM orders o JOIN customers c ON c.id = " +
			"o.customer_id WHERE o.status = '" + input + "']; nested exception is org.postgresql.util.PSQLException: ERROR: " +
			"unterminated quoted string at or near \"'\"",
		Stack: strings.Join([]string{
			"org.springframework.jdbc.BadSqlGrammarException: PreparedStatementCallback; bad SQL grammar",
			"\tat org.springframework.jdbc.core.JdbcTemplate.translateException(JdbcTemplate.java:1549)",
			"\tat com.example.shop.orders.OrderRepository.search(OrderRepository.java:118)",
			"\tat com.example.shop.orders.OrderController.list(OrderController.java:64)",
			"Caused by: org.postgresql.util.PSQLException: ERROR: unterminated quoted string",
			"\tat org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2725)",
		}, "\n"),
	}
}

// brokenParse is what input of the wrong type leaves behind in a service that catches nothing.
func brokenParse(input string) *shop.Exception {
	return &shop.Exception{
		Type:    "ValueError",
		Message: "invalid literal for int() with base 10: '" + input + "'",
		Stack: strings.Join([]string{
			"Traceback (most recent call last):",
			`  File "/srv/catalog/app/views/products.py", line 88, in product`,
			"    row = db.fetch(DATABASE_URL, int(product_id))",
			"ValueError: invalid literal for int() with base 10: '" + input + "'",
		}, "\n"),
	}
}

// exhausted is what a service reports that has run out of what it needs.
var exhausted = &shop.Exception{
	Type:    "java.sql.SQLTransientConnectionException",
	Message: "HikariPool-1 - Connection is not available, request timed out after 30000ms (total=20, active=20, idle=0, waiting=61)",
}

// badRelease is what a broken deployment reports of every call.
var badRelease = &shop.Exception{
	Type:    "org.springframework.jdbc.BadSqlGrammarException",
	Message: `bad SQL grammar [SELECT id, vat_rate FROM invoices WHERE id = ?]; ERROR: column "vat_rate" does not exist`,
}
