package outlook

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const month = 30 * 24 * time.Hour

// burn lets quarters of an hour go by at 900 calls, of which a share is bad, and asks each time.
func burn(b *Budget, quarters int, share func(quarter int) float64, ask func(now int64, calls, bad float64)) {
	r := rand.New(rand.NewPCG(3, 3))
	for q := range quarters {
		at := begin + int64(q)*budgetWindow
		const n = 90_000
		bad := math.Round(n*share(q) + math.Sqrt(n*share(q))*r.NormFloat64())
		b.Add(at, false)
		s, _ := b.windows.slot(at)
		s.add(n-1, uint32(max(bad, 0)))
		now := at + budgetWindow + grace
		b.Advance(now)
		if ask != nil {
			ask(now, n, max(bad, 0))
		}
	}
}

func TestABudgetThatWillBeUsedUp(t *testing.T) {
	const allowed, quarters = 0.001, 30 * 96
	b, record, l := &Budget{}, &Record{}, usualLimits
	left := 1.0
	var events []event
	q, told := 0, false
	burn(b, 20*96, steady(0.002), func(now int64, calls, bad float64) { // twice what is allowed: it lasts for half a month
		left -= bad / (calls * quarters * allowed)
		for _, v := range b.Foresee(now, &Standing{Left: left, Allowed: allowed, Period: month}, &l, record, nil) {
			if v.Life != Told || !told {
				events = append(events, event{q, v})
			}
			told = v.Life == Told
		}
		q++
	})
	require.Len(t, events, 2)
	assert.Equal(t, CameTrue, events[1].v.Life)
	first := &events[0].v
	assert.Regexp(t, `^checkout will have used up its error budget in about 2 days \(8[0-9]% sure\)$`, first.Sentence("checkout"))
	in := time.Duration(first.At - first.now)
	actual := time.Duration(events[1].minute-events[0].minute) * 15 * time.Minute
	assert.InEpsilon(t, actual.Hours(), in.Hours(), 0.15)
	assert.GreaterOrEqual(t, actual, 40*time.Hour)
	assert.LessOrEqual(t, first.Earliest, first.At)
	assert.GreaterOrEqual(t, first.Latest, first.At)
}

func TestABudgetThatLastsIsNotToldOf(t *testing.T) {
	b, record, l := &Budget{}, &Record{}, usualLimits
	burn(b, 10*96, steady(0.0005), func(now int64, _, _ float64) {
		require.Empty(t, b.Foresee(now, &Standing{Left: 0.5, Allowed: 0.001, Period: month}, &l, record, nil))
	})
	assert.Empty(t, b.Foresee(begin, &Standing{Left: math.NaN(), Allowed: 0.001, Period: month}, &l, record, nil))
}

// An incident that is over, and calls so few that a single bad one is more than is allowed: neither says where the budget is going.
func TestABudgetAfterAnIncidentIsNotToldOf(t *testing.T) {
	const allowed, calls = 0.001, 180
	b, record, l := &Budget{}, &Record{}, usualLimits
	left := 1.0
	for q := range 8 * 96 {
		at := begin + int64(q)*budgetWindow
		for i := range calls {
			bad := q > 3*96 && q <= 3*96+2 && i%2 == 0 || q%48 == 0 && i == 0
			b.Add(at+int64(i)*budgetWindow/calls, bad)
			if bad {
				left -= 1 / (calls * 30 * 96 * allowed)
			}
		}
		now := at + budgetWindow + grace
		b.Advance(now)
		for _, v := range b.Foresee(now, &Standing{Left: left, Allowed: allowed, Period: month}, &l, record, nil) {
			require.Fail(t, "told", "%d: %s", q, v.Sentence("checkout"))
		}
	}
}
