package impact

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Every figure is told with the sum that it comes from.
func TestTheSum(t *testing.T) {
	tests := map[string]struct {
		fields    string // of the process
		more      string // of the section
		attrs     map[string]any
		value     float64
		cost      float64
		rationale string
		malformed int
	}{
		"a default": {
			fields: "value: { attribute: amount, default: 42.5 }", value: 42.5,
			rationale: "1 call × 42.50 USD (its default value)",
		},
		"an amount": {
			fields: "value: { attribute: amount, default: 42.5 }", attrs: map[string]any{"amount": 129.9}, value: 129.9,
			rationale: "1 call × 129.90 USD (amount)",
		},
		"an amount as a text": {fields: "value: { attribute: amount }", attrs: map[string]any{"amount": "129.90"}, value: 129.9, rationale: "1 call × 129.90 USD (amount)"},
		"an int":              {fields: "value: { attribute: amount }", attrs: map[string]any{"amount": 12}, value: 12, rationale: "1 call × 12.00 USD (amount)"},
		"an order of nothing": {fields: "value: { attribute: amount, default: 5 }", attrs: map[string]any{"amount": 0}, rationale: "1 call × 0.00 USD (amount)"},
		"cents":               {fields: "value: { attribute: amount, unit: minor }", attrs: map[string]any{"amount": 4250}, value: 42.5, rationale: "1 call × 42.50 USD (amount: 4250 minor units)"},
		"yen have no cents": {
			fields: "value: { attribute: amount, unit: minor, currency_attribute: currency }", more: "rates: { JPY: 0.0067 }",
			attrs: map[string]any{"amount": 5000, "currency": "JPY"}, value: 33.5,
			rationale: "1 call × 33.50 USD (amount: 5000 minor units = 5000 JPY × 0.0067)",
		},
		"dinars have thousandths": {
			fields: "value: { attribute: amount, unit: minor, currency_attribute: currency }", more: "rates: { KWD: 3.25 }",
			attrs: map[string]any{"amount": 5500, "currency": "KWD"}, value: 17.875,
			rationale: "1 call × 17.88 USD (amount: 5500 minor units = 5.500 KWD × 3.25)",
		},
		"another currency": {
			fields: "value: { attribute: amount, currency_attribute: currency }", more: "rates: { EUR: 1.08 }",
			attrs: map[string]any{"amount": 42.5, "currency": "eur"}, value: 45.9, rationale: "1 call × 45.90 USD (amount: 42.50 EUR × 1.08)",
		},
		"the same currency": {
			fields: "value: { attribute: amount, currency_attribute: currency }", attrs: map[string]any{"amount": 42.5, "currency": "USD"},
			value: 42.5, rationale: "1 call × 42.50 USD (amount)",
		},
		"no currency named": {
			fields: "value: { attribute: amount, currency_attribute: currency }", attrs: map[string]any{"amount": 42.5, "currency": ""},
			value: 42.5, rationale: "1 call × 42.50 USD (amount)",
		},
		"a currency without a rate": {
			fields: "value: { attribute: amount, currency_attribute: currency, default: 40 }", more: "rates: { EUR: 1.08 }",
			attrs: map[string]any{"amount": 42.5, "currency": "XYZ"}, value: 40, malformed: 1,
			rationale: `1 call × 40.00 USD (its default value: amount is in a currency without a rate: "XYZ")`,
		},
		"a currency of the wrong type": {
			fields: "value: { attribute: amount, currency_attribute: currency, default: 40 }",
			attrs:  map[string]any{"amount": 42.5, "currency": 840}, value: 40, malformed: 1,
			rationale: "1 call × 40.00 USD (its default value: amount is in no currency: currency is no text)",
		},
		"an amount that is none": {
			fields: "value: { attribute: amount, default: 40 }", attrs: map[string]any{"amount": "a lot"}, value: 40, malformed: 1,
			rationale: "1 call × 40.00 USD (its default value: amount is no amount)",
		},
		"an absurd amount": {
			fields: "value: { attribute: amount, default: 40 }", attrs: map[string]any{"amount": 1e15}, value: 40, malformed: 1,
			rationale: "1 call × 40.00 USD (its default value: amount is no amount)",
		},
		"a value that is not known": {
			fields: "value: { attribute: amount }", rationale: "the value of the call is not known: amount is absent",
		},
		"a value that cannot be known": {
			fields: "value: { attribute: amount }", attrs: map[string]any{"amount": "x"}, malformed: 1,
			rationale: "the value of the call is not known: amount is no amount",
		},
		"a share of a revenue": {
			fields: "value: { revenue: { yearly: 12000000, share: 0.4, calls: 10000000 } }", value: 0.48,
			rationale: "1 call × 0.48 USD (12000000.00 USD a year × 40% ÷ 10000000 calls)",
		},
		"all of a revenue": {
			fields: "value: { revenue: { yearly: 1000, calls: 400000 } }", value: 0.0025,
			rationale: "1 call × 0.0025 USD (1000.00 USD a year ÷ 400000 calls)",
		},
		"a revenue, and an amount that is none": {
			fields: "value: { attribute: amount, revenue: { yearly: 1000, calls: 2000 } }", attrs: map[string]any{"amount": -1}, value: 0.5, malformed: 1,
			rationale: "1 call × 0.50 USD (1000.00 USD a year ÷ 2000 calls: amount is no amount)",
		},
		"what is abandoned": {
			fields: "value: { default: 42.5 }, abandonment: 0.6", value: 42.5, cost: 25.5,
			rationale: "1 call × 42.50 USD (its default value); expected cost 42.50 USD × 60% abandoned = 25.50 USD",
		},
		"what is abandoned, and who calls": {
			fields: "value: { attribute: amount }, abandonment: 0.6, support: { cost: 7, rate: 0.1 }", attrs: map[string]any{"amount": 42.5},
			value: 42.5, cost: 26.2,
			rationale: "1 call × 42.50 USD (amount); expected cost 42.50 USD × 60% abandoned + 0.1 support contacts × 7.00 USD = 26.20 USD",
		},
		"nobody knows how many come back": {
			fields: "value: { default: 42.5 }, support: { cost: 7, rate: 0.1 }", value: 42.5, cost: 0.7,
			rationale: "1 call × 42.50 USD (its default value); expected cost 0.1 support contacts × 7.00 USD = 0.70 USD",
		},
		"all come back": {
			fields: "value: { default: 42.5 }, abandonment: 0", value: 42.5,
			rationale: "1 call × 42.50 USD (its default value); expected cost 42.50 USD × 0% abandoned = 0.00 USD",
		},
		"a contact about what is worth nothing": {
			fields: "support: { cost: 7, rate: 1 }", cost: 7,
			rationale: "no value of a call is configured; expected cost 1 support contacts × 7.00 USD = 7.00 USD",
		},
		"a penalty": {
			fields: "value: { default: 10 }, abandonment: 0.5", more: "tier_attribute: tier, tiers: [{ name: enterprise, values: [gold], penalty: 50 }]",
			attrs: map[string]any{"tier": "gold"}, value: 10, cost: 55,
			rationale: "1 call × 10.00 USD (its default value); expected cost 10.00 USD × 50% abandoned + 50.00 USD penalty of tier enterprise = 55.00 USD",
		},
		"a tier without a penalty": {
			fields: "value: { default: 10 }", more: "tier_attribute: tier, tiers: [{ name: trial }]", attrs: map[string]any{"tier": "trial"}, value: 10,
			rationale: "1 call × 10.00 USD (its default value)",
		},
		"a currency without decimals": {
			fields: "value: { default: 5000 }, abandonment: 0.25", more: "currency: JPY", value: 5000, cost: 1250,
			rationale: "1 call × 5000 JPY (its default value); expected cost 5000 JPY × 25% abandoned = 1250 JPY",
		},
		"nothing declared": {fields: "owner: ops", rationale: "no value of a call is configured"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			section := "{ processes: [{ name: orders, match: { services: [checkout] }, criticality: critical, " + test.fields + " }]"
			if test.more != "" {
				section += ", " + test.more
			}
			said := judge(t, model(t, section+" }").assessor(), call{trace: 1, id: 1, failed: true, attrs: test.attrs})[0]
			assert.Equal(t, "process orders (critical): "+test.rationale, said.Rationale)
			assert.InDelta(t, test.value, said.ValueAtRisk, 1e-12)
			assert.InDelta(t, test.cost, said.Cost, 1e-12)
			assert.Equal(t, apierror.ImpactHigh, said.Impact)
			knowsMoney := test.value > 0 || test.cost > 0 || strings.Contains(test.rationale, "1 call")
			assert.Equal(t, knowsMoney, said.Currency != "")
		})
	}
}

func TestUsualCallsShareTheirRationale(t *testing.T) {
	m := model(t, `processes: [{ name: orders, match: { services: [checkout] }, value: { default: 10 }, abandonment: 0.5 }]`)
	a := m.assessor()
	span, view := failedSpan(t, a, nil)
	var out apierror.Business
	assert.Zero(t, testing.AllocsPerRun(100, func() { a.Failed(view, span, &unavailable, 0, &out) }))
	assert.Equal(t, m.processes[0].usual, out.Rationale)
}

func TestShares(t *testing.T) {
	for share, want := range map[float64]string{0.6: "60%", 0.07: "7%", 0.999: "99.9%", 1: "100%", 0: "0%", 1.0 / 3: "33.333333%"} {
		assert.Equal(t, want, formatShare(share))
	}
}

// FuzzAmount feeds amounts and currencies of any kind: what comes out is money, and the sentence is text of a bounded length.
func FuzzAmount(f *testing.F) {
	for _, seed := range []string{"42.5", "1e15", "NaN", "Inf", "-0", "0x1p3", "4_2", "", "1e-320", strings.Repeat("9", 70)} {
		f.Add(seed, 42.5, int64(4250), "EUR")
	}
	f.Add("1", math.NaN(), int64(math.MinInt64), "\xff\x00")
	f.Add("1", math.Inf(1), int64(math.MaxInt64), strings.Repeat("€", 1000))
	m := model(f, `
rates: { EUR: 1.08, JPY: 0.0067, BIG: 900000000000000 }
processes:
  - name: orders
    match: { services: [checkout] }
    value: { attribute: amount, unit: minor, currency_attribute: currency, default: 7, large: 100 }
    abandonment: 0.5
`)
	p := &m.processes[0]
	f.Fuzz(func(t *testing.T, text string, double float64, integer int64, currency string) {
		for _, put := range []func(pcommon.Value){
			func(v pcommon.Value) { v.SetStr(text) },
			func(v pcommon.Value) { v.SetDouble(double) },
			func(v pcommon.Value) { v.SetInt(integer) },
			func(v pcommon.Value) { v.SetEmptyBytes() },
		} {
			attrs := pcommon.NewMap()
			put(attrs.PutEmpty("amount"))
			attrs.PutStr("currency", currency)
			w := p.worth(attrs, m.catalog)
			b := p.bill(&w, nil)
			for _, amount := range []float64{w.amount, b.total} {
				assert.True(t, amount >= 0 && amount < mostMoney, amount)
			}
			assert.NotEqual(t, w.read, w.malformed)
			said := p.appendBill(p.appendWorth(nil, &w), &w, &b)
			assert.Less(t, len(said), 500)
			assert.True(t, utf8.Valid(said))
		}
	})
}
