package classify

import "slices"

// databasePhrases are what data stores and their drivers say. Drivers hand on the server's text, many without its code: what
// stands in codes_*.go by number stands here by its words.
var databasePhrases = slices.Concat(
	postgresPhrases, mysqlPhrases, sqlitePhrases, sqlServerPhrases, oraclePhrases, mongoPhrases, redisPhrases, cassandraPhrases,
	searchPhrases, warehousePhrases, otherStorePhrases, driverPhrases,
)

// brokerPhrases are what message brokers and their clients say.
var brokerPhrases = slices.Concat(kafkaPhrases, amqpPhrases, otherBrokerPhrases)
