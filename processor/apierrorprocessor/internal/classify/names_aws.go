package classify

// Where AWS says which error codes its services answer.
const (
	awsCommon   = "docs.aws.amazon.com: CommonErrors of every service"
	awsRetries  = "docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html"
	awsS3       = "docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"
	awsEC2      = "docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"
	awsSTS      = "docs.aws.amazon.com/IAM, STS/latest/APIReference: CommonErrors"
	awsDynamoDB = "docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html"
	awsMessages = "docs.aws.amazon.com/AWSSimpleQueueService, sns, kinesis: API reference"
	awsLambda   = "docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"
	awsRuntime  = "docs.aws.amazon.com/lambda/latest/dg/runtimes-logs-api.html, troubleshooting-invocation.html"
	awsKMS      = "docs.aws.amazon.com/kms, secretsmanager, systems-manager: API reference"
	awsCognito  = "docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference"
	awsSteps    = "docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html"
	awsBedrock  = "docs.aws.amazon.com/bedrock/latest/APIReference: CommonErrors"
)

// awsCodes are the error codes of AWS.
var awsCodes = []nameRow{
	{&rateLimited, awsRetries, []string{
		"throttling", "throttled", "request limit exceeded", "throughput exceeded", "slow down", "bandwidth limit exceeded",
		"request throttled", "priority request not complete",
	}},
	{&serializationFailure, awsRetries, []string{"=transaction in progress"}},
	{&tokenExpired, awsCommon, []string{"=expired token", "=request expired"}},
	{&tokenInvalid, awsCommon, []string{"invalid client token id", "unrecognized client"}},
	{&tokenMissing, awsCommon, []string{"=missing authentication token"}},
	{&signatureInvalid, awsCommon, []string{"=incomplete signature", "=invalid signature"}},
	{&forbidden, awsCommon, []string{"=access denied", "opt in required", "=not authorized"}},
	{&calledFailed, awsCommon, []string{"internal server", "internal failure", "internal service"}},
	{&calledUnavailable, awsCommon, []string{"service unavailable"}},
	{&invalidInput, awsCommon, []string{
		"=invalid parameter value", "invalid parameter combination", "missing parameter", "=invalid query parameter",
		"=malformed query string", "=missing action", "=invalid parameter exception",
	}},
	{&routeNotFound, awsCommon, []string{"=invalid action", "=unknown operation"}},

	{&tokenInvalid, awsS3, []string{"invalid access key id"}},
	{&signatureInvalid, awsS3, []string{"signature does not match"}},
	{&clockSkew, awsS3, []string{"request time too skewed"}},
	{&notFound, awsS3, []string{"no such key", "no such bucket", "no such upload", "=no such version"}},
	{&timeout, awsS3, []string{"=request timeout"}},
	{&preconditionFailed, awsS3, []string{"=precondition failed", "=conditional request conflict"}},
	{&serializationFailure, awsS3, []string{"=operation aborted"}},
	{&wrongNode, awsS3, []string{"=permanent redirect", "=temporary redirect", "=illegal location constraint"}},
	{&payloadTooLarge, awsS3, []string{"=entity too large", "=max message length exceeded"}},
	{&invalidInput, awsS3, []string{
		"=malformed xml", "=invalid bucket name", "=invalid digest", "=bad digest", "=entity too small",
		"=invalid part", "=invalid range", "=key too long", "=invalid request",
	}},
	{&stateConflict, awsS3, []string{"=bucket not empty", "=invalid object state", "=bucket already owned by you", "=restore already in progress"}},
	{&duplicateKey, awsS3, []string{"=bucket already exists"}},
	{&forbidden, awsS3, []string{"=account problem", "=all access disabled", "=invalid payer"}},

	{&credentialsInvalid, awsEC2, []string{"=auth failure"}},
	{&forbidden, awsEC2, []string{"unauthorized operation"}},
	{&quotaExceeded, awsEC2, []string{"max spot instance count exceeded", "=instance limit exceeded", "=vcpu limit exceeded"}},
	{&calledOverloaded, awsEC2, []string{"=insufficient instance capacity", "=insufficient host capacity", "=insufficient capacity"}},
	{&stateConflict, awsEC2, []string{"=incorrect instance state", "=dependency violation", "=incorrect state"}},
	{&idempotencyConflict, awsEC2, []string{"=idempotent parameter mismatch"}},

	{&notFound, awsSTS, []string{"no such entity"}},
	{&duplicateKey, awsSTS, []string{"=entity already exists"}},
	{&stateConflict, awsSTS, []string{"=delete conflict"}},
	{&tokenExpired, awsSTS, []string{"=expired trade in token"}},
	{&tokenInvalid, awsSTS, []string{"=invalid identity token", "=idp rejected claim"}},

	{&serializationFailure, awsDynamoDB, []string{"transaction conflict", "transaction canceled"}},
	{&preconditionFailed, awsDynamoDB, []string{"conditional check failed"}},
	{&stateConflict, awsDynamoDB, []string{"resource in use", "=table in use", "=table already exists"}},
	{&notFound, awsDynamoDB, []string{"=resource not found", "=table not found"}},
	{&quotaExceeded, awsDynamoDB, []string{"=limit exceeded"}},
	{&payloadTooLarge, awsDynamoDB, []string{"=item collection size limit exceeded"}},

	{&notFound, awsMessages, []string{"queue does not exist", "non existent queue"}},
	{&messageTooLarge, awsMessages, []string{"=batch request too long"}},
	{&tokenInvalid, awsMessages, []string{"=receipt handle is invalid"}},
	{&inFlightLimit, awsMessages, []string{"=over limit"}},
	{&stateConflict, awsMessages, []string{"=endpoint disabled", "=platform application disabled"}},
	{&invalidInput, awsMessages, []string{"=invalid message contents", "=empty batch request", "=batch entry ids not distinct", "=too many entries in batch request", "=invalid batch entry id"}},
	{&lockLost, awsMessages, []string{"=message not inflight"}},
	{&tokenExpired, awsMessages, []string{"=expired iterator"}},
	{&stateConflict, awsMessages, []string{"=purge queue in progress", "=queue deleted recently"}},

	{&payloadTooLarge, awsLambda, []string{"=request too large"}},
	{&unsupportedMedia, awsLambda, []string{"=unsupported media type"}},
	{&stateConflict, awsLambda, []string{"=resource conflict", "=resource not ready", "=snap start not ready"}},
	{&calledOverloaded, awsLambda, []string{"=ec2 throttled", "=eni limit reached", "=ec2 access throttled"}},
	{&dataStoreUnavailable, awsLambda, []string{"=efs io", "=efs mount failure", "=efs mount connectivity"}},
	{&misconfigured, awsLambda, []string{
		"=invalid runtime", "=invalid zip file", "=invalid security group id", "=invalid subnet id", "=subnet ip address limit reached",
	}},
	{&processExited, awsRuntime, []string{"=exit error", "=extension crash"}},
	{&codeMissing, awsRuntime, []string{"=import module error", "=handler not found", "=no such handler", "=invalid entrypoint"}},
	{&functionTimeout, awsRuntime, []string{"=timedout", "=init timeout"}},
	{&functionTimeout, "github.com/DataDog/datadog-lambda-js, datadog-lambda-python", []string{"=impending timeout"}},
	{&responseTooLarge, awsRuntime, []string{"=response size too large"}},
	{&schemaMismatch, awsRuntime, []string{"=marshal error", "=unmarshal error"}},

	{&forbidden, awsKMS, []string{"kms access denied", "=encryption failure", "=decryption failure"}},
	{&notFound, awsKMS, []string{"=parameter not found"}},
	{&keyUnusable, awsKMS, []string{
		"=kms invalid state", "=kms disabled", "=kms not found", "=kms opt in required", "=kms invalid key usage", "=invalid key usage",
		"=incorrect key", "=invalid ciphertext", "=encryption key unavailable",
	}},
	{&calledUnavailable, awsKMS, []string{"=key unavailable", "=dependency timeout", "=kms internal"}},
	{&rateLimited, awsKMS, []string{"=kms throttled"}},
	{&quotaExceeded, awsKMS, []string{"service quota exceeded", "=limits exceeded", "=version quota exceeded"}},

	{&unauthenticated, awsCognito, []string{"=not authorized exception"}},
	{&credentialsInvalid, awsCognito, []string{"=user not found exception"}},
	{&accountLocked, awsCognito, []string{"=user not confirmed", "=too many failed attempts"}},
	{&credentialsExpired, awsCognito, []string{"=password reset required"}},
	{&mfaRequired, awsCognito, []string{"=mfa method not found", "=software token mfa not found"}},
	{&mfaInvalid, awsCognito, []string{"=code mismatch", "=expired code"}},
	{&invalidInput, awsCognito, []string{"=invalid password exception"}},

	{&keyUnusable, awsKMS, ofAWS("disabled exception")},
	{&serializationFailure, awsCommon, ofAWS("concurrent modification", "concurrent modification exception")},
	{&stateConflict, awsCommon, ofAWS("invalid state", "invalid state exception", "conflict", "invalid operation")},
	{&notFound, awsCommon, ofAWS("not found", "404")},
	{&forbidden, awsCommon, ofAWS("forbidden", "403", "unauthorized")},
	{&preconditionFailed, awsCommon, ofAWS("412")},
	{&wrongNode, awsCommon, ofAWS("301", "307")},
	{&invalidInput, awsCommon, ofAWS("400", "bad request", "invalid input", "invalid argument")},
	{&calledFailed, awsCommon, ofAWS("500", "internal", "internal exception", "internal error", "service exception", "service failure")},
	{&calledUnavailable, awsCommon, ofAWS("503")},
	{&unsupportedOperation, awsCommon, ofAWS("unsupported operation", "not implemented")},

	{&duplicateKey, awsSteps, []string{"=execution already exists", "=state machine already exists"}},
	{&notFound, awsSteps, []string{"=execution does not exist", "=state machine does not exist", "=activity does not exist", "=task does not exist"}},
	{&functionTimeout, awsSteps, []string{"=task timed out"}},
	{&stateConflict, awsSteps, []string{"=state machine deleting"}},
	{&invalidInput, awsSteps, ofAWS("invalid definition", "invalid execution input", "invalid output", "invalid arn")},
	{&quotaExceeded, awsSteps, []string{"=execution limit exceeded", "=state machine limit exceeded", "=activity limit exceeded"}},
	{&functionTimeout, awsSteps, []string{"=heartbeat timeout"}},
	{&invalidInput, awsSteps, []string{"=parameter path failure", "=result path match failure"}},
	{&calledFailed, awsSteps, []string{"=task failed"}},
	{&payloadTooLarge, awsSteps, []string{"=data limit exceeded"}},

	{&calledOverloaded, awsBedrock, []string{"=model not ready"}},
	{&timeout, awsBedrock, []string{"=model timeout"}},
	{&calledFailed, awsBedrock, []string{"=model error", "=model stream error"}},
}

// ofAWS are names that mean this of AWS's services alone: its SDKs' packages for each language, and what they quote.
func ofAWS(names ...string) []string {
	var all []string
	for _, part := range [...]string{"aws", "awssdk", "amazonaws", "errorfactory", "amazon"} {
		for _, name := range names {
			all = append(all, part+"/"+name)
		}
	}
	return all
}
