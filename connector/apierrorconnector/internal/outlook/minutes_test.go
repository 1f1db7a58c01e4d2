package outlook

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// leak is a place whose odds of failure begin to double at some hour of its first days.
type leak struct {
	calls, base, doubling, day float64
	begins                     int
}

func someLeak(r *rand.Rand) leak {
	return leak{
		calls: between(r, 30, 3000), base: between(r, 0.0005, 0.01), doubling: between(r, 10, 60), day: 0.6 * r.Float64(),
		begins: 240 + r.IntN(2*1440),
	}
}

// passes is when its rate is at the usual threshold, in minutes.
func (l *leak) passes() float64 {
	limit := usualLimits.ErrorRate
	return float64(l.begins) + l.doubling*math.Log2(limit/(1-limit)*(1-l.base)/l.base)
}

// said is what the first forecast of a leak said, in minutes, and what was so.
type said struct {
	in, earliest, latest, truly float64
	growth                      float64 // in units of the true one
	late                        float64 // by how much the lead that was told of afterwards exceeds the true one
}

// foreseen lives through a leak of single calls, until it is passed. It is empty where it was not told of before.
func (l *leak) foreseen(r *rand.Rand) (s said, told bool) {
	var p Place
	limits, record := usualLimits, &Record{}
	for m := range int(l.passes()) + 30 {
		at := begin + int64(m)*minute
		n := poisson(r, l.calls*math.Exp(l.day*math.Sin(2*math.Pi*float64(m)/1440)))
		share := odds(l.base, 0.05*r.NormFloat64()+max(float64(m)+0.5-float64(l.begins), 0)*math.Ln2/l.doubling)
		p.AddCounts(at, time.Minute, uint64(n), uint64(min(poisson(r, n*share), n)), time.Second/5)
		now := at + 2*minute
		p.Advance(now)
		for _, v := range p.Foresee(now, &limits, record, nil) {
			minutes := func(at int64) float64 { return float64(at-now) / float64(minute) }
			switch {
			case v.Measure != ErrorRate || told && v.Life == Told:
			case v.Life == Told:
				truly := l.passes() + minutes(begin)
				if m < l.begins || truly < 1 {
					return said{}, false
				}
				s = said{minutes(v.At), minutes(v.Earliest), minutes(v.Latest), truly, math.Log(v.Growth) * l.doubling / math.Ln2, math.NaN()}
				told = true
			case v.Life == CameTrue:
				s.late = v.Lead().Minutes() - s.truly
				return s, true
			default:
				return s, told
			}
		}
	}
	return s, told
}

// poisson draws a count: by the gaps between single ones where they are few.
func poisson(r *rand.Rand, mean float64) float64 {
	if mean > 30 {
		return max(math.Round(mean+math.Sqrt(mean)*r.NormFloat64()), 0)
	}
	n := 0.0
	for left := mean - r.ExpFloat64(); left > 0; left -= r.ExpFloat64() {
		n++
	}
	return n
}

func quartiles(x []float64) (q [3]float64) {
	slices.Sort(x)
	for i := range q {
		q[i] = x[(i+1)*(len(x)-1)/4]
	}
	return q
}

// The minutes that are told are those until the rate is truly there, neither too few nor too many in the middle, whatever comes and however fast.
func TestTheMinutesThatAreToldAreTrue(t *testing.T) {
	if testing.Short() {
		t.Skip("a quarter of a minute")
	}
	each := placesOfEach(100) * 4
	type group struct {
		name string
		in   func(*leak) bool
	}
	groups := []group{
		{"all", func(*leak) bool { return true }},
		{"up to 300 calls a minute", func(l *leak) bool { return l.calls <= 300 }},
		{"more than 300 calls a minute", func(l *leak) bool { return l.calls > 300 }},
		{"doubles within 25 minutes", func(l *leak) bool { return l.doubling <= 25 }},
		{"doubles in 25 minutes and more", func(l *leak) bool { return l.doubling > 25 }},
		{"on its first day", func(l *leak) bool { return l.begins < 1440 }},
		{"usually up to 0.2%", func(l *leak) bool { return l.base <= 0.002 }},
		{"usually more than 0.2%", func(l *leak) bool { return l.base > 0.002 }},
	}
	leaks, outcomes := make([]leak, 0, each), make([]said, 0, each)
	for seed := range uint64(each) {
		r := rand.New(rand.NewPCG(seeds+seed, 501))
		l := someLeak(r)
		if s, told := l.foreseen(r); told {
			leaks, outcomes = append(leaks, l), append(outcomes, s)
		}
	}
	require.Greater(t, len(leaks), each/2, "told of before")
	for _, g := range groups {
		var ratios, growths, leads, late []float64
		within := 0.0
		for i := range leaks {
			if g.in(&leaks[i]) {
				s := &outcomes[i]
				ratios, growths, leads = append(ratios, s.in/s.truly), append(growths, s.growth), append(leads, s.truly)
				if !math.IsNaN(s.late) {
					late = append(late, s.late)
				}
				if s.earliest <= s.truly && s.truly <= s.latest {
					within++
				}
			}
		}
		ratio, growth, lead, off := quartiles(ratios), quartiles(growths), quartiles(leads), quartiles(late)
		t.Logf("%-32s %3d told: said/true %.2f (%.2f to %.2f), growth said/true %.2f (%.2f to %.2f), truly %.0f minutes before (%.0f to %.0f), within the range %.2f; lead told of %+.1f minutes (%+.1f to %+.1f)",
			g.name, len(ratios), ratio[1], ratio[0], ratio[2], growth[1], growth[0], growth[2], lead[1], lead[0], lead[2], within/float64(len(ratios)), off[1], off[0], off[2])
		assert.InDelta(t, 1, ratio[1], 0.25, g.name)
		assert.InDelta(t, 1, growth[1], 0.2, g.name)
		assert.InDelta(t, 0, off[1], 2.5, g.name)
	}
}
