package slo

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

// verdict is one as it would be after these calls.
func verdict(long, short Counts, left float64, seen time.Duration) Verdict {
	v := Verdict{
		Objective: threeNines(), Firing: true, Long: Window1h, Short: Window5m,
		Standing: Standing{BudgetLeft: left, Seen: seen, Period: 30 * day},
	}
	v.Counts[Window1h], v.Counts[Window5m], v.Counts[WindowPeriod] = long, short, long
	for w, counts := range v.Counts {
		v.Burn[w] = counts.Share() / v.Objective.Allowed()
	}
	return v
}

func TestSentence(t *testing.T) {
	long, short := Counts{Calls: 18_400, Bad: 386}, Counts{Calls: 1520, Bad: 46}
	slow := verdict(long, short, 1, 30*day)
	slow.Objective.Latency = 300 * time.Millisecond
	quiet := verdict(Counts{Calls: 1_296_000, Bad: 130}, short, 0.9, 30*day)
	quiet.Firing = false
	quiet.Burn[Window1h], quiet.Counts[Window1h] = 0.4, Counts{Calls: 5000, Bad: 2}
	starting := quiet
	starting.Seen = 20 * time.Minute
	single := quiet
	single.Counts[Window1h] = Counts{Calls: 1}
	silent := Verdict{Objective: threeNines(), Standing: Standing{Period: 30 * day}}
	for _, c := range []struct {
		v    Verdict
		want string
	}{
		{
			verdict(long, short, 1, 30*day),
			"checkout-availability burns its error budget 21 times too fast: 2.1% of 18,400 calls failed in 1h and 3.0% of 1,520 in 5m, " +
				"where 0.1% is allowed; at this rate the 30d budget is gone in 34h",
		},
		{
			slow,
			"checkout-availability burns its error budget 21 times too fast: 2.1% of 18,400 calls failed or took longer than 300ms in 1h " +
				"and 3.0% of 1,520 in 5m, where 0.1% is allowed; at this rate the 30d budget is gone in 34h",
		},
		{
			verdict(long, Counts{}, 0.4, 30*day),
			"checkout-availability burns its error budget 21 times too fast: 2.1% of 18,400 calls failed in 1h and no calls came in 5m, " +
				"where 0.1% is allowed; at this rate the 40% that is left of the 30d budget is gone in 14h",
		},
		{
			verdict(long, short, 0.99, 12*time.Minute),
			"checkout-availability burns its error budget 21 times too fast: 2.1% of 18,400 calls failed in the 12m seen so far " +
				"and 3.0% of 1,520 in 5m, where 0.1% is allowed; at this rate the 30d budget is gone in 34h",
		},
		{
			verdict(long, long, 0.99, 40*time.Second),
			"checkout-availability burns its error budget 21 times too fast: 2.1% of 18,400 calls failed in the 40s seen so far, " +
				"where 0.1% is allowed; at this rate the 30d budget is gone in 34h",
		},
		{
			verdict(Counts{Calls: 18_400, Bad: 28}, short, -0.2, 30*day),
			"checkout-availability burns its error budget 1.5 times too fast: 0.15% of 18,400 calls failed in 1h and 3.0% of 1,520 in 5m, " +
				"where 0.1% is allowed; the 30d budget is spent",
		},
		{
			verdict(Counts{Calls: 18_400, Bad: 9}, Counts{Calls: 1520}, 0.7, 30*day),
			"checkout-availability no longer burns its error budget too fast: 0.049% of 18,400 calls failed in 1h and 0% of 1,520 in 5m, " +
				"where 0.1% is allowed; 70% of the 30d budget is left",
		},
		{
			quiet,
			"checkout-availability burns its error budget at 0.4 times what is allowed in 1h: 0.04% of 5,000 calls failed; " +
				"90% of the 30d error budget is left: 0.01% of 1,296,000 calls failed in 30d",
		},
		{
			starting,
			"checkout-availability burns its error budget at 0.4 times what is allowed in 1h: 0.04% of 5,000 calls failed; " +
				"90% of the 30d error budget is left: 0.01% of 1,296,000 calls failed in the 20m seen so far",
		},
		{
			single,
			"checkout-availability burns its error budget at 0.4 times what is allowed in 1h: 0% of 1 call failed; " +
				"90% of the 30d error budget is left: 0.01% of 1,296,000 calls failed in 30d",
		},
		{silent, "checkout-availability saw no calls in 30d"},
	} {
		assert.Equal(t, c.want, c.v.Sentence())
	}
}

func TestASentenceHasAnEnd(t *testing.T) {
	v := verdict(Counts{Calls: 1, Bad: 1}, Counts{}, 1, day)
	v.Objective.Name = strings.Repeat("ä", 1<<20)
	assert.Less(t, len(v.Sentence()), 500)
}

func TestEvidence(t *testing.T) {
	s := kept(30)
	s.run(5*time.Minute, 30, 1)
	evidence := s.verdict.Evidence()
	require.NoError(t, pcommon.NewMap().FromRaw(evidence))
	assert.Equal(t, map[string]any{
		"objective": 0.999, "period": "30d", "seen_seconds": int64(2_592_000),
		"burn_rate_threshold": 14.4, "exhausted_in_seconds": evidence["exhausted_in_seconds"], "error_budget_left": evidence["error_budget_left"],
		"burn_rate_5m": 1000.0, "burn_rate_30m": evidence["burn_rate_30m"], "burn_rate_1h": evidence["burn_rate_1h"],
		"burn_rate_6h": evidence["burn_rate_6h"], "burn_rate_3d": evidence["burn_rate_3d"],
		"calls_5m": int64(145), "bad_5m": int64(145), "calls_1h": evidence["calls_1h"], "bad_1h": int64(150),
	}, evidence)
}

func TestWords(t *testing.T) {
	for share, want := range map[float64]string{
		0: "0%", 1: "100%", 0.001: "0.1%", 0.0004: "0.04%", 0.021: "2.1%", 0.03: "3.0%", 0.95: "95%", 0.33333: "33%", 0.995: "99.5%",
		0.9993: "99.93%", 0.999999: "99.9999%", 1e-6: "0.0001%", 1e-12: "0%", 0.999: "99.9%", -0.3: "-30%",
	} {
		assert.Equal(t, want, Percent(share), "%g", share)
	}
	for d, want := range map[time.Duration]string{
		0: "0s", 40 * time.Second: "40s", time.Minute: "1m", 90 * time.Second: "90s", 12 * time.Minute: "12m", time.Hour: "1h",
		90 * time.Minute: "90m", 34*time.Hour + 17*time.Minute: "34h", day: "24h", 3 * day: "3d", 30 * day: "30d",
	} {
		assert.Equal(t, want, Duration(d))
	}
}
