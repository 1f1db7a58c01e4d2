package transaction

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// Attempt is a call that is a step of a transaction.
type Attempt struct {
	Transaction int    // index of the definition
	Step        int    // index of the step
	Key         string // value of the correlation attribute, of any length
	End         int64  // Unix nanoseconds of span time, as far as it is believable
	Duration    time.Duration
	Failed      bool
	TraceID     pcommon.TraceID
	SpanID      pcommon.SpanID
}

// attempt is what is kept of one.
type attempt struct {
	start, end int64
	traceID    pcommon.TraceID
	spanID     pcommon.SpanID
	step       uint8
	failed     bool
}

func (a *Attempt) kept() attempt {
	return attempt{
		start: a.End - min(max(0, int64(a.Duration)), a.End), end: a.End, traceID: a.TraceID, spanID: a.SpanID,
		step:   uint8(a.Step), //nolint:gosec // a definition has 256 at most
		failed: a.Failed,
	}
}

// compare is the order in which attempts count. Of those that ended in the same moment a success comes last: it is what a step that
// was tried twice at once has come to.
func (a *attempt) compare(b *attempt) int {
	return cmp.Or(
		cmp.Compare(a.end, b.end), cmp.Compare(a.step, b.step), compareFailed(a.failed, b.failed), cmp.Compare(a.start, b.start),
		bytes.Compare(a.spanID[:], b.spanID[:]), bytes.Compare(a.traceID[:], b.traceID[:]),
	)
}

func compareFailed(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// insert puts an attempt in its place among those that wait, unless it is there already.
func insert(waiting []attempt, a *attempt) []attempt {
	at, found := slices.BinarySearchFunc(waiting, a, func(b attempt, a *attempt) int { return b.compare(a) })
	if found {
		return waiting
	}
	return slices.Insert(waiting, at, *a)
}
