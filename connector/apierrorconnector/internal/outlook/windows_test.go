package outlook

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast"
)

func TestLateAndEarlyCalls(t *testing.T) {
	p := &Place{}
	require.True(t, p.Add(begin, false, time.Millisecond))
	assert.True(t, p.Add(begin+3*minute, false, time.Millisecond), "as far ahead as there are windows")
	assert.True(t, p.Add(begin+5*minute, false, time.Millisecond), "further ahead closes the oldest")
	assert.Equal(t, uint32(2), p.closed)
	assert.True(t, p.Add(begin-2*minute, true, time.Millisecond), "a late one counts in the oldest that is open")
	assert.False(t, p.Add(begin-4*minute, true, time.Millisecond), "too late")
	assert.False(t, p.Add(0, true, time.Millisecond))
	assert.False(t, p.Add(math.MinInt64, true, time.Millisecond))
	for range strayLimit - 1 {
		assert.False(t, p.Add(begin+1000*minute, false, time.Millisecond), "one clock that is wrong moves nothing")
	}
	assert.True(t, p.Add(begin+1000*minute, false, time.Millisecond), "many calls end a silence")
	assert.Equal(t, begin+996*minute, p.at)
}

func TestAWindowClosesAMinuteAfterItsEnd(t *testing.T) {
	p := &Place{}
	p.Add(begin+1, true, time.Second)
	p.Advance(begin + 2*minute - 1)
	assert.Zero(t, p.closed)
	p.Advance(begin + 2*minute)
	assert.Equal(t, uint32(1), p.closed)
	assert.Equal(t, begin, p.at)
	assert.Equal(t, recent{calls: 1, failed: 1}, p.recent[0])
}

func TestThePercentile(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	p := &Place{}
	for m := range int64(30) {
		for range 400 { // log-normal around 100 ms: its 95th percentile is e^(1.645/2) times as much
			p.Add(begin+m*minute, false, time.Duration(1e8*math.Exp(0.5*r.NormFloat64())))
		}
	}
	_, high, _ := p.current()
	assert.InEpsilon(t, 0.1*math.Exp(1.645*0.5), high, 0.08)
	for m := range int64(30) { // it follows a jump of a hundred times as fast as windows come
		for range 400 {
			p.Add(begin+(30+m)*minute, false, time.Duration(1e10*math.Exp(0.5*r.NormFloat64())))
		}
	}
	_, high, _ = p.current()
	assert.InEpsilon(t, 10*math.Exp(1.645*0.5), high, 0.08)
	assert.Zero(t, (&spread{}).high())
}

func TestTheLengthOfWindowsGoesByTraffic(t *testing.T) {
	for _, c := range []struct {
		calls   uint64
		width   int64
		known   bool
		traffic bool
	}{{1000, fine, true, true}, {40, coarse, true, true}, {10, coarse, true, false}, {2, fine, false, false}} {
		p := &Place{}
		for m := range int64(100) {
			p.AddCounts(begin+m*minute, time.Minute, c.calls, 0, time.Second)
		}
		assert.Equal(t, c.width, p.windows.width, c.calls)
		assert.Equal(t, c.known, p.failures != nil, c.calls)
		assert.Equal(t, c.traffic, p.traffic != nil, c.calls)
	}
}

func TestHistoryIsSpreadEvenly(t *testing.T) {
	p := &Place{}
	require.True(t, p.AddCounts(begin, 5*time.Minute, 1001, 11, 300*time.Millisecond))
	var calls, failed uint32
	p.Advance(begin + 100*minute)
	p.close(begin/fine + 100)
	for _, r := range p.recent {
		calls, failed = calls+r.calls, failed+r.failed
	}
	assert.LessOrEqual(t, calls, uint32(1001))
	assert.False(t, p.AddCounts(-1, time.Minute, 5, 5, 0))
}

func TestHostileCalls(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	p, b, record := &Place{}, &Budget{}, &Record{}
	times := []int64{0, 1, -1, math.MaxInt64, math.MinInt64, begin}
	now := begin
	for range 20000 {
		at := now + int64(r.IntN(int(10*minute))) - 5*minute
		if r.IntN(10) == 0 {
			at = times[r.IntN(len(times))]
		}
		p.Add(at, r.IntN(2) == 0, time.Duration(r.Uint64()))
		p.AddCounts(at, time.Duration(r.Uint64()), r.Uint64(), r.Uint64(), time.Duration(r.Uint64()))
		b.Add(at, r.IntN(2) == 0)
		now += int64(r.IntN(int(minute)))
		p.Advance(now)
		b.Advance(now)
		l := Limits{Horizon: time.Duration(r.Uint64()), Probability: r.Float64(), ErrorRate: r.Float64() * 2, Latency: time.Duration(r.Uint64())}
		v := p.Foresee(now, &l, record, nil)
		v = b.Foresee(now, &Standing{Left: r.NormFloat64(), Allowed: r.Float64(), Period: time.Duration(r.Uint64())}, &l, record, v)
		for i := range v {
			v[i].Sentence("X")
			v[i].Rationale()
			v[i].Evidence()
		}
	}
	require.NoError(t, new(Place).Restore(p.AppendState(nil)))
	require.NoError(t, new(Budget).Restore(b.AppendState(nil)))
	require.NoError(t, new(Record).Restore(record.AppendState(nil)))
}

func TestMemory(t *testing.T) {
	t.Log(unsafe.Sizeof(Place{}), unsafe.Sizeof(Budget{}), unsafe.Sizeof(Record{}), unsafe.Sizeof(forecast.Series{}))
	assert.LessOrEqual(t, unsafe.Sizeof(Place{}), uintptr(1664))
	assert.LessOrEqual(t, unsafe.Sizeof(Record{}), uintptr(4096))
}

func BenchmarkAdd(b *testing.B) {
	p := &Place{}
	b.ReportAllocs()
	for i := int64(0); b.Loop(); i++ {
		p.Add(begin+i*1e6, i%50 == 0, time.Duration(i%1000)*time.Millisecond)
	}
}

// A minute of one of 50,000 places that were watched for two weeks, each from its own memory.
func BenchmarkMinuteOf50000Places(b *testing.B) {
	if testing.Short() {
		b.Skip("takes 400 MB")
	}
	const many, kinds = 50_000, 3
	old := make([]Place, kinds)
	record, limits := &Record{}, usualLimits
	limits.Latency = time.Second
	for kind := range old {
		w := usualDays(14, uint64(kind))
		w.calls, w.limits = steady(200), limits
		w.run(&old[kind])
	}
	all := make([]Place, many)
	for i := range all {
		all[i] = old[i%kinds]
		for _, series := range []**forecast.Series{&all[i].failures, &all[i].latency, &all[i].traffic} {
			own, _, err := forecast.ReadSeries((*series).Append(nil))
			require.NoError(b, err)
			*series = &own
		}
	}
	b.ReportAllocs()
	r := rand.New(rand.NewPCG(1, 1))
	at := begin + 14*1440*minute
	for i := 0; b.Loop(); i++ {
		if i%many == 0 {
			at += minute
		}
		p := &all[i%many]
		p.AddCounts(at, time.Minute, uint64(180+r.IntN(40)), uint64(r.IntN(6)), time.Duration(200+r.IntN(50))*time.Millisecond)
		p.Foresee(at, &limits, record, nil)
	}
}
