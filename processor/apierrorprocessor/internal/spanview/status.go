package spanview

import (
	"math"
	"strconv"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// integer reads a whole number that may come as an integer, a double or a string: instrumentation disagrees.
func integer(value pcommon.Value) (int64, bool) {
	switch value.Type() {
	case pcommon.ValueTypeInt:
		return value.Int(), true
	case pcommon.ValueTypeDouble:
		number := value.Double()
		if number != math.Trunc(number) || math.Abs(number) > math.MaxInt32 {
			return 0, false
		}
		return int64(number), true
	case pcommon.ValueTypeStr:
		number, err := strconv.ParseInt(value.Str(), 10, 32)
		return number, err == nil
	default:
		return 0, false
	}
}

// status reads a whole number. One that comes as text or with a fraction of zero is read, and counts as malformed.
func (v *View) status(value pcommon.Value) (int64, bool) {
	number, ok := integer(value)
	if ok && value.Type() != pcommon.ValueTypeInt {
		v.Malformed++
	}
	return number, ok
}

// httpStatus reads a status code; 0 where it is none. Zero itself is what some clients report when no answer came.
func (v *View) httpStatus(value pcommon.Value) int32 {
	status, ok := v.status(value)
	switch {
	case ok && status == 0:
		v.noAnswer = v.Calling()
		return v.HTTPStatus
	case ok && status >= 100 && status <= 999:
		return int32(status)
	default:
		v.Malformed++
		return v.HTTPStatus
	}
}

// grpcStatus reads a gRPC status as a number or as a name; -1 where it is neither.
func (v *View) grpcStatus(value pcommon.Value) int32 {
	if status, ok := integer(value); ok && status >= 0 && status < int64(len(grpcNames)) {
		return int32(status)
	}
	if value.Type() == pcommon.ValueTypeStr {
		if status, ok := grpcByName(value.Str()); ok {
			return status
		}
	}
	v.Malformed++
	return v.GRPCStatus
}

// rpcStatus reads rpc.response.status_code, which holds a gRPC name where the system is gRPC and something else elsewhere;
// the system may come after it, so whatever reads as gRPC's is taken for gRPC's.
func (v *View) rpcStatus(value pcommon.Value) {
	if number, ok := integer(value); ok {
		switch {
		case number >= 0 && number < int64(len(grpcNames)):
			v.GRPCStatus = int32(number)
		case number < 0: // JSON-RPC's are below -32000
			setIfEmpty(&v.RPCCode, v.code(value))
		case number >= 100 && number <= 999 && v.HTTPStatus == 0:
			v.HTTPStatus = int32(number)
		}
		return
	}
	if value.Type() != pcommon.ValueTypeStr {
		v.Malformed++
		return
	}
	if status, ok := grpcByName(value.Str()); ok {
		v.GRPCStatus = status
		return
	}
	if !isAbsent(value.Str()) {
		setIfEmpty(&v.RPCCode, value.Str())
	}
}

// code reads a code that is a string by convention and a number in some instrumentation, or the other way round.
func (v *View) code(value pcommon.Value) string {
	if value.Type() == pcommon.ValueTypeInt {
		return strconv.FormatInt(value.Int(), 10)
	}
	return v.str(value)
}

// settleErrorType takes a status from error.type where nothing else on the span gives one, and drops what only repeats it.
func (v *View) settleErrorType() {
	switch {
	case v.ErrorType == "":
	case isStatusNumber(v.ErrorType) && v.DBSystem == "": // three digits are a code in some data stores
		if v.HTTPStatus == 0 {
			v.HTTPStatus = statusNumber(v.ErrorType)
		}
		v.ErrorType = ""
	case v.speaksGRPC():
		status, ok := grpcByName(v.ErrorType)
		if ok && v.GRPCStatus < 0 {
			v.GRPCStatus = status
		}
		if ok && v.GRPCStatus == status {
			v.ErrorType = ""
		}
	}
}

// speaksGRPC reports whether the span's statuses go by gRPC's names: gRPC itself and Connect, under its present and former
// name.
func (v *View) speaksGRPC() bool {
	return v.RPCSystem == "grpc" || v.RPCSystem == "connectrpc" || v.RPCSystem == "connect_rpc"
}

// AnsweredServerError reports whether the span itself answered a status that says: the fault is mine.
func (v *View) AnsweredServerError() bool {
	if !v.Serving() {
		return false
	}
	switch GRPCName(v.GRPCStatus) {
	case "UNKNOWN", "DEADLINE_EXCEEDED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS":
		return true
	default:
		return v.HTTPStatus >= 500
	}
}

// isStatusNumber reports whether error.type is an HTTP status, as the conventions ask of instrumentation that has nothing
// better.
func isStatusNumber(kind string) bool {
	return len(kind) == 3 && kind[0] >= '1' && kind[0] <= '5' && isDigit(kind[1]) && isDigit(kind[2])
}

func statusNumber(digits string) int32 {
	return int32(digits[0]-'0')*100 + int32(digits[1]-'0')*10 + int32(digits[2]-'0')
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// grpcNames are the canonical status names by number (github.com/grpc/grpc, doc/statuscodes.md).
var grpcNames = [...]string{
	"OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
	"PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
	"INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
}

// GRPCName is the canonical name of a status number.
func GRPCName(status int32) string {
	if status < 0 || int(status) >= len(grpcNames) {
		return ""
	}
	return grpcNames[status]
}

// grpcByName compares without case and underscores: Go writes DeadlineExceeded, Connect deadline_exceeded.
func grpcByName(name string) (int32, bool) {
	for status, canonical := range grpcNames {
		if sameName(name, canonical) {
			return int32(status), true
		}
	}
	if sameName(name, "CANCELED") { // so do Go and Connect spell it
		return 1, true
	}
	return 0, false
}

// sameName compares two names letter by letter, without regard to case and underscores.
func sameName(a, b string) bool {
	i, j := 0, 0
	for {
		for i < len(a) && a[i] == '_' {
			i++
		}
		for j < len(b) && b[j] == '_' {
			j++
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		if a[i]|0x20 != b[j]|0x20 {
			return false
		}
		i++
		j++
	}
}
