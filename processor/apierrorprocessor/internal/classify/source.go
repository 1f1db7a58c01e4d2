package classify

// source is where a span says something in words.
type source uint8

const (
	fromResponseFlags source = iota
	fromDBCode
	fromRPCCode
	fromErrorCode
	fromErrorType
	fromException
	fromExceptionMessage
	fromStatusMessage
	fromDetail
	fromBody
	fromCause
)

var sourceNames = [...]string{
	fromResponseFlags: "response flags", fromDBCode: "database code", fromRPCCode: "RPC error code", fromErrorCode: "error code", fromErrorType: "error type", fromException: "exception",
	fromExceptionMessage: "exception message", fromStatusMessage: "status message", fromDetail: "error message", fromBody: "response body", fromCause: "cause",
}
