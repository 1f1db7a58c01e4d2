package agreement

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

func TestSentence(t *testing.T) {
	availability := Agreement{Partner: "cardnet", Availability: 0.999}
	latency := Agreement{Partner: "cardnet", Latency: 800 * time.Millisecond, Percentile: 0.95}
	each := Agreement{Partner: "cardnet", Latency: 800 * time.Millisecond}
	for _, c := range []struct {
		scene *scene
		want  string
	}{
		{newScene(availability).run(day, partner{}), "partner cardnet saw no calls in 30d"},
		{
			newScene(availability).run(30*time.Minute, partner{}).run(time.Minute, partner{calls: 2, failEvery: 2}),
			"partner cardnet is not judged by so few calls on availability: 1 of 2 failed in the 1m seen so far",
		},
		{
			newScene(availability).run(31*day, partner{calls: 10, failEvery: 5000}),
			"partner cardnet keeps its agreement on availability: 99.98% of 424,800 calls succeeded in 30d, where 99.9% is agreed; " +
				"about 339 more may fail in 30d",
		},
		{
			newScene(availability).run(2*time.Hour, partner{calls: 10, failEvery: 200}),
			"partner cardnet is below its agreement on availability so far, but can keep it: 99.5% of 1,200 calls succeeded " +
				"in the 2h seen so far, where 99.9% is agreed; about 426 more may fail in 30d",
		},
		{
			newScene(availability).run(20*time.Minute, partner{calls: 30, failEvery: 50, loseEvery: 60}),
			"partner cardnet burns what its agreement lets fail 17 times too fast: 1.7% of 590 calls failed in the 20m seen so far and 1.7% of 118 in 5m, " +
				"where 0.1% is allowed; at this rate the 30d budget is gone in 42h",
		},
		{
			newScene(availability).run(31*day, partner{calls: 10, failEvery: 900}).run(4*day, partner{calls: 10}),
			"partner cardnet broke, and barely keeps again, its agreement on availability: 99.904% of 424,800 calls succeeded in 30d, " +
				"where 99.9% is agreed: 408 failed, about 424 may in 30d",
		},
		{
			newScene(latency).run(31*day, partner{calls: 10, slowEvery: 10}),
			"partner cardnet has broken its agreement on latency: 90% of 424,800 calls took at most 800ms in 30d, where 95% is agreed: " +
				"42,480 took longer than 800ms, about 21,240 may in 30d; 95% took at most about 2.01s",
		},
		{
			newScene(each).run(31*day, partner{calls: 10}),
			"partner cardnet keeps its agreement on latency: 100% of 424,800 calls took at most 800ms in 30d, where 100% is agreed; " +
				"no more may be slower in 30d; the slowest took about 101ms",
		},
		{
			newScene(cardnet()).run(2*time.Hour, partner{calls: 10, failEvery: 2, loseEvery: 40}),
			"partner cardnet has broken its agreement on availability: 51% of 1,170 calls succeeded in the 2h seen so far, where 99.9% is agreed: " +
				"570 failed, about 421 may in 30d; 30 more calls were lost on the way and do not count; a penalty of 5,000.00 USD is due",
		},
	} {
		assert.Equal(t, c.want, c.scene.verdict.Sentence())
	}
	assert.Equal(t, "; 1 more call was lost on the way and does not count", (&Verdict{Lost: 1}).lost())
}

func TestEvidence(t *testing.T) {
	s := newScene(cardnet()).run(31*day, partner{calls: 10, failEvery: 300, slowEvery: 40, loseEvery: 1000})
	evidence := s.verdict.Evidence()
	require.NoError(t, pcommon.NewMap().FromRaw(evidence))
	assert.InDelta(t, 0.997, evidence["availability"], 1e-4)
	assert.InDelta(t, 0.975, evidence["latency_share"], 1e-3)
	for _, estimated := range []string{"availability", "latency_share", "availability_burn_rate", "availability_budget_left", "latency_share_budget_left"} {
		delete(evidence, estimated)
	}
	assert.Equal(t, map[string]any{
		"status": "breached", "window": "30d", "seen_seconds": int64(2_592_000), "penalty": 5000.0, "currency": "USD", "lost_calls": int64(410),
		"availability_agreed": 0.999, "availability_calls": int64(424_375), "availability_bad": int64(1275), "availability_margin": int64(-851),
		"latency_share_agreed": 0.95, "latency_share_calls": int64(424_375), "latency_share_bad": int64(10_195), "latency_share_margin": int64(11_023),
		"latency_agreed": "800ms", "latency_estimated": "100ms",
	}, evidence)
}
