package forecast

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestARestartChangesNothing(t *testing.T) {
	for _, s := range streams {
		var restarted Series
		s.feed(t, 4, func(i int, f *Series, x float64) {
			switch {
			case i == s.n-200:
				state := f.Append([]byte("before"))
				var err error
				var rest []byte
				restarted, rest, err = ReadSeries(append(state[len("before"):], "after"...))
				require.NoError(t, err)
				assert.Equal(t, "after", string(rest))
				assert.LessOrEqual(t, len(state), 2048)
			case i > s.n-200 && s.kind != Rate:
				restarted.ObserveValue(int64(i)*int64(s.step), x)
				require.Equal(t, f.Forecast(9, 0.8), restarted.Forecast(9, 0.8))
			}
		})
	}
}

func TestABrokenStateIsRefused(t *testing.T) {
	f := streams[0].feed(t, 1, func(int, *Series, float64) {})
	whole := f.Append(nil)
	for n := range len(whole) {
		_, _, err := ReadSeries(whole[:n])
		require.Error(t, err, "cut after %d bytes", n)
	}
	other := append([]byte{}, whole...)
	other[0]++
	_, _, err := ReadSeries(other)
	assert.EqualError(t, err, "this is no state of a forecast series: the series starts anew")
}

func FuzzReadSeries(f *testing.F) {
	whole := streams[0].feed(f, 1, func(int, *Series, float64) {}).Append(nil)
	young := NewSeries(Rate, time.Minute)
	f.Add(whole)
	f.Add(young.Append(nil))
	f.Add(whole[:40])
	f.Fuzz(func(t *testing.T, b []byte) {
		s, _, err := ReadSeries(b)
		if err != nil {
			return
		}
		again, _, err := ReadSeries(s.Append(nil))
		require.NoError(t, err)
		require.Equal(t, s.Append(nil), again.Append(nil))
		for i := range int64(20) {
			s.Observe(s.at+i*s.step, 1, 2)
			s.ObserveValue(s.at+i*s.step, 5)
			s.Forecast(int(i+1), 0.9)
		}
	})
}
