package classify

// Where protocols say what their numbers mean.
const (
	jsonRPCSpec = "jsonrpc.org/specification#error_object"
	lspSpec     = "microsoft.github.io/language-server-protocol/specifications/specification-current: ErrorCodes"
	mcpSpec     = "github.com/modelcontextprotocol/modelcontextprotocol: schema, error codes"
	ethereumRPC = "EIP-1474: error codes"
	walletRPC   = "EIP-1193: provider errors"
	amqpReply   = "rabbitmq.com/amqp-0-9-1-reference: reply codes"
	entraErrors = "learn.microsoft.com/entra/identity-platform/reference-error-codes"
)

// jsonRPCCodes are JSON-RPC's numbers. Those of the range that is left to servers mean what the server says; without a row
// they say that it failed.
var jsonRPCCodes = []codeRow{
	{&invalidInput, jsonRPCSpec, []string{"-32700", "-32600", "-32602"}},
	{&methodNotFound, jsonRPCSpec, []string{"-32601"}},
	{&calledFailed, jsonRPCSpec, []string{"-32603"}},
	{&cancelled, lspSpec, []string{"-32800", "-32802"}},
	{&stateConflict, lspSpec, []string{"-32801"}},
	{&calledFailed, lspSpec, []string{"-32803"}},
	{&notFound, mcpSpec, []string{"-32002"}},
	{&loginRequired, mcpSpec, []string{"-32042"}},
	{&notFound, ethereumRPC, []string{"-32001"}},
	{&unsupportedOperation, ethereumRPC, []string{"-32004"}},
	{&rateLimited, ethereumRPC, []string{"-32005"}},
	{&unsupportedVersion, ethereumRPC, []string{"-32006"}},
	{&userCancelled, walletRPC, []string{"4001"}},
	{&unauthenticated, walletRPC, []string{"4100"}},
	{&unsupportedOperation, walletRPC, []string{"4200"}},
	{&connectionFailed, walletRPC, []string{"4900", "4901"}},
}

// amqpCodes are AMQP 0-9-1's reply codes.
var amqpCodes = []codeRow{
	{&messageTooLarge, amqpReply, []string{"311"}},
	{&routeNotFound, amqpReply, []string{"312"}},
	{&noConsumers, amqpReply, []string{"313"}},
	{&connectionReset, amqpReply, []string{"320"}},
	{&notFound, amqpReply, []string{"402", "404"}},
	{&forbidden, amqpReply, []string{"403", "530"}},
	{&stateConflict, amqpReply, []string{"405"}},
	{&preconditionFailed, amqpReply, []string{"406"}},
	{&protocolError, amqpReply, []string{"501", "502", "503", "505"}},
	{&invalidState, amqpReply, []string{"504"}},
	{&calledOverloaded, amqpReply, []string{"506"}},
	{&notImplemented, amqpReply, []string{"540"}},
	{&calledFailed, amqpReply, []string{"541"}},
}

// entraCodes are the numbers after AADSTS, with which Microsoft Entra tells why it gives no token.
var entraCodes = []codeRow{
	{&credentialsInvalid, entraErrors, []string{"50034", "50126", "50056", "50020", "7000215", "70002", "700027", "700030"}},
	{&credentialsExpired, entraErrors, []string{"50055", "50144", "7000222"}},
	{&accountLocked, entraErrors, []string{"50053", "50057"}},
	{&mfaRequired, entraErrors, []string{"50072", "50074", "50076", "50079", "50158", "53004"}},
	{&loginRequired, entraErrors, []string{"50058", "16000", "16001", "50140"}},
	{&tokenExpired, entraErrors, []string{"50132", "50133", "50173", "70008", "70043", "700082", "700084"}},
	{&tokenInvalid, entraErrors, []string{"50008", "50013", "50027", "54005", "70000"}},
	{&insufficientScope, entraErrors, []string{"70011"}},
	{&consentRequired, entraErrors, []string{"65001", "65004", "90094"}},
	{&forbidden, entraErrors, []string{"50105", "53000", "53001", "53002", "53003", "530003"}},
	{&misconfigured, entraErrors, []string{"50011", "50194", "65005", "70001", "90002", "500011", "650052", "700016", "7000218", "700025", "500113"}},
	{&invalidInput, entraErrors, []string{"900144", "90014", "90013", "9002313"}},
	{&unsupportedOperation, entraErrors, []string{"70003", "70005"}},
	{&authorizationPending, entraErrors, []string{"70016"}},
	{&rateLimited, entraErrors, []string{"50196"}},
	{&calledUnavailable, entraErrors, []string{"90033", "90024"}},
}
