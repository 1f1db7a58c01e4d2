package classify

// Where Azure says which error codes its services answer.
const (
	azureARM     = "learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"
	azureStorage = "learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes"
	azureGraph   = "learn.microsoft.com/graph/errors"
	azureVault   = "learn.microsoft.com/azure/key-vault/general/rest-error-codes"
	azureOpenAI  = "learn.microsoft.com/azure/ai-services/openai: error codes"
)

// azureCodes are the error codes of Azure.
var azureCodes = []nameRow{
	{&forbidden, azureARM, []string{"=authorization failed", "=linked authorization failed", "=request disallowed by policy", "=scope locked"}},
	{&rateLimited, azureARM, []string{"=subscription requests throttled", "=tenant requests throttled"}},
	{&notFound, azureARM, []string{
		"=resource group not found", "=parent resource not found", "=subscription not found", "=deployment not found",
	}},
	{&tokenExpired, azureARM, []string{"=expired authentication token"}},
	{&tokenInvalid, azureARM, []string{"=invalid authentication token", "=invalid authentication token tenant"}},
	{&stateConflict, azureARM, []string{"=another operation in progress", "=resource group being deleted", "=deployment active"}},
	{&quotaExceeded, azureARM, []string{"=quota exceeded", "=resource quota exceeded"}},
	{&calledOverloaded, azureARM, []string{"=sku not available", "=allocation failed", "=zonal allocation failed", "=overconstrained allocation request"}},
	{&unsupportedVersion, azureARM, []string{"=no registered provider found", "=invalid api version parameter", "=unsupported api version"}},
	{&accountLocked, azureARM, []string{"=read only disabled subscription", "=disallowed provider"}},
	{&invalidInput, azureARM, []string{"=invalid template", "=invalid request content", "=bad argument"}},

	{&forbidden, azureStorage, []string{"=authorization failure", "=authorization permission mismatch", "=insufficient account permissions"}},
	{&tokenMissing, azureStorage, []string{"=no authentication information"}},
	{&accountLocked, azureStorage, []string{"=account is disabled"}},
	{&rateLimited, azureStorage, []string{"=server busy"}},
	{&timeout, azureStorage, []string{"=operation timed out"}},
	{&notFound, azureStorage, []string{"=blob not found", "=container not found", "=queue not found", "=share not found", "=table not found", "=message not found"}},
	{&stateConflict, azureARM, []string{"=conflicting operation in progress", "=cannot delete resource"}},
	{&duplicateKey, azureStorage, []string{
		"=blob already exists", "=container already exists", "=resource already exists", "=entity already exists", "=queue already exists",
	}},
	{&preconditionFailed, azureStorage, []string{
		"=condition not met", "=lease already present", "=target condition not met", "=update condition not satisfied",
		"=lease id missing", "=lease id mismatch with blob operation", "=lease lost",
	}},
	{&stateConflict, azureStorage, []string{
		"=container being deleted", "=queue being deleted", "=blob being rehydrated", "=blob archived", "=pending copy operation",
		"=snapshots present",
	}},
	{&payloadTooLarge, azureStorage, []string{"=request body too large"}},
	{&messageTooLarge, azureStorage, []string{"=message too large"}},
	{&invalidInput, azureStorage, []string{
		"=invalid header value", "=invalid input", "=invalid uri", "=invalid query parameter value", "=md5 mismatch", "=invalid md5",
		"=missing required header", "=out of range input", "=missing content length header", "=invalid resource name",
		"=invalid xml document", "=invalid block id", "=invalid block list",
	}},
	{&unsupportedOperation, azureStorage, []string{"=feature version mismatch", "=unsupported header", "=unsupported query parameter"}},
	{&methodNotAllowed, azureStorage, []string{"=unsupported http verb"}},
	{&calledFailed, azureStorage, []string{"=internal error"}},

	{&tokenInvalid, azureGraph, []string{"=invalid authentication token"}},
	{&forbidden, azureGraph, []string{"=error access denied", "=authorization request denied"}},
	{&notFound, azureGraph, []string{"=error item not found", "=request resource not found"}},
	{&rateLimited, azureGraph, []string{"=activity limit reached", "=application throttled"}},
	{&duplicateKey, azureGraph, []string{"=name already exists"}},
	{&gone, azureGraph, []string{"=resync required"}},
	{&notFound, azureVault, []string{"=secret not found", "=certificate not found"}},
	{&keyUnusable, azureVault, []string{"=secret disabled", "=key disabled", "=key not yet valid"}},
	{&tokenMissing, "github.com/Azure/azure-sdk: Azure.Identity", []string{"=credential unavailable"}},
	{&contentRejected, azureOpenAI, []string{"=content filter", "=content policy violation", "=responsible ai policy violation"}},
	{&notFound, azureOpenAI, []string{"=deployment not found"}},
}
