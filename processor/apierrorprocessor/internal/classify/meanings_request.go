package classify

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// Who it is and what it may do.
var (
	tokenExpired       = meaning{category: apierror.CategoryAuthentication, reason: "token_expired", says: "the token has expired"}
	sessionExpired     = meaning{category: apierror.CategoryAuthentication, reason: "session_expired", says: "the session has expired"}
	tokenInvalid       = meaning{category: apierror.CategoryAuthentication, reason: "token_invalid", says: "the token or the credential is not known", general: true}
	signatureInvalid   = meaning{category: apierror.CategoryAuthentication, reason: "signature_invalid", says: "the request's signature does not hold"}
	clockSkew          = meaning{category: apierror.CategoryAuthentication, reason: "clock_skew", says: "the clocks of the two sides differ too much for a signed request"}
	credentialsInvalid = meaning{category: apierror.CategoryAuthentication, reason: "credentials_invalid", says: "the credentials are wrong"}
	unauthenticated    = meaning{category: apierror.CategoryAuthentication, reason: "unauthenticated", says: "authentication failed", vague: true}
	forbidden          = meaning{category: apierror.CategoryAuthorization, reason: "forbidden", says: "access is denied", general: true}
	tokenRejected      = meaning{ // RFC 6750 says invalid_token of an expired one too
		category: apierror.CategoryAuthentication, reason: "token_invalid", vague: true,
		says: "the token was not accepted",
	}
	forbiddenSomehow = meaning{ // names that the language or the platform uses for the file system and for logins too
		category: apierror.CategoryAuthorization, reason: "forbidden", vague: true,
		says: "access is denied",
	}
	tokenMissing = meaning{
		category: apierror.CategoryAuthentication, reason: "token_missing",
		says: "no token or credential was sent",
	}
	credentialsExpired = meaning{
		category: apierror.CategoryAuthentication, reason: "credentials_expired",
		says: "the password or the secret has expired",
	}
	mfaRequired = meaning{
		category: apierror.CategoryAuthentication, reason: "mfa_required",
		says: "a second factor is required",
	}
	loginRequired = meaning{
		category: apierror.CategoryAuthentication, reason: "login_required",
		says: "the user has to log in or to choose an account",
	}
	accountLocked = meaning{
		category: apierror.CategoryAuthentication, reason: "account_locked",
		says: "the account is locked or disabled",
	}
	mfaInvalid = meaning{
		category: apierror.CategoryAuthentication, reason: "mfa_invalid",
		says: "the second factor is wrong or too late",
	}
	authorizationPending = meaning{
		category: apierror.CategoryAuthentication, reason: "authorization_pending", retryable: true,
		says: "the user has not yet confirmed the device",
	}
	keyUnusable = meaning{
		category: apierror.CategoryAuthorization, reason: "key_unusable", origin: apierror.OriginService,
		says: "the encryption key is disabled, deleted or another one",
	}
	serviceDisabled = meaning{
		category: apierror.CategoryAuthorization, reason: "service_disabled",
		says: "the API is not enabled for the project",
	}
	insufficientScope = meaning{
		category: apierror.CategoryAuthorization, reason: "insufficient_scope",
		says: "the token does not cover what was asked for",
	}
	consentRequired = meaning{
		category: apierror.CategoryAuthorization, reason: "consent_required",
		says: "the user or an administrator has not consented",
	}
	paymentRequired = meaning{
		category: apierror.CategoryAuthorization, reason: "payment_required",
		says: "the card, plan or balance does not allow this",
	}
)

// The request and what it is about.
var (
	invalidInput       = meaning{category: apierror.CategoryValidation, reason: "invalid_input", says: "the input is not valid", general: true}
	notFound           = meaning{category: apierror.CategoryNotFound, reason: "resource_not_found", says: "what was asked for does not exist"}
	routeNotFound      = meaning{category: apierror.CategoryRouting, reason: "route_not_found", says: "no route leads there"}
	schemaMismatch     = meaning{category: apierror.CategoryContract, reason: "schema_mismatch", says: "the message does not have the agreed form"}
	duplicateKey       = meaning{category: apierror.CategoryConflict, reason: "duplicate_key", says: "the object exists already"}
	constraintViolated = meaning{category: apierror.CategoryConflict, reason: "constraint_violated", says: "a constraint of the data does not hold", vague: true}
	preconditionFailed = meaning{category: apierror.CategoryConflict, reason: "precondition_failed", says: "the condition of the write does not hold"}
	notImplemented     = meaning{
		category: apierror.CategoryRouting, reason: "not_implemented", origin: apierror.OriginService,
		says: "the function is not implemented",
	}
	payloadTooLarge = meaning{
		category: apierror.CategoryValidation, reason: "payload_too_large",
		says: "the request is larger than allowed",
	}
	contentRejected = meaning{
		category: apierror.CategoryValidation, reason: "content_rejected",
		says: "a content policy forbids the input or the answer",
	}
	headersTooLarge = meaning{
		category: apierror.CategoryValidation, reason: "headers_too_large",
		says: "the header fields are larger than allowed",
	}
	outOfRange = meaning{
		category: apierror.CategoryValidation, reason: "out_of_range",
		says: "a value lies outside the valid range",
	}
	statementTooComplex = meaning{
		category: apierror.CategoryValidation, reason: "statement_too_complex",
		says: "the statement is longer or more complex than allowed",
	}
	stateConflict = meaning{
		category: apierror.CategoryConflict, reason: "state_conflict",
		says: "the object is not in a state that allows this",
	}
	conflictSomehow = meaning{ // a status in words: the message may tell which conflict
		category: apierror.CategoryConflict, reason: "state_conflict", vague: true,
		says: "the request conflicts with the present state",
	}
	duplicateSomehow = meaning{
		category: apierror.CategoryConflict, reason: "duplicate_key", vague: true,
		says: "the object exists already",
	}
	idempotencyConflict = meaning{
		category: apierror.CategoryConflict, reason: "idempotency_conflict",
		says: "an idempotency key was used again with another request",
	}
	unsupportedVersion = meaning{
		category: apierror.CategoryContract, reason: "unsupported_version",
		says: "the version is not supported",
	}
	unsupportedOperation = meaning{
		category: apierror.CategoryContract, reason: "unsupported_operation",
		says: "what was called does not support the operation",
	}
	unsupportedMedia = meaning{
		category: apierror.CategoryContract, reason: "unsupported_media_type",
		says: "the content type is not supported",
	}
	notAcceptable = meaning{
		category: apierror.CategoryContract, reason: "not_acceptable",
		says: "no representation that the caller accepts",
	}
	apiDeprecated = meaning{
		category: apierror.CategoryContract, reason: "api_deprecated",
		says: "the version that was called is deprecated",
	}
	apiRetired = meaning{
		category: apierror.CategoryContract, reason: "api_retired",
		says: "the version that was called has been retired",
	}
	methodNotAllowed = meaning{
		category: apierror.CategoryRouting, reason: "method_not_allowed",
		says: "the endpoint does not take this method",
	}
	wrongNode = meaning{
		category: apierror.CategoryRouting, reason: "wrong_node", origin: apierror.OriginService, retryable: true,
		says: "another node, shard or region serves this",
	}
	methodNotFound = meaning{
		category: apierror.CategoryRouting, reason: "not_implemented",
		says: "the method does not exist",
	}
	gone = meaning{
		category: apierror.CategoryNotFound, reason: "gone",
		says: "what was asked for has been removed for good",
	}
)
