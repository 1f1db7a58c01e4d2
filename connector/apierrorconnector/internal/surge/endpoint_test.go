package surge

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func sum(e *Endpoint) (calls, failed float64) {
	all := stretch{e.newest - slots + 1, e.newest}
	for i := range e.categories {
		failed += e.categories[i].failed.sum(all)
	}
	return e.calls.sum(all), failed
}

func TestWhichCallsCount(t *testing.T) {
	for _, c := range []struct {
		name  string
		times []int64 // minutes
		taken int
	}{
		{"in order", []int64{0, 1, 2, 3}, 4},
		{"out of order", []int64{10, 3, 7, 10, 1}, 5},
		{"half an hour late", []int64{40, 10}, 2},
		{"later than that", []int64{40, 5}, 1},
		{"five minutes ahead", []int64{40, 45, 41}, 3},
		{"one from the future among others", []int64{40, 9000, 41, 41, 42}, 4},
		{"a host that is always ahead, among others", []int64{40, 90, 40, 90, 41, 90, 41, 90, 42, 90, 42, 90, 43, 90, 43, 90, 44}, 9},
		{"silence, then calls", []int64{40, 400, 400, 400, 400, 400, 400, 400, 400, 401}, 3},
		{"before any clock", []int64{-epoch / minute, math.MinInt64/minute + epoch/minute}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var e Endpoint
			taken := 0
			for _, m := range c.times {
				if e.Add(epoch+m*minute, apierror.CategoryInternal) {
					taken++
				}
			}
			assert.Equal(t, c.taken, taken)
		})
	}
}

func TestAbsurdTimes(t *testing.T) {
	var e Endpoint
	assert.True(t, e.Add(math.MaxInt64, apierror.CategoryInternal), "the first call is believed")
	assert.Empty(t, e.Judge(math.MaxInt64, DefaultFalseAlarms, nil))
	assert.Empty(t, e.Judge(epoch, DefaultFalseAlarms, nil), "until the clock says otherwise")
	assert.True(t, e.Add(epoch, ""))
	assert.Empty(t, e.Judge(math.MinInt64, DefaultFalseAlarms, nil))
	calls, failed := sum(&e)
	assert.Equal(t, []float64{1, 0}, []float64{calls, failed})
}

// A clock that goes back ends what is told, and nothing else.
func TestClockThatGoesBack(t *testing.T) {
	e := steady(200, 100, 1, apierror.CategoryInternal)
	require.Equal(t, Surging, judged(e, 200, 5, 100, 60, apierror.CategoryInternal))
	for back := range int64(30) {
		e.Judge(epoch+(205-back)*minute, DefaultFalseAlarms, nil)
	}
	assert.Greater(t, e.categories[0].usual.calls, 10_000.0)
	assert.Equal(t, Surging, judged(e, 206, 5, 100, 60, apierror.CategoryInternal))
}

func TestCountsAreBounded(t *testing.T) {
	var e Endpoint
	assert.True(t, e.AddCounts(epoch, 3, 5, apierror.CategoryData))
	calls, failed := sum(&e)
	assert.Equal(t, []float64{3, 3}, []float64{calls, failed}, "no more failures than calls")
	for range 3 {
		e.AddCounts(epoch, math.MaxUint64, math.MaxUint64, apierror.CategoryData)
	}
	calls, failed = sum(&e)
	assert.Equal(t, []float64{math.MaxUint32, math.MaxUint32}, []float64{calls, failed})
}

func TestUnknownCategoriesAreOne(t *testing.T) {
	var e Endpoint
	for _, name := range []apierror.Category{"made", "up", "\xff", apierror.CategoryUnknown} {
		e.Add(epoch, name)
	}
	require.Len(t, e.categories, 1)
	assert.Equal(t, apierror.CategoryUnknown, e.categories[0].name)
}

func TestMemory(t *testing.T) {
	assert.LessOrEqual(t, unsafe.Sizeof(Endpoint{}), uintptr(352))
	assert.LessOrEqual(t, unsafe.Sizeof(category{}), uintptr(512))
	assert.LessOrEqual(t, unsafe.Sizeof(creep{}), uintptr(88))
	var e Endpoint
	for range 3 {
		for _, c := range apierror.Categories() {
			e.Add(epoch, c)
		}
	}
	assert.Len(t, e.categories, len(apierror.Categories()))
	assert.Equal(t, len(e.categories), cap(e.categories))
}

func TestNothingIsAllocatedForACall(t *testing.T) {
	var e Endpoint
	e.Add(epoch, apierror.CategoryTimeout)
	at := epoch
	assert.Zero(t, testing.AllocsPerRun(1000, func() {
		at += second
		e.Add(at, "")
		e.Add(at, apierror.CategoryTimeout)
	}))
}

// Whatever comes, in whatever order, nothing breaks and nothing is forgotten that the sums do not know of.
func TestAnyOrder(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 9))
		var e Endpoint
		var verdicts []Verdict
		at := epoch
		for range 5000 {
			switch random.IntN(50) {
			case 0:
				at += random.Int64N(40 * minute)
			case 1:
				at -= random.Int64N(40 * minute)
			default:
				at += random.Int64N(10 * second)
			}
			e.AddCounts(at, random.Uint64N(100), random.Uint64N(100), apierror.Categories()[random.IntN(4)])
			verdicts = e.Judge(at+random.Int64N(minute), DefaultFalseAlarms, verdicts[:0])
			for _, v := range verdicts {
				require.LessOrEqual(t, v.Failed, v.Calls)
				require.False(t, math.IsNaN(v.Rate+v.Usual+v.UsualLow+v.UsualHigh+v.Log10P+v.Confidence()))
				require.NotEmpty(t, v.Rationale())
			}
		}
	}
}

func BenchmarkAddClean(b *testing.B) {
	e := steady(100, 100, 1, apierror.CategoryInternal)
	at := epoch + 100*minute
	b.ReportAllocs()
	for b.Loop() {
		at += 100_000
		e.Add(at, "")
	}
}

func BenchmarkAddFailed(b *testing.B) {
	e := steady(100, 100, 1, apierror.CategoryInternal)
	at := epoch + 100*minute
	b.ReportAllocs()
	for b.Loop() {
		at += 100_000
		e.Add(at, apierror.CategoryInternal)
	}
}

// BenchmarkJudge is of one endpoint with two categories.
func BenchmarkJudge(b *testing.B) {
	for name, failed := range map[string]uint64{"quiet": 10, "surging": 600} {
		b.Run(name, func(b *testing.B) {
			e := steady(300, 1000, 10, apierror.CategoryInternal)
			e.Add(epoch+299*minute, apierror.CategoryTimeout)
			for m := range int64(5) {
				e.AddCounts(epoch+(300+m)*minute, 1000, failed, apierror.CategoryInternal)
			}
			var verdicts []Verdict
			b.ReportAllocs()
			for b.Loop() {
				verdicts = e.Judge(epoch+305*minute, DefaultFalseAlarms, verdicts[:0])
			}
		})
	}
}
