package classify

// Where the names of Kafka's errors stand: its protocol's codes by name, and the exceptions that its clients make of them.
const (
	kafkaErrors = "github.com/apache/kafka: clients/src/main/java/org/apache/kafka/common/protocol/Errors.java"
	librdkafka  = "github.com/confluentinc/librdkafka: src/rdkafka.h, src/rdkafka.c"
)

// kafkaNames are named alike by the protocol and by the Java client, librdkafka, KafkaJS, franz-go, Sarama and aiokafka.
var kafkaNames = []nameRow{
	{&notLeader, kafkaErrors, []string{
		"=not leader or follower", "=not leader for partition", "=leader not available", "=fenced leader epoch",
		"=unknown leader epoch", "=not controller", "=controller moved", "=stale controller epoch", "=preferred leader not available",
		"=eligible leaders not available",
	}},
	{&brokerUnavailable, kafkaErrors, []string{
		"=coordinator not available", "=coordinator load in progress", "=not coordinator", "=group coordinator not available",
		"=not coordinator for group", "=group load in progress", "=broker not available", "=offset not available",
		"=replica not available", "=kafka storage", "=kafka storage error", "=unknown server error", "=unstable offset commit",
		"=reassignment in progress", "=stale broker epoch",
	}},
	{&timeout, kafkaErrors, []string{"=request timed out"}},
	{&connectionReset, kafkaErrors, []string{"=network exception"}},
	{&connectionFailed, kafkaErrors, []string{"=disconnect exception"}},
	{&recordTooLarge, kafkaErrors, []string{
		"=message too large", "=record too large", "=record list too large", "=record batch too large", "=message size too large",
	}},
	{&topicMissing, kafkaErrors, []string{"=unknown topic or partition", "=unknown topic id", "=group id not found"}},
	{&duplicateKey, kafkaErrors, []string{"=topic already exists", "=topic exists"}},
	{&brokerForbidden, kafkaErrors, []string{
		"=topic authorization failed", "=topic authorization", "=group authorization failed", "=group authorization",
		"=cluster authorization failed", "=cluster authorization", "=transactional id authorization failed",
		"=transactional id authorization", "=delegation token authorization failed",
	}},
	{&brokerCredentials, kafkaErrors, []string{"=sasl authentication failed", "=sasl authentication"}},
	{&unsupportedOperation, kafkaErrors, []string{
		"=unsupported sasl mechanism", "=unsupported for message format", "=unsupported compression type", "=security disabled",
	}},
	{&tokenExpired, kafkaErrors, []string{"=delegation token expired"}},
	{&unsupportedVersion, kafkaErrors, []string{"=unsupported version", "=inconsistent group protocol"}},
	{&rebalanceInProgress, kafkaErrors, []string{
		"=rebalance in progress", "=illegal generation", "=unknown member id", "=member id required", "=stale member epoch",
		"=commit failed", "=retriable commit failed",
	}},
	{&producerFenced, kafkaErrors, []string{
		"=producer fenced", "=invalid producer epoch", "=fenced instance id", "=transaction coordinator fenced", "=fenced member epoch",
		"=unknown producer id",
	}},
	{&outOfSequence, kafkaErrors, []string{"=out of order sequence", "=out of order sequence number", "=duplicate sequence number", "=duplicate sequence"}},
	{&transactionAborted, kafkaErrors, []string{"=transaction abortable", "=transaction aborted"}},
	{&serializationFailure, kafkaErrors, []string{"=concurrent transactions"}},
	{&invalidState, kafkaErrors, []string{"=invalid txn state", "=invalid pid mapping", "=invalid producer id mapping", "=non empty group"}},
	{&insufficientReplicas, kafkaErrors, []string{"=not enough replicas", "=not enough replicas after append"}},
	{&offsetOutOfRange, kafkaErrors, []string{"=offset out of range", "=no offset for partition", "=log truncation"}},
	{&storeCorrupted, kafkaErrors, []string{"=corrupt message", "=corrupt record"}},
	{&schemaMismatch, kafkaErrors, []string{"=record deserialization"}},
	{&rateLimited, kafkaErrors, []string{"=throttling quota exceeded"}},
	{&quotaExceeded, kafkaErrors, []string{"=group max size reached"}},
	{&brokerInput, kafkaErrors, []string{
		"=invalid topic", "=invalid topic exception", "=invalid partitions", "=invalid replication factor", "=invalid timestamp",
		"=invalid record", "=invalid required acks", "=invalid session timeout", "=invalid transaction timeout", "=offset metadata too large", "=policy violation", "=invalid config", "=invalid group id",
	}},
	{&queueFull, librdkafka, []string{"=queue full", "=buffer exhausted"}},
	{&timeout, librdkafka, []string{"=msg timed out", "=timed out queue"}},
	{&connectionFailed, librdkafka, []string{"=all brokers down"}},
	{&rebalanceInProgress, librdkafka, []string{"=max poll exceeded"}},
	{&topicMissing, librdkafka, []string{"=unknown topic", "=unknown partition"}},
}
