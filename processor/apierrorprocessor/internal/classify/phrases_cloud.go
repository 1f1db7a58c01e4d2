package classify

// Where cloud services word their messages.
const (
	awsText   = "docs.aws.amazon.com: API references, error messages"
	azureText = "learn.microsoft.com/azure: error messages"
	gcpText   = "cloud.google.com/docs: error messages"
)

// cloudPhrases are what cloud services say where the SDK leaves the code out of the message.
var cloudPhrases = []phraseRow{
	{&notFound, awsText, []string{"the specified key does not exist", "the specified bucket does not exist", "the specified upload does not exist"}},
	{&notFound, awsText, []string{"secrets manager can't find the specified secret", "the specified queue does not exist"}},
	{&keyUnusable, awsText, []string{"arn:aws:kms:* is pending deletion", "arn:aws:kms:* is pending import", "arn:aws:kms:* is disabled"}},
	{&stateConflict, awsText, []string{"on the secret because it was", "an update is in progress for resource"}},
	{&rateLimited, awsText, []string{"please reduce your request rate", "request rate is too high"}},
	{&tokenExpired, awsText, []string{"the provided token has expired", "the sso session * has expired"}},
	{&tokenInvalid, awsText, []string{"access key id you provided does not exist", "receipt handle is invalid"}},
	{&tokenExpired, awsText, []string{"receipt handle has expired", "iterator expired"}},
	{&wrongNode, awsText, []string{"must be addressed using the specified endpoint"}},
	{&preconditionFailed, awsText, []string{"pre-conditions you specified did not hold"}},
	{&recordTooLarge, awsText, []string{"message must be shorter than * bytes"}},
	{&inFlightLimit, awsText, []string{"number of in flight messages", "number of inflight messages"}},
	{&payloadTooLarge, awsText, []string{"proposed upload exceeds the maximum allowed", "returned a payload size exceeding", "size exceeding the maximum number of characters"}},

	{&notFound, azureText, []string{"the specified blob does not exist", "the specified container does not exist", "the specified resource does not exist"}},
	{&preconditionFailed, azureText, []string{"there is currently a lease on the", "condition specified using http conditional header"}},
	{&duplicateKey, azureText, []string{"the specified blob already exists", "the specified container already exists"}},
	{&forbidden, azureText, []string{"not authorized to perform this operation using this permission", "does not have secrets get permission", "does not have authorization to perform action"}},
	{&forbidden, azureText, []string{"caller is not authorized to perform action on resource"}},
	{&serializationFailure, azureText, []string{"conflicting request to resource has been attempted"}},
	{&wrongNode, azureText, []string{"partition key range * is gone", "the requested resource is no longer available at the server"}},

	{&forbidden, gcpText, []string{"permission * denied on resource", "the caller does not have permission"}},
	{&unauthenticated, gcpText, []string{"request had invalid authentication credentials"}},
	{&quotaExceeded, gcpText, []string{"quota '*' exceeded"}},
	{&preconditionFailed, gcpText, []string{"precondition you specified did not hold"}},
}
