package classify

import (
	"math/bits"
	"strings"
)

// quotedCode is how a library puts the code that was answered into its message.
type quotedCode struct {
	before, after string  // without after, the code ends where its word does
	spoken        dialect // noDialect for names, as those of the codes of cloud services
	skipped       string  // what stands between, up to and with this, is no part of the code
	last          bool    // the last that was skipped counts
	whole         bool    // what stands before is part of the code
	of            string  // whose names they are: the package's path in the tables
}

// quotedCodes name the library in whose source they stand.
var quotedCodes = []quotedCode{
	{before: "An error occurred (", after: ")", of: "aws"},                     // botocore
	{before: "api error ", after: ":", of: "aws"},                              // aws-sdk-go-v2
	{before: "HostID: ", after: ":", skipped: ", ", of: "aws"},                 // aws-sdk-go-v2: S3
	{before: "RequestID: ", after: ":", skipped: ", ", of: "aws"},              // aws-sdk-go-v2, of errors with a type of their own
	{before: "Error Code: ", after: ";", of: "aws"},                            // aws-sdk-java, version 1
	{before: "ERROR CODE: "},                                                   // azcore for Go
	{before: "ErrorCode: "},                                                    // Azure.Core for .NET
	{before: "ErrorCode:"},                                                     // azure-core for Python
	{before: "<Code>", after: "</Code>"},                                       // S3 and Azure Storage: the XML answer itself
	{before: `"error":{"code":"`, after: `"`},                                  // OData: Azure Resource Manager, Graph, Key Vault
	{before: "googleapi: Error ", skipped: "., ", last: true, of: "googleapi"}, // google-api-go-client
	{before: "googleapi: Error ", skipped: ", ", last: true, of: "googleapi"},  // the same, of a text without a full stop
	{before: `"reason": "`, after: `"`, of: "googleapi"},                       // Google's JSON answer itself

	{before: "does not indicate success: ", after: "); Substatus", skipped: "(", spoken: cosmosDB}, // Cosmos DB for .NET

	{before: "(SQLSTATE ", after: ")", spoken: sqlState},                 // pgx
	{before: "SQL Error [", after: "]", skipped: "[", spoken: sqlState},  // r2dbc, DBeaver
	{before: "SQLSTATE: ", spoken: sqlState},                             // Npgsql, Snowflake
	{before: "SQLState: ", spoken: sqlState},                             // Hibernate
	{before: "SqlState: ", spoken: sqlState},                             // Npgsql
	{before: "Error) ('", after: "'", spoken: sqlState},                  // SQLAlchemy, of pyodbc
	{before: "', '[", after: "]", spoken: sqlState},                      // pyodbc
	{before: `', "[`, after: "]", spoken: sqlState},                      // pyodbc
	{before: "SQLSTATE[HY000] [", after: "]", spoken: mySQL},             // PDO
	{before: "General error: ", after: " ", spoken: mySQL},               // PDO
	{before: "SQLSTATE[", after: "]", spoken: sqlState},                  // PDO
	{before: "ORA-", spoken: oracle},                                     // Oracle
	{before: "Error ", after: " (", spoken: mySQL},                       // go-sql-driver/mysql
	{before: "ERROR ", after: " (", spoken: mySQL},                       // mysql, mysql_async for Rust
	{before: "Error) (", after: ", ", spoken: mySQL},                     // SQLAlchemy, of mysqlclient and PyMySQL
	{before: "code: ", after: ", message: ", spoken: clickHouse},         // clickhouse-go
	{before: "Code: ", after: ". DB::", spoken: clickHouse},              // ClickHouse itself
	{before: "Code: ", after: ", e.displayText", spoken: clickHouse},     // ClickHouse before version 20
	{before: "WriteError{code=", after: ",", spoken: mongoDB},            // mongo-java-driver
	{before: "WriteError { code: ", after: ",", spoken: mongoDB},         // mongodb for Rust
	{before: "CommandError { code: ", after: ",", spoken: mongoDB},       // mongodb for Rust
	{before: "Command failed with error ", after: " (", spoken: mongoDB}, // mongo-java-driver
	{before: "Command failed with error ", after: ":", spoken: mongoDB},  // mongo-java-driver, of a code without a name
	{before: "'codeName': '", after: "'"},                                // pymongo: full error
	{before: "Neo.", spoken: neo4j, whole: true},                         // Neo4j's drivers
	{before: "Error(4", after: "'", skipped: "'"},                        // elasticsearch-py, opensearch-py
	{before: "Error(5", after: "'", skipped: "'"},                        // elasticsearch-py, opensearch-py

	{before: "AADSTS", spoken: entra},                         // MSAL, azure-identity
	{before: "reply-code=", after: ",", spoken: amqp},         // amqp-client for Java
	{before: "Exception (", after: ")", spoken: amqp},         // amqp091-go
	{before: "code=", after: ", text=", spoken: amqp},         // RabbitMQ.Client for .NET
	{before: "closed by server: ", after: " (", spoken: amqp}, // amqplib
	{before: "onnection closed: ", after: " (", spoken: amqp}, // amqplib
	{before: "[Error ", after: ":", skipped: "] "},            // kafka-python, aiokafka
	{before: "KafkaError{code=", after: ","},                  // confluent-kafka
}

// formsByRun gives, for each slot of runs of bytes, the forms that begin with such a run, a bit each: most messages quote no
// code, and one pass over them tells.
var formsByRun = func() (index [formSlots]uint64) {
	for i, form := range quotedCodes {
		index[formSlot(form.before[0], form.before[1], form.before[2])] |= 1 << i
	}
	return index
}()

const formSlots = 1 << 10

func formSlot(a, b, c byte) uint32 {
	return (uint32(a)<<16 | uint32(b)<<8 | uint32(c)) * 2654435769 >> (32 - 10)
}

func byCodeWithin(message string) (means *meaning, code bool) {
	var forms uint64
	for i := 2; i < len(message); i++ {
		forms |= formsByRun[formSlot(message[i-2], message[i-1], message[i])]
	}
	for ; forms != 0; forms &= forms - 1 {
		form := &quotedCodes[bits.TrailingZeros64(forms)]
		quoted := form.in(message)
		switch {
		case quoted == "":
			continue
		case form.spoken != noDialect:
			means = form.spoken.byCode(quoted)
		case form.of != "":
			means, _ = byName(form.of + "." + quoted)
		default:
			means, _ = byName(quoted)
		}
		if means != nil {
			return means, true
		}
	}
	return nil, false
}

// in finds the code that a message quotes in this form; "" where there is none.
func (f *quotedCode) in(message string) string {
	at := strings.Index(message, f.before)
	if at < 0 {
		return ""
	}
	rest := message[at:]
	if !f.whole {
		rest = rest[len(f.before):]
	}
	if f.skipped != "" {
		end := strings.Index(rest, f.skipped)
		if f.last {
			end = strings.LastIndex(rest, f.skipped)
		}
		if end < 0 {
			return ""
		}
		rest = rest[end+len(f.skipped):]
	}
	if f.after == "" {
		return leadingCode(rest)
	}
	quoted, _, found := strings.Cut(rest, f.after)
	if !found || strings.ContainsRune(quoted, ' ') {
		return ""
	}
	return quoted
}

// leadingCode is the code with which a text begins: Neo4j's have dots within.
func leadingCode(text string) string {
	end := 0
	for end < len(text) && (isWordByte(text[end]) || text[end] == '.') {
		end++
	}
	return strings.TrimRight(text[:end], ".")
}
