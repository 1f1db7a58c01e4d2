package engine

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/call"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// span is the call at hand.
type span struct {
	call.Call
	span       ptrace.Span
	attributes pcommon.Map
	end        int64 // span time, Unix nanoseconds
	duration   int64 // nanoseconds, not negative

	target  target
	process *business.Process // nil where it is of none
	partner *business.Partner // likewise

	verdict apierror.Verdict // read where the span has one
}

// target is what was called, under the attribute that tells it best.
type target struct {
	key       string // "" where nothing tells it
	name      string
	operation string // of a data store
}

// endpoint is what a service offers, or listens to; "" where nothing tells it.
func (t *target) endpoint() string {
	switch t.key {
	case apierror.KeyHTTPRoute, apierror.KeyRPCMethod, keyDestination:
		return t.name
	default:
		return ""
	}
}

// subject names the place in findings.
func (t *target) subject(service string) apierror.Subject {
	subject := apierror.Subject{Service: service}
	switch t.key {
	case apierror.KeyHTTPRoute:
		subject.Route = t.name
	case apierror.KeyRPCMethod:
		subject.RPCMethod = t.name
	}
	return subject
}

// targetOf tells what the call at hand is to. A path that no route matched, and a method
// that there is not, name nothing: whoever asks for what there isn't makes
// it up.
func (e *Engine) targetOf(s *span) target {
	switch {
	case s.Route != "":
		return target{key: apierror.KeyHTTPRoute, name: e.routes.Route(e.resource.hash, s.Route)}
	case s.RPC != "" && s.verdict.Failure.Category != apierror.CategoryRouting:
		return target{key: apierror.KeyRPCMethod, name: s.RPC}
	case s.Destination != "":
		return target{key: keyDestination, name: e.routes.Route(e.resource.hash, s.Destination)}
	case s.DB != "":
		return target{key: keyDB, name: s.DB, operation: s.DBOperation}
	case s.Path != "" && s.Entry() && !s.isLost():
		return target{key: apierror.KeyHTTPRoute, name: e.routes.Path(e.resource.hash, s.Path)}
	case s.Server != "" && s.Calling(): // the answering side has it from its callers' Host header
		return target{key: keyServer, name: s.Server}
	default:
		return target{}
	}
}

// isLost reports whether the call asked for what there isn't.
func (s *span) isLost() bool {
	switch s.verdict.Failure.Category {
	case apierror.CategoryRouting, apierror.CategoryNotFound:
		return true
	default:
		return false
	}
}

// failedAs is the category in which the call failed; "" where it did not, or where nobody was to answer it any more.
func (s *span) failedAs() apierror.Category {
	if s.Failed && s.verdict.Failure.Category != apierror.CategoryCancelled {
		return s.verdict.Failure.Category
	}
	return ""
}
