package classify

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// Data stores.
var (
	deadlock = meaning{
		category: apierror.CategoryConflict, reason: "deadlock", origin: apierror.OriginService, retryable: true,
		says: "two transactions blocked each other",
	}
	serializationFailure = meaning{
		category: apierror.CategoryConflict, reason: "serialization_failure", origin: apierror.OriginService, retryable: true,
		says: "concurrent transactions collided",
	}
	optimisticLock = meaning{
		category: apierror.CategoryConflict, reason: "optimistic_lock", origin: apierror.OriginService, retryable: true,
		says: "another writer was faster",
	}
	lockTimeout = meaning{
		category: apierror.CategoryTimeout, reason: "lock_timeout", origin: apierror.OriginService, retryable: true,
		says: "a lock was not free in time",
	}
	queryCanceled = meaning{
		category: apierror.CategoryTimeout, reason: "query_canceled", origin: apierror.OriginDependency, retryable: true,
		says: "the database cut the query off",
	}
	querySchema = meaning{
		category: apierror.CategoryContract, reason: "schema_mismatch", origin: apierror.OriginService,
		says: "the query and the database's schema do not fit",
	}
	corruption = meaning{
		category: apierror.CategoryData, reason: "corruption", origin: apierror.OriginService,
		says: "data is corrupt",
	}
	checksumMismatch = meaning{
		category: apierror.CategoryData, reason: "checksum_mismatch", origin: apierror.OriginService,
		says: "data is corrupt",
	}
	dataStoreUnavailable = meaning{
		category: apierror.CategoryDependency, reason: "service_unavailable", origin: apierror.OriginDependency, retryable: true,
		says: "the data store cannot serve now",
	}
	transactionAborted = meaning{
		category: apierror.CategoryConflict, reason: "transaction_aborted", origin: apierror.OriginService, vague: true,
		says: "an earlier statement of the transaction failed",
	}
	noServerSelected = meaning{ // the driver's last look at the servers tells why
		category: apierror.CategoryDependency, reason: "service_unavailable", origin: apierror.OriginDependency, retryable: true, vague: true,
		says: "no server of the data store can be used",
	}
	notLeader = meaning{
		category: apierror.CategoryDependency, reason: "not_leader", origin: apierror.OriginDependency, retryable: true,
		says: "the node does not lead, or no leader is elected yet",
	}
	insufficientReplicas = meaning{
		category: apierror.CategoryDependency, reason: "insufficient_replicas", origin: apierror.OriginDependency, retryable: true,
		says: "too few replicas are there to answer",
	}
	readOnly = meaning{
		category: apierror.CategoryDependency, reason: "read_only", origin: apierror.OriginDependency,
		says: "the data store takes no writes now",
	}
	cursorLost = meaning{
		category: apierror.CategoryConflict, reason: "cursor_lost", origin: apierror.OriginService, retryable: true,
		says: "the data store no longer holds the cursor that is read from",
	}
	calledOutOfMemory = meaning{
		category: apierror.CategoryCapacity, reason: "out_of_memory", origin: apierror.OriginDependency, retryable: true,
		says: "what was called refuses work to save its memory",
	}
	dataStoreFailed = meaning{
		category: apierror.CategoryDependency, reason: "server_error", origin: apierror.OriginDependency,
		says: "the data store failed by itself",
	}
	resourceShort = meaning{
		category: apierror.CategoryCapacity, reason: "insufficient_resources", origin: apierror.OriginDependency, retryable: true,
		says: "the data store is short of a resource",
	}
	snapshotTooOld = meaning{
		category: apierror.CategoryConflict, reason: "snapshot_too_old", origin: apierror.OriginService, retryable: true,
		says: "the query ran longer than old rows are kept",
	}
	outcomeUnknown = meaning{
		category: apierror.CategoryDependency, reason: "outcome_unknown", origin: apierror.OriginDependency,
		says: "nobody knows whether the write took place",
	}
	duplicateObject = meaning{
		category: apierror.CategoryConflict, reason: "already_exists", origin: apierror.OriginService,
		says: "a table, column or other object of that name exists already",
	}
	storeCorrupted = meaning{
		category: apierror.CategoryData, reason: "corruption", origin: apierror.OriginDependency,
		says: "the data store holds corrupt data",
	}
	storeForbidden = meaning{ // not general: it is the store's own word, whatever the driver put around it
		category: apierror.CategoryAuthorization, reason: "forbidden", origin: apierror.OriginService,
		says: "the data store denies access",
	}
	storeCredentials = meaning{
		category: apierror.CategoryAuthentication, reason: "credentials_invalid", origin: apierror.OriginService,
		says: "the data store does not accept the service's credentials",
	}
	storeFull = meaning{
		category: apierror.CategoryCapacity, reason: "disk_full", origin: apierror.OriginDependency,
		says: "the data store has no room left",
	}
	idleTimeout = meaning{
		category: apierror.CategoryTimeout, reason: "idle_timeout", origin: apierror.OriginService, retryable: true,
		says: "the session or its transaction was idle for too long",
	}
	statementLost = meaning{ // a pooler gave the session to somebody else
		category: apierror.CategoryInternal, reason: "invalid_state", origin: apierror.OriginService,
		says: "the session does not hold the statement, cursor or transaction that was used",
	}
	cursorsExhausted = meaning{
		category: apierror.CategoryCapacity, reason: "cursors_exhausted", origin: apierror.OriginService, retryable: true,
		says: "no cursor or prepared statement is left for another query",
	}
	dataLoss = meaning{
		category: apierror.CategoryData, reason: "data_loss", origin: apierror.OriginService,
		says: "data was lost or cannot be recovered",
	}
)

// Messaging. What is wrong with a request to the broker is the fault of the service that made it, also where it was handling
// somebody's message.
var (
	brokerUnavailable = meaning{
		category: apierror.CategoryDependency, reason: "service_unavailable", origin: apierror.OriginDependency, retryable: true,
		says: "the broker cannot serve now",
	}
	brokerForbidden = meaning{
		category: apierror.CategoryAuthorization, reason: "forbidden", origin: apierror.OriginService,
		says: "the broker denies the service access",
	}
	brokerCredentials = meaning{
		category: apierror.CategoryAuthentication, reason: "credentials_invalid", origin: apierror.OriginService,
		says: "the broker does not accept the service's credentials",
	}
	topicMissing = meaning{
		category: apierror.CategoryNotFound, reason: "resource_not_found", origin: apierror.OriginService,
		says: "the topic, queue or exchange does not exist",
	}
	recordTooLarge = meaning{
		category: apierror.CategoryValidation, reason: "payload_too_large", origin: apierror.OriginService,
		says: "the message is larger than the broker allows",
	}
	brokerInput = meaning{
		category: apierror.CategoryValidation, reason: "invalid_input", origin: apierror.OriginService,
		says: "the broker does not accept the request",
	}
	brokerConflict = meaning{
		category: apierror.CategoryConflict, reason: "state_conflict", origin: apierror.OriginService,
		says: "the queue, topic or session is not in a state that allows this",
	}
	brokerPrecondition = meaning{
		category: apierror.CategoryConflict, reason: "precondition_failed", origin: apierror.OriginService,
		says: "what was declared differs from what the broker has",
	}
	inFlightLimit = meaning{
		category: apierror.CategoryRateLimit, reason: "quota_exceeded", retryable: true,
		says: "too many messages were received and not yet deleted",
	}
	messageTooLarge = meaning{
		category: apierror.CategoryValidation, reason: "payload_too_large",
		says: "the message is larger than the broker allows",
	}
	rebalanceInProgress = meaning{
		category: apierror.CategoryConflict, reason: "rebalance_in_progress", origin: apierror.OriginService, retryable: true,
		says: "the consumer group is being rebalanced",
	}
	producerFenced = meaning{
		category: apierror.CategoryConflict, reason: "producer_fenced", origin: apierror.OriginService,
		says: "a newer producer or consumer took over",
	}
	outOfSequence = meaning{
		category: apierror.CategoryConflict, reason: "out_of_sequence", origin: apierror.OriginService,
		says: "a message came out of its sequence",
	}
	offsetOutOfRange = meaning{
		category: apierror.CategoryData, reason: "offset_out_of_range", origin: apierror.OriginService,
		says: "the messages at this offset are not kept any more",
	}
	lockLost = meaning{
		category: apierror.CategoryConflict, reason: "lock_lost", origin: apierror.OriginService, retryable: true,
		says: "the lock on the message ran out before it was settled",
	}
	noConsumers = meaning{
		category: apierror.CategoryDependency, reason: "no_consumers", origin: apierror.OriginDependency, retryable: true,
		says: "nobody listens to what was sent",
	}
)
