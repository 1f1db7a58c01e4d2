package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// documentedRow is a row of any table that gives a meaning.
type documentedRow struct {
	means  *meaning
	source string
	says   []string
}

type documentedTable struct {
	title, about, what string
	rows               []documentedRow
	ordered            bool // the rows stand in the order in which they are tried
}

func allRows() []documentedRow {
	var rows []documentedRow
	for _, table := range tables() {
		rows = append(rows, table.rows...)
	}
	return rows
}

// tables are those of the documentation, in its order.
func tables() []documentedTable {
	flags := documentedTable{title: "## Envoy's response flags", about: "Of several flags the first in this table counts.", what: "flag", ordered: true}
	for _, r := range flagRows {
		flags.rows = append(flags.rows, documentedRow{r.means, r.source, []string{r.flag}})
	}
	all := []documentedTable{flags, {
		title: "## Codes of data stores and protocols", about: "The same number says different things in each: which of them is spoken is known from `db.system.name`, " +
			"from the protocol, or from how a message quotes the code.",
	}}
	for _, d := range documentedDialects {
		table := documentedTable{title: "### " + d.title, about: d.about, what: "codes"}
		for _, r := range codeRows[d.spoken] {
			table.rows = append(table.rows, documentedRow{r.means, r.source, r.codes})
		}
		all = append(all, table)
	}
	all = append(all, documentedTable{title: "## Names", about: "Names are given in words: `connect timeout` is ConnectTimeout, ConnectTimeoutException, " +
		"CONNECT_TIMEOUT, and how any longer name ends, such as HttpConnectTimeoutException. With a `=` before it, it fits the whole name only; " +
		"with a part of a package's path before it, the whole name in such a package only: `validation/constraint violation`."})
	for _, d := range documentedNames {
		table := documentedTable{title: "### " + d.title, about: d.about, what: "names"}
		for _, r := range d.rows {
			table.rows = append(table.rows, documentedRow{r.means, r.source, r.names})
		}
		all = append(all, table)
	}
	phrases := documentedTable{
		title: "## Phrases of messages", about: "In lower case and in whole words. A `*` stands for anything in between; with a `=` before it, " +
			"the phrase is the whole message. The first phrase that a message holds counts.",
		what: "phrases", ordered: true,
	}
	for _, r := range errorPhrases {
		phrases.rows = append(phrases.rows, documentedRow{r.means, r.source, r.phrases})
	}
	return append(all, phrases)
}

const outranks = "Codes that a service chose as its answer: they outrank the status."

var documentedNames = []struct {
	title, about string
	rows         []nameRow
}{
	{"AWS", outranks, awsCodes},
	{"Azure", outranks, azureCodes},
	{"Google", outranks, googleCodes},
	{"Public APIs", outranks, apiCodes},
	{"OAuth, Twirp, SOAP, Kubernetes", outranks, protocolCodes},
	{"In any language", "", genericNames},
	{"Operating system", "", systemNames},
	{"Java, Kotlin, Scala", "", javaNames},
	{"Python", "", pythonNames},
	{"JavaScript", "", nodeNames},
	{".NET", "", dotnetNames},
	{"Go", "", goNames},
	{"Ruby", "", rubyNames},
	{"PHP", "", phpNames},
	{"Rust", "", rustNames},
	{"Elixir, Erlang", "", elixirNames},
	{"C++, Swift, Dart", "", nativeNames},
	{"GraphQL", "", graphQLNames},
	{"Data stores", "", databaseNames},
	{"Search engines", "", searchNames},
	{"Kafka", "", kafkaNames},
	{"Other brokers", "", messagingNames},
}

var documentedDialects = []struct {
	spoken       dialect
	title, about string
}{
	{sqlState, "SQLSTATE", "PostgreSQL, CockroachDB, Redshift and other relational databases. Two characters stand for a class: they count for whatever member has no row."},
	{mySQL, "MySQL and MariaDB", "Error numbers; a SQLSTATE is read too."},
	{sqlServer, "SQL Server and Azure SQL", "Error numbers."},
	{oracle, "Oracle Database", "The numbers after ORA-, without leading zeros."},
	{mongoDB, "MongoDB", "Error numbers; their names stand below."},
	{redis, "Redis and Valkey", "The first word of an error reply."},
	{cosmosDB, "Azure Cosmos DB", "HTTP statuses: some mean what they mean nowhere else."},
	{cassandra, "Cassandra", "Error codes of the native protocol, decimal and hexadecimal."},
	{sqlite, "SQLite", "Result codes; an extended one without a row counts as its primary."},
	{clickHouse, "ClickHouse", "Error numbers."},
	{neo4j, "Neo4j", "Status codes."},
	{jsonRPC, "JSON-RPC", "Error codes. Those from -32099 to -32000 that have no row say that the server failed."},
	{amqp, "AMQP 0-9-1", "Reply codes of RabbitMQ."},
	{entra, "Microsoft Entra", "The numbers after AADSTS."},
}

// Every table is documented.
func TestTablesAreDocumented(t *testing.T) {
	documented := map[dialect]bool{noDialect: true, overHTTP: true}
	for _, d := range documentedDialects {
		documented[d.spoken] = true
	}
	for spoken := range codeRows {
		assert.True(t, documented[dialect(spoken)], spoken)
	}
	rows := 0
	for _, d := range documentedNames {
		rows += len(d.rows)
	}
	assert.Len(t, errorNames, rows-len(serviceCodes))
}
