package classify

// Where companies say which errors their APIs answer.
const (
	stripe    = "docs.stripe.com/api/errors, docs.stripe.com/error-codes"
	openAI    = "platform.openai.com/docs/guides/error-codes"
	anthropic = "docs.anthropic.com/en/api/errors"
	gitHub    = "docs.github.com/rest, docs.github.com/apps: errors"
	slackAPI  = "docs.slack.dev/reference/methods: errors"
	shopify   = "shopify.dev/docs/api/usage/response-codes"
	paypal    = "developer.paypal.com/api/rest/reference/orders/v2/errors"
	auth0     = "auth0.com/docs: Authentication API errors"
)

// apiCodes are error codes and types of public APIs.
var apiCodes = []nameRow{
	{&paymentRequired, stripe, []string{
		"=card error", "=card declined", "=expired card", "=incorrect cvc", "=insufficient funds",
		"=incorrect number",
	}},
	{&idempotencyConflict, stripe, []string{"=idempotency error", "=idempotency key in use"}},
	{&tokenInvalid, stripe, []string{"=api key invalid"}},
	{&tokenExpired, stripe, []string{"=api key expired"}},
	{&calledFailed, stripe, []string{"=api error"}},
	{&invalidInput, stripe, []string{"=invalid request error", "=parameter invalid empty", "=parameter missing", "=parameter unknown"}},
	{&notFound, stripe, []string{"=resource missing"}},
	{&quotaExceeded, openAI, []string{"insufficient quota", "=billing hard limit reached"}},
	{&tokenInvalid, openAI, []string{"invalid api key", "=incorrect api key"}},
	{&payloadTooLarge, openAI, []string{"=context length exceeded", "=string above max length"}},
	{&notFound, openAI, []string{"=model not found"}},
	{&contentRejected, openAI, []string{"=content policy violation", "=content filter"}},
	{&calledOverloaded, openAI, []string{"=engine overloaded"}},
	{&calledOverloaded, anthropic, []string{"=overloaded error"}},
	{&paymentRequired, anthropic, []string{"=billing error"}},
	{&payloadTooLarge, anthropic, []string{"=request too large"}},
	{&tokenInvalid, gitHub, []string{"=bad verification code", "=bad refresh token"}},
	{&misconfigured, gitHub, []string{"=incorrect client credentials", "=redirect uri mismatch"}},
	{&rateLimited, slackAPI, []string{"=ratelimited"}},
	{&tokenInvalid, slackAPI, []string{"=invalid auth", "=token revoked", "=account inactive", "=not authed"}},
	{&insufficientScope, slackAPI, []string{"=missing scope"}},
	{&notFound, slackAPI, []string{"=channel not found"}},
	{&stateConflict, slackAPI, []string{"=is archived"}},
	{&payloadTooLarge, slackAPI, []string{"=msg too long"}},
	{&apiDeprecated, slackAPI, []string{"=method deprecated"}},
	{&apiRetired, slackAPI, []string{"=deprecated endpoint"}},
	{&rateLimited, shopify, []string{"=throttled"}},
	{&paymentRequired, paypal, []string{"=instrument declined", "=payer cannot pay", "=payer action required", "=transaction refused"}},
	{&duplicateKey, paypal, []string{"=duplicate invoice id"}},
	{&mfaRequired, auth0, []string{"=mfa required"}},
	{&credentialsInvalid, auth0, []string{"=invalid user password"}},
	{&accountLocked, auth0, []string{"=too many attempts", "=blocked user"}},
	{&credentialsExpired, auth0, []string{"=password leaked"}},
}
