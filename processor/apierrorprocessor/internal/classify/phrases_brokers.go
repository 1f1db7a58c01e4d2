package classify

// Where the other brokers and their clients word their messages.
const (
	rabbitText = "github.com/rabbitmq/rabbitmq-server: reply texts"
	amqpClient = "github.com: rabbitmq clients, pika, bunny, amqplib, amqp091-go, celery/kombu"
	natsText   = "github.com/nats-io/nats.go: nats.go, jserrors.go; nats-server: server/errors.json"
	mqttText   = "github.com/eclipse: paho; github.com/mqttjs: MQTT.js, mqtt-packet"
	pulsarText = "github.com/apache/pulsar: broker, client"
	jmsText    = "github.com/apache/activemq, activemq-artemis"
)

var amqpPhrases = []phraseRow{
	{&brokerCredentials, rabbitText, []string{"login was refused using authentication mechanism"}},
	{&brokerForbidden, rabbitText, []string{"access_refused -", "not_allowed - access to vhost"}},
	{&topicMissing, rabbitText, []string{"not_found - no", "not_allowed - vhost"}},
	{&poolExhausted, rabbitText, []string{"connection limit (*) is reached", "number of channels opened (*) has reached"}},
	{&recordTooLarge, rabbitText, []string{"precondition_failed - message size", "content_too_large"}},
	{&brokerPrecondition, rabbitText, []string{"precondition_failed -", "(precondition-failed)"}},
	{&brokerConflict, rabbitText, []string{"resource_locked -", "(resource-locked)", "not_allowed -"}},
	{&brokerUnavailable, rabbitText, []string{"(internal-error)", "(resource-error)"}},
	{&connectionReset, rabbitText, []string{"connection_forced", "connection-forced"}},
	{&protocolError, rabbitText, []string{"frame_error -", "unexpected_frame -", "command_invalid -", "channel_error -"}},
	{&notImplemented, rabbitText, []string{"not_implemented -"}},
	{&routeNotFound, rabbitText, []string{"no_route"}},
	{&brokerCredentials, amqpClient, []string{"handshake terminated by server: 403"}},
	{&connectionReset, amqpClient, []string{
		"missed heartbeats from client", "stream connection lost", "=channel closed", "=channel ended, no reply will be forthcoming",
		"channel/connection is not open", "connection is already closed due to", "channel is already closed due to", "channel shutdown:",
	}},
	{&connectionFailed, amqpClient, []string{"none of the specified endpoints were reachable"}},
	{&calledFailed, amqpClient, []string{"=message nacked", "=message was nacked", "message confirmation has been nack'ed", "message returned by the broker", "publisher confirm * nack"}},
}

var otherBrokerPhrases = []phraseRow{
	{&noConsumers, natsText, []string{"no responders available", "nats: no response from stream"}},
	{&topicMissing, natsText, []string{"nats: stream not found", "nats: consumer not found", "nats: bucket not found", "description=stream not found", "description=consumer not found", "no stream matches subject"}},
	{&notFound, natsText, []string{"nats: key not found", "nats: message not found", "nats: object not found"}},
	{&optimisticLock, natsText, []string{"wrong last sequence", "wrong last msg id"}},
	{&duplicateKey, natsText, []string{"nats: key exists", "stream name already in use", "description=consumer already exists"}},
	{&recordTooLarge, natsText, []string{"maximum payload exceeded", "message size exceeds maximum allowed"}},
	{&brokerCredentials, natsText, []string{"authorization violation"}},
	{&tokenExpired, natsText, []string{"nats: authentication expired", "user authentication expired"}},
	{&brokerForbidden, natsText, []string{"permissions violation for"}},
	{&slowConsumer, natsText, []string{"slow consumer"}},
	{&quotaExceeded, natsText, []string{
		"maximum messages exceeded", "maximum bytes exceeded", "maximum consumers limit reached", "maximum number of streams reached",
		"resource limits exceeded for account",
	}},
	{&poolExhausted, natsText, []string{"maximum connections exceeded"}},
	{&queueFull, natsText, []string{"outbound buffer limit exceeded"}},
	{&unsupportedOperation, natsText, []string{"jetstream not enabled"}},
	{&brokerUnavailable, natsText, []string{"jetstream system temporarily unavailable", "no suitable peers for placement", "jetstream is offline", "stream is offline"}},
	{&connectionReset, natsText, []string{"nats: connection closed", "nats: stale connection"}},
	{&connectionFailed, natsText, []string{"nats: no servers available", "nats: connection disconnected", "nats: reconnect attempts"}},
	{&timeout, natsText, []string{"=nats: timeout"}},

	{&brokerCredentials, mqttText, []string{"connection refused: bad username or password", "bad user name or password"}},
	{&brokerForbidden, mqttText, []string{"connection refused: not authorized", "=not authorized to connect"}},
	{&brokerUnavailable, mqttText, []string{"connection refused: server unavailable", "=broker unavailable", "=server unavailable"}},
	{&brokerInput, mqttText, []string{"connection refused: identifier rejected", "=identifier rejected", "=invalid client id"}},
	{&unsupportedVersion, mqttText, []string{"unacceptable protocol version"}},
	{&connectionTimeout, mqttText, []string{"=connack timeout"}},
	{&connectionReset, mqttText, []string{"=keepalive timeout", "connection lost before", "=client disconnecting", "=pingresp not received, disconnecting", "=connection lost"}},
	{&connectionFailed, mqttText, []string{"=not connected", "=client is not connected", "=unable to connect to server"}},
	{&queueFull, mqttText, []string{"too many publishes in progress"}},

	{&topicMissing, pulsarText, []string{"=topic does not exist"}},
	{&producerFenced, pulsarText, []string{"is already connected to topic", "exclusive consumer is already connected", "producer was fenced"}},
	{&wrongNode, pulsarText, []string{"namespace bundle * not served by this instance", "namespace is being unloaded", "please redo the lookup"}},
	{&quotaExceeded, pulsarText, []string{"cannot create producer on topic with backlog quota exceeded"}},
	{&gone, pulsarText, []string{"topic was already terminated"}},
	{&brokerForbidden, pulsarText, []string{"client is not authorized to produce", "client is not authorized to consume", "client is not authorized to get partition metadata", "client is not authorized to subscribe"}},
	{&queueFull, pulsarText, []string{"producer send queue is full"}},
	{&timeout, pulsarText, []string{"could not send message to broker within given timeout"}},
	{&schemaMismatch, pulsarText, []string{"incompatible schema"}},

	{&queueFull, jmsText, []string{"usage manager * full", "address * is full", "producer * stopped to prevent flooding"}},
	{&brokerForbidden, jmsText, []string{"user * is not authorized to write to", "user * is not authorized to read from", "does not have permission='"}},

	{&recordTooLarge, serviceBus, []string{"(messagesizeexceeded)"}},
	{&topicMissing, serviceBus, []string{"(messagingentitynotfound)", "the messaging entity * could not be found"}},
	{&timeout, serviceBus, []string{"(servicetimeout)"}},
	{&calledOverloaded, serviceBus, []string{"(servicebusy)", "amqp:server-busy", "com.microsoft:server-busy"}},
	{&lockLost, serviceBus, []string{"(messagelocklost)", "(sessionlocklost)", "com.microsoft:message-lock-lost", "com.microsoft:session-lock-lost", "the lock supplied is invalid"}},
	{&brokerConflict, serviceBus, []string{"(sessioncannotbelocked)", "(messagingentitydisabled)", "com.microsoft:entity-disabled"}},
	{&producerFenced, serviceBus, []string{"(consumerdisconnected)", "amqp:link:stolen", "with higher epoch"}},
	{&quotaExceeded, serviceBus, []string{"(quotaexceeded)", "amqp:resource-limit-exceeded"}},
	{&connectionFailed, serviceBus, []string{"(servicecommunicationproblem)"}},
	{&connectionReset, "docs.oasis-open.org/amqp/core/v1.0: error conditions", []string{"amqp:connection:forced", "amqp:link:detach-forced"}},
	{&brokerForbidden, "docs.oasis-open.org/amqp/core/v1.0: error conditions", []string{"amqp:unauthorized-access"}},
	{&topicMissing, "docs.oasis-open.org/amqp/core/v1.0: error conditions", []string{"amqp:not-found"}},
	{&recordTooLarge, "docs.oasis-open.org/amqp/core/v1.0: error conditions", []string{"amqp:link:message-size-exceeded"}},
	{&signatureInvalid, serviceBus, []string{"token has an invalid signature"}},
	{&routeNotFound, "github.com/apache/rocketmq: MQClientException", []string{"no route info of this topic"}},
	{&calledOverloaded, "github.com/apache/rocketmq: broker", []string{"start flow control", "[timeout_clean_queue]broker busy", "[pc_synchronized]broker busy"}},
}
