package classify

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// grpcRow is what one gRPC status tells, on the answering and on the calling side.
type grpcRow struct {
	status    int32
	category  apierror.Category
	reason    string
	answered  apierror.Origin // relative to the service that answered
	received  apierror.Origin // relative to the service that called
	retryable bool
	generic   bool
	says      string
	source    string
}

// grpcStatuses is where gRPC says what its statuses mean.
const grpcStatuses = "github.com/grpc/grpc: doc/statuscodes.md"

var grpcRows = []grpcRow{
	{1, apierror.CategoryCancelled, "cancelled", apierror.OriginCaller, apierror.OriginCaller, false, false, "the caller gave up on the call", grpcStatuses},
	{2, apierror.CategoryInternal, "unknown_error", apierror.OriginService, apierror.OriginDependency, false, true, "an error that is no gRPC status", grpcStatuses},
	{3, apierror.CategoryValidation, "invalid_argument", apierror.OriginCaller, apierror.OriginService, false, false, "the request is malformed", grpcStatuses},
	{4, apierror.CategoryTimeout, "deadline_exceeded", apierror.OriginService, apierror.OriginDependency, true, false, "the deadline passed before the answer", grpcStatuses},
	{5, apierror.CategoryNotFound, "resource_not_found", apierror.OriginCaller, apierror.OriginService, false, false, "the object does not exist", grpcStatuses},
	{6, apierror.CategoryConflict, "already_exists", apierror.OriginCaller, apierror.OriginService, false, false, "the object exists already", grpcStatuses},
	{7, apierror.CategoryAuthorization, "forbidden", apierror.OriginCaller, apierror.OriginService, false, false, "the caller is known and may not do this", grpcStatuses},
	{8, apierror.CategoryRateLimit, "quota_exceeded", apierror.OriginCaller, apierror.OriginService, true, false, "a quota or a rate limit is used up", grpcStatuses},
	{9, apierror.CategoryConflict, "failed_precondition", apierror.OriginCaller, apierror.OriginService, false, false, "the system is not in the state that the call needs", grpcStatuses},
	{10, apierror.CategoryConflict, "aborted", apierror.OriginCaller, apierror.OriginService, true, false, "a concurrent change aborted the call", grpcStatuses},
	{11, apierror.CategoryValidation, "out_of_range", apierror.OriginCaller, apierror.OriginService, false, false, "a value lies outside the valid range", grpcStatuses},
	{12, apierror.CategoryRouting, "not_implemented", apierror.OriginCaller, apierror.OriginService, false, false, "the method is not served", grpcStatuses},
	{13, apierror.CategoryInternal, "server_error", apierror.OriginService, apierror.OriginDependency, false, true, "the service failed and does not say why", grpcStatuses},
	{14, apierror.CategoryCapacity, "service_unavailable", apierror.OriginService, apierror.OriginDependency, true, false, "the service cannot be used now", grpcStatuses},
	{15, apierror.CategoryData, "data_loss", apierror.OriginService, apierror.OriginDependency, false, false, "data was lost or is corrupt", grpcStatuses},
	{16, apierror.CategoryAuthentication, "unauthenticated", apierror.OriginCaller, apierror.OriginService, false, false, "the caller did not prove who it is", grpcStatuses},
}

var grpcAnswered, grpcReceived = buildGRPC()

func buildGRPC() (answered, received [17]knowledge) {
	for _, row := range grpcRows {
		name := spanview.GRPCName(row.status)
		k := knowledge{
			category: row.category, reason: row.reason, origin: row.answered, retryable: row.retryable,
			confidence: 0.9, generic: row.generic,
			rationale: fmt.Sprintf("answered gRPC %s: %s", name, row.says),
		}
		if row.generic {
			k.confidence = 0.75
		}
		answered[row.status] = k

		k.origin = row.received
		k.rationale = fmt.Sprintf("received gRPC %s: %s", name, row.says)
		if k.category == apierror.CategoryInternal || k.category == apierror.CategoryCapacity {
			k.category = apierror.CategoryDependency
		}
		received[row.status] = k
	}
	return answered, received
}

func grpcKnowledge(status int32, calling bool) *knowledge {
	if calling {
		return &grpcReceived[status]
	}
	return &grpcAnswered[status]
}
