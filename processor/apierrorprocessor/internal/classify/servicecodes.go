package classify

// serviceCodes are error codes of cloud services, in words as in errorNames. These services answer one status, most often
// 400 or 403, for many causes: the code outranks it.
var serviceCodes = []nameRow{
	// AWS: the common errors of every service, and those of EC2, S3, STS, DynamoDB, SQS, Lambda
	// (docs.aws.amazon.com: CommonErrors, errors-overview, ErrorResponses).
	{&rateLimited, []string{
		"throttling", "throttled", "request limit exceeded", "throughput exceeded", "slow down",
		"bandwidth limit exceeded", "request throttled", "priority request not complete",
	}},
	{&serializationFailure, []string{
		"=transaction in progress", "transaction conflict", "transaction canceled", "=operation aborted",
	}},
	{&quotaExceeded, []string{"=limit exceeded", "service quota exceeded", "max spot instance count exceeded"}},
	{&tokenExpired, []string{"=expired token", "=request expired"}},
	{&tokenInvalid, []string{"invalid client token id", "unrecognized client", "invalid access key id"}},
	{&unauthenticated, []string{"=missing authentication token"}},
	{&credentialsInvalid, []string{"=auth failure"}},
	{&signatureInvalid, []string{"=incomplete signature", "=invalid signature", "signature does not match"}},
	{&clockSkew, []string{"request time too skewed"}},
	{&forbidden, []string{
		"=access denied", "unauthorized operation", "opt in required", "kms access denied", "=not authorized",
	}},
	{&preconditionFailed, []string{"conditional check failed", "=precondition failed", "resource in use"}},
	{&notFound, []string{
		"no such key", "no such bucket", "no such upload", "=resource not found", "queue does not exist",
		"non existent queue", "no such entity", "=parameter not found",
	}},
	{&timeout, []string{"=request timeout"}},
	{&calledFailed, []string{"internal server", "internal failure", "internal service"}},
	{&calledUnavailable, []string{"service unavailable", "temporarily unavailable"}},
	{&invalidInput, []string{"=invalid parameter value", "invalid parameter combination", "missing parameter"}},

	// Azure Resource Manager and Storage (learn.microsoft.com: common-deployment-errors, common-rest-api-error-codes).
	{&forbidden, []string{
		"=authorization failed", "=authorization failure", "=authorization permission mismatch",
		"=linked authorization failed",
	}},
	{&tokenExpired, []string{"=expired authentication token"}},
	{&tokenInvalid, []string{"=invalid authentication token"}},
	{&rateLimited, []string{"=server busy", "=subscription requests throttled"}},
	{&timeout, []string{"=operation timed out"}},
	{&notFound, []string{"=blob not found", "=container not found", "=resource group not found"}},
	{&preconditionFailed, []string{"=condition not met", "=lease already present"}},

	// Google APIs (cloud.google.com/apis/design/errors, and the error domains of the former JSON APIs).
	{&rateLimited, []string{"=user rate limit exceeded", "=rate limit exceeded", "=resource exhausted"}},
	{&quotaExceeded, []string{"=daily limit exceeded", "=quota exceeded"}},
	{&tokenInvalid, []string{"=auth error"}},
	{&forbidden, []string{"=insufficient permissions"}},
	{&calledFailed, []string{"=backend error"}},
}
