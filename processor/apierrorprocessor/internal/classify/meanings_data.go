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
	dataLoss = meaning{
		category: apierror.CategoryData, reason: "data_loss", origin: apierror.OriginService,
		says: "data was lost or cannot be recovered",
	}
)

// Messaging.
var (
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
