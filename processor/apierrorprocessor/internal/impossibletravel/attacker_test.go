package impossibletravel

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// atHome is the user in use of the laptop, every ten minutes.
func atHome(from time.Duration, n int) script {
	return every(10*time.Minute, n, step{from, berlin, laptop, onLaptop})
}

func TestSomebodyElse(t *testing.T) {
	const low, medium, high = apierror.SeverityLow, apierror.SeverityMedium, apierror.SeverityHigh
	for name, test := range map[string]struct {
		script     script
		worst      apierror.Severity
		confidence float64
	}{
		"a stolen password": {
			script{{0, berlin, laptop, onLaptop}, {5 * time.Minute, lagos, thief, newLogin}}, medium, 0.7,
		},
		"a stolen password of a user known for long": {
			then(home(20), atHome(20*day, 6), script{{20*day + time.Hour, lagos, thief, newLogin}}), medium, 0.7,
		},
		"a stolen password, used at night": {
			then(home(5), script{{4*day + 16*time.Hour, lagos, thief, newLogin}}), medium, 0.7,
		},
		"both go on": {
			then(atHome(0, 3), script{
				{25 * time.Minute, lagos, thief, newLogin}, {30 * time.Minute, berlin, laptop, onLaptop}, {35 * time.Minute, lagos, thief, newLogin},
			}), high, 0.85,
		},
		"the user goes on only": {
			then(atHome(0, 3), script{{25 * time.Minute, lagos, thief, newLogin}}, atHome(30*time.Minute, 6)), medium, 0.7,
		},
		"the attacker goes on only": {
			then(atHome(0, 3), every(time.Minute, 30, step{25 * time.Minute, lagos, thief, newLogin})), medium, 0.7,
		},
		"both go on, the attacker with another login each time": {
			then(atHome(0, 3), script{
				{25 * time.Minute, lagos, thief, newLogin}, {30 * time.Minute, berlin, laptop, onLaptop}, {35 * time.Minute, lagos, thief, stolen},
			}), medium, 0.7,
		},
		"the user logs in again": {
			then(atHome(0, 3), script{
				{25 * time.Minute, lagos, thief, newLogin}, {30 * time.Minute, berlin, phone, onPhone}, {35 * time.Minute, lagos, thief, newLogin},
			}), medium, 0.7,
		},
		"a span delivered again after the user went on": {
			then(atHome(0, 3), script{
				{25 * time.Minute, lagos, thief, newLogin}, {30 * time.Minute, berlin, laptop, onLaptop}, {25 * time.Minute, lagos, thief, newLogin},
			}), medium, 0.7,
		},
		"where the user was once, before the home was known": {
			then(script{{-day, lagos, phone, onPhone}}, home(5), atHome(5*day, 1), script{{5*day + 5*time.Minute, lagos, thief, newLogin}}),
			medium, 0.7,
		},
		"a stolen session": {
			then(atHome(0, 3), script{{25 * time.Minute, lagos, thief, onLaptop}}), medium, 0.65,
		},
		"a stolen session, and both go on": {
			then(atHome(0, 3), every(10*time.Minute, 3,
				step{25 * time.Minute, lagos, thief, onLaptop}, step{30 * time.Minute, berlin, laptop, onLaptop}),
				script{{time.Hour, lagos, thief, onLaptop}}), high, 0.85,
		},
		"agent and session unknown": {
			every(10*time.Minute, 3, step{0, berlin, 0, 0}, step{5 * time.Minute, lagos, 0, 0}), medium, 0.4,
		},
		"nothing known of who was at home": {
			script{{0, berlin, 0, 0}, {5 * time.Minute, lagos, thief, stolen}}, medium, 0.4,
		},
		"session unknown": {
			script{{0, berlin, laptop, 0}, {5 * time.Minute, lagos, thief, 0}}, medium, 0.55,
		},
		"agent unknown": {
			script{{0, berlin, 0, onLaptop}, {5 * time.Minute, lagos, 0, newLogin}}, medium, 0.5,
		},
		"agent unknown, and both go on": {
			every(10*time.Minute, 3, step{0, berlin, 0, onLaptop}, step{5 * time.Minute, lagos, 0, newLogin}), high, 0.7,
		},
		"only the country is known": {
			script{{0, berlin, laptop, onLaptop}, {5 * time.Minute, nigeria, thief, newLogin}}, medium, 0.6,
		},
		"nothing but coordinates is known": {
			script{{0, Place{52, 13, "", ""}, laptop, onLaptop}, {5 * time.Minute, Place{1, 103, "", ""}, thief, newLogin}}, medium, 0.6,
		},
		"behind the exit of a VPN that the user has too": {
			then(every(10*time.Minute, 3, step{0, berlin, laptop, onLaptop}, step{5 * time.Minute, newYork, laptop, onLaptop}),
				script{{35 * time.Minute, newYork, thief, newLogin}}), medium, 0.7,
		},
		"an attacker with the user's agent and session": {
			then(atHome(0, 3), script{{25 * time.Minute, lagos, laptop, onLaptop}}), low, 0.3,
		},
		"an attacker with the user's agent": {
			then(atHome(0, 3), script{{25 * time.Minute, lagos, laptop, newLogin}}), low, 0.4,
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := play(t, New(10), test.script)
			assert.Equal(t, test.worst, o.severity())
			assert.InDelta(t, test.confidence, o.last.Confidence, 0.001, o.last.Rationale)
			assert.NotContains(t, o.worst, "BerlinDE", "the user at home is not who is told of")
		})
	}
}

func TestTheAttackersNextExit(t *testing.T) {
	awake := then(home(5), atHome(5*day, 1), script{{5*day + 5*time.Minute, lagos, thief, newLogin}})
	asleep := then(awake, script{{6 * day, lagos, thief, newLogin}})
	possible := then(home(5), script{{4*day + 20*time.Hour, lagos, thief, newLogin}}, atHome(4*day+21*time.Hour, 1))
	for name, test := range map[string]struct {
		before script
		next   step
	}{
		"while the user is at home":           {awake, step{5*day + 10*time.Minute, singapore, thief, newLogin}},
		"while the user is asleep":            {asleep, step{6*day + 5*time.Minute, singapore, thief, newLogin}},
		"with another login":                  {asleep, step{6*day + 5*time.Minute, singapore, thief, stolen}},
		"with another agent":                  {asleep, step{6*day + 5*time.Minute, singapore, tablet, newLogin}},
		"the first was possible, this is not": {possible, step{4*day + 21*time.Hour + 5*time.Minute, singapore, thief, newLogin}},
	} {
		t.Run(name, func(t *testing.T) {
			o := play(t, New(10), then(test.before, script{test.next}))
			assert.Equal(t, apierror.SeverityMedium, o.worst["SingaporeSG"], o.worst)
		})
	}
}

// An exit of a VPN that the user flips to and from does not make the first call of somebody else a proof.
func TestTheUsersOwnFlipsProveNothing(t *testing.T) {
	m := New(10)
	play(t, m, every(10*time.Minute, 5, step{0, berlin, laptop, onLaptop}, step{5 * time.Minute, newYork, laptop, onLaptop}))
	o := play(t, m, every(time.Second, 9, step{46 * time.Minute, newYork, thief, newLogin}))
	assert.Equal(t, apierror.SeverityMedium, o.severity())
}

func TestTheRoadOfAnAttackerLeavesTheUsersHomeKnown(t *testing.T) {
	m := New(10)
	play(t, m, home(2))
	for i, exit := range []Place{lagos, singapore, newYork, auckland, toronto, sanJose, honolulu, lagos} {
		o := play(t, m, script{{day + 13*time.Hour + time.Duration(i)*10*time.Minute, exit, thief + uint64(i), newLogin + uint64(i)}})
		assert.Equal(t, apierror.SeverityMedium, o.severity(), exit.City)
	}
	o := play(t, m, atHome(day+14*time.Hour, 3))
	assert.Zero(t, o.severity())
}

func TestAFindingHoldsForAnHour(t *testing.T) {
	m := New(10)
	play(t, m, then(home(5), atHome(4*day+13*time.Hour, 1)))
	// Lagos is 5203 km away: with 100 km and 5 minutes of error it is impossible for five hours, and for one more it is held.
	journey := 5*time.Hour + time.Minute
	from := 4*day + 13*time.Hour
	for after := time.Minute; after < 10*time.Hour; after += time.Minute {
		o := play(t, m, script{{from + after, lagos, thief, newLogin}})
		assert.Equal(t, after <= journey+time.Hour, o.severity() == apierror.SeverityMedium, "%s: %s", after, o.last.Rationale)
	}
}

func TestALateSpanEndsNoFinding(t *testing.T) {
	m := New(10)
	play(t, m, then(home(1), every(time.Minute, 2, step{17 * time.Hour, lagos, thief, newLogin}),
		script{{16*time.Hour + 30*time.Minute, lagos, thief, newLogin}}))
	o := play(t, m, script{{17*time.Hour + 50*time.Minute, lagos, thief, newLogin}})
	assert.Equal(t, apierror.SeverityMedium, o.severity())
}

// What was proved yesterday is not proved today.
func TestAnAnomalyStartsAnew(t *testing.T) {
	m := New(10)
	flip := every(10*time.Minute, 3,
		step{13 * time.Hour, berlin, laptop, onLaptop}, step{13*time.Hour + 5*time.Minute, lagos, thief, newLogin})
	o := play(t, m, then(home(1), flip))
	assert.Equal(t, apierror.SeverityHigh, o.severity())
	o = play(t, m, then(atHome(day, 1), script{{day + 5*time.Minute, lagos, thief, newLogin}}))
	assert.Equal(t, apierror.SeverityMedium, o.severity())
}

func TestTheHomeIsWhatItIsComparedWith(t *testing.T) {
	o := play(t, New(10), then(home(5), atHome(5*day, 1), script{
		{5*day + 5*time.Minute, lagos, thief, newLogin}, {5*day + 6*time.Minute, singapore, thief, newLogin},
	}))
	assert.Contains(t, o.last.Rationale, `"Singapore", "SG" within 6m0s of "Berlin"`)
}

func TestTheUserWhoLeavesHomeMeanwhileIsNoStranger(t *testing.T) {
	m := New(10)
	play(t, m, then(home(5), every(10*time.Minute, 3,
		step{5 * day, berlin, laptop, onLaptop}, step{5*day + 5*time.Minute, lagos, thief, newLogin})))
	o := play(t, m, script{{5*day + 40*time.Minute, hamburg, tablet, onTablet}, {5*day + 3*time.Hour, paris, tablet, stolen}})
	assert.Zero(t, o.severity(), o.last.Rationale)
}

// The slot of the impossible place goes to another, which is not to blame.
func TestAPlaceInheritsNothing(t *testing.T) {
	m := New(10)
	o := play(t, m, then(home(2), atHome(2*day, 1), script{{2*day + time.Minute, lagos, thief, newLogin}}))
	assert.Equal(t, apierror.SeverityMedium, o.severity())
	o = play(t, m, script{
		{2*day + 2*time.Minute, hamburg, phone, onPhone},
		{2*day + 3*time.Minute, amsterdam, phone, onPhone},
		{2*day + 4*time.Minute, Place{50.94, 6.96, "DE", "Cologne"}, tablet, onTablet},
	})
	assert.Zero(t, o.severity(), o.last.Rationale)
	ref, _ := m.users.Peek(alice)
	assert.Zero(t, m.users.Value(ref).anomaly)
}

func TestAFindingIsNotHeldAgainstTheHome(t *testing.T) {
	m := New(10)
	o := play(t, m, every(time.Minute, 100,
		step{0, berlin, laptop, onLaptop}, step{1, berlin, tablet, onTablet}, step{10 * time.Second, lagos, thief, newLogin}))
	assert.Equal(t, map[string]apierror.Severity{"LagosNG": apierror.SeverityHigh}, o.worst)
}

// The order in which spans arrive decides when it is told, not whether, and never tells of the user at home.
func TestLateSpans(t *testing.T) {
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 2))
		m := New(10)
		play(t, m, home(1))
		s := then(atHome(13*time.Hour, 12), every(10*time.Minute, 12, step{14*time.Hour + 3*time.Minute, lagos, thief, newLogin}))
		arrival := map[time.Duration]time.Duration{}
		for i := range s {
			arrival[s[i].after] = s[i].after + time.Duration(random.Int64N(int64(30*time.Minute)))
		}
		slices.SortFunc(s, func(a, b step) int { return int(arrival[a.after] - arrival[b.after]) })
		s = then(s, s[:10]) // delivered twice
		o := play(t, m, s)
		assert.Equal(t, map[string]apierror.Severity{"LagosNG": apierror.SeverityHigh}, o.worst, "seed %d", seed)
	}
}

func TestAJumpBackInTimeIsOne(t *testing.T) {
	m := New(10)
	play(t, m, home(5))
	o := play(t, m, script{{4*day + 12*time.Hour - 30*time.Minute, lagos, thief, newLogin}})
	assert.Equal(t, apierror.SeverityMedium, o.severity())
	assert.Contains(t, o.last.Rationale, "within 30m0s")
	o = play(t, m, script{{2*day + 20*time.Hour, singapore, thief, newLogin}})
	assert.Zero(t, o.severity(), "a backlog from a time of which nothing is known any more")
}

// Duplicates make no alternation.
func TestSpansDeliveredTwiceProveNothing(t *testing.T) {
	o := play(t, New(10), every(0, 20, step{0, berlin, laptop, onLaptop}, step{5 * time.Minute, lagos, thief, newLogin}))
	assert.Equal(t, apierror.SeverityMedium, o.severity())
}

// Of two places that are both new, the one seen first is the user's, in whatever order the spans arrive.
func TestTheFirstPlaceIsTheUsers(t *testing.T) {
	o := play(t, New(10), script{
		{10 * time.Minute, lagos, thief, newLogin}, {0, berlin, laptop, onLaptop}, {11 * time.Minute, lagos, thief, newLogin},
	})
	assert.Equal(t, map[string]apierror.Severity{"LagosNG": apierror.SeverityMedium}, o.worst)
	m := New(10)
	play(t, m, script{
		{10 * time.Minute, berlin, laptop, onLaptop},
		{20 * time.Minute, lagos, thief, newLogin},
		{-1000 * day, lagos, thief, newLogin},
		{30 * time.Minute, berlin, laptop, onLaptop},
	})
	o = play(t, m, script{{31 * time.Minute, lagos, thief, newLogin}})
	assert.Equal(t, map[string]apierror.Severity{"LagosNG": apierror.SeverityHigh}, o.worst, "a stamp from the past makes nobody senior")
	m = New(10)
	play(t, m, script{{10 * time.Minute, lagos, thief, newLogin}, {12 * time.Minute, berlin, laptop, onLaptop}, {0, berlin, laptop, onLaptop}})
	o = play(t, m, script{{13 * time.Minute, berlin, laptop, onLaptop}, {14 * time.Minute, lagos, thief, newLogin}})
	assert.Equal(t, map[string]apierror.Severity{"LagosNG": apierror.SeverityMedium}, o.worst, "a late span has told who was first")
}

// A span stamped far in the future blinds a place for a few spans only.
func TestOneClockFarAhead(t *testing.T) {
	m := New(10)
	play(t, m, then(home(5), script{{3000 * day, berlin, laptop, onLaptop}}, atHome(5*day, lateLimit)))
	o := play(t, m, script{{5*day + 31*time.Minute, lagos, thief, newLogin}})
	assert.Equal(t, apierror.SeverityMedium, o.severity())
	fresh := New(10)
	o = play(t, fresh, then(script{{3000 * day, berlin, laptop, onLaptop}}, atHome(0, lateLimit),
		script{{31 * time.Minute, lagos, thief, newLogin}}))
	assert.Equal(t, map[string]apierror.Severity{"LagosNG": apierror.SeverityMedium}, o.worst)
}

func TestThresholds(t *testing.T) {
	from := Place{0, -90, "", "here"}
	degrees := func(km float64) Place { return Place{0, km/111.195 - 90, "", "there"} }
	for name, test := range map[string]struct {
		km    float64
		after time.Duration
		found bool
	}{
		"580 km at once":          {580, 0, false},
		"620 km at once":          {620, 0, true},
		"620 km in 20 minutes":    {620, 20 * time.Minute, true},
		"620 km in 40 minutes":    {620, 40 * time.Minute, false},
		"5000 km at 900 km/h":     {5000, 5000 * time.Hour / 900, false},
		"5000 km at 1000 km/h":    {5000, 5 * time.Hour, false},
		"5000 km at 1050 km/h":    {5000, 5000 * time.Hour / 1050, true},
		"20000 km at 1030 km/h":   {20000, 20000 * time.Hour / 1030, true},
		"20000 km in a day":       {20000, day, false},
		"20000 km back in a day":  {20000, -day, false},
		"5000 km back in an hour": {5000, -time.Hour, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := play(t, New(10), then(every(6*time.Hour, 8, step{0, from, laptop, onLaptop}),
				script{{42*time.Hour + test.after, degrees(test.km), thief, newLogin}}))
			assert.Equal(t, test.found, o.severity() == apierror.SeverityMedium, o.last.Rationale)
		})
	}
}

func TestWhatIsSaid(t *testing.T) {
	hostile := Place{6.45, 3.39, "NG\n", "La\x00gos\"; DROP"}
	for name, test := range map[string]struct {
		script script
		says   string
	}{
		"somebody else": {
			script{{0, berlin, laptop, onLaptop}, {5 * time.Minute, lagos, thief, newLogin}},
			`the user is seen in "Lagos", "NG" within 5m0s of "Berlin", "DE", 5203 km away: at least 30622 km/h where an airliner makes 1000; ` +
				"agent and session are others than the user's, so it is not one device behind a VPN, a proxy or roaming, " +
				"and it is no place the user is known at",
		},
		"in turn": {
			every(time.Minute, 3, step{0, newYork, laptop, onLaptop}, step{1, lagos, thief, onLaptop}),
			`the user is seen in "Lagos", "NG" within 0s of "New York", "US", 8479 km away: at least 100551 km/h where an airliner makes 1000; ` +
				"the session is the user's but the agent another, which no VPN, proxy or roaming makes of it: the session may be stolen; " +
				"since then both places were in use in turn, so nobody has travelled",
		},
		"a VPN": {
			script{{0, Place{35.68, 139.69, "JP", "Shinjuku-ku"}, laptop, onLaptop}, {time.Hour, america, laptop, onLaptop}},
			`the user is seen in country "US" within 1h0m0s of "Shinjuk…", "JP", 9930 km away: at least 6628 km/h where an airliner makes 1000; ` +
				"agent and session are the user's, so it is likely a VPN, a proxy or roaming",
		},
		"hostile names, and none": {
			script{{0, Place{-33.87, 151.21, "", ""}, laptop, onLaptop}, {time.Hour, hostile, thief, newLogin}},
			`the user is seen in "La\x00gos\"; DROP", "NG\n" within 1h0m0s of -33.87/151.21, 15516 km away: at least 12892 km/h ` +
				"where an airliner makes 1000; agent and session are others than the user's, so it is not one device behind a VPN, " +
				"a proxy or roaming, and it is no place the user is known at",
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := play(t, New(10), test.script)
			assert.Equal(t, test.says, o.last.Rationale)
		})
	}
}
