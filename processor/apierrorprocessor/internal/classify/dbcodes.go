package classify

// sqlStates are the values of SQLSTATE that say more than their class
// (PostgreSQL, appendix A; CockroachDB and Redshift follow it).
var sqlStates = map[string]*meaning{
	"08001": &connectionNotAccepted, "08004": &connectionRefused, "08006": &connectionReset, "08S01": &connectionReset,
	"23000": &constraintViolated, "23505": &duplicateKey, "23502": &constraintViolated, "23503": &constraintViolated,
	"23514": &constraintViolated, "23P01": &constraintViolated,
	"28000": &credentialsInvalid, "28P01": &credentialsInvalid,
	"40001": &serializationFailure, "40P01": &deadlock,
	"42501": &forbidden,
	"53100": &diskFull, "53200": &outOfMemory, "53300": &poolExhausted,
	"55P03": &lockTimeout, "57014": &queryCanceled, "57P01": &connectionReset, "57P02": &connectionReset, "57P03": &dataStoreUnavailable,
	"57P05": &connectionReset, "HYT00": &timeout, "HYT01": &connectionTimeout,
	"XX001": &corruption, "XX002": &corruption,
}

// sqlStateClasses are the first two characters of SQLSTATE (ISO/IEC 9075-2, table "SQLSTATE class and subclass codes").
var sqlStateClasses = map[string]*meaning{
	"08": &connectionFailed,
	"22": &invalidInput,
	"23": &constraintViolated,
	"28": &credentialsInvalid,
	"40": &serializationFailure,
	"42": &querySchema,
	"53": &poolExhausted,
	"57": &dataStoreUnavailable,
}

// mySQLCodes are error numbers of the MySQL server and client (MySQL Error Message Reference; MariaDB shares them).
var mySQLCodes = map[string]*meaning{
	"1062": &duplicateKey, "1586": &duplicateKey, "1213": &deadlock, "1205": &lockTimeout, "3572": &lockTimeout,
	"1044": &forbidden, "1045": &credentialsInvalid, "1142": &forbidden, "1227": &forbidden,
	"1040": &poolExhausted, "1203": &poolExhausted, "1226": &quotaExceeded,
	"1048": &constraintViolated, "1451": &constraintViolated, "1452": &constraintViolated, "3819": &constraintViolated,
	"1049": &querySchema, "1054": &querySchema, "1064": &querySchema, "1146": &querySchema,
	"1264": &invalidInput, "1292": &invalidInput, "1366": &invalidInput, "1406": &invalidInput,
	"1317": &queryCanceled, "3024": &queryCanceled, "1021": &diskFull, "1114": &diskFull, "1037": &outOfMemory,
	"2002": &connectionRefused, "2003": &connectionRefused, "2005": &dnsFailure, "2006": &connectionReset, "2013": &connectionReset,
}

// sqlServerCodes are error numbers of SQL Server and Azure SQL (learn.microsoft.com: database engine events and errors).
var sqlServerCodes = map[string]*meaning{
	"2601": &duplicateKey, "2627": &duplicateKey, "1205": &deadlock, "1222": &lockTimeout, "3960": &serializationFailure,
	"515": &constraintViolated, "547": &constraintViolated, "18456": &credentialsInvalid, "18452": &credentialsInvalid,
	"229": &forbidden, "230": &forbidden, "4060": &forbidden, "207": &querySchema, "208": &querySchema, "102": &querySchema,
	"2628": &invalidInput, "8152": &invalidInput, "245": &invalidInput, "-2": &timeout, "53": &hostUnreachable,
	"10928": &poolExhausted, "10929": &poolExhausted, "40501": &rateLimited, "40613": &dataStoreUnavailable, "49918": &rateLimited,
	"701": &outOfMemory, "1105": &diskFull, "9002": &diskFull, "823": &corruption, "824": &corruption,
}

// oracleCodes are the numbers of ORA- errors, without leading zeros (Oracle Database Error Messages).
var oracleCodes = map[string]*meaning{
	"1": &duplicateKey, "60": &deadlock, "54": &lockTimeout, "30006": &lockTimeout, "8177": &serializationFailure,
	"1017": &credentialsInvalid, "28000": &credentialsInvalid, "28001": &credentialsInvalid, "1031": &forbidden,
	"942": &querySchema, "904": &querySchema, "900": &querySchema, "1400": &constraintViolated, "2290": &constraintViolated,
	"2291": &constraintViolated, "2292": &constraintViolated, "12899": &invalidInput, "1438": &invalidInput,
	"18": &poolExhausted, "20": &poolExhausted, "12516": &poolExhausted, "12519": &poolExhausted, "12520": &poolExhausted,
	"12541": &connectionRefused, "12170": &connectionTimeout, "12154": &dnsFailure, "3113": &connectionReset, "3114": &connectionReset,
	"1013": &queryCanceled, "1653": &diskFull, "4031": &outOfMemory, "1578": &corruption,
}

// mongoDBCodes are the server's error codes (mongodb/mongo, src/mongo/base/error_codes.yml).
var mongoDBCodes = map[string]*meaning{
	"11000": &duplicateKey, "11001": &duplicateKey, "112": &serializationFailure, "24": &lockTimeout, "18": &credentialsInvalid,
	"13": &forbidden, "121": &invalidInput, "26": &querySchema, "50": &queryCanceled, "262": &queryCanceled, "89": &timeout,
	"6": &hostUnreachable, "7": &dnsFailure, "91": &dataStoreUnavailable, "189": &dataStoreUnavailable, "10107": &dataStoreUnavailable,
	"11600": &dataStoreUnavailable, "11602": &dataStoreUnavailable, "13435": &dataStoreUnavailable, "14031": &diskFull,
}

// redisCodes are the first word of an error reply (redis/redis, src/server.c).
var redisCodes = map[string]*meaning{
	"NOAUTH": &unauthenticated, "WRONGPASS": &credentialsInvalid, "NOPERM": &forbidden, "OOM": &outOfMemory,
	"LOADING": &dataStoreUnavailable, "CLUSTERDOWN": &dataStoreUnavailable, "MASTERDOWN": &dataStoreUnavailable, "READONLY": &dataStoreUnavailable,
	"BUSY": &dataStoreUnavailable, "TRYAGAIN": &dataStoreUnavailable,
}
