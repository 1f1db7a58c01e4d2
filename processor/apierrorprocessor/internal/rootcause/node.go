package rootcause

import (
	"strings"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// node is a failed span of the batch.
type node struct {
	span      ptrace.Span
	service   string
	errorName string
	message   string // what it says of the failure

	key, parent uint64 // of the span and of its parent; parent 0 is none
	outer       uint64 // the key above which this batch has nothing; 0 is none
	callee      uint64 // who answered this call with this status; 0 where nobody did
	serviceID   uint32
	store       uint32 // which kind of data store is called; 0 is none
	status      int16  // as statusOf
	kind        ptrace.SpanKind
	class       class
	retryable   bool
	cache       bool // a data store is called that only keeps copies

	up    int32 // the nearest failed span above
	cause int32 // the failed span that explains this one
	twin  int32 // the first of several that are the same span
	// strength is how strongly the cause explains it, and link how strongly it explains the one above.
	strength, link strength

	interrupted bool // a call that it made was cancelled
	failedBelow bool // and one failed otherwise
	doubted     bool // it is to be settled by its text what it failed of
	judged      bool // a failed span below was held against it

	abandoned triState // an effect of a cancellation above
	aftermath triState // its error says that it is an effect of one before it
	elsewhere bool     // explained by what is not in the batch
	walk      walkState
	passedOn  bool
	origin    int32
}

type (
	triState  uint8
	walkState uint8
)

const (
	unknown triState = iota
	no
	yes
)

const (
	unseen walkState = iota
	onPath
	done
)

// source is where a failure that this node passed on began.
func (n *node) source(i int32) int32 {
	if n.passedOn {
		return n.origin
	}
	return i
}

// isEffect reports whether the node is an effect that causes nothing by itself.
func (n *node) isEffect() bool { return n.class == cancelled || n.abandoned == yes }

// symptoms are what of a failed span tells whether it can be the cause of another.
type symptoms struct {
	start, end uint64 // Unix nanoseconds
	serviceID  uint32
	errorName  uint32 // a hash; 0 is none
	status     int16
	kind       uint8
	class      class
}

func (n *node) symptoms() symptoms {
	s := symptoms{
		start: uint64(n.span.StartTimestamp()), end: uint64(n.span.EndTimestamp()),
		serviceID: n.serviceID, status: n.status, kind: uint8(n.kind), class: n.class, //nolint:gosec // six kinds
	}
	if n.errorName != "" {
		s.errorName = nameHash(lastName(n.errorName))
	}
	return s
}

func (s *symptoms) is(kind ptrace.SpanKind) bool { return s.kind == uint8(kind) } //nolint:gosec // six kinds

func (s *symptoms) calling() bool {
	return s.is(ptrace.SpanKindClient) || s.is(ptrace.SpanKindProducer)
}

func (s *symptoms) serving() bool {
	return s.is(ptrace.SpanKindServer) || s.is(ptrace.SpanKindConsumer)
}

// inside reports whether the span is neither side of a call.
func (s *symptoms) inside() bool { return !s.calling() && !s.serving() }

func (s *symptoms) duration() uint64 {
	if s.end <= s.start {
		return 0
	}
	return s.end - s.start
}

// grpcStatuses lie above the HTTP ones.
const grpcStatuses = 1000

// statusOf is what was answered: an HTTP status, or a gRPC status above grpcStatuses; 0 where no answer came. gRPC's own side
// makes up CANCELLED, DEADLINE_EXCEEDED and UNAVAILABLE, so these are no answer.
func statusOf(v *spanview.View) int16 {
	switch {
	case v.GRPCStatus > 0:
		switch spanview.GRPCName(v.GRPCStatus) {
		case "CANCELLED", "DEADLINE_EXCEEDED", "UNAVAILABLE":
			return 0
		}
		return grpcStatuses + int16(v.GRPCStatus) //nolint:gosec // read as one of seventeen
	case v.HTTPStatus >= 400:
		return int16(v.HTTPStatus) //nolint:gosec // read as at most 999
	}
	return 0
}

// read keeps the texts of an error. Most failed spans hold none, and then nothing is written: a node is cleared beforehand.
func (n *node) read(view *spanview.View) {
	if view.ExceptionType != "" {
		n.errorName = view.ExceptionType
	} else if view.ErrorType != "" {
		n.errorName = view.ErrorType
	}
	for _, text := range [...]*string{&view.ExceptionMessage, &view.Message, &view.Detail, &view.Body} {
		if *text != "" {
			n.message = *text
			return
		}
	}
}

// class is a failure's category, as far as it matters for what can cause what.
type class uint8

const (
	other class = iota
	cancelled
	timeout
	network
	bug // a programming error of the service itself
	credentials
	validation
	contract
	conflict
	data
	missing
	misrouted
	throttled
	overloaded
)

func classOf(f *apierror.Failure) class {
	switch f.Category {
	case apierror.CategoryInternal:
		if isBug(f.Reason) {
			return bug
		}
		return other
	case apierror.CategoryCancelled:
		return cancelled
	case apierror.CategoryTimeout:
		return timeout
	case apierror.CategoryNetwork:
		return network
	case apierror.CategoryAuthentication, apierror.CategoryAuthorization:
		return credentials
	case apierror.CategoryValidation:
		return validation
	case apierror.CategoryContract:
		return contract
	case apierror.CategoryConflict:
		return conflict
	case apierror.CategoryData:
		return data
	case apierror.CategoryNotFound:
		return missing
	case apierror.CategoryRouting:
		return misrouted
	case apierror.CategoryRateLimit:
		return throttled
	case apierror.CategoryCapacity:
		return overloaded
	default:
		return other
	}
}

// isBug knows the reasons of the tables in classify that only a mistake in the service's own code can have. A panic is none:
// it may be the way in which a received error is handed on.
func isBug(reason string) bool {
	switch reason {
	case "null_reference", "index_out_of_range", "stack_overflow", "type_error", "key_missing", "assertion_failed",
		"arithmetic_error", "code_missing":
		return true
	default:
		return false
	}
}

// isCache reports whether a data store mostly keeps copies of what is elsewhere.
func isCache(system string) bool {
	return system == "redis" || system == "valkey" || system == "memcached"
}

// lastName is an error's name without its package: instrumentation disagrees on whether that belongs to it.
func lastName(name string) string {
	return name[strings.LastIndexAny(name, `./\:`)+1:]
}

// nameHash is never 0.
func nameHash(name string) uint32 { return uint32(xxhash.Sum64String(name)) | 1 } //nolint:gosec // half of a hash is one
