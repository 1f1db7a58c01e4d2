package surge

import (
	"bytes"
	_ "embed"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// A collector that starts again goes on as if it had not.
func TestStateGoesOn(t *testing.T) {
	for _, until := range []int{1, 100, 501, 504, 520, 700, 2000, 2700, 2760} {
		traffic := func() *generator { return newGenerator(3, flat(200), between(0.01, 500, 560, 0.4)) }
		var old, restarted Endpoint
		ignore := func(float64, *Verdict) {}
		source := traffic()
		watch(&old, source, 0, until, apierror.CategoryTimeout, ignore)
		require.NoError(t, restarted.Restore(old.AppendState(nil)))
		require.Equal(t, old, restarted)

		var told, toldAgain []string
		watch(&old, source, until, until+200, apierror.CategoryTimeout, func(_ float64, v *Verdict) { told = append(told, v.Rationale()) })
		again := traffic()
		watch(&Endpoint{}, again, 0, until, apierror.CategoryTimeout, ignore)
		watch(&restarted, again, until, until+200, apierror.CategoryTimeout, func(_ float64, v *Verdict) { toldAgain = append(toldAgain, v.Rationale()) })
		assert.Equal(t, told, toldAgain)
	}
}

func TestStateOfNothing(t *testing.T) {
	e := steady(10, 10, 1, apierror.CategoryData)
	require.NoError(t, e.Restore((&Endpoint{}).AppendState(nil)))
	assert.Equal(t, Endpoint{}, *e)
}

// What former versions left: the first in the midst of a surge that began after 500 minutes, the others in that of one after 2,000.
var (
	//go:embed testdata/state_1.bin
	firstState []byte
	//go:embed testdata/state_2.bin
	secondState []byte
	//go:embed testdata/state_3.bin
	thirdState []byte
	//go:embed testdata/state_4.bin
	fourthState []byte
)

// What the first version left goes on, and what creeps is learnt from now on.
func TestStateOfTheFirstVersion(t *testing.T) {
	var e Endpoint
	require.NoError(t, e.Restore(firstState))
	assert.InDelta(t, 78_715, e.categories[0].usual.calls, 1)
	assert.Zero(t, e.categories[0].creep)
	last := e.newest * slotLength
	require.True(t, e.AddCounts(last, 40, 16, apierror.CategoryTimeout))
	verdicts := e.Judge(last, DefaultFalseAlarms, nil)
	require.Len(t, verdicts, 1)
	assert.Equal(t, Surging, verdicts[0].State)
	assert.Contains(t, verdicts[0].Rationale(), "lasting since 23:26:30 UTC")
	assert.Equal(t, byte(stateVersion), e.AppendState(nil)[0])
}

// The later ones go on as well; what blocks have in common is learnt from now on.
func TestStateOfLaterVersions(t *testing.T) {
	for name, state := range map[string][]byte{"second": secondState, "third": thirdState, "fourth": fourthState} {
		t.Run(name, func(t *testing.T) {
			var e Endpoint
			require.NoError(t, e.Restore(state))
			assert.Greater(t, e.categories[0].creep.slow.blocks, float32(20))
			assert.Zero(t, e.categories[0].hold)
			assert.Zero(t, e.categories[0].usual.again)
			last := e.newest * slotLength
			require.True(t, e.AddCounts(last, 40, 16, apierror.CategoryTimeout))
			verdicts := e.Judge(last, DefaultFalseAlarms, nil)
			require.Len(t, verdicts, 1)
			assert.Equal(t, Surging, verdicts[0].State)
			assert.InDelta(t, 0.01, verdicts[0].Usual, 0.001)
		})
	}
}

// What is held back is part of the state.
func TestStateWhileSuspicious(t *testing.T) {
	e, restarted := suspicious(t), Endpoint{}
	state := e.AppendState(nil)
	require.NoError(t, restarted.Restore(state))
	require.Equal(t, *e, restarted)
	for m := range int64(60) {
		at := e.newest*slotLength + m*minute
		e.AddCounts(at, 1000, 10, apierror.CategoryTimeout)
		restarted.AddCounts(at, 1000, 10, apierror.CategoryTimeout)
	}
	assert.Equal(t, *e, restarted)
	e = suspicious(t)
	e.categories[0].hold.next.failed = float32(math.NaN())
	require.Error(t, restarted.Restore(e.AppendState(nil)))
}

func TestStateIsSmall(t *testing.T) {
	e := steady(200, 1000, 10, apierror.CategoryData)
	assert.Less(t, len(e.AppendState(nil)), 400)
}

func TestStateThatIsNone(t *testing.T) {
	e := steady(100, 10, 1, apierror.CategoryData)
	e.Add(epoch+100*minute, apierror.CategoryTimeout)
	state := e.AppendState([]byte("before"))
	require.True(t, bytes.HasPrefix(state, []byte("before")))
	state = state[len("before"):]
	for name, b := range map[string][]byte{
		"nothing": nil, "another version": append([]byte{stateVersion + 1}, state[1:]...), "cut off": state[:len(state)-1],
		"more than all": append(bytes.Clone(state), 0), "not a category": bytes.Replace(state, []byte("timeout"), []byte("timeouT"), 1),
		"one twice": bytes.Replace(state, []byte("\x07timeout"), []byte("\x04data"), 1),
	} {
		read := steady(10, 10, 1, apierror.CategoryData)
		require.Error(t, read.Restore(b), name)
		assert.Equal(t, Endpoint{}, *read, name)
	}
	hostile := *e
	hostile.categories[0].usual.failed = math.NaN()
	require.Error(t, new(Endpoint).Restore(hostile.AppendState(nil)))
	hostile.categories[0].usual.failed, hostile.categories[0].creep.sum = 0, float32(math.NaN())
	require.Error(t, new(Endpoint).Restore(hostile.AppendState(nil)))
}

func FuzzRestore(f *testing.F) {
	for _, until := range []int{1, 100, 504} {
		var e Endpoint
		watch(&e, newGenerator(3, flat(200), between(0.01, 500, 560, 0.4)), 0, until, apierror.CategoryTimeout, func(float64, *Verdict) {})
		f.Add(e.AppendState(nil))
	}
	f.Add([]byte{stateVersion, 0})
	f.Add(firstState)
	f.Add(secondState)
	f.Add(thirdState)
	f.Add(crept(f).AppendState(nil))
	f.Add(suspicious(f).AppendState(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		var e, again Endpoint
		if e.Restore(b) != nil {
			require.Equal(t, Endpoint{}, e)
			return
		}
		state := e.AppendState(nil)
		require.NoError(t, again.Restore(state))
		require.Equal(t, state, again.AppendState(nil))
		// Whatever was read, calls go on.
		for i := range int64(2 * slots) {
			at := min(e.newest, latest-4*slots)*slotLength + i*slotLength
			e.AddCounts(at, 100, 50, apierror.CategoryTimeout)
			for _, v := range e.Judge(at, DefaultFalseAlarms, nil) {
				require.False(t, math.IsNaN(v.Rate+v.Usual+v.UsualLow+v.UsualHigh+v.Log10P))
				require.GreaterOrEqual(t, v.Window, int64(0))
				require.NotEmpty(t, v.Rationale())
			}
		}
		require.NoError(t, again.Restore(e.AppendState(nil)))
	})
}
