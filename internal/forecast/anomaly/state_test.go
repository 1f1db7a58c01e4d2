package anomaly

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func saved(tb testing.TB, d *Detector) []byte {
	tb.Helper()
	b, err := d.Append(nil)
	require.NoError(tb, err)
	return b
}

func TestARestartChangesNothing(t *testing.T) {
	values := series(2000, shop)
	var d, restored Detector
	observed(&d, 0, values[:1200]...)
	require.NoError(t, restored.Restore(saved(t, &d)))
	assert.Equal(t, observed(&d, 1200, values[1200:]...), observed(&restored, 1200, values[1200:]...))
	t.Logf("a saved detector has %d bytes", len(saved(t, &d)))
	assert.LessOrEqual(t, len(saved(t, &d)), 2048)
}

func TestWhateverWasObservedCanBeSavedAndRestored(t *testing.T) {
	for _, values := range [][]float64{
		{},
		{0},
		{0, 5e-324, 1e300, -1e300, 0, math.MaxFloat64},
		{-math.MaxFloat64, math.MaxFloat64, -math.MaxFloat64},
	} {
		var d Detector
		for range 100 {
			observed(&d, 0, values...)
		}
		require.NoError(t, new(Detector).Restore(saved(t, &d)), "%v", values)
	}
}

func TestRestoreRefuses(t *testing.T) {
	var d Detector
	observed(&d, 0, series(1000, shop)...)
	good := saved(t, &d)
	for name, bad := range map[string][]byte{
		"nothing":              nil,
		"half of it":           good[:len(good)/2],
		"more":                 append(append([]byte{}, good...), 0),
		"another version":      append([]byte{stateVersion + 1}, good[1:]...),
		"a NaN":                patched(t, &d, func(s *state) { s.Base.Slow = math.NaN() }),
		"an infinity":          patched(t, &d, func(s *state) { s.Base.Recent[3] = math.Inf(1) }),
		"peaks unsorted":       patched(t, &d, func(s *state) { s.Tails[2].Top[1] = 2 * s.Tails[2].Top[0] }),
		"a block too long":     patched(t, &d, func(s *state) { s.Tails[2].Inside = block }),
		"an endless situation": patched(t, &d, func(s *state) { s.Situation.Left = math.MaxUint32 }),
	} {
		t.Run(name, func(t *testing.T) {
			kept := d
			require.ErrorContains(t, kept.Restore(bad), "learnt anew")
			assert.Equal(t, d, kept)
		})
	}
}

func patched(t *testing.T, d *Detector, damage func(*state)) []byte {
	t.Helper()
	copied := *d
	damage(&copied.state)
	return saved(t, &copied)
}

func FuzzRestore(f *testing.F) {
	var d Detector
	f.Add(saved(f, &d), int64(0), 1.0)
	observed(&d, 0, series(1000, shop)...)
	f.Add(saved(f, &d), start, 1e300)
	f.Fuzz(func(t *testing.T, b []byte, at int64, value float64) {
		var d Detector
		if d.Restore(b) != nil {
			assert.Equal(t, Detector{}, d)
			return
		}
		for _, x := range []float64{value, -value, 0, value} {
			v := d.Observe(at, x)
			assert.True(t, v.Score >= 0 && v.Score <= 1, "score %v", v.Score)
			_ = d.Explain(v, x)
		}
		require.NoError(t, new(Detector).Restore(saved(t, &d)), "what was restored can be saved and restored again")
	})
}

func FuzzObserve(f *testing.F) {
	f.Add(start, 1.0, 2.0, 1e300)
	f.Add(int64(math.MinInt64), math.NaN(), math.Inf(-1), math.MaxFloat64)
	f.Add(int64(math.MaxInt64), -math.MaxFloat64, 5e-324, math.MaxFloat64)
	f.Fuzz(func(t *testing.T, at int64, a, b, c float64) {
		var d Detector
		for i := range 400 {
			value := []float64{a, b, a, c}[i%4]
			if i < 150 {
				value = a
			}
			v := d.Observe(at+int64(i)*int64(i)*int64(1e12), value)
			require.True(t, v.Score >= 0 && v.Score <= 1, "score %v at row %d", v.Score, i)
			if v.Score >= Alert {
				require.NotEmpty(t, d.Explain(v, value))
			}
		}
		require.NoError(t, new(Detector).Restore(saved(t, &d)))
	})
}
