package rootcause

import (
	"testing"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// The corpus (testdata/corpus/trace-*.yaml of the processor) has whole traces as they are sent; here each rule stands alone.
func TestWhereAFailureBegan(t *testing.T) {
	const (
		internalError = apierror.CategoryInternal
		dependency    = apierror.CategoryDependency
	)
	tests := map[string][]failure{
		"one span alone": {
			{id: "a", kind: server, category: internalError, want: began},
		},
		"no times at all": {
			{id: "a", kind: server, category: internalError, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, category: dependency, want: began},
		},
		"a chain over three services": {
			{id: "a", service: "x", kind: server, from: 0, to: 90, category: dependency, http: 502, want: passedOn, origin: "e"},
			{id: "b", parent: "a", service: "x", kind: client, from: 1, to: 89, category: dependency, http: 500, want: passedOn, origin: "e"},
			{id: "c", parent: "b", service: "y", kind: server, from: 2, to: 88, category: internalError, http: 500, want: passedOn, origin: "e"},
			{id: "d", parent: "c", service: "y", kind: client, from: 3, to: 87, category: dependency, http: 500, want: passedOn, origin: "e"},
			{id: "e", parent: "d", service: "z", kind: server, from: 4, to: 86, category: internalError, http: 500, want: began},
		},
		"through internal spans without a status": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, want: passedOn, origin: "d"},
			{id: "b", parent: "a", kind: internal, from: 1, to: 80},
			{id: "c", parent: "b", kind: internal, from: 2, to: 70},
			{id: "d", parent: "c", kind: client, from: 3, to: 60, category: dependency, want: began},
		},
		"a step in between says that it went well": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, want: began},
			{id: "b", parent: "a", kind: internal, from: 1, to: 80, status: ptrace.StatusCodeOk},
			{id: "c", parent: "b", kind: client, from: 3, to: 60, category: dependency, want: began},
		},
		"a call in between was answered": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, want: began},
			{id: "b", parent: "a", kind: client, from: 1, to: 80},
			{id: "c", parent: "b", service: "y", kind: server, from: 3, to: 60, category: internalError, want: began},
		},
		"of several failures, the last is what it failed of": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, want: passedOn, origin: "c"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryTimeout, want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 80, category: dependency, want: began},
			{id: "d", parent: "a", kind: client, from: 2, to: 12, category: dependency, want: began},
		},
		"of several failures, the one with the same error": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, errorName: "acme.StockError", want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: dependency, errorName: "StockError", want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 80, category: dependency, want: began},
		},
		"a mistake in the service's own code": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, reason: "null_reference", http: 500, errorName: "NullPointerException", want: began},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: dependency, http: 500, want: began},
		},
		"the same mistake in a step of the service": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, reason: "null_reference", errorName: "NestedServletException", want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: internal, from: 1, to: 10, category: internalError, reason: "null_reference", errorName: "NullPointerException", want: began},
		},
		"the caller's mistake, beside a failed call": {
			{id: "a", kind: server, from: 0, to: 90, category: apierror.CategoryValidation, http: 422, want: began},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryNotFound, http: 404, want: began},
		},
		"the caller's mistake, as what was called said": {
			{id: "a", kind: server, from: 0, to: 90, category: apierror.CategoryValidation, http: 400, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryValidation, http: 422, want: began},
		},
		"the caller's mistake, of which only a message speaks": {
			{id: "a", kind: server, from: 0, to: 90, category: apierror.CategoryValidation, http: 500, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: dependency, http: 502, want: began},
		},
		"the caller's mistake in gRPC": {
			{id: "a", kind: server, from: 0, to: 90, category: apierror.CategoryValidation, grpc: 3, want: began},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryNotFound, grpc: 5, want: began},
		},
		"a mistake in the code of the called service, which its message tells": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, reason: "null_reference", http: 500, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: internalError, reason: "null_reference", grpc: 2, want: began},
		},
		"the called side failed after the answer": {
			{id: "a", kind: server, from: 0, to: 20, category: internalError, http: 500, want: began},
			{id: "b", parent: "a", kind: client, from: 5, to: 900, category: dependency, http: 503, want: began},
		},
		"a call that was started after the failure": {
			{id: "a", kind: server, from: 0, to: 20, category: internalError, errorName: "X", want: began},
			{id: "b", parent: "a", kind: client, from: 21, to: 25, category: dependency, errorName: "X", want: began},
		},
		"the time ran out while the called side was failing": {
			{id: "a", kind: client, from: 0, to: 100, category: apierror.CategoryTimeout, want: passedOn, origin: "b"},
			{id: "b", parent: "a", service: "y", kind: server, from: 1, to: 300, category: internalError, http: 500, want: began},
		},
		"the time ran out, the called side then finds nobody there": {
			{id: "a", kind: client, from: 0, to: 100, category: apierror.CategoryTimeout, want: began},
			{id: "b", parent: "a", service: "y", kind: server, from: 1, to: 300, category: apierror.CategoryNetwork, http: 500, want: passedOn},
		},
		"the time ran out long after a failure": {
			{id: "a", kind: server, from: 0, to: 1000, category: apierror.CategoryTimeout, want: began},
			{id: "b", parent: "a", kind: client, from: 1, to: 5, category: apierror.CategoryNetwork, want: began},
		},
		"the called host's clock is ahead by a minute": {
			{id: "a", kind: client, from: 0, to: 100, category: dependency, http: 503, want: passedOn, origin: "b"},
			{id: "b", parent: "a", service: "y", kind: server, from: 60_001, to: 60_099, category: internalError, http: 500, want: began},
		},
		"a service calls itself on a host whose clock is ahead": {
			{id: "a", service: "x", kind: client, from: 0, to: 100, category: dependency, want: passedOn, origin: "b"},
			{id: "b", parent: "a", service: "x", kind: server, from: 60_001, to: 60_099, category: internalError, want: began},
		},
		"a call that is served within another": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, want: passedOn, origin: "c"},
			{id: "b", parent: "a", kind: internal, from: 1, to: 80},
			{id: "c", parent: "b", kind: server, from: 2, to: 70, category: internalError, want: began},
		},
		"of failures at the same time, always the same": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, want: passedOn, origin: "c"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: dependency, want: began},
			{id: "c", parent: "a", kind: client, from: 1, to: 10, category: dependency, want: began},
		},
		"the time ran out, the called side fails over its cancelled calls": {
			{id: "a", kind: client, from: 0, to: 100, category: apierror.CategoryTimeout, want: began},
			{id: "b", parent: "a", service: "y", kind: server, from: 1, to: 102, category: internalError, http: 500, want: passedOn},
			{id: "c", parent: "b", service: "y", kind: client, from: 2, to: 101, category: apierror.CategoryCancelled, want: passedOn},
		},
		"the time ran out, the called side fails of one call and cancels another": {
			{id: "a", kind: client, from: 0, to: 100, category: apierror.CategoryTimeout, want: passedOn, origin: "d"},
			{id: "b", parent: "a", service: "y", kind: server, from: 1, to: 102, category: internalError, http: 500, want: passedOn, origin: "d"},
			{id: "c", parent: "b", service: "y", kind: client, from: 2, to: 101, category: apierror.CategoryCancelled, want: passedOn},
			{id: "d", parent: "b", service: "y", kind: client, from: 2, to: 99, category: dependency, want: began},
		},
		"a clock that ran backwards": {
			{id: "a", kind: server, from: 100, to: 50, category: internalError, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 60, to: 90, category: dependency, want: began},
		},
		"cancelled because the parent failed": {
			{id: "a", kind: server, from: 0, to: 50, category: internalError, want: began},
			{id: "b", parent: "a", kind: client, from: 1, to: 51, category: apierror.CategoryCancelled, want: passedOn},
		},
		"the service below a cancelled call": {
			{id: "a", kind: client, from: 0, to: 50, category: apierror.CategoryCancelled, want: passedOn},
			{id: "b", parent: "a", service: "y", kind: server, from: 1, to: 55, category: internalError, http: 500, want: passedOn},
			{id: "c", parent: "b", service: "y", kind: internal, from: 2, to: 54, category: apierror.CategoryUnknown, want: passedOn},
		},
		"the service below a cancelled call had failed before": {
			{id: "a", kind: client, from: 0, to: 500, category: apierror.CategoryCancelled, want: passedOn},
			{id: "b", parent: "a", service: "y", kind: server, from: 1, to: 55, category: internalError, http: 500, want: began},
		},
		"publishing fails": {
			{id: "a", kind: server, from: 0, to: 50, category: internalError, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: producer, from: 1, to: 40, category: apierror.CategoryTimeout, want: began},
		},
		"publishing and the message's consumer fail": {
			{id: "a", kind: producer, from: 0, to: 50, category: apierror.CategoryTimeout, want: began},
			{id: "b", parent: "a", service: "y", kind: consumer, from: 10, to: 40, category: internalError, want: began},
		},
		"a retry succeeds": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, http: 500, want: began},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: dependency, http: 503, retryable: true, host: "y", want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 30, host: "y", http: 200},
		},
		"what is not there is done without": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, http: 500, want: began},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryNotFound, http: 404, host: "y", want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 30, host: "z", http: 200},
		},
		"so is a cache": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, http: 500, want: began},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryTimeout, store: "redis", want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 30, store: "postgresql"},
		},
		"a message is sent that it was not done": {
			{id: "a", kind: consumer, from: 0, to: 90, category: internalError, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryTimeout, store: "redis", want: began},
			{id: "c", parent: "a", kind: producer, from: 20, to: 30},
		},
		"a cache that was not done without": {
			{id: "a", kind: server, from: 0, to: 90, category: apierror.CategoryTimeout, errorName: "CacheTimeout", want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 30, to: 80, category: apierror.CategoryTimeout, store: "redis", want: began},
			{id: "c", parent: "a", kind: client, from: 82, to: 85, store: "postgresql"},
		},
		"what went on at the same time": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, http: 500, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryTimeout, store: "redis", want: began},
			{id: "c", parent: "a", kind: client, from: 2, to: 30, store: "postgresql"},
		},
		"what was rolled back": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, http: 500, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryNotFound, store: "postgresql", want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 30, store: "postgresql", name: "ROLLBACK"},
		},
		"another call succeeds": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, http: 500, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: dependency, http: 503, retryable: true, host: "y", want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 30, host: "z", http: 200},
		},
		"a call like it, of what no retry mends": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, http: 500, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryConflict, http: 409, host: "y", want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 30, host: "y", http: 200},
		},
		"a transaction refuses what comes after the failure": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, http: 500, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryConflict, store: "postgresql", want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 30, category: internalError, store: "postgresql", message: "ERROR: current transaction is aborted", want: passedOn, origin: "b"},
			{id: "d", parent: "a", kind: client, from: 40, to: 50, category: internalError, store: "postgresql", name: "ROLLBACK", want: passedOn, origin: "b"},
		},
		"a closed connection, with nothing before it to blame": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, http: 500, want: passedOn, origin: "c"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryTimeout, store: "redis", want: began},
			{id: "c", parent: "a", kind: client, from: 20, to: 30, category: apierror.CategoryNetwork, store: "postgresql", message: "connection is closed", want: began},
		},
		"a span that came twice": {
			{id: "a", kind: server, from: 0, to: 90, category: internalError, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: dependency, want: began},
			{id: "a", kind: server, from: 0, to: 90, category: internalError, want: passedOn, origin: "b"},
			{id: "b", parent: "a", kind: client, from: 1, to: 10, category: dependency, want: began},
		},
		"both sides of a call share an id, as in Zipkin": {
			{id: "b", parent: "a", service: "y", kind: server, from: 2, to: 48, category: internalError, http: 500, want: passedOn, origin: "c"},
			{id: "b", parent: "a", service: "x", kind: client, from: 1, to: 50, category: dependency, http: 500, want: passedOn, origin: "c"},
			{id: "a", service: "x", kind: server, from: 0, to: 60, category: internalError, http: 500, want: passedOn, origin: "c"},
			{id: "c", parent: "b", service: "y", kind: internal, from: 3, to: 40, category: internalError, want: began},
		},
		"the same ids in another trace": {
			{id: "a", kind: server, category: internalError, want: began},
			{id: "b", parent: "a", trace: 1, kind: client, category: dependency, want: began},
		},
		"ids in a circle": {
			{id: "a", parent: "c", kind: internal, category: internalError, want: began},
			{id: "b", parent: "a", kind: internal, category: internalError, want: began},
			{id: "c", parent: "b", kind: internal, category: internalError, want: began},
			{id: "d", parent: "e", kind: internal, category: internalError, want: began},
			{id: "e", parent: "f", kind: internal},
			{id: "f", parent: "e", kind: internal},
		},
		"a span that is its own parent": {
			{id: "a", parent: "a", kind: internal, category: internalError, want: began},
		},
		"a span without an id": {
			{id: "a", kind: internal, category: internalError, want: passedOn},
			{id: "", parent: "a", kind: internal, category: internalError, want: began},
		},
	}
	for name, failures := range tests {
		t.Run(name, func(t *testing.T) {
			expectRoots(t, newGraph(), failures)
			for i, j := 0, len(failures)-1; i < j; i, j = i+1, j-1 {
				failures[i], failures[j] = failures[j], failures[i]
			}
			expectRoots(t, newGraph(), failures) // whatever the order
		})
	}
}
