package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Drivers hand on the server's text, many of them without its code.
func TestStoresByTheirWords(t *testing.T) {
	for message, want := range map[string]string{
		// PostgreSQL and its drivers
		`no pg_hba.conf entry for host "10.0.0.9", user "app", database "shop", no encryption`:                                              "authentication/credentials_invalid",
		`OperationalError: connection failed: connection to server at "10.0.0.5", port 5432 failed: FATAL:  database "shop" does not exist`: "contract/schema_mismatch",
		`FATAL: role "app" does not exist`:                                                                              "authentication/credentials_invalid",
		`FATAL: the database system is starting up`:                                                                     "dependency/service_unavailable",
		`ERROR: invalid page in block 12 of relation base/16401/16587`:                                                  "data/corruption",
		`ERROR: could not extend file "base/1/2": No space left on device`:                                              "capacity/disk_full",
		`ERROR: out of shared memory`:                                                                                   "capacity/out_of_memory",
		`FATAL: terminating connection due to idle-in-transaction timeout`:                                              "timeout/idle_timeout",
		`ERROR: null value in column "sku" of relation "items" violates not-null constraint`:                            "conflict/constraint_violated",
		`ERROR: numeric field overflow`:                                                                                 "validation/invalid_input",
		`new row violates row-level security policy for table "orders"`:                                                 "authorization/forbidden",
		`prepared statement "S_3" already exists`:                                                                       "internal/invalid_state",
		`SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string`:                                            "authentication/token_missing",
		`could not write: TransactionRetryWithProtoRefreshError: TransactionRetryError: retry txn (RETRY_SERIALIZABLE)`: "conflict/serialization_failure",
		`Failed to obtain JDBC Connection; connect to 10.0.0.5:5432: Connection refused`:                                "network/connection_refused",
		`This session's transaction has been rolled back due to a previous exception during flush. Original exception was: duplicate key value violates`: "conflict/duplicate_key",

		`MongoServerError: not primary`: "dependency/not_leader",
		"Response status code does not indicate success: Gone (410); Substatus: 1002; ActivityId: x":                          "routing/wrong_node",
		"operation error S3: GetObject, https response error StatusCode: 404, RequestID: X, HostID: Y, NoSuchKey: it is gone": "not_found/resource_not_found",

		// MySQL, SQLite, SQL Server, Oracle
		`User shop already has more than 'max_user_connections' active connections`:                            "capacity/pool_exhausted",
		`Packet for query is too large (5,242,901 > 4,194,304).`:                                               "validation/payload_too_large",
		`Got a packet bigger than 'max_allowed_packet' bytes`:                                                  "validation/payload_too_large",
		`Access denied for user 'app'@'10.0.0.9' to database 'shop'`:                                           "authorization/forbidden",
		`Access denied for user 'app'@'10.0.0.9' (using password: YES)`:                                        "authentication/credentials_invalid",
		`Access denied for user 'app'@'%'. Account is locked.`:                                                 "authentication/account_locked",
		`Column 'sku' cannot be null`:                                                                          "conflict/constraint_violated",
		`The table 'orders' is full`:                                                                           "capacity/disk_full",
		`Table './shop/orders' is marked as crashed and should be repaired`:                                    "data/corruption",
		`SQLSTATE[HY000] [2002] Connection refused`:                                                            "network/connection_refused",
		`SQLSTATE[HY000]: General error: 1205 Lock wait timeout exceeded; try restarting transaction`:          "timeout/lock_timeout",
		`near "SELEC": syntax error`:                                                                           "contract/schema_mismatch",
		`database or disk is full`:                                                                             "capacity/disk_full",
		`String or binary data would be truncated in table 'shop.dbo.items', column 'name'.`:                   "validation/invalid_input",
		`Cannot open database "shop" requested by the login. The login failed. Login failed for user 'app'.`:   "authorization/forbidden",
		`Violation of UNIQUE KEY constraint 'UQ_1'. Cannot insert duplicate key in object 'dbo.items'.`:        "conflict/duplicate_key",
		`(pyodbc.ProgrammingError) ('42S02', "[42S02] [Microsoft][ODBC Driver 18 for SQL Server]x")`:           "contract/schema_mismatch",
		`Database 'shop' on server 'x' is not currently available. Please retry the connection later.`:         "dependency/service_unavailable",
		`DPY-6005: cannot connect to database (CONNECTION_ID=x). DPY-6001: Service "shop" is not registered`:   "internal/misconfigured",
		`DPY-4011: the database or network closed the connection`:                                              "network/connection_reset",
		`NJS-040: connection request timeout. Request exceeded "queueTimeout" of 60000`:                        "capacity/pool_exhausted",
		`ORA-01000: maximum open cursors exceeded`:                                                             "capacity/cursors_exhausted",
		"SQL compilation error: Object 'ORDERS' does not exist or not authorized.":                             "contract/schema_mismatch",
		"ORA-12170: Cannot connect. TCP connect timeout of 20s for host 10.0.0.5 port 1521. (CONNECTION_ID=x)": "timeout/connection_timeout",
		"Could not serialize access to table shop.orders due to concurrent update":                             "conflict/serialization_failure",
		"Quota exceeded: Your table exceeded quota for imports or query appends per table.":                    "rate_limit/quota_exceeded",

		// MongoDB, Redis, Cassandra, search engines and the others
		`Write operation error on server m:27017. Write error: WriteError{code=121, message='Document failed validation', details={}}.`: "validation/invalid_input",
		`Command failed with error 13 (Unauthorized): 'not authorized on shop to execute command' on server m:27017`:                    "authorization/forbidden",
		`E11000 duplicate key error collection: shop.items index: sku_1 dup key`:                                                        "conflict/duplicate_key",
		`server selection error: server selection timeout, current topology: { Type: Unknown, Servers: [] }`:                            "dependency/service_unavailable",
		`connection(m:27017[-5]) incomplete read of message header: EOF`:                                                                "network/connection_reset",
		`BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.`:                                        "dependency/service_unavailable",
		"ERR unknown command `JSON.GET`, with args beginning with: `cart`":                                                              "contract/unsupported_operation",
		`MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.`:                                              "dependency/service_unavailable",
		`Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option for details.`:                  "dependency/retries_exhausted",
		`Unconfigured table orders`: "contract/schema_mismatch",
		`NotFoundError(404, 'index_not_found_exception', 'no such index [x]')`:                                         "contract/schema_mismatch",
		`[es/search] failed: [es_rejected_execution_exception] rejected execution of x on y`:                           "dependency/overloaded",
		`code: 241, message: Memory limit (total) exceeded: would use 9.31 GiB, maximum: 9.00 GiB`:                     "capacity/out_of_memory",
		`Code: 60. DB::Exception: Table shop.orders does not exist. (UNKNOWN_TABLE)`:                                   "contract/schema_mismatch",
		`Neo4jError: Neo.TransientError.Transaction.DeadlockDetected (ForsetiClient can't acquire lock)`:               "conflict/deadlock",
		`{code: Neo.ClientError.Security.Unauthorized} {message: The client is unauthorized}`:                          "authentication/credentials_invalid",
		`etcdserver: mvcc: database space exceeded`:                                                                    "capacity/disk_full",
		`KeeperErrorCode = NodeExists for /locks/a`:                                                                    "conflict/duplicate_key",
		`Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]`: "conflict/precondition_failed",
	} {
		assert.Equal(t, want, meant(inMessage(message)), message)
	}
}

// Brokers by their words: most clients show the text without the code.
func TestBrokersByTheirWords(t *testing.T) {
	for message, want := range map[string]string{
		"The group coordinator is not available":                                                                          "dependency/service_unavailable",
		"This is not the correct coordinator for this group":                                                              "dependency/service_unavailable",
		"The coordinator is not aware of this member":                                                                     "conflict/rebalance_in_progress",
		"Messages are rejected since there are fewer in-sync replicas than required":                                      "dependency/insufficient_replicas",
		"Not authorized to access group: billing":                                                                         "authorization/forbidden",
		"kafka server: The client is not authorized to access this topic":                                                 "authorization/forbidden",
		`KafkaError{code=TOPIC_AUTHORIZATION_FAILED,val=29,str="Broker: Topic authorization failed"}`:                     "authorization/forbidden",
		"[Error 7] RequestTimedOutError: x":                                                                               "timeout/timeout",
		`KafkaError{code=_MSG_TIMED_OUT,val=-192,str="Local: Message timed out"}`:                                         "timeout/timeout",
		"[15] Group Coordinator Not Available: the broker returns this error code":                                        "dependency/service_unavailable",
		"Local: Broker transport failure":                                                                                 "network/connection_failed",
		"NOT_LEADER_OR_FOLLOWER: For requests intended only for the leader":                                               "dependency/not_leader",
		`Connection closed: 320 (CONNECTION-FORCED) with message "CONNECTION_FORCED - broker forced connection closure"`:  "network/connection_reset",
		`The AMQP operation was interrupted: AMQP close-reason, initiated by Peer, code=404, text='NOT_FOUND - no queue'`: "not_found/resource_not_found",
		`Channel closed by server: 406 (PRECONDITION-FAILED) with message "x"`:                                            "conflict/precondition_failed",
		"(530, \"NOT_ALLOWED - access to vhost 'shop' refused for user 'app'\")":                                          "authorization/forbidden",
		"nats: wrong last sequence: 17":                                                                                   "conflict/optimistic_lock",
		"nats: maximum messages exceeded":                                                                                 "rate_limit/quota_exceeded",
		"not Connected":                                                                                                   "network/connection_failed",
		"Connection refused: Not authorized":                                                                              "authorization/forbidden",
		"Connection refused: Server unavailable":                                                                          "dependency/service_unavailable",
		"An error occurred (OverLimit) when calling the ReceiveMessage operation: too many":                               "rate_limit/quota_exceeded",
	} {
		assert.Equal(t, want, meant(inMessage(message)), message)
	}
}

// Cloud services by the codes that their SDKs quote. The same word may be something else elsewhere.
func TestCloudsByTheirCodes(t *testing.T) {
	for message, want := range map[string]string{
		"An error occurred (DisabledException) when calling the Decrypt operation: arn:aws:kms:x is disabled.":                     "authorization/key_unusable",
		"An error occurred (404) when calling the HeadObject operation: Not Found":                                                 "not_found/resource_not_found",
		"operation error EventBridge: PutRule, https response error StatusCode: 400, api error ConcurrentModificationException: x": "conflict/serialization_failure",
		"googleapi: Error 412: At least one of the pre-conditions you specified did not hold., conditionNotMet":                    "conflict/precondition_failed",
		"googleapi: Error 404: The requested object does not exist, notFound":                                                      "not_found/resource_not_found",
		"googleapi: Error 403: Exceeded rate limits: too many table update operations for this table, rateLimitExceeded":           "rate_limit/rate_limited",
		"Status: 404 (The specified blob does not exist.)\nErrorCode: BlobNotFound":                                                "not_found/resource_not_found",
		"RESPONSE 403: 403 Forbidden\nERROR CODE: AuthorizationPermissionMismatch\n---":                                            "authorization/forbidden",
		"<?xml version=\"1.0\"?><Error><Code>LeaseIdMissing</Code></Error>":                                                        "conflict/precondition_failed",
	} {
		assert.Equal(t, want, meant(inMessage(message)), message)
	}
	for name, want := range map[string]string{
		"software.amazon.awssdk.services.kms.model.DisabledException":        "authorization/key_unusable",
		"org.springframework.security.authentication.DisabledException":      "authentication/account_locked",
		"java.util.ConcurrentModificationException":                          "",
		"com.amazonaws.services.eventbridge.ConcurrentModificationException": "conflict/serialization_failure",
	} {
		found, _ := byName(name)
		if want == "" {
			assert.NotEqual(t, "conflict/serialization_failure", meant(found), name)
			continue
		}
		assert.Equal(t, want, meant(found), name)
	}
}

// A message with words of a store's or a broker's, that says something else.
func TestStoresThatAreOnlyMentioned(t *testing.T) {
	for _, message := range []string{
		"the customer database has 17 entries", "role of the user was changed", "the table is reserved for 4", "our schema for pricing changed",
		"the order is pending deletion by the customer", "message must be shorter, please", "the topic was discussed", "no queue at the counter",
		"the broker of the insurance called", "item is full of holes", "Code: red", "code: 17, colour: blue", "('HELLO', 'world')",
		"Error (none)", "the connection to our partner is important", "General error: no", "redis was chosen", "busy, call later",
		"unknown commander", "the index of the book", "the cursor blinks", "Neo. is a film", "googleapi: Error", "a lease on the car",
		"the coordinator of the event is ill", "Response status code does not indicate success: 409 (Conflict).", "unable to connect the dots", "a rebalancing of the portfolio is due", "the group is empty", "closed by server staff: today",
	} {
		assert.Empty(t, meant(inMessage(message)), message)
	}
}

// Each form has a bit in the index, and is found by it.
func TestQuotedCodesAreIndexed(t *testing.T) {
	assert.LessOrEqual(t, len(quotedCodes), 64)
	for i, form := range quotedCodes {
		assert.GreaterOrEqual(t, len(form.before), 3, form.before)
		assert.NotZero(t, formsByRun[formSlot(form.before[0], form.before[1], form.before[2])]&(1<<i), form.before)
	}
}
