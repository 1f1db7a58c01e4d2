package surge

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// steady is an endpoint with so many calls a minute for some minutes, of which a share failed, evenly.
func steady(minutes int, calls, failed uint64, category apierror.Category) *Endpoint {
	e := &Endpoint{}
	for m := range minutes {
		e.AddCounts(epoch+int64(m)*minute, calls, failed, category)
	}
	return e
}

// judged is the state after one more stretch of minutes with so many calls each, of which so many failed.
func judged(e *Endpoint, from, minutes int, calls, failed uint64, category apierror.Category) State {
	state := Normal
	for m := from; m < from+minutes; m++ {
		e.AddCounts(epoch+int64(m)*minute, calls, failed, category)
		state = Normal
		for _, v := range e.Judge(epoch+int64(m)*minute+minute/2, DefaultFalseAlarms, nil) {
			state = v.State
		}
	}
	return state
}

func TestFewCalls(t *testing.T) {
	const internal, validation, authentication = apierror.CategoryInternal, apierror.CategoryValidation, apierror.CategoryAuthentication
	for _, c := range []struct {
		name     string
		before   *Endpoint
		from     int
		minutes  int
		calls    uint64
		failed   uint64
		category apierror.Category
		want     State
	}{
		{"1 of 2 fails", steady(200, 1, 0, internal), 200, 1, 2, 1, internal, Normal},
		{"3 of 3", steady(200, 1, 0, internal), 200, 3, 1, 1, internal, Normal},
		{"5 of 5 where 200 calls were clean", steady(200, 1, 0, internal), 200, 5, 1, 1, internal, Surging},
		{"5 of 5 in a minute, after good ones", steady(200, 1, 0, internal), 200, 1, 5, 5, internal, Normal},
		{"8 of 8 in a minute may be one customer who tries again", steady(200, 1, 0, internal), 200, 1, 8, 8, internal, Blip},
		{"5 of 5 where nothing is known", &Endpoint{}, 200, 5, 1, 1, internal, Normal},
		{"6 of 4,000 where 10,000 were clean: too small a part to matter", steady(100, 100, 0, internal), 100, 1, 4000, 6, internal, Normal},
		{"60 of 2,000 where 10,000 were clean", steady(100, 100, 0, internal), 100, 4, 500, 15, internal, Surging},
		{"a new route that fails every call", &Endpoint{}, 200, 5, 20, 20, internal, Surging},
		{"a new route that fails a twentieth", &Endpoint{}, 200, 5, 200, 10, internal, Normal},
		{"a new route that fails 20 of 100, which may be an accident of one in ten", &Endpoint{}, 200, 5, 20, 4, internal, Normal},
		{"a new route that refuses every call of a few", &Endpoint{}, 200, 5, 6, 6, authentication, Normal},
		{"a new route that refuses every call of many", &Endpoint{}, 200, 5, 60, 60, authentication, Surging},
		{"a new route where half of what callers send is invalid", &Endpoint{}, 200, 30, 1000, 500, validation, Normal},
		{"usual is 60%, now 65%", steady(300, 100, 60, validation), 300, 30, 100, 65, validation, Normal},
		{"usual is 60%, now 95%", steady(1000, 100, 60, validation), 1000, 30, 100, 95, validation, Surging},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, judged(c.before, c.from, c.minutes, c.calls, c.failed, c.category))
		})
	}
}

// life is what was told of one rise.
type life struct {
	since, told, lasting, ended float64 // minutes; 0 where not
	shifted                     bool
}

// lives watches an endpoint for some minutes.
func lives(g *generator, minutes int, category apierror.Category) []life {
	var all []life
	var e Endpoint
	open := false
	watch(&e, g, 0, minutes, category, func(at float64, v *Verdict) {
		if !open {
			all = append(all, life{told: at, since: float64(v.Since-epoch) / float64(minute)})
		}
		l := &all[len(all)-1]
		if l.lasting == 0 && v.Lasting() {
			l.lasting = at
		}
		open = v.State != Normal
		if !open {
			l.ended, l.shifted = at, v.Shifted
		}
	})
	return all
}

func TestBlips(t *testing.T) {
	for _, c := range []struct {
		name       string
		calls      float64
		from, to   float64
		level      float64
		blip, last bool
	}{
		{"a deploy restarts instances for half a minute", 1000, 1000, 1000.5, 0.5, true, false},
		{"a minute", 100, 1000, 1001, 0.8, true, false},
		{"a minute of total outage, across three buckets", 10_000, 1000.5, 1001.5, 1, true, false},
		{"two minutes", 1000, 1000, 1002, 0.3, true, false},
		{"five minutes", 1000, 1000, 1005, 0.3, true, true},
		{"five minutes of little", 1000, 1000, 1005, 0.004, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(5) {
				all := lives(newGenerator(seed, flat(c.calls), between(0.002, c.from, c.to, c.level)), 1060, apierror.CategoryTimeout)
				if !c.blip {
					assert.Empty(t, all)
					continue
				}
				require.Len(t, all, 1)
				assert.InDelta(t, c.from, all[0].since, 0.5)
				assert.LessOrEqual(t, all[0].told, c.from+1)
				assert.Equal(t, c.last, all[0].lasting > 0)
				assert.InDelta(t, c.to+5, all[0].ended, 1)
			}
		})
	}
}

// Whoever made most of the calls, and failed, has gone; the few that others make are enough to see that it is over.
func TestASurgeEndsWhenItsCallsSucceed(t *testing.T) {
	for seed := range uint64(5) {
		all := lives(newGenerator(seed, between(6, 1000, 1020, 36), between(0.002, 1000, 1020, 0.7)), 1080, apierror.CategoryAuthorization)
		require.Len(t, all, 1)
		assert.LessOrEqual(t, all[0].ended, 1030.0)
	}
}

func TestLevelShift(t *testing.T) {
	for _, c := range []struct {
		name  string
		rate  course
		ended float64 // minutes after it began
		shift bool
	}{
		{"a new version fails 5%: after two hours this is usual", step(0.005, 1000, 0.05), 120, true},
		{"it fails 60%: after a day", step(0.005, 1000, 0.6), day, true},
		{"an outage of three hours is told to its end", between(0.005, 1000, 1180, 0.9), 185, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := lives(newGenerator(1, flat(500), c.rate), 1000+day+120, apierror.CategoryInternal)
			require.Len(t, all, 1)
			assert.InDelta(t, c.ended, all[0].ended-1000, 3)
			assert.Equal(t, c.shift, all[0].shifted)
		})
	}
}

func TestARateThatFellIsUsualAfterTwoHours(t *testing.T) {
	fixed := func(m float64) float64 {
		switch {
		case m < 1000:
			return 0.1
		case m < 1200 || m >= 1230:
			return 0.002
		default:
			return 0.1
		}
	}
	all := lives(newGenerator(1, flat(500), fixed), 1260, apierror.CategoryInternal)
	require.Len(t, all, 1, "what was usual before the fix is a surge after it")
	assert.InDelta(t, 1200, all[0].since, 1)
}

func TestCreepingRise(t *testing.T) {
	creep := func(m float64) float64 { return 0.005 * (1 + 19*max(0, min(1, (m-1000)/90))) }
	for seed := range uint64(5) {
		all := lives(newGenerator(seed, flat(300), creep), 1100, apierror.CategoryCapacity)
		require.NotEmpty(t, all)
		assert.Less(t, all[0].lasting, 1045.0, "told before it has grown tenfold, which it has after 43 minutes")
	}
}

// Bursts that come again and again are what is usual: they are told for some hours only.
func TestBurstsBecomeUsual(t *testing.T) {
	bursts := func(m float64) float64 {
		if int(m)%45 < 2 {
			return 0.05
		}
		return 0.002
	}
	for seed := range uint64(3) {
		all := lives(newGenerator(seed, flat(200), bursts), 3*day, apierror.CategoryTimeout)
		for _, l := range all {
			assert.Less(t, l.told, 12*60.0)
			assert.Zero(t, l.lasting, "each is a blip")
		}
	}
}

func TestASurgeDoesNotFlap(t *testing.T) {
	for seed := range uint64(10) {
		for _, calls := range []float64{3, 30, 300, 3000} {
			all := lives(newGenerator(seed, flat(calls), between(0.01, 1000, 1090, 0.3)), 1150, apierror.CategoryDependency)
			require.Len(t, all, 1, "%v calls a minute", calls)
			assert.Greater(t, all[0].ended, 1090.0)
		}
	}
}

func TestTrafficThatCeases(t *testing.T) {
	g := newGenerator(1, between(100, 1010, 1e9, 0), step(0.002, 1000, 1))
	all := lives(g, 1100, apierror.CategoryInternal)
	require.Len(t, all, 1)
	assert.InDelta(t, 1015, all[0].ended, 26, "without calls there is no surge")
	assert.NotZero(t, all[0].ended)
}

// After a gap of any length, what was usual is still known.
func TestGapOfDays(t *testing.T) {
	e := steady(200, 10, 0, apierror.CategoryInternal)
	assert.Equal(t, Surging, judged(e, 200+5*day, 6, 10, 5, apierror.CategoryInternal))
}

// Categories of an endpoint share its calls: a surge of one changes nothing for another.
func TestCategoriesAreApart(t *testing.T) {
	var e Endpoint
	var verdicts []Verdict
	for m := range 400 {
		at := epoch + int64(m)*minute
		e.AddCounts(at, 80, 0, "")
		e.AddCounts(at, 15, 15, apierror.CategoryValidation)
		if m >= 390 {
			e.AddCounts(at, 40, 40, apierror.CategoryTimeout)
		}
		verdicts = e.Judge(at, DefaultFalseAlarms, nil)
	}
	require.Len(t, verdicts, 1)
	assert.Equal(t, apierror.CategoryTimeout, verdicts[0].Category)
	assert.Equal(t, Surging, verdicts[0].State)
	assert.Greater(t, verdicts[0].BaselineCalls, uint64(25_000), "it knows of the calls before the first timeout")
}
