package classify

// Where protocols above HTTP say which error words they answer.
const (
	oauth       = "RFC 6749 4.1.2.1 and 5.2"
	oauthDevice = "RFC 8628 3.5"
	oauthDPoP   = "RFC 9449 5, RFC 9470 3"
	openID      = "openid.net/specs/openid-connect-core-1_0.html#AuthError"
	apollo      = "apollographql.com/docs/apollo-server/data/errors"
	graphqlJava = "github.com/graphql-java/graphql-java: graphql/ErrorType.java"
	hotChoco    = "github.com/ChilliCream/graphql-platform: ErrorCodes"
	twirp       = "twitchtv.github.io/twirp/docs/spec_v7.html"
	soap        = "w3.org/TR/soap12-part1: SOAP fault codes; docs.oasis-open.org/wss: fault codes"
	temporal    = "github.com/temporalio/api: temporal/api/errordetails; docs.temporal.io: failures"
	kubernetes  = "github.com/kubernetes/apimachinery: pkg/apis/meta/v1/types.go, StatusReason"
)

// protocolCodes are error words of protocols: OAuth, OpenID Connect, Twirp, SOAP, Kubernetes.
var protocolCodes = []nameRow{
	{&credentialsInvalid, oauth, []string{"=invalid grant", "=invalid client"}},
	{&invalidInput, oauth, []string{"=invalid request", "=unsupported response type"}},
	{&unsupportedOperation, oauth, []string{"=unsupported grant type"}},
	{&insufficientScope, oauth, []string{"=invalid scope"}},
	{&forbidden, oauth, []string{"=unauthorized client"}},
	{&calledUnavailable, oauth, []string{"temporarily unavailable"}},
	{&authorizationPending, oauthDevice, []string{"=authorization pending"}},
	{&rateLimited, oauthDevice, []string{"=slow down"}},
	{&mfaRequired, oauthDPoP, []string{"=insufficient user authentication"}},
	{&tokenInvalid, oauthDPoP, []string{"=invalid dpop proof", "=use dpop nonce"}},
	{&loginRequired, openID, []string{"=login required", "=interaction required", "=account selection required"}},
	{&consentRequired, openID, []string{"=consent required"}},

	{&routeNotFound, twirp, []string{"=bad route"}},
	{&invalidInput, twirp, []string{"=malformed"}},
	{&dataLoss, twirp, []string{"=dataloss"}},
	{&outOfRange, twirp, []string{"=out of range"}},

	{&unsupportedVersion, soap, []string{"=version mismatch"}},
	{&unsupportedOperation, soap, []string{"=must understand"}},
	{&tokenExpired, soap, []string{"=message expired"}},
	{&unauthenticated, soap, []string{"=failed authentication"}},
	{&tokenInvalid, soap, []string{"=invalid security token", "=security token unavailable"}},
	{&signatureInvalid, soap, []string{"=failed check"}},

	{&timeout, kubernetes, []string{"=server timeout"}},

	{&functionTimeout, temporal, []string{"=timeout failure", "=activity task timeout"}},
	{&duplicateKey, temporal, []string{"=workflow execution already started"}},
}

// graphQLNames are codes that GraphQL servers give to their own errors.
var graphQLNames = []nameRow{
	{&invalidInput, apollo, []string{"=graphql parse failed", "=bad user input", "=operation resolution failure"}},
	{&schemaMismatch, apollo, []string{"=graphql validation failed"}},
	{&notFound, apollo, []string{"=persisted query not found"}},
	{&unsupportedOperation, apollo, []string{"=persisted query not supported"}},
	{&invalidInput, graphqlJava, []string{"=invalid syntax"}},
	{&calledFailed, graphqlJava, []string{"=data fetching exception"}},
	{&ownAnswerMismatch, graphqlJava, []string{"=null value in non nullable field", "=null value in non nullable", "=non nullable field was null"}},
	{&unsupportedOperation, graphqlJava, []string{"=operation not supported"}},
	{&cancelled, graphqlJava, []string{"=execution aborted"}},
	{&unauthenticated, hotChoco, []string{"=auth not authenticated"}},
	{&forbidden, hotChoco, []string{"=auth not authorized"}},
}
