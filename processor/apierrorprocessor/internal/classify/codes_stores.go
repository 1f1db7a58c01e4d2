package classify

// Where data stores that are not relational, and SQLite, say what their codes mean.
const (
	mongoCodes      = "github.com/mongodb/mongo: src/mongo/base/error_codes.yml"
	redisErrors     = "github.com/redis/redis: src/server.c, src/cluster.c"
	cosmosErrors    = "learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb"
	cassandraErrors = "github.com/apache/cassandra: doc/native_protocol_v5.spec, section 8"
	sqliteErrors    = "sqlite.org/rescode.html"
	clickHouseError = "github.com/ClickHouse/ClickHouse: src/Common/ErrorCodes.cpp"
	neo4jErrors     = "neo4j.com/docs/status-codes/current"
)

// mongoDBCodes are the server's error codes; their names stand in databaseNames.
var mongoDBCodes = []codeRow{
	{&duplicateKey, mongoCodes, []string{"11000", "11001", "12582", "386"}},
	{&duplicateObject, mongoCodes, []string{"48", "68", "85", "86"}},
	{&serializationFailure, mongoCodes, []string{"112"}},
	{&snapshotTooOld, mongoCodes, []string{"239", "246"}},
	{&transactionAborted, mongoCodes, []string{"225", "251"}},
	{&lockTimeout, mongoCodes, []string{"24", "46"}},
	{&credentialsInvalid, mongoCodes, []string{"18"}},
	{&forbidden, mongoCodes, []string{"13"}},
	{&invalidInput, mongoCodes, []string{"2", "9", "14", "121", "28", "40", "66"}},
	{&querySchema, mongoCodes, []string{"26", "27"}},
	{&unsupportedOperation, mongoCodes, []string{"59", "115", "20", "238", "263"}},
	{&messageTooLarge, mongoCodes, []string{"10334", "17280"}},
	{&cursorLost, mongoCodes, []string{"43", "136", "175", "237"}},
	{&offsetOutOfRange, mongoCodes, []string{"286"}},
	{&queryCanceled, mongoCodes, []string{"50", "262", "11601", "290"}},
	{&timeout, mongoCodes, []string{"89", "202"}},
	{&hostUnreachable, mongoCodes, []string{"6"}},
	{&connectionReset, mongoCodes, []string{"9001"}},
	{&dnsFailure, mongoCodes, []string{"7", "230"}},
	{&handshakeFailed, mongoCodes, []string{"141"}},
	{&notLeader, mongoCodes, []string{"189", "10107", "10058", "13435", "13436"}},
	{&dataStoreUnavailable, mongoCodes, []string{"91", "365", "11600", "11602"}},
	{&calledOverloaded, mongoCodes, []string{"402", "407", "433"}},
	{&rateLimited, mongoCodes, []string{"449", "16500"}},
	{&readOnly, mongoCodes, []string{"371"}},
	{&insufficientReplicas, mongoCodes, []string{"64", "100", "133", "134"}},
	{&wrongNode, mongoCodes, []string{"63", "13388", "249", "150"}},
	{&statementTooComplex, mongoCodes, []string{"146", "257", "292", "388"}},
	{&unsupportedVersion, mongoCodes, []string{"322", "323", "347"}},
	{&apiDeprecated, mongoCodes, []string{"324"}},
	{&tokenExpired, mongoCodes, []string{"391"}},
	{&storeFull, mongoCodes, []string{"14031"}},
	{&storeCorrupted, mongoCodes, []string{"288"}},
	{&storeCorrupted, mongoCodes, []string{"301"}},
}

// redisCodes are the first word of an error reply.
var redisCodes = []codeRow{
	{&unauthenticated, redisErrors, []string{"NOAUTH"}},
	{&credentialsInvalid, redisErrors, []string{"WRONGPASS"}},
	{&forbidden, redisErrors, []string{"NOPERM", "DENIED"}},
	{&calledOutOfMemory, redisErrors, []string{"OOM"}},
	{&dataStoreUnavailable, redisErrors, []string{"LOADING", "CLUSTERDOWN", "MASTERDOWN", "BUSY", "TRYAGAIN", "INPROG", "FAILOVER"}},
	{&notLeader, redisErrors, []string{"READONLY"}},
	{&readOnly, redisErrors, []string{"MISCONF"}},
	{&insufficientReplicas, redisErrors, []string{"NOREPLICAS", "NOGOODSLAVE"}},
	{&wrongNode, redisErrors, []string{"MOVED", "ASK"}},
	{&unsupportedOperation, redisErrors, []string{"CROSSSLOT"}},
	{&typeMismatch, redisErrors, []string{"WRONGTYPE"}},
	{&duplicateKey, redisErrors, []string{"BUSYGROUP", "BUSYKEY"}},
	{&notFound, redisErrors, []string{"NOSCRIPT", "NOGROUP"}},
	{&transactionAborted, redisErrors, []string{"EXECABORT"}},
	{&unsupportedVersion, redisErrors, []string{"NOPROTO"}},
	{&cancelled, redisErrors, []string{"UNBLOCKED"}},
}

// cosmosCodes are the HTTP statuses of Cosmos DB: some mean what they mean nowhere else.
var cosmosCodes = []codeRow{
	{&invalidInput, cosmosErrors, []string{"400"}},
	{&unauthenticated, cosmosErrors, []string{"401"}},
	{&storeForbidden, cosmosErrors, []string{"403"}},
	{&notFound, cosmosErrors, []string{"404"}},
	{&timeout, cosmosErrors, []string{"408"}},
	{&duplicateKey, cosmosErrors, []string{"409"}},
	{&wrongNode, cosmosErrors, []string{"410"}},
	{&optimisticLock, cosmosErrors, []string{"412"}},
	{&payloadTooLarge, cosmosErrors, []string{"413"}},
	{&lockTimeout, cosmosErrors, []string{"423"}},
	{&transactionAborted, cosmosErrors, []string{"424"}},
	{&rateLimited, cosmosErrors, []string{"429"}},
	{&serializationFailure, cosmosErrors, []string{"449"}},
	{&calledFailed, cosmosErrors, []string{"500"}},
	{&calledUnavailable, cosmosErrors, []string{"502", "503", "504"}},
}

// cassandraCodes are the protocol's error codes, as numbers in decimal and hexadecimal.
var cassandraCodes = []codeRow{
	{&calledFailed, cassandraErrors, []string{"0x0000"}},
	{&protocolError, cassandraErrors, []string{"0x000a", "10"}},
	{&credentialsInvalid, cassandraErrors, []string{"0x0100", "256"}},
	{&insufficientReplicas, cassandraErrors, []string{"0x1000", "4096"}},
	{&calledOverloaded, cassandraErrors, []string{"0x1001", "4097"}},
	{&dataStoreUnavailable, cassandraErrors, []string{"0x1002", "4098"}},
	{&calledFailed, cassandraErrors, []string{"0x1003", "4099", "0x1300", "4864", "0x1400", "5120", "0x1500", "5376"}},
	{&timeout, cassandraErrors, []string{"0x1100", "4352"}},
	{&readTimeout, cassandraErrors, []string{"0x1200", "4608"}},
	{&dataStoreFailed, cassandraErrors, []string{"0x1600", "5632"}},
	{&outcomeUnknown, cassandraErrors, []string{"0x1700", "5888"}},
	{&querySchema, cassandraErrors, []string{"0x2000", "8192", "0x2200", "8704"}},
	{&forbidden, cassandraErrors, []string{"0x2100", "8448"}},
	{&misconfigured, cassandraErrors, []string{"0x2300", "8960"}},
	{&duplicateObject, cassandraErrors, []string{"0x2400", "9216"}},
	{&invalidState, cassandraErrors, []string{"0x2500", "9472"}},
}

// sqliteCodes are result codes by number; their names stand in databaseNames.
var sqliteCodes = []codeRow{
	{&forbidden, sqliteErrors, []string{"3", "23"}},
	{&lockTimeout, sqliteErrors, []string{"5", "6"}},
	{&serializationFailure, sqliteErrors, []string{"517"}},
	{&outOfMemory, sqliteErrors, []string{"7"}},
	{&readOnly, sqliteErrors, []string{"8"}},
	{&queryCanceled, sqliteErrors, []string{"9"}},
	{&dataStoreFailed, sqliteErrors, []string{"10"}},
	{&corruption, sqliteErrors, []string{"11", "26"}},
	{&diskFull, sqliteErrors, []string{"13"}},
	{&fileMissing, sqliteErrors, []string{"14"}},
	{&querySchema, sqliteErrors, []string{"1", "17"}},
	{&statementTooComplex, sqliteErrors, []string{"18"}},
	{&constraintViolated, sqliteErrors, []string{"19", "275", "787", "1299"}},
	{&duplicateKey, sqliteErrors, []string{"1555", "2067"}},
	{&invalidInput, sqliteErrors, []string{"20", "25"}},
	{&invalidState, sqliteErrors, []string{"21"}},
}

// clickHouseCodes are the server's error numbers.
var clickHouseCodes = []codeRow{
	{&querySchema, clickHouseError, []string{"16", "42", "43", "46", "47", "60", "62", "81"}},
	{&invalidInput, clickHouseError, []string{"6", "27", "36", "38", "41", "53", "70", "72", "117"}},
	{&unsupportedOperation, clickHouseError, []string{"1", "48"}},
	{&duplicateObject, clickHouseError, []string{"57", "82"}},
	{&timeout, clickHouseError, []string{"209"}},
	{&queryCanceled, clickHouseError, []string{"159", "394"}},
	{&statementTooComplex, clickHouseError, []string{"158", "160", "161", "162", "167", "168", "307", "396"}},
	{&connectionFailed, clickHouseError, []string{"210", "279"}},
	{&dnsFailure, clickHouseError, []string{"198"}},
	{&credentialsInvalid, clickHouseError, []string{"192", "193", "194", "516"}},
	{&readOnly, clickHouseError, []string{"164", "225", "242"}},
	{&quotaExceeded, clickHouseError, []string{"201"}},
	{&calledOverloaded, clickHouseError, []string{"202", "252"}},
	{&calledOutOfMemory, clickHouseError, []string{"173", "241"}},
	{&outcomeUnknown, clickHouseError, []string{"319"}},
	{&poolExhausted, clickHouseError, []string{"203"}},
	{&storeFull, clickHouseError, []string{"243"}},
	{&insufficientReplicas, clickHouseError, []string{"254", "285", "289"}},
	{&forbidden, clickHouseError, []string{"291", "497"}},
	{&lockTimeout, clickHouseError, []string{"473"}},
	{&dataStoreFailed, clickHouseError, []string{"49", "999"}},
	{&storeCorrupted, clickHouseError, []string{"40", "246"}},
}

// neo4jCodes are the server's status codes.
var neo4jCodes = []codeRow{
	{&credentialsInvalid, neo4jErrors, []string{"Neo.ClientError.Security.Unauthorized"}},
	{&forbidden, neo4jErrors, []string{"Neo.ClientError.Security.Forbidden"}},
	{&tokenExpired, neo4jErrors, []string{"Neo.ClientError.Security.TokenExpired", "Neo.ClientError.Security.AuthorizationExpired"}},
	{&credentialsExpired, neo4jErrors, []string{"Neo.ClientError.Security.CredentialsExpired"}},
	{&accountLocked, neo4jErrors, []string{"Neo.ClientError.Security.AuthenticationRateLimit"}},
	{&querySchema, neo4jErrors, []string{
		"Neo.ClientError.Statement.SyntaxError", "Neo.ClientError.Statement.SemanticError", "Neo.ClientError.Database.DatabaseNotFound",
		"Neo.ClientError.Procedure.ProcedureNotFound",
	}},
	{&invalidInput, neo4jErrors, []string{
		"Neo.ClientError.Statement.TypeError", "Neo.ClientError.Statement.ParameterMissing", "Neo.ClientError.Statement.ArgumentError",
	}},
	{&constraintViolated, neo4jErrors, []string{"Neo.ClientError.Schema.ConstraintValidationFailed"}},
	{&routineFailed, neo4jErrors, []string{"Neo.ClientError.Procedure.ProcedureCallFailed"}},
	{&notLeader, neo4jErrors, []string{"Neo.ClientError.Cluster.NotALeader", "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"}},
	{&queryCanceled, neo4jErrors, []string{
		"Neo.ClientError.Transaction.TransactionTimedOut", "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
	}},
	{&transactionAborted, neo4jErrors, []string{"Neo.ClientError.Transaction.TransactionNotFound"}},
	{&deadlock, neo4jErrors, []string{"Neo.TransientError.Transaction.DeadlockDetected"}},
	{&serializationFailure, neo4jErrors, []string{"Neo.TransientError.Transaction.Outdated"}},
	{&lockTimeout, neo4jErrors, []string{"Neo.ClientError.Transaction.LockAcquisitionTimeout", "Neo.TransientError.Transaction.LockAcquisitionTimeout"}},
	{&dataStoreUnavailable, neo4jErrors, []string{"Neo.TransientError.General.DatabaseUnavailable", "Neo.TransientError.Database.DatabaseUnavailable"}},
	{&calledOutOfMemory, neo4jErrors, []string{
		"Neo.TransientError.General.MemoryPoolOutOfMemoryError", "Neo.TransientError.General.OutOfMemoryError",
		"Neo.ClientError.General.MemoryPoolOutOfMemoryError",
	}},
	{&dataStoreFailed, neo4jErrors, []string{"Neo.DatabaseError.General.UnknownError"}},
}
