package classify

import (
	"strconv"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// dialect is the kind of codes that a data store or another protocol answers: the same number says different things in each.
type dialect uint8

const (
	noDialect dialect = iota
	sqlState
	mySQL
	sqlServer
	oracle
	mongoDB
	redis
	cosmosDB
	cassandra
	sqlite
	clickHouse
	neo4j
	overHTTP
	jsonRPC
	amqp  // RabbitMQ's reply codes
	entra // AADSTS…
)

// dialects are those of the well-known values of db.system.name and of the former db.system. A relational database that is
// not named here is taken to answer SQLSTATE, as the standard asks.
var dialects = map[string]dialect{
	"mysql": mySQL, "mariadb": mySQL, "tidb": mySQL,
	"microsoft.sql_server": sqlServer, "mssql": sqlServer,
	"oracle.db": oracle, "oracle": oracle,
	"mongodb": mongoDB, "redis": redis, "valkey": redis, "keydb": redis, "dragonfly": redis,
	"documentdb":    mongoDB,
	"elasticsearch": overHTTP, "opensearch": overHTTP, "azure.cosmosdb": cosmosDB, "cosmosdb": cosmosDB, "couchdb": overHTTP,
	"cassandra": cassandra, "scylladb": cassandra, "sqlite": sqlite, "clickhouse": clickHouse, "neo4j": neo4j,
	"etcd": noDialect, "aws.dynamodb": noDialect, "dynamodb": noDialect, "memcached": noDialect, "couchbase": noDialect, "hbase": noDialect,
	"influxdb": noDialect, "gcp.spanner": noDialect, "spanner": noDialect,
}

func dialectOf(system string) dialect {
	if system == "" {
		return noDialect
	}
	if spoken, ok := dialects[system]; ok {
		return spoken
	}
	return sqlState
}

// codeRow recognises the codes of a dialect.
type codeRow struct {
	means  *meaning
	source string // who answers these codes, and where that stands
	codes  []string
}

// codeRows hold what each dialect's codes mean.
var codeRows = [...][]codeRow{
	sqlState:   sqlStates,
	mySQL:      mySQLCodes,
	sqlServer:  sqlServerCodes,
	oracle:     oracleCodes,
	mongoDB:    mongoDBCodes,
	redis:      redisCodes,
	cosmosDB:   cosmosCodes,
	cassandra:  cassandraCodes,
	sqlite:     sqliteCodes,
	clickHouse: clickHouseCodes,
	neo4j:      neo4jCodes,
	overHTTP:   nil, // HTTP's own: see dbStatus
	jsonRPC:    jsonRPCCodes,
	amqp:       amqpCodes,
	entra:      entraCodes,
}

var codes = indexCodes()

func indexCodes() (index [len(codeRows)]map[string]*meaning) {
	for spoken, rows := range codeRows {
		index[spoken] = map[string]*meaning{}
		for _, row := range rows {
			for _, code := range row.codes {
				index[spoken][code] = row.means
			}
		}
	}
	return index
}

// byCode finds what a code means; nil where it is in no table.
func (d dialect) byCode(code string) *meaning {
	switch d {
	case oracle:
		code = oracleNumber(code)
	case sqlite:
		code = sqliteResult(code)
	case cassandra:
		code = strings.ToLower(code)
	}
	if means := codes[d][code]; means != nil {
		return means
	}
	switch d {
	case sqlState, mySQL:
		return bySQLState(code)
	case jsonRPC:
		return byJSONRPCRange(code)
	default:
		return nil
	}
}

// bySQLState takes a state for its class where it is not in the table by itself.
func bySQLState(code string) *meaning {
	if !isSQLState(code) {
		return nil
	}
	if means := codes[sqlState][code]; means != nil {
		return means
	}
	return codes[sqlState][code[:2]]
}

// dbStatus is the HTTP status that a data store spoken to over HTTP answered; 0 where there is none.
func dbStatus(v *spanview.View) int32 {
	if dialectOf(v.DBSystem) != overHTTP {
		return 0
	}
	for _, code := range [...]string{v.DBCode, v.ErrorType} {
		if status, err := strconv.ParseInt(code, 10, 32); err == nil && status >= 100 && status <= 999 {
			return int32(status)
		}
	}
	return 0
}

// isSQLState reports whether a code has the form that ISO/IEC 9075 gives to SQLSTATE: two characters for the class, three
// for the subclass.
func isSQLState(code string) bool {
	if len(code) != 5 {
		return false
	}
	for i := range len(code) {
		if c := code[i]; !isUpper(c) && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// oracleNumber brings ORA-00001, 00001 and 1 to one form.
func oracleNumber(code string) string {
	if len(code) > len("ORA-") && code[:len("ORA-")] == "ORA-" {
		code = code[len("ORA-"):]
	}
	for len(code) > 1 && code[0] == '0' {
		code = code[1:]
	}
	return code
}

// sqliteResult brings the names and the numbers of SQLite's result codes to one form. An extended number holds the primary one
// in its lowest eight bits.
func sqliteResult(code string) string {
	if number, err := strconv.ParseUint(code, 10, 32); err == nil && codes[sqlite][code] == nil {
		return strconv.FormatUint(number&0xff, 10)
	}
	return code
}

// byJSONRPCRange takes a code of the range that the specification leaves to servers for a failure of the server.
func byJSONRPCRange(code string) *meaning {
	if number, err := strconv.ParseInt(code, 10, 32); err == nil && -32099 <= number && number <= -32000 {
		return &calledFailed
	}
	return nil
}
