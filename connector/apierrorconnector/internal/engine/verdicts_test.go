package engine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
)

// episode is a time in which a route fails more than usual.
type episode struct {
	what     string // of what is innocent: why; of a fault: in what it differs from what is innocent there
	route    int
	category apierror.Category
	from, to int64 // minutes
	share    float64
	real     bool
	who      string // whose calls these are; "" for those of anybody
}

const (
	shopRoutes = 24
	shopDays   = 42
	warmDays   = 4 // after which verdicts are given
	dayMinutes = 24 * 60
)

// fails are the ways in which faults fail.
var fails = []apierror.Category{apierror.CategoryTimeout, apierror.CategoryDependency, apierror.CategoryNetwork, apierror.CategoryInternal}

// routeOf is a route of the simulated shop: three to a service, some busy and some hardly used.
func routeOf(i int) (service, route, method string, perMinute float64) {
	return fmt.Sprint("service-", i/3), fmt.Sprint("/things/", i), []string{"GET", "POST"}[i%2], []float64{30, 300, 3000}[i/2%3]
}

// chronicle is what goes wrong in a shop, and what only looks like it: batches by night, a partner that is noisy at any hour, clients that retry after the
// morning's job, and deployments of a service. A third of the faults is on these very routes.
type chronicle struct {
	*rand.Rand
	episodes []episode
	noisy    []episode // one of each route that seems to fail
}

func (h *chronicle) add(what string, route, day int, hour float64, length int, share float64, category apierror.Category, isReal bool) *episode {
	from := int64(day)*dayMinutes + int64(60*hour)
	h.episodes = append(h.episodes, episode{what, route, category, from, from + int64(length), math.Min(0.95, share), isReal, ""})
	return &h.episodes[len(h.episodes)-1]
}

func (h *chronicle) share() float64 { return 0.08 * math.Exp(0.7*h.NormFloat64()) }

func newChronicle(seed uint64) *chronicle {
	h := &chronicle{Rand: rand.New(rand.NewPCG(seed, 71))}
	order := h.Perm(shopRoutes)
	recur := func(route int, what, who string, category apierror.Category, days func(day int) int, hour func() float64, length int) {
		size := h.share()
		h.noisy = append(h.noisy, episode{what: what, who: who, route: route, category: category, share: size, from: int64(60 * hour()), to: int64(length)})
		for day := range shopDays {
			for range days(day) {
				h.add(what, route, day, hour(), length+h.IntN(length/2), size*math.Exp(0.2*h.NormFloat64()), category, false).who = who
			}
		}
	}
	daily := func(int) int { return 1 }
	for _, route := range order[:3] {
		at := 1 + 3*h.Float64()
		recur(route, "nightly batch", "batch", apierror.CategoryTimeout, daily, func() float64 { return at + 0.2*h.NormFloat64() }, 20)
	}
	for _, route := range order[3:6] {
		recur(route, "noisy partner", "partner", apierror.CategoryDependency, func(int) int { return h.IntN(3) }, func() float64 { return 23 * h.Float64() }, 10)
	}
	for _, route := range order[6:8] {
		at := 7 + 3*h.Float64()
		recur(route, "retries of a client", "client", apierror.CategoryRateLimit, daily, func() float64 { return at + 0.3*h.NormFloat64() }, 15)
	}
	weekday, at := h.IntN(5), 9+8*h.Float64()
	service := order[8] / 3
	for route := 3 * service; route < 3*service+3; route++ {
		recur(route, "deployment", "", apierror.CategoryNetwork, func(day int) int {
			if day%7 == weekday {
				return 1
			}
			return 0
		}, func() float64 { return at + 0.1*h.NormFloat64() }, 10)
	}
	for day := range shopDays {
		for range 1 + h.IntN(3) {
			h.fault(day)
		}
	}
	return h
}

// fault is a real one: on any route, or on one that is noisy, where it differs from what is usual there in one thing.
func (h *chronicle) fault(day int) {
	share, hour, length := 1.3*h.share(), 23*h.Float64(), 12+int(25*h.ExpFloat64())
	if h.IntN(3) > 0 {
		h.add("elsewhere", h.IntN(shopRoutes), day, hour, length, share, fails[h.IntN(len(fails))], true)
		return
	}
	of := h.noisy[h.IntN(len(h.noisy))]
	at := float64(of.from)/60 + 0.2*h.NormFloat64()
	recurs := of.what != "noisy partner" // which comes at any hour
	switch differs := h.IntN(4); {
	case differs == 0:
		another := fails[h.IntN(len(fails))]
		for another == of.category {
			another = fails[h.IntN(len(fails))]
		}
		h.add("other category", of.route, day, at, length, of.share, another, true)
	case differs == 1 && recurs:
		h.add("other time of day", of.route, day, math.Mod(at+5+14*h.Float64(), 24), length, of.share, of.category, true).who = of.who
	case differs <= 2:
		h.add("higher", of.route, day, at, length, 3*of.share, of.category, true).who = of.who
	default:
		share := of.share * math.Exp(0.2*h.NormFloat64())
		h.add("other contributor", of.route, day, at, int(of.to), share, of.category, true).who = "another"
	}
}

// toldOf is what became of a chronicle: what was told after a time, by what it was of, and in how many episodes.
type toldOf struct {
	alarms, faults int
	by             map[string]int
	judgedUntil    int64 // minutes
}

// live lets an engine see a chronicle. An oracle says of the first findings, so many, what they are, half an hour after each began.
func (h *chronicle) live(tb testing.TB, seed uint64, verdicts int, after int64) toldOf {
	settings := defaults(tb)
	settings.Forecast.Enabled = false
	begin := start.Truncate(24 * time.Hour).UnixNano()
	e := New(settings, begin)
	e.TellFindings()
	random := rand.New(rand.NewPCG(seed, 72))
	of, ids := make(map[string]toldAt), make(map[toldAt]string)
	places := make([]*place, shopRoutes)
	for i := range places {
		service, route, method, _ := routeOf(i)
		places[i] = &place{subject: apierror.Subject{Service: service, Route: route}, endpoint: route, method: method}
		e.incidents.places[e.placeKey(service, route)] = places[i]
		places[i].expectFailures(e)
		for _, c := range apierror.Categories() {
			of[apierror.SurgeSituation(service, route, c)] = toldAt{i, c}
			ids[toldAt{i, c}] = apierror.SurgeSituation(service, route, c)
		}
	}
	active := make([][]*episode, shopDays+1)
	for i := range h.episodes {
		if day := h.episodes[i].from / dayMinutes; day < shopDays {
			active[day] = append(active[day], &h.episodes[i])
			active[day+1] = append(active[day+1], &h.episodes[i])
		}
	}
	type pending struct {
		verdict feedback.Verdict
		due     int64
	}
	var waiting []pending
	var file []feedback.Verdict
	open, counted := make(map[string]bool), make(map[*episode]bool)
	result := toldOf{by: make(map[string]int)}
	for at := range int64(shopDays * dayMinutes) {
		now := begin + at*60e9
		for i, p := range places {
			_, _, _, perMinute := routeOf(i)
			calls := perMinute * (0.6 - 0.4*math.Cos(2*math.Pi*float64(at)/dayMinutes))
			n := uint64(max(0, math.Round(calls+math.Sqrt(calls)*random.NormFloat64())))
			p.seen = now
			p.rates.AddCounts(now, n, drawn(random, n, 0.005), fails[i%len(fails)])
			for _, ep := range active[at/dayMinutes] {
				if ep.route == i && at >= ep.from && at < ep.to {
					failed := drawn(random, n, ep.share)
					p.rates.AddCounts(now, failed, failed, ep.category)
					contributed(p, random, now, n, failed, ep.who)
				}
			}
		}
		e.judgeAll(now + 59e9)
		due := e.incidents.book.Tick(now + 59e9)
		e.Sent(due)
		for i := range due {
			f := &due[i]
			firing := f.Status == apierror.StatusFiring
			if !firing || open[f.ID] {
				open[f.ID] = firing
				continue
			}
			open[f.ID] = true
			is := h.behind(f, of, active[at/dayMinutes], at)
			switch {
			case at < warmDays*dayMinutes:
			case len(waiting)+len(file) < verdicts:
				waiting = append(waiting, pending{feedback.Verdict{Finding: f.ID, Word: wordOf(is), By: "ann", At: now + 59e9}, at + 30})
				result.judgedUntil = at
			case at > max(after, result.judgedUntil) && (is == nil || !is.real):
				result.count(is, counted)
			}
		}
		// Who hears of something while a fault goes on hears of the fault.
		for _, ep := range active[at/dayMinutes] {
			if all := len(waiting)+len(file) == verdicts; all && ep.real && at >= ep.from && at <= ep.to && ep.from > max(after, result.judgedUntil) && open[ids[toldAt{ep.route, ep.category}]] {
				result.count(ep, counted)
			}
		}
		for len(waiting) > 0 && waiting[0].due <= at {
			file, waiting = append(file, waiting[0].verdict), waiting[1:]
			e.Heed(file, now)
		}
	}
	return result
}

// contributed shows a place a hundred of a minute's calls, of which some are of somebody who fails, and the rest of ten others.
func contributed(p *place, random *rand.Rand, now int64, calls, failed uint64, who string) {
	tenants := [...]string{"batch", "partner", "client", "another", "acme", "globex", "hooli", "initech", "stark", "wayne"}
	for i := range min(calls, 100) {
		isFailed := i*calls/min(calls, 100) < failed
		tenant := tenants[random.IntN(len(tenants))]
		if isFailed && who != "" {
			tenant = who
		}
		if c := p.failures.contributors; c.Wants(isFailed) {
			c.Add(now, isFailed, "", "", tenant)
		}
	}
}

func (t *toldOf) count(is *episode, counted map[*episode]bool) {
	if is == nil {
		t.alarms++
		t.by["chance"]++
		return
	}
	if counted[is] { // a fault is found once, and so is what is none
		return
	}
	counted[is] = true
	t.by[is.what]++
	if is.real {
		t.faults++
	} else {
		t.alarms++
	}
}

// toldAt is what a finding's id stands for.
type toldAt struct {
	route    int
	category apierror.Category
}

// behind is the episode that a finding tells of, a fault rather than something else; nil for none.
func (h *chronicle) behind(f *apierror.Finding, of map[string]toldAt, active []*episode, at int64) (found *episode) {
	for _, ep := range active {
		if of[f.ID] == (toldAt{ep.route, ep.category}) && at >= ep.from && at <= ep.to+20 && (found == nil || ep.real) {
			found = ep
		}
	}
	return found
}

func wordOf(is *episode) feedback.Word {
	switch {
	case is == nil || is.what == "noisy partner":
		return feedback.False
	case is.real:
		return feedback.True
	default:
		return feedback.Expected
	}
}

func drawn(random *rand.Rand, n uint64, p float64) uint64 {
	mean := float64(n) * p
	if mean > 20 {
		return min(n, uint64(max(0, math.Round(mean+math.Sqrt(mean*(1-p))*random.NormFloat64()))))
	}
	failed := uint64(0)
	for limit, product := math.Exp(-mean), random.Float64(); product > limit; product *= random.Float64() {
		failed++
	}
	return min(n, failed)
}
