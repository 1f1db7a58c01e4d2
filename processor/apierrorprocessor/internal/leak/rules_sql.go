package leak

// statementRules know a statement from prose by its grammar.
var statementRules = []rule{
	{
		name: "sql_select", kind: KindSQL, literals: []string{"select "}, find: findSelect, source: "ISO/IEC 9075-2, 7.16",
		matches: "could not execute [select u1_0.id,u1_0.name from users u1_0 where u1_0.id=?]", ignores: "select a plan from the list",
	},
	{
		name: "sql_insert", kind: KindSQL, literals: []string{"insert into ", "replace into "}, find: findInsert, source: "ISO/IEC 9075-2, 14.11",
		matches: "failed: INSERT INTO users (name, email) VALUES ('bob', 'x')", ignores: "insert into the slot (left side) your card",
	},
	{
		name: "sql_update", kind: KindSQL, literals: []string{"update "}, find: findUpdate, source: "ISO/IEC 9075-2, 14.14",
		matches: `failed: UPDATE "orders" SET state = 'paid' WHERE id = 4711`, ignores: "could not update the settings: set x = 1 first",
	},
	{
		name: "sql_delete", kind: KindSQL, literals: []string{"delete from "}, find: findDelete, source: "ISO/IEC 9075-2, 14.9",
		matches: "failed: delete from sessions where expires_at < now()", ignores: "you cannot delete from the archive where others can read it",
	},
	{
		name: "sql_definition", kind: KindSQL, literals: []string{"create table ", "alter table ", "drop table ", "truncate table "}, find: findDefinition, source: "ISO/IEC 9075-2, 11",
		matches: "migration 17 failed: ALTER TABLE orders ADD COLUMN note text", ignores: "could not create table reservations for this party",
	},
}

// databaseErrorRules are the databases' own words, by the database that says them.
var databaseErrorRules = []rule{
	{
		name: "postgresql_syntax", kind: KindSQLError, literals: []string{"syntax error at or near \"", `syntax error at or near \"`},
		source:  "https://github.com/postgres/postgres/blob/master/src/backend/parser/scan.l",
		matches: `ERROR: syntax error at or near "FORM" at character 10`, ignores: "syntax error at line 3",
	},
	{
		name: "postgresql_object", kind: KindSQLError, literals: []string{"relation ", "column "}, pattern: `(?i)(?:relation|column) (?:\\?"[^"\s]{1,80}"|\w{1,63}\.\w{1,63})(?: of relation \\?"[^"\s]{1,80}")? (?:does not exist|already exists)`,
		source:  "https://github.com/postgres/postgres/blob/master/src/backend/parser/parse_relation.c",
		matches: `ERROR: relation "users" does not exist`, ignores: "the relation between order and item does not exist",
	},
	{
		name: "postgresql_constraint", kind: KindSQLError, literals: []string{"violates "}, pattern: `(?i)violates (?:unique|foreign key|check|not-null|exclusion) constraint`,
		source:  "https://github.com/postgres/postgres/blob/master/src/backend/executor/execMain.c",
		matches: `duplicate key value violates unique constraint "bills_pkey"`, ignores: "the request violates our constraint on size",
	},
	{
		name: "mysql_syntax", kind: KindSQLError, literals: []string{"you have an error in your sql syntax"},
		source:  "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html",
		matches: "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version", ignores: "you have an error in your query syntax",
	},
	{
		name: "mysql_object", kind: KindSQLError,
		literals: []string{"table '", "unknown column '", "duplicate entry '", "field '", "column '", "a foreign key constraint fails"},
		pattern:  `(?i)(?:table '[\w$]{1,64}\.[\w$]{1,64}' doesn't exist|unknown column '[^']{1,130}' in '|duplicate entry '[^']{0,200}' for key '|field '[^']{1,64}' doesn't have a default value|column '[^']{1,64}' cannot be null|a foreign key constraint fails)`,
		source:   "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html",
		matches:  "Table 'shop.orders' doesn't exist", ignores: "Table 'window seat' is taken",
	},
	{
		name: "oracle_code", kind: KindSQLError, literals: []string{"ora-#####", "pls-#####"},
		source:  "https://docs.oracle.com/error-help/db/",
		matches: "ORA-00933: SQL command not properly ended", ignores: "flora-123 not found",
	},
	{
		name: "sqlserver_syntax", kind: KindSQLError, literals: []string{
			"incorrect syntax near '", "incorrect syntax near the keyword '", "unclosed quotation mark after the character string", "invalid object name '",
			"invalid column name '", "violation of primary key constraint '", "violation of unique key constraint '",
			"statement conflicted with the ", "cannot insert duplicate key row in object '", "string or binary data would be truncated",
		},
		source:  "https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors",
		matches: "Incorrect syntax near 'FORM'.", ignores: "incorrect syntax near line 3",
	},
	{
		name: "sqlite", kind: KindSQLError, literals: []string{"near ", "no such table: ", "no such column: ", "constraint failed: "},
		pattern: `(?i)(?:near \\?"[^"]{1,80}": syntax error|no such (?:table|column): \w|constraint failed: \w{1,63}\.\w)`,
		source:  "https://github.com/sqlite/sqlite/blob/master/src/parse.y",
		matches: `near "FORM": syntax error`, ignores: "constraint failed: size, near the end",
	},
	{
		name: "sqlstate", kind: KindSQLError, literals: []string{"sqlstate"}, pattern: `(?i)sqlstate(?:\[| |=|: ?)[0-9A-Z]{5}`,
		source:  "ISO/IEC 9075-2, 24.1",
		matches: "SQLSTATE[42S02]: Base table or view not found", ignores: "no SQLSTATE was given",
	},
	{
		name: "db2", kind: KindSQLError, literals: []string{"sqlcode=-", "sqlcode: -", "sql####n", "sql#####n"}, pattern: `(?i)(?:sqlcode(?:=|: )-\d{2,5}|SQL\d{4,5}N\b)`,
		source:  "https://www.ibm.com/docs/en/db2/12.1.0?topic=messages-sql",
		matches: "DB2 SQL Error: SQLCODE=-204, SQLSTATE=42704, SQLERRMC=SHOP.ORDERS", ignores: "no sqlcode=-",
	},
	{
		name: "mongodb_duplicate", kind: KindSQLError, literals: []string{"e11000 duplicate key error"},
		source:  "https://www.mongodb.com/docs/manual/reference/error-codes/",
		matches: "E11000 duplicate key error collection: shop.users index: email_1", ignores: "error E11 in the collection",
	},
}
