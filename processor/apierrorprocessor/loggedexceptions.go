package apierrorprocessor

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

const (
	// loggedLimit is for how many spans an exception is remembered: between a log record and the end of its span lie seconds.
	loggedLimit = 1 << 14
	// loggedTextLimit is how much of a type or a message is remembered, in bytes.
	loggedTextLimit = 512
)

// loggedExceptions remembers what the log records of a component said of the spans that are still to come: instrumentation that
// follows the present conventions logs an exception, and leaves no more than its type on the span.
type loggedExceptions struct {
	any   atomic.Bool // whether there ever was one, for spans to ask without the lock
	seed  maphash.Seed
	mu    sync.Mutex
	store *window.Store[loggedException, *loggedException]
}

type loggedException struct{ kind, message string }

// Reset empties the entry for the next span.
func (e *loggedException) Reset() { *e = loggedException{} }

func newLoggedExceptions() *loggedExceptions {
	return &loggedExceptions{seed: maphash.MakeSeed(), store: window.NewStore[loggedException](loggedLimit)}
}

// add remembers an exception of a span. A later one stands for it: the outermost is logged last.
func (l *loggedExceptions) add(trace pcommon.TraceID, span pcommon.SpanID, kind, message string) {
	if trace.IsEmpty() || span.IsEmpty() {
		return
	}
	// Cloned, out of memory that the pipeline reuses.
	exception := loggedException{strings.Clone(apierror.Cut(kind, loggedTextLimit)), strings.Clone(apierror.Cut(message, loggedTextLimit))}
	l.mu.Lock()
	defer l.mu.Unlock()
	*l.store.Value(l.store.Touch(l.key(trace, span))) = exception
	l.any.Store(true)
}

// of gives the exception that was logged within a span; empty where there was none.
func (l *loggedExceptions) of(trace pcommon.TraceID, span pcommon.SpanID) loggedException {
	l.mu.Lock()
	defer l.mu.Unlock()
	ref, found := l.store.Peek(l.key(trace, span))
	if !found {
		return loggedException{}
	}
	return *l.store.Value(ref)
}

// size is how many exceptions are remembered, and how many had to make room so far.
func (l *loggedExceptions) size() (tracked int, evicted uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.store.Len(), l.store.Evictions()
}

// key is seeded: whoever calls chooses the ids.
func (l *loggedExceptions) key(trace pcommon.TraceID, span pcommon.SpanID) uint64 {
	var id [24]byte
	copy(id[copy(id[:], trace[:]):], span[:])
	return maphash.Bytes(l.seed, id[:])
}
