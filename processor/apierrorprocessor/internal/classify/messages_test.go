package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Messages as languages, drivers, proxies and services word them.
func TestMessagesAsTheyAreWorded(t *testing.T) {
	for message, want := range map[string]string{
		// programming errors
		"runtime error: invalid memory address or nil pointer dereference": "internal/null_reference",
		`Cannot invoke "shop.Order.getId()" because "order" is null`:       "internal/null_reference",
		"'NoneType' object has no attribute 'price'":                       "internal/null_reference",
		"Call to a member function format() on null":                       "internal/null_reference",
		"called `Option::unwrap()` on a `None` value":                      "internal/null_reference",
		"undefined method `total' for nil:NilClass":                        "internal/null_reference",
		"runtime error: index out of range [3] with length 3":              "internal/index_out_of_range",
		"Cannot find module './routes'":                                    "internal/code_missing",

		// resources
		"HikariPool-1 - Connection is not available, request timed out after 30000ms.":             "capacity/pool_exhausted",
		"QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00":       "capacity/pool_exhausted",
		"connection not available and request was dropped from queue after 104ms":                  "capacity/pool_exhausted",
		"Timed out fetching a new connection from the connection pool.":                            "capacity/pool_exhausted",
		"Waited 5.0 sec, 0/5 available":                                                            "capacity/pool_exhausted",
		"FATAL: remaining connection slots are reserved for non-replication superuser connections": "capacity/pool_exhausted",
		"write /var/lib/orders.log: no space left on device":                                       "capacity/disk_full",
		"open /tmp/x: too many open files":                                                         "capacity/file_descriptors_exhausted",
		"dial tcp 10.0.0.7:80: connect: cannot assign requested address":                           "capacity/ports_exhausted",
		"OOM command not allowed when used memory > 'maxmemory'.":                                  "capacity/out_of_memory",
		"Allowed memory size of 134217728 bytes exhausted":                                         "capacity/out_of_memory",
		"blocked by circuit-breaker (\"NetworkErrorRatio() > 0.30\")":                              "dependency/circuit_open",
		"2026-11-22T12:00:00Z 8f5 Task timed out after 3.00 seconds":                               "timeout/function_timeout",
		"RequestId: 8f5 Error: Runtime exited with error: signal: killed":                          "capacity/out_of_memory",
		"no healthy upstream": "dependency/no_healthy_upstream",

		// data stores and brokers
		"ERROR: current transaction is aborted, commands ignored until end of transaction block (SQLSTATE 25P02)": "conflict/transaction_aborted",
		"ERROR: cannot execute INSERT in a read-only transaction (SQLSTATE 25006)":                                "dependency/read_only",
		"pq: canceling statement due to statement timeout":                                                        "timeout/query_canceled",
		"SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry":                                   "conflict/duplicate_key",
		`(MySQLdb.OperationalError) (1213, 'Deadlock found when trying to get lock; try restarting transaction')`: "conflict/deadlock",
		`(psycopg2.errors.UniqueViolation) duplicate key value violates unique constraint "orders_pkey"`:          "conflict/duplicate_key",
		"ORA-12541: TNS:no listener":          "network/connection_refused",
		"ORA-28001: the password has expired": "authentication/credentials_expired",
		"ORA-01555: snapshot too old":         "conflict/snapshot_too_old",
		"(WriteConflict) WriteConflict error: this operation conflicted with another operation.": "conflict/serialization_failure",
		"(Unauthorized) not authorized on shop to execute command { drop: \"reviews\" }":         "authorization/forbidden",
		"READONLY You can't write against a read only replica.":                                  "dependency/not_leader",
		"WRONGTYPE Operation against a key holding the wrong kind of value":                      "internal/type_error",
		"CROSSSLOT Keys in request don't hash to the same slot":                                  "contract/unsupported_operation",
		"Cannot achieve consistency level QUORUM":                                                "dependency/insufficient_replicas",
		"database is locked":                                      "timeout/lock_timeout",
		"sql: no rows in result set":                              "not_found/resource_not_found",
		"This server is not the leader for that topic-partition.": "dependency/not_leader",
		"kafka server: Message was too large, server rejected it to avoid allocation error": "validation/payload_too_large",
		"Local: Queue full":                                                    "capacity/queue_full",
		"nats: no responders available for request":                            "dependency/no_consumers",
		`Exception (404) Reason: "NOT_FOUND - no queue 'orders' in vhost '/'"`: "not_found/resource_not_found",
		"channel error; protocol method: #method<channel.close>(reply-code=406, reply-text=PRECONDITION_FAILED)": "conflict/precondition_failed",

		// access
		"AADSTS7000222: The provided client secret keys for app 'x' are expired.":         "authentication/credentials_expired",
		"AADSTS700016: Application with identifier 'x' was not found in the directory":    "internal/misconfigured",
		"AADSTS65001: The user or administrator has not consented to use the application": "authorization/consent_required",
		"Unable to locate credentials": "authentication/token_missing",
		"User: arn:aws:iam::1:user/x is not authorized to perform: s3:GetObject on resource: y":                      "authorization/forbidden",
		`pods "x" is forbidden: User "y" cannot get resource "pods"`:                                                 "authorization/forbidden",
		"Cloud Vision API has not been used in project 17 before or it is disabled.":                                 "authorization/service_disabled",
		"You exceeded your current quota, please check your plan and billing details.":                               "rate_limit/quota_exceeded",
		"https response error StatusCode: 400, RequestID: 7J3Q, ConditionalCheckFailedException: The request failed": "conflict/precondition_failed",

		// the way there, and time
		"x509: certificate has expired or is not yet valid":                                                                                                   "network/tls_certificate_expired",
		"PKIX path building failed: unable to find valid certification path to requested target":                                                              "network/tls_certificate_invalid",
		"rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while dialing: dial tcp 10.0.0.7:80: connect: connection refused\"": "network/connection_refused",
		"cURL error 28: Operation timed out after 5001 milliseconds with 0 bytes received":                                                                    "timeout/timeout",
		"cURL error 6: Could not resolve host: stock":                                                                                                         "network/dns_failure",
		"error trying to connect: tcp connect error: Connection refused (os error 111)":                                                                       "network/connection_refused",
		"net/http: request canceled (Client.Timeout exceeded while awaiting headers)":                                                                         "timeout/timeout",
		"upstream connect error or disconnect/reset before headers. reset reason: connection failure":                                                         "network/connection_failed",

		"Get \"stock:8080/x\": unsupported protocol scheme \"stock\"":                                                      "internal/invalid_parameter",
		"Invalid URL 'stock/x': No scheme supplied. Perhaps you meant https://stock/x?":                                    "internal/invalid_parameter",
		"Get \"/login\": stopped after 10 redirects":                                                                       "routing/redirect_loop",
		"Parse Error: Expected HTTP/":                                                                                      "dependency/protocol_error",
		"Get \"https://slow/x\": net/http: TLS handshake timeout":                                                          "timeout/connection_timeout",
		"write EPROTO C0:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:x.c:1586:":              "network/tls_handshake_failed",
		"SSL_connect returned=1 errno=0 state=error: certificate verify failed (hostname mismatch)":                        "network/tls_certificate_invalid",
		"PKIX path validation failed: CertPathValidatorException: Path does not chain with any of the trust anchors":       "network/tls_certificate_invalid",
		"remote error: tls: expired certificate":                                                                           "network/tls_certificate_expired",
		"remote error: tls: bad certificate":                                                                               "network/tls_certificate_invalid",
		"Get \"https://stock:8080/x\": http: server gave HTTP response to HTTPS client":                                    "network/tls_handshake_failed",
		`Error Domain=NSURLErrorDomain Code=-1003 "A server with the specified hostname could not be found."`:              "network/dns_failure",
		"upstream connect error or disconnect/reset before headers. reset reason: connection termination":                  "network/connection_reset",
		"upstream connect error or disconnect/reset before headers. reset reason: overflow":                                "dependency/circuit_open",
		"13 INTERNAL: Response message parsing error: invalid wire type 7 at offset 12":                                    "contract/schema_mismatch",
		"Error starting gRPC call. HttpRequestException: An error occurred. IOException: The response ended prematurely.":  "network/connection_reset",
		"The client reset the request stream.":                                                                             "cancelled/cancelled",
		"rate: Wait(n=1) would exceed context deadline":                                                                    "rate_limit/rate_limited",
		`Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes`: "conflict/optimistic_lock",
		"CSRF token missing": "authentication/token_invalid",
		"Jwt is expired":     "authentication/token_expired",

		// contracts
		"Error while extracting response for type [class shop.Rate] and content type [application/json]": "contract/schema_mismatch",
		"Cannot return null for non-nullable field Order.total.":                                         "contract/schema_mismatch",
		"1 validation error for Order":                                                                   "validation/invalid_input",
		"http: request body too large":                                                                   "validation/payload_too_large",
		"API version 2019-01-01 is no longer supported":                                                  "contract/api_retired",
		"Unexpected token < in JSON at position 0":                                                       "contract/schema_mismatch",
		`Cannot query field "nickname" on type "User".`:                                                  "contract/schema_mismatch",
		"the method eth_getBallance does not exist/is not available":                                     "routing/not_implemented",
		"grpc: received message larger than max (5242899 vs. 4194304)":                                   "validation/payload_too_large",
	} {
		assert.Equal(t, want, meant(inMessage(message)), message)
	}
}

// A message that holds words of a known one and says something else is in no table.
func TestMessagesThatOnlySoundAlike(t *testing.T) {
	for _, message := range []string{
		"", "failed", "the order could not be placed", "timeout is set to 5s", "the customer's card expired", "product 17 has been discontinued",
		"card has been retired", "no responder", "please connect first", "cannot parse field timeout", "throttling is disabled for this tenant",
		"option deadline was changed", "the primary key is not set", "order is not primary key", "error while reading deadlock report",
		"ORA is a club", "Error Code: unknown", "AADSTS", "Exception (none)", "(note) the customer called", "reply-code=200, reply-text=OK",
		"api error in step 3", "RequestID: 17", "not found in cart", "the door is locked", "moved to another street", "this message is too largely ignored",
		"stock is in a read-only mood", "the token ring is full", "hash slots were counted", "waited 5 sec at the counter",
		"redirects are stopped", "the handshake of both parties", "a certificate of origin is enclosed", "the client closed the account", "the client resets the meter",
		"the overflow basin is full of water", "parse the error log", "the wait would exceed our patience", "the bulkhead of the ship", "no children in the household",
		"the object was seen", "host of the party", "the call was dropped by the customer", "key not found in the drawer", "the template is missing a page",
		"unable to execute HTTP request", "unable to allocate a seat", "failed to resolve source metadata", "invalid url for the webhook", "the stream of visitors",
	} {
		assert.Empty(t, meant(inMessage(message)), message)
	}
}

func inMessage(message string) *meaning {
	texts := textCache{}
	means, _ := texts.search(fromExceptionMessage, noDialect, message)
	return means
}
