package surge

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestRationale(t *testing.T) {
	surge := Verdict{
		Category: apierror.CategoryDependency, State: Surging, Since: epoch, FailedSince: 300, Window: 5 * minute, Calls: 1830, Failed: 227,
		Rate: 0.12404, Usual: 0.003, UsualLow: 0.001, UsualHigh: 0.0061, BaselineCalls: 120_000, Log10P: -9.4, Log10Limit: -8,
	}
	blip, cold, over, shifted, crept := surge, surge, surge, surge, surge
	blip.State = Blip
	cold.Cold, cold.BaselineCalls, cold.Usual, cold.Log10P = true, 0, 0.01, -250
	over.State, over.Rate, over.Failed = Normal, 0.002, 4
	shifted.State, shifted.Shifted = Normal, true
	crept.Creeps, crept.Window, crept.Log10P, crept.Log10Limit = true, 30*minute, -6, -5.4
	for _, c := range []struct {
		v          Verdict
		want       string
		confidence float64
	}{
		{surge, "12.4% of 1,830 calls failed as dependency in the last 5m; usual is 0.3% (0.1% to 0.61%); chance of this by accident below 1 in 10^9; " +
			"lasting since 15:06:47 UTC", 0.628},
		{blip, "12.4% of 1,830 calls failed as dependency in the last 5m; usual is 0.3% (0.1% to 0.61%); chance of this by accident below 1 in 10^9; " +
			"began at 15:06:47 UTC, not yet known to last", 0.628},
		{cold, "12.4% of 1,830 calls failed as dependency in the last 5m; baseline still cold (0 calls), so 1% is taken for usual; " +
			"chance of this by accident below 1 in 10^99; lasting since 15:06:47 UTC", 0.5},
		{over, "0.2% of 1,830 calls failed as dependency in the last 5m; usual is 0.3% (0.1% to 0.61%); the rise that began at 15:06:47 UTC is over", 0.628},
		{shifted, "12.4% of 1,830 calls failed as dependency in the last 5m; usual is 0.3% (0.1% to 0.61%); it has lasted since 15:06:47 UTC " +
			"and is taken for usual from now on", 0.628},
		{crept, "12.4% of 1,830 calls failed as dependency in the last 30m; usual in the last days was 0.3% (0.1% to 0.61%); chance of this by accident " +
			"below 1 in 10^6; raised since Jun 15 15:06 UTC", 0.612},
	} {
		assert.Equal(t, c.want, c.v.Rationale())
		assert.InDelta(t, c.confidence, c.v.Confidence(), 1e-3)
		require.NoError(t, pcommon.NewMap().FromRaw(c.v.Evidence()))
		assert.Equal(t, int64(1830), c.v.Evidence()["calls"])
	}
}

func TestWords(t *testing.T) {
	for share, want := range map[float64]string{
		0: "0%", 1: "100%", 0.1: "10%", 0.124: "12.4%", 0.93: "93%", 0.05: "5%", 0.0523: "5.2%", 0.003: "0.3%", 0.00312: "0.31%",
		0.0001: "0.01%", 0.000012: "0.0012%", 1e-9: "under 0.001%", -1: "0%", math.NaN(): "0%",
	} {
		assert.Equal(t, want, percent(share), "%v", share)
	}
	for nanos, want := range map[int64]string{5 * minute: "5m", 30 * second: "30s", 270 * second: "4m30s", 10 * minute: "10m"} {
		assert.Equal(t, want, lasted(nanos))
	}
	assert.Equal(t, "above 1 in 10", chance(-0.3))
	assert.Empty(t, State(9).String())
}
