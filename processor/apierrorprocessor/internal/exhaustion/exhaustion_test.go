package exhaustion

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const attacker = 1000

// customers are twenty that call ten times a minute each; what befalls the route befalls them.
func customers(broken, millis course) party { return party{1, 20, flat(10), broken, millis} }

var (
	fine  = flat(0.004)
	quick = flat(50)
)

type scenario struct {
	parties  []party
	severity apierror.Severity
	says     string
}

var hostile = map[string]scenario{
	"a flood that grows until the route fails for all": {
		[]party{customers(creep(0.004, 3, 10, 0.4), quick), {attacker, 1, creep(10, 0, 5, 600), creep(0.004, 3, 10, 0.4), quick}},
		apierror.SeverityHigh, "while failures",
	},
	"a flood by somebody new that makes the route slow for all": {
		[]party{customers(fine, creep(50, 3, 10, 300)), {attacker, 1, step(0, 0, 300), fine, creep(50, 3, 10, 300)}},
		apierror.SeverityMedium, "while durations crept up",
	},
	"a few very expensive queries": {
		[]party{customers(fine, creep(50, 3, 10, 700)), {attacker, 1, step(0, 0, 30), fine, flat(20_000)}},
		apierror.SeverityMedium, "of the working time of this route",
	},
	"a known customer whose queries become expensive": {
		[]party{customers(fine, creep(50, 3, 8, 250)), {attacker, 1, flat(60), fine, step(50, 0, 20_000)}},
		apierror.SeverityMedium, "of the working time of this route",
	},
	"an attack that breaks the route at once": {
		[]party{customers(step(0.004, 0, 0.2), quick), {attacker, 1, step(0, 0, 500), step(0, 0, 0.2), quick}},
		apierror.SeverityMedium, "while failures rose",
	},
	"a creep of 25 minutes": {
		[]party{customers(creep(0.004, 3, 25, 0.3), quick), {attacker, 1, creep(10, 0, 10, 400), creep(0.004, 3, 25, 0.3), quick}},
		apierror.SeverityHigh, "while failures crept up",
	},
	"calls that time out, of one actor only": {
		[]party{customers(fine, quick), {attacker, 1, creep(10, 0, 8, 400), creep(0.004, 3, 8, 0.6), quick}},
		apierror.SeverityHigh, "the others' calls do not suffer yet",
	},
	"a flood among a thousand small actors": {
		[]party{
			{1, 1000, flat(0.5), creep(0.004, 3, 10, 0.4), quick},
			{attacker * 10, 1, creep(10, 0, 6, 900), creep(0.004, 3, 10, 0.4), quick},
		},
		apierror.SeverityHigh, "while failures crept up",
	},
}

func attackers(s scenario) []uint64 { return []uint64{actorOf(s.parties[len(s.parties)-1].first)} }

func TestWhoDrivesIt(t *testing.T) {
	for name, s := range hostile {
		for _, weight := range []int{1, 4} {
			for seed := range uint64(3) {
				t.Run(fmt.Sprintf("%s/one in %d shown/%d", name, weight, seed), func(t *testing.T) {
					o := observe(New(10), play(seed, playEnd, weight, s.parties...))
					require.Equal(t, attackers(s), o.actors())
					assert.GreaterOrEqual(t, o.first, eventAt+2)
					assert.LessOrEqual(t, o.first, eventAt+20)
					assert.Equal(t, 1, o.switches, "told until the end once it began")
					assert.GreaterOrEqual(t, o.worst.Severity, s.severity)
					assert.Contains(t, o.worst.Rationale, s.says)
				})
			}
		}
	}
}

var innocent = map[string][]party{
	"an ordinary day": {customers(fine, quick)},
	"a release that breaks the route": {
		customers(step(0.004, 0, 0.5), quick),
	},
	"a release that breaks the route, which has one big customer": {
		customers(step(0.004, 0, 0.5), quick), {attacker, 1, flat(300), step(0.004, 0, 0.5), quick},
	},
	"an outage of what the route calls": {
		customers(step(0.004, 0, 1), step(50, 0, 5000)), {attacker, 1, flat(100), step(0.004, 0, 1), step(50, 0, 5000)},
	},
	"an outage that creeps, by a leak of memory": {
		customers(creep(0.004, 0, 12, 0.7), creep(50, 0, 12, 2000)), {attacker, 1, flat(300), creep(0.004, 0, 12, 0.7), creep(50, 0, 12, 2000)},
	},
	"an outage in which all try again": {
		{1, 20, step(10, 0, 60), step(0.004, 0, 1), quick},
	},
	"an outage in which one customer tries again and again": {
		customers(step(0.004, 0, 1), quick), {20, 1, step(10, 0, 400), step(0.004, 0, 1), quick},
	},
	"a creeping outage in which one customer tries again and again": {
		customers(creep(0.004, 0, 10, 0.9), quick),
		{attacker, 1, func(minute int) float64 { return 10 + 400*max(0, creep(0.004, 0, 10, 0.9)(minute)-0.1) }, creep(0.004, 0, 10, 0.9), quick},
	},
	"a peak of the season that is too much for the route": {
		{1, 20, creep(10, 0, 10, 60), creep(0.004, 0, 10, 0.3), creep(50, 0, 10, 600)},
		{attacker, 1, creep(100, 0, 10, 600), creep(0.004, 0, 10, 0.3), creep(50, 0, 10, 600)},
	},
	"one load generator that sends everything": {
		{attacker, 1, creep(50, 0, 10, 1000), creep(0.004, 0, 10, 0.5), creep(50, 0, 10, 2000)},
	},
	"one load generator, beside probes": {
		{1, 8, flat(4), creep(0.004, 0, 10, 0.5), creep(50, 0, 10, 2000)},
		{attacker, 1, creep(300, 0, 10, 3000), creep(0.004, 0, 10, 0.5), creep(50, 0, 10, 2000)},
	},
	"a load generator among four others": {
		{1, 4, flat(20), creep(0.004, 0, 10, 0.5), quick}, {attacker, 1, creep(10, 0, 5, 1000), creep(0.004, 0, 10, 0.5), quick},
	},
	"a quiet route of which one in two calls fails": {
		{1, 8, flat(0.1), step(0, 0, 0.5), quick}, {attacker, 1, flat(0.5), step(0, 0, 0.5), quick},
	},
	"a big customer grows, and nothing comes of it": {
		customers(fine, quick), {attacker, 1, creep(10, 0, 10, 1000), fine, quick},
	},
	"a job of the night that slows the route a bit": {
		customers(fine, during(50, 60, 80, 110)), {attacker, 1, during(0, 60, 80, 400), fine, during(50, 60, 80, 110)},
	},
	"a hiccup of a minute while somebody calls much": {
		customers(during(0.004, 65, 66, 0.4), quick), {attacker, 1, during(5, 63, 68, 400), during(0.004, 65, 66, 0.4), quick},
	},
	"a customer that grew half an hour before a release breaks the route": {
		customers(step(0.004, 30, 0.5), quick), {attacker, 1, step(10, 0, 300), step(0.004, 30, 0.5), quick},
	},
	"a customer that stays when the others go home, and everything slows": {
		{1, 20, creep(10, 0, 20, 2), fine, creep(50, 0, 20, 400)}, {attacker, 1, flat(30), fine, creep(50, 0, 20, 400)},
	},
	"a botnet without anybody that stands out": {
		customers(creep(0.004, 0, 10, 0.4), quick), {attacker, 100, creep(0.1, 0, 5, 10), creep(0.004, 0, 10, 0.4), quick},
	},
	"nobody knows who calls": {
		customers(creep(0.004, 0, 10, 0.4), quick), {0, 500, creep(0.1, 0, 5, 2), creep(0.004, 0, 10, 0.4), quick},
	},
	"a fast route that slows from one millisecond to four": {
		customers(fine, creep(1, 0, 10, 4)), {attacker, 1, step(0, 0, 300), fine, creep(1, 0, 10, 4)},
	},
}

func TestNobodyDrivesIt(t *testing.T) {
	for name, parties := range innocent {
		for _, weight := range []int{1, 4, 100} {
			for seed := range uint64(3) {
				t.Run(fmt.Sprintf("%s/one in %d shown/%d", name, weight, seed), func(t *testing.T) {
					o := observe(New(10), play(seed, playEnd+20, weight, parties...))
					assert.Empty(t, o.flagged, o.worst.Rationale)
				})
			}
		}
	}
}

// A route that is not known yet has no baseline to compare with.
func TestColdRoute(t *testing.T) {
	s := hostile["a flood that grows until the route fails for all"]
	calls := play(1, playEnd, 1, s.parties...)
	warm := playStart + int64(eventAt-leastMinutes/3)*slotLength
	for i := range calls {
		if calls[i].Time >= warm {
			calls = calls[i:]
			break
		}
	}
	o := observe(New(10), calls)
	assert.Empty(t, o.flagged)
}

func TestOrderOfArrival(t *testing.T) {
	for name, s := range hostile {
		for seed := range uint64(2) {
			calls := play(seed, playEnd, 1, s.parties...)
			// Up to a minute late, each, is what shuffling within half a minute to either side comes to.
			o := observe(New(10), delayed(seed, calls, time.Minute))
			assert.Equal(t, attackers(s), o.actors(), "%s, seed %d", name, seed)
		}
	}
	for name, parties := range innocent {
		for seed := range uint64(2) {
			o := observe(New(10), delayed(seed, play(seed, playEnd, 1, parties...), time.Minute))
			assert.Empty(t, o.flagged, "%s, seed %d", name, seed)
		}
	}
}

func TestClocksAndDuplicates(t *testing.T) {
	s := hostile["a flood that grows until the route fails for all"]
	for name, change := range map[string]func(i int, c Call) []Call{
		"everything arrives twice":            func(_ int, c Call) []Call { return []Call{c, c} },
		"one host in ten is an hour ahead":    func(i int, c Call) []Call { return moved(i, c, time.Hour) },
		"one host in ten is a minute ahead":   func(i int, c Call) []Call { return moved(i, c, time.Minute) },
		"one host in ten is a minute behind":  func(i int, c Call) []Call { return moved(i, c, -time.Minute) },
		"one host in ten is a day behind":     func(i int, c Call) []Call { return moved(i, c, -24*time.Hour) },
		"one host in ten knows no time":       func(i int, c Call) []Call { return moved(i, c, -time.Duration(playStart)) },
		"one host in ten is centuries ahead":  func(i int, c Call) []Call { return moved(i, c, 200*365*24*time.Hour) },
		"one in ten lasts no time at all":     func(i int, c Call) []Call { return taking(i, c, -5) },
		"one in a hundred seems to last ages": func(i int, c Call) []Call { return taking(i/10, c, 1<<62) },
	} {
		t.Run(name, func(t *testing.T) {
			var calls []Call
			for i, c := range play(1, playEnd, 1, s.parties...) {
				calls = append(calls, change(i, c)...)
			}
			o := observe(New(10), calls)
			assert.Equal(t, attackers(s), o.actors())
		})
	}
}

func moved(i int, c Call, by time.Duration) []Call {
	if i%10 == 0 {
		c.Time += int64(by)
	}
	return []Call{c}
}

func taking(i int, c Call, nanos int64) []Call {
	if i%10 == 0 {
		c.Duration = nanos
	}
	return []Call{c}
}
