package routing

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	low      = apierror.SeverityLow
	medium   = apierror.SeverityMedium
	high     = apierror.SeverityHigh
	critical = apierror.SeverityCritical
)

func finding(id string, kind apierror.Kind, severity apierror.Severity, tenant string) apierror.Finding {
	return apierror.Finding{ID: id, Kind: kind, Severity: severity, Subject: apierror.Subject{Tenant: tenant}}
}

// inhibitedBy is the id of the finding that inhibits one; "" where none does.
func inhibitedBy(r *Router, f *apierror.Finding) string {
	mute, _ := r.Muted(f, r.Targets(f)[0].Route, noon)
	return mute.Source
}

const causes = `
inhibit:
  - name: root-cause
    source: { kinds: [sla_breach] }
    target: { kinds: [surge, business_failure] }
    equal: [tenant]
`

func TestInhibition(t *testing.T) {
	r := router(t, causes)
	cause := finding("cause", apierror.KindSLABreach, high, "acme")
	effect := finding("effect", apierror.KindSurge, high, "acme")
	assert.Empty(t, inhibitedBy(r, &effect), "nothing fires")

	r.Fires(&effect, noon.Add(-time.Hour))
	r.Fires(&cause, noon)
	mute, muted := r.Muted(&effect, r.Targets(&effect)[0].Route, noon)
	require.True(t, muted)
	assert.Equal(t, Mute{Reason: "inhibited", By: "root-cause", Source: "cause"}, mute, "also where the cause was seen later")
	assert.Empty(t, inhibitedBy(r, &cause), "not the cause itself")

	for name, other := range map[string]apierror.Finding{
		"another tenant":         finding("x", apierror.KindSurge, high, "globex"),
		"no tenant":              finding("x", apierror.KindSurge, high, ""),
		"graver than its source": finding("x", apierror.KindSurge, critical, "acme"),
		"no target":              finding("x", apierror.KindSecurity, low, "acme"),
		"another source":         finding("x", apierror.KindSLABreach, low, "acme"),
	} {
		assert.Empty(t, inhibitedBy(r, &other), name)
	}

	r.Ends("cause")
	assert.Empty(t, inhibitedBy(r, &effect))
	assert.Empty(t, r.inhibitor.buckets, "nothing is left behind")
	r.Ends("cause")
	r.Ends("never heard of")
}

func TestWhatIsNotKnownIsEqualToNothing(t *testing.T) {
	r := router(t, causes)
	cause, effect := finding("cause", apierror.KindSLABreach, high, ""), finding("effect", apierror.KindSurge, high, "")
	r.Fires(&cause, noon)
	assert.Empty(t, inhibitedBy(r, &effect))
}

func TestASourceThatChanges(t *testing.T) {
	r := router(t, causes)
	cause, effect := finding("cause", apierror.KindSLABreach, high, "acme"), finding("effect", apierror.KindSurge, high, "acme")
	r.Fires(&cause, noon)
	cause.Severity = medium
	r.Fires(&cause, noon)
	assert.Empty(t, inhibitedBy(r, &effect), "it is less grave now")
	cause.Severity = critical
	r.Fires(&cause, noon)
	assert.Equal(t, "cause", inhibitedBy(r, &effect))
	cause.Subject.Tenant = "globex"
	r.Fires(&cause, noon)
	assert.Empty(t, inhibitedBy(r, &effect), "it is another's now")
	assert.Len(t, r.inhibitor.buckets, 1)
	cause.Kind = apierror.KindForecast
	r.Fires(&cause, noon)
	assert.Empty(t, r.inhibitor.sources, "it is no source any more")
}

func TestTheStrongestSourceIsNamed(t *testing.T) {
	r := router(t, causes)
	effect := finding("effect", apierror.KindSurge, medium, "acme")
	for i, severity := range []apierror.Severity{medium, critical, high, critical} {
		cause := finding(fmt.Sprint("cause", i), apierror.KindSLABreach, severity, "acme")
		r.Fires(&cause, noon.Add(-time.Duration(i)*time.Second))
	}
	assert.Equal(t, "cause3", inhibitedBy(r, &effect), "the gravest, and of those the first")
	r.Ends("cause3")
	assert.Equal(t, "cause1", inhibitedBy(r, &effect))
}

func TestNothingInhibitsItself(t *testing.T) {
	r := router(t, `inhibit: [{ name: all, source: { severity: medium }, target: {}, equal: [tenant] }]`)
	alone := finding("alone", apierror.KindSurge, high, "acme")
	r.Fires(&alone, noon)
	assert.Empty(t, inhibitedBy(r, &alone))
	later := finding("later", apierror.KindSurge, high, "acme")
	r.Fires(&later, noon.Add(time.Second))
	assert.Empty(t, inhibitedBy(r, &alone))
	assert.Equal(t, "alone", inhibitedBy(r, &later), "of those that inhibit each other the first stays")
	minor := finding("minor", apierror.KindSurge, low, "acme")
	r.Fires(&minor, noon.Add(-time.Hour))
	assert.Equal(t, "alone", inhibitedBy(r, &minor), "and the gravest, also where it came later")
}

// TestOfACircleOneStays has three kinds that inhibit each other in a circle: asked pair by pair, all would vanish.
func TestOfACircleOneStays(t *testing.T) {
	r := router(t, `
inhibit:
  - { name: a, source: { kinds: [surge] }, target: { kinds: [slo_burn] } }
  - { name: b, source: { kinds: [slo_burn] }, target: { kinds: [forecast] } }
  - { name: c, source: { kinds: [forecast] }, target: { kinds: [surge] } }
`)
	circle := []apierror.Finding{
		finding("1", apierror.KindSurge, high, ""), finding("2", apierror.KindSLOBurn, high, ""), finding("3", apierror.KindForecast, high, ""),
	}
	for i := range circle {
		r.Fires(&circle[i], noon.Add(time.Duration(i)*time.Second))
	}
	assert.Empty(t, inhibitedBy(r, &circle[0]))
	assert.Equal(t, "1", inhibitedBy(r, &circle[1]))
	assert.Equal(t, "2", inhibitedBy(r, &circle[2]))
}

// plainly is the rule of inhibition, asked of every pair.
func plainly(r *Router, fires map[string]*apierror.Finding, since map[string]time.Time, f *apierror.Finding) bool {
	matches := func(m *matcher, f *apierror.Finding) bool { return m.matches(r.subject(f)) }
	isSource := func(f *apierror.Finding) bool {
		for _, rule := range r.inhibitor.rules {
			if f.Subject.Tenant != "" && matches(&rule.source, f) {
				return true
			}
		}
		return false
	}
	isTarget := func(f *apierror.Finding) bool { return r.inhibitor.isTarget(r.subject(f)) }
	for _, rule := range r.inhibitor.rules {
		for id, s := range fires {
			if id == f.ID || !matches(&rule.source, s) || !matches(&rule.target, f) || s.Subject.Tenant == "" || s.Subject.Tenant != f.Subject.Tenant {
				continue
			}
			first := since[id].Before(since[f.ID]) || since[id].Equal(since[f.ID]) && id < f.ID
			if s.Severity > f.Severity || s.Severity == f.Severity && (!isSource(f) || !isTarget(s) || first) {
				return true
			}
		}
	}
	return false
}

// TestInhibitionAgainstEveryPair holds the index against the rule asked of every pair, through random lives; and whatever the rules,
// of the findings of a tenant something is told.
func TestInhibitionAgainstEveryPair(t *testing.T) {
	kindNames := []string{"surge", "slo_burn", "forecast", "security"}
	inhibited, free := 0, 0
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 7))
		var yaml strings.Builder
		yaml.WriteString("inhibit:\n")
		for n := range 1 + rng.IntN(4) {
			fmt.Fprintf(&yaml, "  - { name: r%d, source: { kinds: [%s] }, target: { kinds: [%s, %s] }, equal: [tenant] }\n",
				n, kindNames[rng.IntN(4)], kindNames[rng.IntN(4)], kindNames[rng.IntN(4)])
		}
		r := router(t, yaml.String())
		fires, since := make(map[string]*apierror.Finding), make(map[string]time.Time)
		for range 150 {
			id := strconv.Itoa(rng.IntN(14))
			if rng.IntN(3) == 0 {
				delete(fires, id)
				r.Ends(id)
				continue
			}
			f := finding(id, apierror.Kind(kindNames[rng.IntN(4)]), medium+apierror.Severity(rng.IntN(3)), []string{"", "a", "b"}[rng.IntN(3)])
			fires[id], since[id] = &f, noon.Add(time.Duration(rng.IntN(4))*time.Second)
			r.Fires(&f, since[id])

			told := make(map[string]bool)
			for _, f := range fires {
				want := plainly(r, fires, since, f)
				require.Equal(t, want, inhibitedBy(r, f) != "", "seed %d: %+v", seed, f)
				if want {
					inhibited++
				} else {
					free++
					told[f.Subject.Tenant] = true
				}
			}
			for _, f := range fires {
				require.True(t, told[f.Subject.Tenant], "seed %d: nothing is told of %q", seed, f.Subject.Tenant)
			}
		}
		for id := range fires {
			r.Ends(id)
		}
		require.Empty(t, r.inhibitor.sources)
		require.Empty(t, r.inhibitor.buckets)
	}
	require.Greater(t, inhibited, 1000)
	require.Greater(t, free, 1000)
}

func TestSourcesAreBounded(t *testing.T) {
	r := router(t, causes)
	for i := range maxSources + 5 {
		cause := finding(strconv.Itoa(i), apierror.KindSLABreach, high, strconv.Itoa(i))
		r.Fires(&cause, noon)
	}
	assert.Len(t, r.inhibitor.sources, maxSources)
	assert.EqualValues(t, 5, r.TakeRefused())
	assert.Zero(t, r.TakeRefused())
	r.Ends("0")
	cause := finding("new", apierror.KindSLABreach, high, "acme")
	r.Fires(&cause, noon)
	assert.Zero(t, r.TakeRefused(), "there is room again")

	long := finding(strings.Repeat("x", 257), apierror.KindSLABreach, high, "acme")
	r.Ends("1")
	r.Fires(&long, noon)
	assert.NotContains(t, r.inhibitor.sources, long.ID)
}

func BenchmarkInhibition(b *testing.B) {
	var yaml strings.Builder
	yaml.WriteString("inhibit:\n")
	for n := range 10 {
		fmt.Fprintf(&yaml, "  - { name: r%d, source: { kinds: [sla_breach], tenants: [\"t*\"] }, target: { kinds: [surge] }, equal: [tenant] }\n", n)
	}
	r := router(b, yaml.String())
	var fires []apierror.Finding
	for i := range 10_000 {
		fires = append(fires, finding(strconv.Itoa(i), apierror.KindSLABreach, low, fmt.Sprint("t", i%10)))
		r.Fires(&fires[i], noon)
	}
	effect := finding("effect", apierror.KindSurge, high, "t1")
	route := r.Targets(&effect)[0].Route
	b.Run("ask", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, muted := r.Muted(&effect, route, noon); muted {
				b.Fatal("graver than any source")
			}
		}
	})
	b.Run("fires, as before", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.Fires(&fires[7], noon)
		}
	})
	b.Run("fires and ends", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.Ends("7")
			r.Fires(&fires[7], noon)
		}
	})
}
