package apierrorprocessor

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// batchAt is a batch of so many spans, of which the first ended at a time.
func batchAt(at time.Duration, spans int) ptrace.Traces {
	td := ptrace.NewTraces()
	list := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	for range spans {
		list.AppendEmpty().SetEndTimestamp(pcommon.Timestamp(1e18 + at))
	}
	return td
}

func TestTheMoreSpansThereAreTheFewerAreLookedAt(t *testing.T) {
	for name, test := range map[string]struct {
		spans int // of a batch, a second apart
		every time.Duration
		want  int64
	}{
		"a small system":    {40, time.Second, mostGlances},
		"one of some size":  {500, time.Second, 30},
		"a large one":       {2000, time.Second, fewestGlances},
		"in many batches":   {100, 100 * time.Millisecond, 15},
		"a batch an hour":   {10_000, time.Hour, mostGlances},
		"nothing but noise": {0, time.Second, mostGlances},
	} {
		t.Run(name, func(t *testing.T) {
			var p pace
			for i := range 100 {
				p.note(batchAt(time.Duration(i)*test.every, test.spans), test.spans)
			}
			assert.InDelta(t, test.want, p.glances(), 3)
		})
	}
}

func TestLateBatchesDoNotChangeThePace(t *testing.T) {
	var p pace
	for i := range 100 {
		p.note(batchAt(time.Duration(i)*time.Second, 1000), 1000)
		p.note(batchAt(time.Duration(i-20)*time.Second, 1000), 1000)
	}
	assert.Equal(t, int64(fewestGlances), p.glances())
}
