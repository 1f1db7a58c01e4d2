package classify

// source is where a span says something in words.
type source uint8

const (
	fromDBCode source = iota
	fromErrorCode
	fromErrorType
	fromException
	fromExceptionMessage
	fromStatusMessage
	fromDetail
	fromCause
)

var sourceNames = [...]string{
	fromDBCode: "database code", fromErrorCode: "error code", fromErrorType: "error type", fromException: "exception",
	fromExceptionMessage: "exception message", fromStatusMessage: "status message", fromDetail: "error message", fromCause: "cause",
}
