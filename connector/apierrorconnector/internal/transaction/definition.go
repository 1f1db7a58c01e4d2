package transaction

import (
	"math"
	"time"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

// Definition is a transaction as it is declared.
type Definition struct {
	Name        string
	Process     string   // the business process that it belongs to; may be empty
	Correlation string   // the attribute whose value is the key
	Steps       []string // names in their order: 1 to 256
	Timeout     time.Duration
}

// Outcome is how a transaction ended.
type Outcome string

// The outcomes.
const (
	Completed Outcome = "completed"
	Failed    Outcome = "failed"
	Abandoned Outcome = "abandoned"
)

// Ended is a transaction that is over.
type Ended struct {
	Transaction, Process string
	Outcome              Outcome
	Step                 string // the last step if it was completed, or else the furthest that was attempted
	Retried              bool   // completed, although an attempt failed
	StartedAt            int64  // Unix nanoseconds at which the first step began
	Duration             time.Duration
	// The attempt that completed it, or the last one at that step.
	TraceID pcommon.TraceID
	SpanID  pcommon.SpanID
}

// process is a definition with what follows from it.
type process struct {
	*Definition
	fingerprint uint64 // of what makes its keys and steps mean what they do
	longest     int64  // that repetitions can prolong a transaction to, in nanoseconds after its first step
}

func newProcess(d *Definition) process {
	p := process{Definition: d, longest: math.MaxInt64}
	if steps := int64(len(d.Steps)); int64(d.Timeout) <= math.MaxInt64/max(1, steps) {
		p.longest = steps * int64(d.Timeout)
	}
	var digest xxhash.Digest
	digest.Reset()
	for _, text := range append([]string{d.Name, d.Correlation}, d.Steps...) {
		_, _ = digest.WriteString(text)
		_, _ = digest.Write([]byte{0})
	}
	p.fingerprint = digest.Sum64()
	return p
}

// later adds up times that may be as large as they like.
func later(at, duration int64) int64 {
	if at > math.MaxInt64-duration {
		return math.MaxInt64
	}
	return at + duration
}
