package classify

// Where the names of errors of message brokers other than Kafka stand.
const (
	natsErrors    = "github.com/nats-io/nats.go, nats.py, nats.js: errors"
	pulsarErrors  = "github.com/apache/pulsar: PulsarClientException, PulsarApi.proto ServerError"
	rabbitErrors  = "rabbitmq.com/amqp-0-9-1-reference: reply codes; github.com/rabbitmq, spring-amqp: exceptions"
	serviceBus    = "learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-exceptions-latest"
	springMessage = "docs.spring.io: spring-kafka, spring-amqp, spring-messaging"
	jms           = "jakarta.ee/specifications/messaging"
)

// messagingNames are errors of brokers and of their clients.
var messagingNames = []nameRow{
	{&noConsumers, natsErrors, []string{"=no responders", "=no responders available"}},
	{&recordTooLarge, natsErrors, []string{"=max payload", "=max payload exceeded"}},
	{&slowConsumer, natsErrors, []string{"slow consumer"}},
	{&connectionFailed, natsErrors, []string{"=no servers", "=no servers available", "=stale connection"}},
	{&brokerForbidden, natsErrors, []string{"=permissions violation"}},
	{&brokerCredentials, natsErrors, []string{"=authorization violation"}},
	{&tokenExpired, natsErrors, []string{"=authentication expired"}},

	{&queueFull, pulsarErrors, []string{"=producer queue is full", "=producer blocked quota exceeded"}},
	{&topicMissing, pulsarErrors, []string{"=topic does not exist", "=subscription not found", "=topic not found"}},
	{&producerFenced, pulsarErrors, []string{"=producer busy", "=consumer busy"}},
	{&schemaMismatch, pulsarErrors, []string{"=incompatible schema"}},
	{&gone, pulsarErrors, []string{"=topic terminated"}},
	{&calledUnavailable, pulsarErrors, []string{"=service not ready", "=broker metadata", "=broker persistence"}},
	{&wrongNode, pulsarErrors, []string{"=lookup exception"}},

	{&connectionReset, rabbitErrors, []string{"=already closed exception", "=shutdown signal", "=connection forced"}},
	{&brokerCredentials, rabbitErrors, []string{"=access refused", "=possible authentication failure", "=authentication failure"}},
	{&connectionFailed, rabbitErrors, []string{"=amqp connect", "=amqp io"}},
	{&timeout, rabbitErrors, []string{"=amqp timeout"}},
	{&noConsumers, rabbitErrors, []string{"=no consumers"}},
	{&routeNotFound, rabbitErrors, []string{"=no route", "=unroutable"}},
	{&brokerConflict, rabbitErrors, []string{"=resource locked"}},
	{&protocolError, rabbitErrors, []string{"=frame error", "=unexpected frame", "=channel error"}},

	{&lockLost, serviceBus, []string{"=message lock lost", "=session lock lost", "=message lock lost exception"}},
	{&topicMissing, serviceBus, []string{"=messaging entity not found", "=message not found"}},
	{&brokerConflict, serviceBus, []string{"=messaging entity disabled", "=session cannot be locked"}},
	{&duplicateKey, serviceBus, []string{"=messaging entity already exists"}},
	{&recordTooLarge, serviceBus, []string{"=message size exceeded"}},
	{&calledOverloaded, serviceBus, []string{"=service busy"}},
	{&timeout, serviceBus, []string{"=service timeout"}},
	{&connectionFailed, serviceBus, []string{"=service communication problem"}},

	{&schemaMismatch, springMessage, []string{"=message conversion", "=deserialization exception"}},
	{&brokerForbidden, jms, []string{"=jms security"}},
	{&topicMissing, jms, []string{"=invalid destination"}},
}
