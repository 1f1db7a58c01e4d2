package feedback

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Whatever is said, nothing that is called true is held back, nothing critical, and nothing beyond the bounds.
func TestNothingTrueIsEverHeldBack(t *testing.T) {
	kinds := []apierror.Kind{apierror.KindSurge, apierror.KindSurge, apierror.KindForecast, apierror.KindSecurity}
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 3))
		b := NewBook()
		var file []Verdict
		var rightly []Situation
		strength := func() float64 {
			if random.IntN(8) == 0 {
				return math.NaN()
			}
			return math.Exp(3 * random.Float64())
		}
		for i := range 60 {
			route := random.IntN(6)
			s := Situation{
				ID: "route" + string(rune('0'+route)), Kind: kinds[random.IntN(len(kinds))], Name: "timeout", Service: "service" + string(rune('0'+route/2)),
				Class: Class{Decade: int8(route % 2)}, Severity: apierror.Severity(1 + random.IntN(5)), Evidence: strength() - 1, Effect: strength(),
			}
			s.Started = at(i, 24*random.Float64())
			s.At = s.Started + int64(random.IntN(60))*minutes
			s.ID += string(s.Kind)
			b.Told(s.ID, &s)
			v := Verdict{Finding: s.ID, Word: words[random.IntN(3)], At: s.At}
			file = append(file, v)
			if v.Word == True {
				rightly = append(rightly, s)
			}
			for _, change := range b.Heed(file, at(i+1, 0)) {
				assert.Zero(t, change.Replay.TrueHeld)
				assert.True(t, change.Replay.HeldAfter > 0 || len(change.After) == 0, "%+v", change)
			}
		}
		for _, s := range rightly {
			require.Nil(t, b.policy.held(&s), "seed %d: %+v", seed, s)
		}
		for _, s := range rightly {
			s.Severity = apierror.SeverityCritical
			s.Effect, s.Evidence = 0, 0
			require.Nil(t, b.policy.held(&s))
		}
	}
}

func TestBounds(t *testing.T) {
	b := NewBook()
	long := strings.Repeat("a", 1000)
	for i := range int64(3 * maxRecords) {
		s := surge(strings.Repeat("r", int(i%97))+time.Duration(i).String(), 2, at(0, 0)+i*minutes)
		s.Service, s.Endpoint, s.Name = long, long, "\xff"+long
		b.Told(s.ID, &s)
		b.Told(long+s.ID, &s)
	}
	assert.Equal(t, maxRecords, b.Counts().Told)
	assert.EqualValues(t, 2*maxRecords, b.Counts().Evicted)
	assert.Len(t, b.ledger.byID, maxRecords)
	assert.LessOrEqual(t, len(b.ledger.findings), maxRecords)
	one := surge("/one", 2, 0)
	for i := range int64(100) {
		one.Started, one.At = at(int(i), 0), at(int(i), 1)
		b.Told(one.ID, &one)
	}
	assert.Len(t, b.ledger.byID[one.ID], maxOccurrences)
	b.Heed(make([]Verdict, 2*MaxVerdicts), 1)
	assert.Equal(t, MaxVerdicts, b.Counts().Verdicts)
}

func TestHostileSituations(t *testing.T) {
	s := newScene(t)
	s.judge(surge("/batch", 4, at(0, 2)), Expected)
	for _, hostile := range []Situation{
		{},
		{ID: strings.Repeat("x", 10_000), At: 1},
		{ID: "\xff", At: 1},
		{ID: surge("/batch", 0, 0).ID, Started: math.MinInt64, At: math.MaxInt64, Effect: -1, Evidence: math.Inf(-1)},
		{ID: surge("/batch", 0, 0).ID, Started: math.MaxInt64, At: math.MinInt64},
	} {
		s.Told(hostile.ID, &hostile)
		s.told(hostile, "it cannot be")
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1} {
		of := surge("/hostile", x, at(1, 2))
		of.Evidence = x
		s.judge(of, False)
		s.judge(of, Expected)
		s.Allows(&of)
	}
}
