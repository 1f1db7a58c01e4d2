package impact

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var mistake = apierror.Failure{Category: apierror.CategoryValidation, Origin: apierror.OriginCaller}

// One call is a step below the process's criticality; what raises it raises it there and no further.
func TestLevels(t *testing.T) {
	tests := map[apierror.Criticality]struct{ usual, raised, mistake, raisedMistake apierror.Impact }{
		apierror.CriticalityLow:      {apierror.ImpactLow, apierror.ImpactLow, apierror.ImpactNone, apierror.ImpactNone},
		apierror.CriticalityMedium:   {apierror.ImpactLow, apierror.ImpactMedium, apierror.ImpactNone, apierror.ImpactNone},
		apierror.CriticalityHigh:     {apierror.ImpactMedium, apierror.ImpactHigh, apierror.ImpactNone, apierror.ImpactLow},
		apierror.CriticalityCritical: {apierror.ImpactHigh, apierror.ImpactCritical, apierror.ImpactLow, apierror.ImpactMedium},
	}
	for criticality, want := range tests {
		assert.Equal(t, want.usual, level(criticality, &unavailable, false), criticality)
		assert.Equal(t, want.raised, level(criticality, &unavailable, true), criticality)
		assert.Equal(t, want.mistake, level(criticality, &mistake, false), criticality)
		assert.Equal(t, want.raisedMistake, level(criticality, &mistake, true), criticality)
	}
}

const raising = `
tier_attribute: tier
tiers:
  - { name: enterprise, values: [gold], raise_impact: true }
  - { name: trial }
many_actors: 3
processes:
  - name: orders
    match: { services: [checkout] }
    criticality: critical
    value: { attribute: amount, default: 10, large: 1000 }
`

func TestWhatRaisesTheImpact(t *testing.T) {
	tests := map[string]struct {
		attrs  map[string]any
		impact apierror.Impact
		why    string
	}{
		"nothing":               {nil, apierror.ImpactHigh, ""},
		"not quite a large one": {map[string]any{"amount": 999}, apierror.ImpactHigh, ""},
		"a large one":           {map[string]any{"amount": 1000}, apierror.ImpactCritical, "worth 1000.00 USD or more"},
		"a tier":                {map[string]any{"tier": "gold"}, apierror.ImpactCritical, "tier enterprise"},
		"another tier":          {map[string]any{"tier": "trial"}, apierror.ImpactHigh, ""},
		"both":                  {map[string]any{"tier": "gold", "amount": 2e6}, apierror.ImpactCritical, "worth 1000.00 USD or more, tier enterprise"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			said := judge(t, model(t, raising).assessor(), call{trace: 1, id: 1, failed: true, attrs: test.attrs})[0]
			assert.Equal(t, test.impact, said.Impact)
			if test.why == "" {
				assert.NotContains(t, said.Rationale, "raised")
			} else {
				assert.Contains(t, said.Rationale, "; raised to the process's own criticality: "+test.why)
			}
		})
	}
}

// by makes a failure of a user's, minutes after noon.
func by(user string, minute int) call {
	ms := minute * 60_000
	return call{
		trace: uint64(ms) + 1, id: 1, start: ms, end: ms + 5, failed: true, attrs: map[string]any{"user.id": user},
	}
}

func TestHowManyAreAffected(t *testing.T) {
	const usual, raised = apierror.ImpactHigh, apierror.ImpactCritical
	mistaken := func(c call) call { c.failure = mistake; return c }
	calling := func(c call) call { c.kind = ptrace.SpanKindClient; return c }
	nobody := func(c call) call { c.attrs = nil; return c }
	tests := map[string]struct {
		calls []call
		want  apierror.Impact // of the last
	}{
		"two actors":                   {[]call{by("a", 0), by("b", 1)}, usual},
		"three actors":                 {[]call{by("a", 0), by("b", 1), by("c", 2)}, raised},
		"one actor three times":        {[]call{by("a", 0), by("a", 1), by("a", 2)}, usual},
		"three actors in any order":    {[]call{by("c", 2), by("a", 0), by("b", 1)}, raised},
		"three actors in half an hour": {[]call{by("a", 0), by("b", 10), by("c", 20)}, usual},
		"a storm that is over":         {[]call{by("a", 0), by("b", 0), by("c", 0), by("d", 20)}, usual},
		"mistakes of three":            {[]call{mistaken(by("a", 0)), mistaken(by("b", 0)), mistaken(by("c", 0)), by("d", 0)}, usual},
		"a mistake while many fail":    {[]call{by("a", 0), by("b", 0), by("c", 0), mistaken(by("d", 0))}, apierror.ImpactLow},
		"who calls names no actor":     {[]call{calling(by("a", 0)), calling(by("b", 0)), calling(by("c", 0))}, usual},
		"nobody is named":              {[]call{nobody(by("", 0)), nobody(by("", 0)), nobody(by("", 0))}, usual},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := model(t, raising).assessor()
			var last apierror.Business
			for _, c := range test.calls {
				last = judge(t, a, c)[0]
			}
			assert.Equal(t, test.want, last.Impact)
			if test.want == raised {
				assert.Contains(t, last.Rationale, "met 3 actors or more within 5m0s")
			}
		})
	}
}

// Attackers choose who they are.
func TestAMillionActorsAreAFewBytes(t *testing.T) {
	a := model(t, raising).assessor()
	for i := range 2000 {
		judge(t, a, by(strconv.Itoa(i), 0))
	}
	assert.LessOrEqual(t, a.affected[0].actors.Sum(), 64)
}

func TestPartners(t *testing.T) {
	const section = `
partners:
  - { name: each, match: { servers: [each.example] }, sla: { latency: 800ms } }
  - { name: most, match: { servers: [most.example] }, sla: { latency: 800ms, percentile: 0.99 } }
  - { name: ready, match: { services: [ready] }, sla: { availability: 0.999 } }
`
	third := apierror.Failure{Category: apierror.CategoryDependency, Origin: apierror.OriginThirdParty}
	tests := map[string]struct {
		failure    *apierror.Failure // nil for a call that succeeded
		attrs      map[string]any
		took       int
		breached   bool
		impact     apierror.Impact
		rationale  string
		notOfThese bool
	}{
		"slow": {nil, map[string]any{"server.address": "each.example"}, 900, true, apierror.ImpactLow, "partner each took longer than the agreed 800ms", false},
		"slow, as some may be": {
			nil,
			map[string]any{"server.address": "most.example"},
			900, true, apierror.ImpactNone,
			"partner most took longer than the 800ms agreed for 99% of calls", false,
		},
		"fast":          {attrs: map[string]any{"server.address": "each.example"}, took: 700, notOfThese: true},
		"slow, but who": {attrs: map[string]any{"server.address": "else.example"}, took: 900, notOfThese: true},
		"failed": {
			&third,
			map[string]any{"peer.service": "ready"},
			100, true, apierror.ImpactLow,
			"partner ready failed the call, which counts against the agreed availability of 0.999", false,
		},
		"failed, on a percentile": {&third, map[string]any{"server.address": "most.example"}, 100, false, apierror.ImpactNone, "partner most failed the call", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := model(t, section)
			a := m.assessor()
			var said apierror.Business
			c := call{trace: 1, id: 1, kind: ptrace.SpanKindClient, end: test.took, attrs: test.attrs, failed: test.failure != nil}
			if test.failure != nil {
				c.failure = *test.failure
				said = judge(t, a, c)[0]
			} else {
				said = slow(t, a, &c)
			}
			if test.notOfThese {
				assert.True(t, said.IsZero())
				return
			}
			assert.Equal(t, test.breached, said.SLABreached)
			assert.Equal(t, test.impact, said.Impact)
			assert.Equal(t, test.rationale, said.Rationale)
		})
	}
}
