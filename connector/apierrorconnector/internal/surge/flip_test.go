package surge

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What Flip says is tried: so many fewer failures end the rise, and one more of them does not.
func TestFlipIsTrue(t *testing.T) {
	const from = 300
	for _, c := range []struct {
		before, calls, failed uint64 // failures of 100 calls a minute; then calls a minute, and failures of them
		says                  string
	}{
		{1, 100, 30, "137 fewer failures of these calls, or as many of 8,600 calls, would be usual"},
		{1, 20, 20, ""},
		{0, 1000, 40, ""},
		{20, 100, 90, ""},
	} {
		e := steady(from, 100, c.before, apierror.CategoryInternal)
		e.AddCounts(epoch+from*minute, 5*c.calls, 5*c.failed, apierror.CategoryInternal)
		verdicts := e.Judge(epoch+from*minute, DefaultFalseAlarms, nil)
		require.Len(t, verdicts, 1)
		v := &verdicts[0]
		f := v.flip()
		require.Positive(t, f.fewer)
		require.Positive(t, f.calls)
		still := func(calls, failed uint64) bool {
			return v.held.usual.above(counts{float64(calls), float64(failed)}, logDown)
		}
		assert.False(t, still(v.Calls, v.Failed-f.fewer))
		assert.True(t, still(v.Calls, v.Failed-f.fewer+1))
		assert.False(t, still(f.calls, v.Failed))
		assert.True(t, still(f.calls*8/10, v.Failed))
		assert.Contains(t, v.Rationale(), "; "+v.Flip())
		assert.Equal(t, int64(f.fewer), v.Evidence()["fewer_to_end"])
		if c.says != "" {
			assert.Equal(t, c.says, v.Flip())
		}
	}
}

func TestFlipOfWhatIsOver(t *testing.T) {
	e := steady(300, 100, 1, apierror.CategoryInternal)
	require.Equal(t, Surging, judged(e, 300, 5, 100, 60, apierror.CategoryInternal))
	var over *Verdict
	for m := int64(305); over == nil; m++ {
		e.AddCounts(epoch+m*minute, 100, 1, apierror.CategoryInternal)
		if verdicts := e.Judge(epoch+m*minute, DefaultFalseAlarms, nil); len(verdicts) == 1 && verdicts[0].State == Normal {
			over = &verdicts[0]
		}
		require.Less(t, m, int64(340))
	}
	f := over.flip()
	require.Positive(t, f.more)
	risen := func(failed uint64) bool {
		return over.held.usual.risen(counts{float64(over.Calls), float64(failed)}, false, over.held.limits)
	}
	assert.True(t, risen(over.Failed+f.more))
	assert.False(t, risen(over.Failed+f.more-1))
	assert.Contains(t, over.Flip(), "more failures of these calls would be told of again")
}

func TestNothingToFlip(t *testing.T) {
	v := Verdict{State: Surging, Calls: math.MaxUint64, Failed: math.MaxUint64}
	assert.Empty(t, v.Flip(), "made by hand")
	v.held = held{usual: usual{rate: 0.01, a: 4, b: 396}}
	assert.NotPanics(t, func() { v.Flip() })
	v.Shifted = true
	assert.Empty(t, v.Flip(), "a matter of time")
}

func BenchmarkFlip(b *testing.B) {
	e := steady(300, 1000, 10, apierror.CategoryInternal)
	e.AddCounts(epoch+300*minute, 5000, 3000, apierror.CategoryInternal)
	verdicts := e.Judge(epoch+300*minute, DefaultFalseAlarms, nil)
	b.ReportAllocs()
	for b.Loop() {
		verdicts[0].flip()
	}
}
