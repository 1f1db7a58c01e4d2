package impossibletravel

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const day = 24 * time.Hour

// home is a user at home: the laptop all day, the phone now and then.
func home(days int) script {
	return every(day, days,
		step{0, berlin, laptop, onLaptop}, step{30 * time.Minute, berlin, phone, onPhone},
		step{6 * time.Hour, berlin, laptop, onLaptop}, step{12 * time.Hour, berlin, phone, onPhone})
}

func TestInnocentTraffic(t *testing.T) {
	const quiet, low = apierror.SeverityNone, apierror.SeverityLow
	for name, test := range map[string]struct {
		script script
		worst  apierror.Severity
	}{
		"at home": {home(10), quiet},
		"a commuter's train": {every(10*time.Minute, 12,
			step{0, potsdam, phone, onPhone}, step{5 * time.Minute, berlin, phone, onPhone}), quiet},
		"databases that disagree by a few hundred kilometres": {every(time.Minute, 50,
			step{0, berlin, phone, onPhone}, step{time.Second, hamburg, thief, stolen}), quiet},
		"a carrier's gateway known by its country only": {every(time.Minute, 50,
			step{0, hamburg, laptop, onLaptop}, step{time.Second, germany, phone, onPhone}), quiet},
		"a gateway in the middle of a wide country": {every(time.Minute, 50,
			step{0, sanJose, laptop, onLaptop}, step{time.Second, america, phone, onPhone}), quiet},
		"a gateway of the country across the border": {every(time.Minute, 50,
			step{0, toronto, laptop, onLaptop}, step{time.Second, america, phone, onPhone}), quiet},
		"a flight to New York": {then(home(5), script{
			{4*day + 12*time.Hour, berlin, laptop, onLaptop},
			{4*day + 20*time.Hour + 30*time.Minute, newYork, tablet, newLogin},
		}), quiet},
		"a flight half around the world": {script{
			{0, berlin, laptop, onLaptop}, {26 * time.Hour, auckland, tablet, newLogin}, {52 * time.Hour, berlin, thief, stolen},
		}, quiet},
		"a VPN turned on and off": {every(20*time.Minute, 9,
			step{0, berlin, laptop, onLaptop}, step{10 * time.Minute, newYork, laptop, onLaptop}), low},
		"a VPN that signs out": {then(home(1), script{
			{13 * time.Hour, berlin, laptop, onLaptop}, {13*time.Hour + time.Minute, newYork, laptop, newLogin},
		}), low},
		"a VPN of exits all over the world": {every(10*time.Minute, 50,
			step{0, berlin, laptop, onLaptop}, step{time.Minute, lagos, laptop, onLaptop}, step{2 * time.Minute, newYork, laptop, onLaptop},
			step{3 * time.Minute, singapore, laptop, onLaptop}, step{4 * time.Minute, auckland, laptop, onLaptop},
			step{5 * time.Minute, toronto, laptop, onLaptop}), low},
		"a corporate proxy with two exits": {every(time.Minute, 200,
			step{0, paris, laptop, onLaptop}, step{time.Second, newYork, laptop, onLaptop}), low},
		"a proxy that shows no agent": {every(time.Minute, 200,
			step{0, paris, 0, onLaptop}, step{time.Second, newYork, 0, onLaptop}), low},
		"roaming: the carrier's gateway is at home": {then(home(5), every(time.Hour, 10,
			step{6 * day, singapore, laptop, onLaptop}, step{6*day + time.Second, germany, phone, onPhone})), low},
		"the phone on a VPN, the laptop at home": {then(home(1), every(time.Minute, 200,
			step{day, berlin, laptop, onLaptop}, step{day + 10*time.Second, singapore, phone, onPhone})), low},
		"three devices, one of them on a VPN": {every(time.Minute, 200,
			step{0, berlin, laptop, onLaptop}, step{1, berlin, phone, onPhone}, step{2, berlin, tablet, onTablet},
			step{10 * time.Second, newYork, tablet, onTablet}), low},
		"0/0 stands for unknown": {every(time.Minute, 50,
			step{0, berlin, laptop, onLaptop}, step{time.Second, Place{0, 0, "", ""}, thief, stolen}), quiet},
		"no place on earth": {every(time.Minute, 50,
			step{0, berlin, laptop, onLaptop}, step{1, Place{math.NaN(), 5, "NG", "Lagos"}, thief, stolen},
			step{2, Place{5, math.NaN(), "NG", "Lagos"}, thief, stolen}, step{3, Place{91, 5, "NG", "Lagos"}, thief, stolen},
			step{4, Place{5, -181, "NG", "Lagos"}, thief, stolen}, step{5, Place{math.Inf(1), 5, "NG", "Lagos"}, thief, stolen}), quiet},
		"no time": {script{
			{0, berlin, laptop, onLaptop},
			{-time.Duration(morning), lagos, thief, stolen},
			{-time.Duration(morning) - 400*day, lagos, thief, stolen},
			{time.Minute, berlin, laptop, onLaptop},
		}, quiet},
		"the same span over and over": {every(0, 50, step{0, berlin, laptop, onLaptop}), quiet},
		"both sides of the date line": {every(time.Minute, 50,
			step{0, Place{-16.8, 179.99, "FJ", "Taveuni"}, laptop, onLaptop},
			step{time.Second, Place{-16.8, -179.99, "FJ", "Taveuni"}, phone, onPhone}), quiet},
		"around the pole": {every(time.Minute, 50,
			step{0, Place{89.9, 0, "", "Pole"}, laptop, onLaptop},
			step{time.Second, Place{89.9, 180, "", "Pole"}, phone, onPhone}), quiet},
	} {
		t.Run(name, func(t *testing.T) {
			o := play(t, New(10), test.script)
			assert.Equal(t, test.worst, o.severity(), o.last.Rationale)
		})
	}
}

func TestNobodyIsNotAUser(t *testing.T) {
	m := New(10)
	var f Finding
	for _, s := range []step{{0, berlin, laptop, onLaptop}, {time.Minute, lagos, thief, stolen}} {
		assert.False(t, m.Observe(0, s.sighting(), &f))
	}
	assert.Zero(t, m.Len())
}

// What is usual is not even told as low: after a day of flipping, with new sessions and devices too.
func TestCustomaryPlacesAreQuiet(t *testing.T) {
	flip := func(from time.Duration, n int, agent, session uint64) script {
		return every(time.Hour, n, step{from, berlin, laptop, onLaptop}, step{from + time.Minute, newYork, agent, session})
	}
	m := New(10)
	first := play(t, m, flip(0, 26, laptop, onLaptop))
	assert.Equal(t, apierror.SeverityLow, first.severity())
	later := play(t, m, flip(26*time.Hour, 24, laptop, onLaptop))
	assert.Zero(t, later.severity(), later.last.Rationale)
	other := play(t, m, flip(50*time.Hour, 24, tablet, onTablet))
	assert.Zero(t, other.severity(), other.last.Rationale)
	away := play(t, m, flip(200*day, 1, tablet, newLogin))
	assert.NotZero(t, away.severity(), "half a year without use is forgotten")
}

// A new phone that is only ever used behind a VPN cannot be told from an attacker, but not for ever.
func TestSuspicionWearsOff(t *testing.T) {
	m := New(10)
	play(t, m, home(5))
	use := func(from time.Duration, n int) outcome {
		return play(t, m, every(time.Hour, n,
			step{from, berlin, laptop, onLaptop}, step{from + 10*time.Minute, singapore, tablet, onTablet}))
	}
	for d := range time.Duration(3) {
		o := use((5+d)*day, 24)
		assert.Equal(t, apierror.SeverityHigh, o.severity(), "day %d", d)
	}
	use(8*day, 36)
	o := use(10*day, 24)
	assert.Zero(t, o.severity(), o.last.Rationale)
	o = play(t, m, script{{11 * day, honolulu, tablet, onTablet}})
	assert.Equal(t, apierror.SeverityLow, o.severity(), "by now it is one of the user's devices")
}

// Whoever goes no faster than an airliner is never told of, wherever he goes, with clocks that are two minutes off either way and
// addresses that are 40 km off.
func TestTravellersAreQuiet(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		m := New(2)
		at := Place{random.Float64()*170 - 85, random.Float64()*360 - 180, "", "a"}
		now := morning
		for range 60 {
			if random.IntN(3) == 0 {
				next := Place{random.Float64()*170 - 85, random.Float64()*360 - 180, "", "b"}
				x, _ := at.spot()
				y, _ := next.spot()
				now += int64(x.kilometres(&y) / 950 * float64(time.Hour))
				at = next
			}
			now += random.Int64N(int64(time.Hour))
			said := at
			said.Lat += random.Float64()*0.6 - 0.3
			said.Lon = math.Mod(said.Lon+540+random.Float64()*0.02-0.01, 360) - 180
			s := &Sighting{
				Time: now + random.Int64N(int64(4*time.Minute)) - int64(2*time.Minute), Place: said,
				Agent: random.Uint64(), Session: random.Uint64(),
			}
			var f Finding
			require.False(t, m.Observe(alice, s, &f), "seed %d: %s", seed, f.Rationale)
		}
	}
}
