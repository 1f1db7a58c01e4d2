package outlook

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// known is a place in the middle of a ramp that is told of, with its record.
func known(tb testing.TB) (*Place, *Record, int) {
	tb.Helper()
	p := &Place{}
	w := ramp(1, 45)
	w.run(p)
	require.Positive(tb, p.watches[ErrorRate].since)
	return p, w.record, w.minutes
}

func TestARestartChangesNothing(t *testing.T) {
	p, record, m := known(t)
	var again Place
	var recordAgain Record
	state := p.AppendState([]byte("before"))[len("before"):]
	t.Log(len(state), "bytes")
	require.NoError(t, again.Restore(state))
	require.NoError(t, recordAgain.Restore(record.AppendState(nil)))
	assert.Equal(t, record, &recordAgain)
	at := begin + int64(m)*minute
	l := usualLimits
	require.NotEmpty(t, again.Foresee(at, &l, &recordAgain, nil), "what is told goes on being told at once")
	for i := range int64(30) {
		for _, place := range []*Place{p, &again} {
			place.AddCounts(at+i*minute, time.Minute, 1000, 50, time.Second)
			place.Advance(at + (i+2)*minute)
		}
		require.Equal(t, p.Foresee(at+(i+2)*minute, &l, record, nil), again.Foresee(at+(i+2)*minute, &l, &recordAgain, nil))
	}
	assert.Equal(t, p.AppendState(nil), again.AppendState(nil))
}

func TestABudgetRestarts(t *testing.T) {
	b := &Budget{}
	burn(b, 2*96, steady(0.002), nil)
	var again Budget
	require.NoError(t, again.Restore(b.AppendState(nil)))
	assert.Equal(t, b.AppendState(nil), again.AppendState(nil))
}

func TestBrokenStatesAreRefused(t *testing.T) {
	p, record, _ := known(t)
	whole := p.AppendState(nil)
	for _, n := range []int{0, 1, 5, 100, len(whole) / 2, len(whole) - 1} {
		var broken Place
		require.EqualError(t, broken.Restore(whole[:n]), "the saved forecasts of a place are broken: they start anew")
		assert.Equal(t, Place{}, broken)
	}
	require.Error(t, new(Place).Restore(append(whole, 0)))
	require.Error(t, new(Budget).Restore(whole), "of something else")
	require.Error(t, new(Record).Restore(record.AppendState(nil)[:50]))
}

func FuzzRestore(f *testing.F) {
	p, record, _ := known(f)
	b := &Budget{}
	burn(b, 10, steady(0.002), nil)
	f.Add(p.AppendState(nil))
	f.Add(record.AppendState(nil))
	f.Add(b.AppendState(nil))
	f.Add((&Place{}).AppendState(nil))
	f.Fuzz(func(_ *testing.T, data []byte) {
		l := usualLimits
		now := begin + 3000*minute
		var record Record
		if record.Restore(data) == nil {
			record.Score(ErrorRate)
			record.calibrated(ErrorRate, 0.5)
		}
		var p Place
		if p.Restore(data) == nil {
			for i := range int64(3) {
				p.AddCounts(now+i*minute, time.Minute, 100, 5, time.Second)
				p.Advance(now + (i+2)*minute)
				for _, v := range p.Foresee(now+(i+2)*minute, &l, &record, nil) {
					v.Sentence("X")
				}
			}
		}
		var b Budget
		if b.Restore(data) == nil {
			b.Add(now, true)
			b.Advance(now + 20*minute)
			b.Foresee(now+20*minute, &Standing{Left: 0.5, Allowed: 0.001, Period: time.Hour * 720}, &l, &record, nil)
		}
	})
}

// ramp is a rate whose odds rise by 1/30 a minute for so many minutes.
func ramp(seed uint64, minutes int) *world {
	return &world{
		r: rand.New(rand.NewPCG(seed, 2)), minutes: lived + minutes, calls: steady(1000), limits: usualLimits, record: &Record{},
		rate: func(m int) float64 { return odds(0.01, max(float64(m-lived)/30, 0)) },
	}
}
