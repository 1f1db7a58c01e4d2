package report

import "go.opentelemetry.io/collector/pdata/pcommon"

// markBeginnings looks at whole requests. The collector judges spans as they arrive, often before those of the services
// behind; with the whole recording at hand, a fault is not counted again where it only arrived. A failure began in a call
// of which the collector says so, or says so of the work inside, and behind which no other call failed.
func markBeginnings(calls []Call) {
	recording := make(recording, len(calls))
	for i := range calls {
		recording[place{calls[i].Trace, calls[i].Span}] = &calls[i]
	}
	began := make(map[*Call]bool)
	arrived := make(map[*Call]bool)
	for i := range calls {
		call := &calls[i]
		if !call.Failed {
			continue
		}
		if call.Verdict.Failure.RootCause {
			began[recording.remote(call)] = true
		}
		if call.Remote {
			arrived[recording.remote(recording.parent(call))] = true
		}
	}
	for i := range calls {
		call := &calls[i]
		call.Began = call.Remote && call.Failed && began[call] && !arrived[call]
	}
}

type place struct {
	trace pcommon.TraceID
	span  pcommon.SpanID
}

type recording map[place]*Call

func (r recording) parent(call *Call) *Call { return r[place{call.Trace, call.Parent}] }

// remote is the call between processes that a span is, or is work inside of; nil if it was not recorded. The bound is for
// recordings in which parents go in a circle.
func (r recording) remote(call *Call) *Call {
	for range len(r) {
		if call == nil || call.Remote {
			return call
		}
		call = r.parent(call)
	}
	return nil
}
