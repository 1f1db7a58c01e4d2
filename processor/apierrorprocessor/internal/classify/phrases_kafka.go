package classify

// Where Kafka's clients word their messages.
const (
	kafkaText      = "github.com/apache/kafka: Errors.java; github.com/tulios/kafkajs: src/protocol/error.js"
	kafkaClient    = "github.com/apache/kafka: clients"
	librdkafkaText = "github.com/confluentinc/librdkafka: src/rdkafka.c, rd_kafka_err_descs"
	saramaText     = "github.com/IBM/sarama: errors.go"
	kafkaGoText    = "github.com/segmentio/kafka-go: error.go"
)

// kafkaPhrases are the texts of the protocol's errors, which most clients show without the code.
var kafkaPhrases = []phraseRow{
	{&notLeader, kafkaText, []string{
		"this server is not the leader for that topic-partition", "there is no leader for this topic-partition",
		"broker is not the current leader", "is not a replica of the topic partition", "the leader epoch in the request is older",
		"the leader epoch in the request is newer", "the controller moved to another broker", "not the correct controller for this cluster",
		"the preferred leader was not available", "eligible topic partition leaders are not available", "no listener on the leader broker",
	}},
	{&notLeader, saramaText, []string{"to a replica that is not the leader", "in the middle of a leadership election"}},
	{&notLeader, librdkafkaText, []string{"broker: not leader for partition", "broker: leader not available", "broker: fenced leader epoch", "broker: not controller"}},
	{&notLeader, kafkaGoText, []string{"] not leader for partition", "] leader not available"}},
	{&brokerUnavailable, kafkaText, []string{
		"coordinator is not available", "the coordinator is loading and hence", "this is not the correct coordinator", "=the broker is not available",
		"=the broker is not available.", "the replica is not available for", "leader high watermark has not caught up",
		"the server experienced an unexpected error when processing", "disk error when trying to access log file",
	}},
	{&brokerUnavailable, saramaText, []string{
		"still loading offsets after a leader change", "consumer group that is not coordinated by this broker", "offset's topic has not yet been created",
		"the broker has not yet joined the cluster", "unexpected (unknown?) server error",
	}},
	{&brokerUnavailable, librdkafkaText, []string{
		"broker: coordinator not available", "broker: not coordinator", "broker: coordinator load in progress", "broker: broker not available",
		"broker: replica not available", "broker: disk error when trying to access log", "broker: unknown broker error", "local: waiting for coordinator",
	}},
	{&brokerUnavailable, kafkaGoText, []string{"] group coordinator not available", "] group load in progress", "] not coordinator for group", "] broker not available"}},
	{&topicMissing, kafkaText, []string{"this server does not host this topic", "group id does not exist"}},
	{&topicMissing, saramaText, []string{"topic or partition that does not exist on this broker"}},
	{&topicMissing, librdkafkaText, []string{"local: unknown topic", "local: unknown partition", "broker: unknown topic or partition", "broker: unknown topic id"}},
	{&topicMissing, kafkaGoText, []string{"] unknown topic or partition"}},
	{&recordTooLarge, kafkaText, []string{
		"a message larger than the max message size", "message batch larger than the configured segment size",
		"larger than the maximum request size you have configured", "larger than the total memory buffer you have configured",
	}},
	{&recordTooLarge, saramaText, []string{"message was too large, server rejected it", "producer received message larger than configured"}},
	{&recordTooLarge, librdkafkaText, []string{"broker: message size too large", "broker: message batch larger than", "message size too large"}},
	{&rebalanceInProgress, kafkaText, []string{
		"the group is rebalancing", "group has already rebalanced", "coordinator is not aware of this member", "group generation id is not valid",
		"needs to have a valid member id before", "the member epoch is fenced", "member epoch is stale",
	}},
	{&rebalanceInProgress, kafkaClient, []string{"consumer is not part of an active group", "offset commit cannot be completed since"}},
	{&rebalanceInProgress, saramaText, []string{
		"rebalance for the group is in progress", "provided member is not known in the current generation", "provided generation id is not the current",
	}},
	{&rebalanceInProgress, librdkafkaText, []string{
		"broker: group rebalance in progress", "broker: unknown member", "application maximum poll interval", "local: maximum application poll interval",
		"group partition assignment lost",
	}},
	{&insufficientReplicas, kafkaText, []string{"fewer in-sync replicas than required"}},
	{&insufficientReplicas, librdkafkaText, []string{"broker: not enough in-sync replicas", "insufficient number of in-sync replicas"}},
	{&offsetOutOfRange, kafkaText, []string{"offset is not within the range of offsets", "outside the range of offsets"}},
	{&offsetOutOfRange, kafkaClient, []string{"offsets out of range with no configured reset policy", "undefined offset with no reset policy"}},
	{&offsetOutOfRange, librdkafkaText, []string{"broker: offset out of range", "no offset to automatically reset to"}},
	{&producerFenced, kafkaText, []string{
		"newer producer with the same transactionalid", "attempted to produce with an old epoch", "with the same group.instance.id has registered",
		"could not locate the producer metadata",
	}},
	{&producerFenced, librdkafkaText, []string{"fenced by a newer instance"}},
	{&outOfSequence, kafkaText, []string{"an out of order sequence number", "a duplicate sequence number"}},
	{&outOfSequence, librdkafkaText, []string{"gap-less ordering would not be guaranteed"}},
	{&transactionAborted, kafkaText, []string{"client can abort the transaction to continue"}},
	{&serializationFailure, kafkaText, []string{"concurrent operation on the same transaction was ongoing"}},
	{&invalidState, kafkaText, []string{"transactional operation in an invalid state", "not valid given the current sasl state", "not currently assigned to its transactional id"}},
	{&invalidState, kafkaClient, []string{"cannot perform operation after producer has been closed", "kafkaconsumer is not safe for multi-threaded access", "=the producer is disconnected"}},
	{&invalidState, librdkafkaText, []string{"local: erroneous state"}},
	{&brokerForbidden, kafkaText, []string{
		"not authorized to access topics", "not authorized to access group", "topic authorization failed", "group authorization failed",
		"cluster authorization failed", "transactional id authorization failed",
	}},
	{&brokerForbidden, saramaText, []string{"not authorized to access this topic", "not authorized to access this group", "not authorized to send this request type"}},
	{&brokerCredentials, kafkaText, []string{"sasl authentication failed"}},
	{&brokerCredentials, librdkafkaText, []string{"local: authentication failure"}},
	{&unsupportedOperation, kafkaText, []string{
		"does not support the requested sasl mechanism", "message format version on the broker does not support", "security features are disabled",
		"does not support the compression type",
	}},
	{&unsupportedVersion, kafkaText, []string{"the version of api is not supported", "protocols are incompatible with those of existing members"}},
	{&duplicateKey, kafkaText, []string{"topic with this name already exists"}},
	{&brokerInput, kafkaText, []string{
		"an operation on an invalid topic", "timestamp of the message is out of acceptable range", "failed the validation on broker",
		"number of partitions is below 1", "replication factor is below 1", "invalid value for required acks", "do not satisfy the configured policy",
		"the configured groupid is invalid", "session timeout is not within the range allowed", "request being malformed by the client library",
		"transaction timeout is larger than the maximum",
	}},
	{&rateLimited, kafkaText, []string{"the throttling quota has been exceeded"}},
	{&quotaExceeded, kafkaText, []string{"consumer group has reached its max size"}},
	{&storeCorrupted, kafkaText, []string{"failed its crc checksum", "does not match its crc"}},
	{&schemaMismatch, kafkaClient, []string{"error deserializing key/value for partition", "error retrieving avro", "error registering avro schema"}},
	{&schemaMismatch, librdkafkaText, []string{"local: value deserialization error", "local: key deserialization error", "local: value serialization error", "local: key serialization error"}},
	{&timeout, kafkaClient, []string{"not present in metadata after", "failed to update metadata after", "expiring * record(s) for", "timeout expired while fetching topic metadata"}},
	{&timeout, saramaText, []string{"exceeded the user-specified time limit"}},
	{&timeout, librdkafkaText, []string{"local: message timed out", "local: timed out", "broker: request timed out"}},
	{&queueFull, librdkafkaText, []string{"local: queue full"}},
	{&queueFull, kafkaClient, []string{"failed to allocate * bytes within the configured max blocking time"}},
	{&dnsFailure, librdkafkaText, []string{"local: host resolution failure"}},
	{&handshakeFailed, librdkafkaText, []string{"local: ssl error"}},
	{&connectionReset, kafkaText, []string{"server disconnected before a response was received"}},
	{&connectionReset, librdkafkaText, []string{"disconnected before response received"}},
	{&connectionFailed, librdkafkaText, []string{
		"local: broker transport failure", "local: all broker connections are down", "local: communication failure with broker", "local: broker handle destroyed",
	}},
	{&connectionFailed, saramaText, []string{"kafka: broker not connected"}},
}
