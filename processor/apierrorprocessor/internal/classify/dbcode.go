package classify

import (
	"strconv"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// dialect is the kind of codes that a data store answers: the same number says different things in each.
type dialect uint8

const (
	noDialect dialect = iota
	sqlState
	mySQL
	sqlServer
	oracle
	mongoDB
	redis
	overHTTP
)

// dialects are those of the well-known values of db.system.name and of the former db.system. A relational database that is
// not named here is taken to answer SQLSTATE, as the standard asks.
var dialects = map[string]dialect{
	"mysql": mySQL, "mariadb": mySQL, "tidb": mySQL,
	"microsoft.sql_server": sqlServer, "mssql": sqlServer,
	"oracle.db": oracle, "oracle": oracle,
	"mongodb": mongoDB, "redis": redis, "valkey": redis,
	"elasticsearch": overHTTP, "opensearch": overHTTP, "azure.cosmosdb": overHTTP, "cosmosdb": overHTTP, "couchdb": overHTTP,
	"aws.dynamodb": noDialect, "dynamodb": noDialect, "cassandra": noDialect, "sqlite": noDialect, "memcached": noDialect,
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

// dbCodes hold the codes of each dialect.
var dbCodes = [...]map[string]*meaning{
	sqlState:  sqlStates,
	mySQL:     mySQLCodes,
	sqlServer: sqlServerCodes,
	oracle:    oracleCodes,
	mongoDB:   mongoDBCodes,
	redis:     redisCodes,
	overHTTP:  nil, // HTTP's own: see dbStatus
}

// byCode finds what a data store's code means; nil where it is in no table.
func (d dialect) byCode(code string) *meaning {
	if d == noDialect {
		return nil
	}
	if d == oracle {
		code = oracleNumber(code)
	}
	if means := dbCodes[d][code]; means != nil {
		return means
	}
	switch {
	case !isSQLState(code) || d == mongoDB || d == redis || d == oracle || d == sqlServer || d == overHTTP:
		return nil // five digits are a number of theirs
	case sqlStates[code] != nil:
		return sqlStates[code]
	default:
		return sqlStateClasses[code[:2]]
	}
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
