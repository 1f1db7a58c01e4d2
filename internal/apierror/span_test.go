package apierror

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

func TestVerdictRoundTrip(t *testing.T) {
	full := fullVerdict()
	tests := map[string]Verdict{
		"everything":      full,
		"failure alone":   {Failure: full.Failure, Severity: SeverityMedium},
		"suspicion alone": {Security: full.Security},
		"a trusted actor": {Security: Security{Rationale: "trusted network 10.0.0.0/8: brute_force is not raised", Actor: full.Security.Actor}},
		"slow partner alone": {Business: Business{
			Partner: "cardnet", SLABreached: true, Impact: ImpactLow, Rationale: "took longer than the agreed 800ms",
		}},
		"a process whose cost is not known": {Business: Business{
			Process: "checkout", Criticality: CriticalityHigh, Impact: ImpactMedium, ValueAtRisk: 42.5, Currency: "USD", Rationale: "1 call",
		}},
		"process without money": {Business: Business{
			Process: "reporting", Criticality: CriticalityLow, Impact: ImpactLow, Rationale: "process reporting",
		}},
	}
	for name, verdict := range tests {
		t.Run(name, func(t *testing.T) {
			attrs := pcommon.NewMap()
			attrs.PutStr("http.route", "/orders")
			verdict.WriteSpan(attrs)

			read, ok := ReadSpan(attrs)
			require.True(t, ok)
			assert.Equal(t, verdict, read)

			kept, ok := attrs.Get("http.route")
			require.True(t, ok)
			assert.Equal(t, "/orders", kept.Str())
		})
	}
}

func TestNothingIsWrittenForACleanSpan(t *testing.T) {
	attrs := pcommon.NewMap()
	(&Verdict{}).WriteSpan(attrs)
	assert.Zero(t, attrs.Len())

	_, ok := ReadSpan(attrs)
	assert.False(t, ok)
}

// Whoever is trusted is no situation: nothing but the reason and the actor is written.
func TestASparedSpanHasNeitherSignalsNorSeverity(t *testing.T) {
	attrs := pcommon.NewMap()
	(&Verdict{Security: Security{Rationale: "trusted user", Actor: Actor{Type: ActorUser, ID: "svc"}}}).WriteSpan(attrs)
	assert.Equal(t, map[string]any{KeySecurityRationale: "trusted user", KeyActorID: "svc", KeyActorType: "user"}, attrs.AsRaw())
}

func TestWritingTwiceReplaces(t *testing.T) {
	attrs := pcommon.NewMap()
	verdict := fullVerdict()
	verdict.WriteSpan(attrs)
	once := attrs.Len()
	verdict.WriteSpan(attrs)
	assert.Equal(t, once, attrs.Len())
}

func TestHostileValuesReadAsAbsent(t *testing.T) {
	tests := map[string]struct {
		key  string
		put  func(pcommon.Value)
		want Verdict
	}{
		"category outside the vocabulary": {KeyCategory, func(v pcommon.Value) { v.SetStr("catastrophe") }, Verdict{}},
		"category of the wrong type":      {KeyCategory, func(v pcommon.Value) { v.SetInt(7) }, Verdict{}},
		"confidence above one":            {KeyConfidence, func(v pcommon.Value) { v.SetDouble(17) }, Verdict{Failure: Failure{Confidence: 1}}},
		"confidence not a number":         {KeyConfidence, func(v pcommon.Value) { v.SetDouble(math.NaN()) }, Verdict{}},
		"money without a currency":        {KeyBusinessValueAtRisk, func(v pcommon.Value) { v.SetDouble(5) }, Verdict{}},
		"a cost without a currency":       {KeyBusinessCost, func(v pcommon.Value) { v.SetDouble(5) }, Verdict{}},
		"a confidence that is whole":      {KeyConfidence, func(v pcommon.Value) { v.SetInt(1) }, Verdict{Failure: Failure{Confidence: 1}}},
		"a breach of nobody's agreement":  {KeyBusinessSLABreached, func(v pcommon.Value) { v.SetBool(true) }, Verdict{}},
		"a severity without a signal":     {KeySecuritySeverity, func(v pcommon.Value) { v.SetStr("high") }, Verdict{Security: Security{Severity: SeverityHigh}}},
		"signals as one string":           {KeySecuritySignals, func(v pcommon.Value) { v.SetStr("brute_force") }, Verdict{}},
		"one signal known, one not": {KeySecuritySignals, func(v pcommon.Value) {
			list := v.SetEmptySlice()
			list.AppendEmpty().SetStr("brute_force")
			list.AppendEmpty().SetStr("mind_reading")
			list.AppendEmpty().SetInt(1)
		}, Verdict{Security: Security{Signals: []Signal{SignalBruteForce}}}},
		"severity outside the vocabulary": {KeySeverity, func(v pcommon.Value) { v.SetStr("apocalyptic") }, Verdict{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			attrs := pcommon.NewMap()
			test.put(attrs.PutEmpty(test.key))
			read, _ := ReadSpan(attrs)
			assert.Equal(t, test.want, read)
		})
	}
}

func TestHostileMoney(t *testing.T) {
	for _, amount := range []float64{-5, math.Inf(1), math.NaN()} {
		attrs := pcommon.NewMap()
		verdict := fullVerdict()
		verdict.WriteSpan(attrs)
		attrs.PutDouble(KeyBusinessValueAtRisk, amount)
		attrs.PutDouble(KeyBusinessCost, amount)
		read, _ := ReadSpan(attrs)
		assert.Zero(t, read.Business.ValueAtRisk)
		assert.Zero(t, read.Business.Cost)
	}
}
