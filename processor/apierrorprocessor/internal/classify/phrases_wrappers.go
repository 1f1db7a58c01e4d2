package classify

// selectionPhrases are what drivers of clusters say when no server is left to ask. What they quote of the single servers tells
// more, and so they stand behind what is said of networks; most waited for it, and so they stand before what is said of time.
var selectionPhrases = []phraseRow{
	{&noServerSelected, mongoDriver, []string{
		"server selection timed out", "server selection error", "server selection timeout", "waiting for a server that matches",
		"no suitable servers found",
	}},
	{&noServerSelected, redisDriver, []string{
		"redis: cluster has no nodes", "sentinels specified in configuration are unreachable", "all sentinels are unreachable",
		"all sentinels down", "no reachable node in cluster", "failed to refresh slots cache", "none of startup nodes is available",
		"redis cluster cannot be connected", "cannot determine a partition", "redis: all ring shards are down",
	}},
	{&noServerSelected, cassandraCQL, []string{
		"no hosts available in the pool", "all host(s) tried for query failed", "all hosts tried for query failed",
		"no node was available to execute the query", "no connections were made when creating the session",
	}},
	{&noServerSelected, elasticDriver, []string{"no living connections", "no alive nodes found in your cluster", "no elasticsearch node available"}},
	{&noServerSelected, elasticText, []string{"all shards failed"}},
	{&noServerSelected, neo4jDriver, []string{"could not perform discovery", "no routing servers available"}},
	{&noServerSelected, memcachedText, []string{"memcache: no servers configured or available"}},
	{&noServerSelected, etcdText, []string{"etcdclient: no available endpoints"}},
}

// wrapperPhrases are what drivers put before whatever they were told: the rest of the message tells more.
var wrapperPhrases = []phraseRow{
	{&handshakeFailed, sqlClientText, []string{"occurred during the pre-login handshake", "could not establish a secure connection to sql server"}},
	{&connectionFailed, mongoDriver, []string{"occurred during connection handshake", "connection pool for * was cleared"}},
	{&routineFailed, redisText, []string{"err error running script", "err error compiling script"}},
	{&retriesExhausted, redisDriver, []string{"no more cluster attempts left", "max retries per request limit"}},
	{&connectionFailed, redisDriver, []string{
		"currently not connected. commands are rejected", "stream isn't writeable and enableofflinequeue", "=the client is offline",
		"to service this operation", "it was not possible to connect to the redis server", "unable to write command into connection",
	}},
	{&connectionFailed, cassandraCQL, []string{"gocql: unable to create session"}},
	{&connectionFailed, "prisma.io/docs/orm/reference/error-reference", []string{"can't reach database server"}},
	{&connectionFailed, oracleDriver, []string{"network adapter could not establish the connection", "dpy-6005", "njs-503"}},
	{&connectionNotAccepted, oracleDriver, []string{"dpy-6000", "njs-511"}},
	{&connectionFailed, sqlClientText, []string{"a network-related or instance-specific error occurred", "the tcp/ip connection to the host"}},
	{&connectionFailed, redisDriver, []string{"unable to connect to"}},
}
