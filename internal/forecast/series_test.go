package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const minute = int64(time.Minute)

// stream is a simulated series of the connector: point i, of how many of how many, or a value over 1.
type stream struct {
	name  string
	kind  Kind
	step  time.Duration
	n     int
	point func(r *rand.Rand) func(i int) (numerator, denominator float64)
}

func (s stream) feed(tb testing.TB, seed uint64, each func(i int, f *Series, x float64)) *Series {
	tb.Helper()
	r := rand.New(rand.NewPCG(seed, 3))
	f := NewSeries(s.kind, s.step)
	point := s.point(r)
	for i := range s.n {
		x, of := point(i)
		at := int64(i) * int64(s.step)
		if s.kind == Rate {
			f.Observe(at, x, of)
			x = (x + 0.5) / (of + 1)
		} else {
			f.ObserveValue(at, x)
		}
		each(i, &f, x)
	}
	return &f
}

// binomial draws by a normal of the same mean and variance, which is all that matters here.
func binomial(r *rand.Rand, n, p float64) float64 {
	return min(max(math.Round(n*p+math.Sqrt(n*p*(1-p))*r.NormFloat64()), 0), n)
}

func daytime(i int, step time.Duration) float64 {
	return math.Sin(2 * math.Pi * float64(i) * step.Hours() / 24)
}

var streams = []stream{
	{"a steady latency", Positive, 5 * time.Minute, 8000, func(r *rand.Rand) func(int) (float64, float64) {
		return func(int) (float64, float64) { return 80 * math.Exp(0.1*r.NormFloat64()), 1 }
	}},
	{"a latency with a day", Positive, 5 * time.Minute, 12000, func(r *rand.Rand) func(int) (float64, float64) {
		return func(i int) (float64, float64) {
			return 80 * math.Exp(0.5*daytime(i, 5*time.Minute)+0.1*r.NormFloat64()), 1
		}
	}},
	{"an error rate", Rate, time.Minute, 20000, func(r *rand.Rand) func(int) (float64, float64) {
		return func(int) (float64, float64) { return binomial(r, 2000, 0.02), 2000 }
	}},
	{"an error rate with a day, few calls at night", Rate, 5 * time.Minute, 12000, func(r *rand.Rand) func(int) (float64, float64) {
		return func(i int) (float64, float64) {
			n := math.Round(1000 * math.Exp(daytime(i, 5*time.Minute)))
			return binomial(r, n, 0.05*math.Exp(0.6*daytime(i+40, 5*time.Minute))), n
		}
	}},
	{"a wandering level that comes back", Plain, 5 * time.Minute, 12000, func(r *rand.Rand) func(int) (float64, float64) {
		x := 0.0
		return func(int) (float64, float64) {
			x = 0.97*x + r.NormFloat64()
			return 500 + 3*x + 4*r.NormFloat64(), 1
		}
	}},
	{"heavy tails", Plain, time.Minute, 20000, func(r *rand.Rand) func(int) (float64, float64) {
		return func(int) (float64, float64) {
			return 10 + r.NormFloat64()/math.Sqrt((r.ExpFloat64()+r.ExpFloat64())/2), 1
		}
	}},
	{"an hourly load with a day and a week", Plain, time.Hour, 6000, func(r *rand.Rand) func(int) (float64, float64) {
		return func(i int) (float64, float64) {
			x := 100 + 20*daytime(i, time.Hour) + 3*r.NormFloat64()
			if i/24%7 >= 5 {
				x -= 30
			}
			return x, 1
		}
	}},
}

func TestBoundsHoldAsOftenAsTheySay(t *testing.T) {
	const seeds = 4
	for _, steps := range []int{1, 6, 24, 60} {
		for _, level := range levels {
			var total float64
			for _, s := range streams {
				in, all := 0.0, 0.0
				for seed := range uint64(seeds) {
					a, b := covered(t, s, seed, steps, level)
					in, all = in+a, all+b
				}
				t.Logf("%2d steps: %2.0f%% covers %.1f%% of %s", steps, 100*level, 100*in/all, s.name)
				require.Greater(t, all, 0.15*float64(s.n), s.name)
				// A mark that was moved n times lies off by some 1/√n; and a series that speaks only while its record is good
				// has picked the moments at which that was luck.
				off := 0.04 + 1/math.Sqrt(float64(s.n)/float64(steps))
				assert.InDelta(t, level, in/all, off, "%d steps of %s", steps, s.name)
				total += in / all
			}
			assert.InDelta(t, level, total/float64(len(streams)), 0.04, "%d steps", steps)
		}
	}
}

// covered counts the forecasts whose outcome lay within the bounds, and all.
func covered(t *testing.T, s stream, seed uint64, steps int, level float64) (in, all float64) {
	t.Helper()
	const apart = 3
	type bound struct{ lower, upper float64 }
	due := map[int]bound{}
	s.feed(t, seed, func(i int, f *Series, x float64) {
		if b, has := due[i]; has {
			delete(due, i)
			all++
			if x >= b.lower && x <= b.upper {
				in++
			}
		}
		if i > s.n/2 && i%apart == 0 {
			if o := f.Forecast(steps, level); o.OK {
				due[i+steps] = bound{o.Lower, o.Upper}
			}
		}
	})
	return in, all
}

func TestItAbstains(t *testing.T) {
	walk := stream{"a random walk", Plain, time.Minute, 20000, func(r *rand.Rand) func(int) (float64, float64) {
		x := 0.0
		return func(int) (float64, float64) { x += r.NormFloat64(); return x, 1 }
	}}
	for seed := range uint64(3) {
		said, asked := 0, 0
		walk.feed(t, seed, func(i int, f *Series, _ float64) {
			if i < 2000 || i%10 > 0 {
				return
			}
			for _, steps := range []int{1, 16, 64} {
				asked++
				if o := f.Forecast(steps, 0.9); o.OK {
					said++
				} else {
					assert.Contains(t, []Reason{NoSkill, TooYoung}, o.Reason)
				}
			}
		})
		assert.Less(t, said, asked/20, "a random walk cannot be known")
	}
	young := NewSeries(Plain, time.Minute)
	young.ObserveValue(0, 1)
	assert.Equal(t, Outlook{Reason: TooYoung}, young.Forecast(1, 0.9))
	assert.Equal(t, Outlook{Reason: TooFar}, young.Forecast(MaxSteps+1, 0.9))
	assert.Equal(t, Outlook{Reason: TooFar}, young.Forecast(0, 0.9))
	flat := NewSeries(Plain, time.Minute)
	for i := range int64(5000) {
		flat.ObserveValue(i*minute, 7)
	}
	assert.Equal(t, NoSkill, flat.Forecast(4, 0.9).Reason, "the last value says all there is")
}

func TestASpikeTeachesNothingALastingShiftDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	f := NewSeries(Positive, 5*time.Minute)
	at := int64(0)
	feed := func(n int, level float64) {
		for range n {
			f.ObserveValue(at, level*math.Exp(0.1*r.NormFloat64()))
			at += 5 * minute
		}
	}
	feed(2000, 100)
	require.InDelta(t, 100, f.Forecast(12, 0.9).Mean, 8)
	feed(6, 5000) // half an hour
	assert.Less(t, f.Forecast(12, 0.9).Mean, 300.0, "an anomaly moves it little")
	feed(40, 100)
	assert.InDelta(t, 100, f.Forecast(12, 0.9).Mean, 10)
	feed(300, 1000) // a day
	assert.InDelta(t, 1000, f.Forecast(12, 0.9).Mean, 200, "what lasts is the new level")
}

func TestFewCallsTeachLittle(t *testing.T) {
	f := NewSeries(Rate, time.Minute)
	r := rand.New(rand.NewPCG(6, 6))
	at := int64(0)
	for range 3000 {
		f.Observe(at, binomial(r, 5000, 0.02), 5000)
		at += minute
	}
	before := f.Forecast(8, 0.9).Mean
	for range 5 { // one call a minute, and it fails
		f.Observe(at, 1, 1)
		at += minute
	}
	assert.InDelta(t, before, f.Forecast(8, 0.9).Mean, 0.01)
}

func TestPartsSumUp(t *testing.T) {
	for _, s := range streams {
		f := s.feed(t, 2, func(int, *Series, float64) {})
		o := f.Forecast(12, 0.9)
		require.True(t, o.OK, s.name)
		assert.InDelta(t, o.Mean, o.Level+o.Trend+o.Season+o.Residual, 1e-9*math.Abs(o.Mean)+1e-9, s.name)
		assert.LessOrEqual(t, o.Lower, o.Mean)
		assert.GreaterOrEqual(t, o.Upper, o.Mean)
	}
	day := streams[1].feed(t, 2, func(int, *Series, float64) {})
	noon := day.Forecast(12, 0.9)
	assert.Greater(t, math.Abs(noon.Season), 5*math.Abs(noon.Trend), "a day is told as a season")
}

func TestHostilePoints(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	values := []float64{0, 1, -1, math.NaN(), math.Inf(1), math.Inf(-1), 1e15, -1e15, 1e300, 5e-324, 42}
	for _, kind := range []Kind{Rate, Positive, Plain, 200} {
		for _, step := range []time.Duration{-1, 0, 1, 7, time.Second + 7, time.Minute, 1000 * time.Hour, math.MaxInt64} {
			f := NewSeries(kind, step)
			at := int64(0)
			for range 3000 {
				switch r.IntN(20) {
				case 0:
					at = int64(r.Uint64())
				case 1:
					at = math.MaxInt64
				case 2:
					at = math.MinInt64
				default:
					at += int64(step)
				}
				f.Observe(at, values[r.IntN(len(values))], values[r.IntN(len(values))])
				f.ObserveValue(at, values[r.IntN(len(values))])
				o := f.Forecast(1+r.IntN(MaxSteps), r.Float64()*2-0.5)
				if o.OK {
					require.False(t, math.IsNaN(o.Mean+o.Lower+o.Upper))
				}
			}
			again, rest, err := ReadSeries(f.Append(nil))
			require.NoError(t, err)
			assert.Empty(t, rest)
			assert.Equal(t, f, again)
		}
	}
}

func TestOnePointFromTheFutureSilencesNothing(t *testing.T) {
	f := NewSeries(Plain, time.Minute)
	for i := range int64(100) {
		require.True(t, f.ObserveValue(i*minute, float64(i%3)))
	}
	require.True(t, f.ObserveValue(1e6*minute, 1))
	for i := range int64(lateLimit - 1) {
		assert.False(t, f.ObserveValue((100+i)*minute, 1))
	}
	assert.True(t, f.ObserveValue(200*minute, 1))
	assert.True(t, f.ObserveValue(201*minute, 1))
	assert.False(t, f.ObserveValue(201*minute+1, 1), "one point a step")
}

func TestMemory(t *testing.T) {
	assert.LessOrEqual(t, unsafe.Sizeof(Series{})+unsafe.Sizeof(counts{}), uintptr(2048))
}

func BenchmarkObserve(b *testing.B) {
	f := NewSeries(Rate, time.Minute)
	b.ReportAllocs()
	for i := int64(0); b.Loop(); i++ {
		f.Observe(i*minute, float64(20+i%7), 1000)
	}
}

func BenchmarkForecast(b *testing.B) {
	f := streams[0].feed(b, 1, func(int, *Series, float64) {})
	b.ReportAllocs()
	for b.Loop() {
		f.Forecast(30, 0.9)
	}
}
