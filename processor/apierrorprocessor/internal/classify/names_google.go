package classify

// Where Google says which errors its APIs answer.
const (
	googleJSON    = "developers.google.com: global domain of the JSON error format; cloud.google.com/storage/docs/json_api/v1/status-codes"
	googleReasons = "github.com/googleapis/googleapis: google/api/error_reason.proto"
	googleRPC     = "github.com/googleapis/googleapis: google/rpc/code.proto"
	firebase      = "firebase.google.com/docs/auth/admin/errors, cloud-messaging/error-codes"
	bigQuery      = "cloud.google.com/bigquery/docs/error-messages"
)

// googleCodes are the reasons and the codes that Google's APIs put beside the status.
var googleCodes = []nameRow{
	{&rateLimited, googleJSON, []string{"=user rate limit exceeded", "=rate limit exceeded", "=concurrent limit exceeded"}},
	{&quotaExceeded, googleJSON, []string{"=daily limit exceeded", "=quota exceeded", "=limit exceeded", "=daily limit exceeded unreg"}},
	{&tokenInvalid, googleJSON, []string{"=auth error", "=key invalid"}},
	{&tokenExpired, googleJSON, []string{"=key expired"}},
	{&forbidden, googleJSON, []string{"=insufficient permissions", "=access not configured", "=domain policy", "=account access denied"}},
	{&insufficientScope, googleJSON, []string{"=insufficient authentication scopes"}},
	{&loginRequired, googleJSON, []string{"=login required"}},
	{&calledFailed, googleJSON, []string{"=backend error"}},
	{&preconditionFailed, googleJSON, []string{"=condition not met"}},
	{&invalidInput, googleJSON, []string{"=invalid parameter"}},

	{&notFound, googleJSON, []string{"googleapi/not found"}},
	{&gone, googleJSON, []string{"googleapi/deleted"}},
	{&stateConflict, googleJSON, []string{"googleapi/conflict", "googleapi/resource in use"}},
	{&duplicateKey, googleJSON, []string{"googleapi/duplicate"}},
	{&forbidden, googleJSON, []string{"googleapi/forbidden", "googleapi/access denied"}},
	{&unauthenticated, googleJSON, []string{"googleapi/unauthorized", "googleapi/required"}},
	{&invalidInput, googleJSON, []string{"googleapi/invalid", "googleapi/bad request", "googleapi/parse error", "googleapi/invalid argument"}},
	{&preconditionFailed, googleJSON, []string{"googleapi/failed precondition", "googleapi/precondition failed"}},
	{&payloadTooLarge, googleJSON, []string{"googleapi/upload too large"}},
	{&calledFailed, googleJSON, []string{"googleapi/internal error", "googleapi/job backend error", "googleapi/job internal error"}},
	{&calledUnavailable, googleJSON, []string{"=table unavailable", "googleapi/backend not connected"}},
	{&rateLimited, googleJSON, []string{"=sharing rate limit exceeded", "=job rate limit exceeded"}},
	{&serviceDisabled, googleJSON, []string{"=billing not enabled"}},
	{&queryCanceled, googleJSON, []string{"googleapi/stopped"}},
	{&rateLimited, googleReasons, []string{"=rate limit exceeded"}},
	{&quotaExceeded, googleReasons, []string{"=resource quota exceeded"}},
	{&serviceDisabled, googleReasons, []string{"=service disabled", "=service not activated"}},
	{&paymentRequired, googleReasons, []string{"=billing disabled"}},
	{&tokenInvalid, googleReasons, []string{"=api key invalid", "=access token type unsupported", "=account state invalid"}},
	{&tokenExpired, googleReasons, []string{"=access token expired"}},
	{&tokenMissing, googleReasons, []string{"=credentials missing", "=session cookie missing"}},
	{&sessionExpired, googleReasons, []string{"=session cookie invalid", "=session cookie expired"}},
	{&insufficientScope, googleReasons, []string{"=access token scope insufficient"}},
	{&forbidden, googleReasons, []string{
		"=api key service blocked", "=api key http referrer blocked", "=api key ip address blocked", "=api key android app blocked",
		"=api key ios app blocked", "=iam permission denied", "=user project denied", "=user blocked by admin",
		"=org restriction violation", "=security policy violated", "=location policy violated", "=consumer invalid",
		"=resource usage restriction violated",
	}},
	{&accountLocked, googleReasons, []string{"=consumer suspended"}},

	{&rateLimited, googleRPC, []string{"=resource exhausted"}},
	{&preconditionFailed, googleRPC, []string{"=failed precondition"}},
	{&dataLoss, googleRPC, []string{"=data loss"}},
	{&notImplemented, googleRPC, []string{"=unimplemented"}},

	{&gone, firebase, []string{"=unregistered", "=registration token not registered"}},
	{&tokenExpired, firebase, []string{"=id token expired"}},
	{&tokenInvalid, firebase, []string{"=id token revoked", "=invalid id token", "=session cookie revoked"}},
	{&statementTooComplex, bigQuery, []string{"=resources exceeded", "=response too large", "=query too large"}},
	{&duplicateKey, bigQuery, []string{"=duplicate"}},
	{&querySchema, bigQuery, []string{"=invalid query"}},
}
