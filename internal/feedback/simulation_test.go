package feedback

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// monday is the first minute of a simulated world.
var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC).UnixNano()

// episode is something that a detector would tell of.
type episode struct {
	Situation
	length int64
	real   bool
	what   string
}

// world is a shop of forty routes with what goes wrong in it, and what only looks like it.
type world struct {
	*rand.Rand
	routes   []Situation
	episodes []episode
}

const weeks = 10

func newWorld(seed uint64) *world {
	w := emptyWorld(seed)
	pick := w.Perm(len(w.routes))
	take := func(n int) []int {
		taken := pick[:n]
		pick = pick[n:]
		return taken
	}
	for _, route := range take(3) {
		hour, size := 1+3*w.Float64(), w.size()
		for d := range weeks * 7 {
			w.add("nightly batch", route, d, hour+0.3*w.NormFloat64(), size*math.Exp(0.2*w.NormFloat64()), 15+w.IntN(20), false)
		}
	}
	for range 2 { // services
		service, weekday, hour, size := w.IntN(8), w.IntN(5), 9+8*w.Float64(), w.size()
		for week := range weeks {
			for route := service * 5; route < service*5+3; route++ {
				w.add("weekly deploy", route, week*7+weekday, hour+0.2*w.NormFloat64(), size*math.Exp(0.25*w.NormFloat64()), 8, false)
			}
		}
	}
	for _, route := range take(3) {
		size := w.size()
		for d := range weeks * 7 {
			for range w.IntN(3) {
				w.add("noisy partner", route, d, 24*w.Float64(), size*math.Exp(0.3*w.NormFloat64()), 5+w.IntN(15), false)
			}
		}
	}
	w.happen(1.0 / 3)
	return w
}

// chanceWorld is one whose false alarms are all by chance, on whichever route.
func chanceWorld(seed uint64) *world {
	w := emptyWorld(seed)
	w.happen(3)
	return w
}

func emptyWorld(seed uint64) *world {
	w := &world{Rand: rand.New(rand.NewPCG(seed, 70))}
	for i := range 40 {
		s := Situation{
			Kind: apierror.KindSurge, Service: fmt.Sprint("service-", i/5),
			Endpoint: fmt.Sprintf("%s /things/%d", []string{"GET", "POST"}[i%2], i), Severity: apierror.SeverityMedium,
		}
		s.Class = Class{Access: AccessOf(s.Endpoint), Decade: int8(i * 7 % 4)}
		w.routes = append(w.routes, s)
	}
	return w
}

// happen adds what happens to any route: an incident a day, and so many false alarms by chance.
func (w *world) happen(chances float64) {
	for d := range weeks * 7 {
		for chance := chances * 2 * w.Float64(); chance > w.Float64(); chance-- {
			w.add("chance", w.IntN(len(w.routes)), d, 24*w.Float64(), 1+0.3*w.ExpFloat64(), 5, false)
		}
		for range w.IntN(3) {
			w.add("incident", w.IntN(len(w.routes)), d, 24*w.Float64(), 1.3*w.size(), 10+int(40*w.ExpFloat64()), true)
		}
	}
	slices.SortFunc(w.episodes, func(a, b episode) int { return cmp.Compare(a.Started, b.Started) })
}

// categories are how what is real fails, and what is chance.
var categories = []apierror.Category{apierror.CategoryTimeout, apierror.CategoryDependency, apierror.CategoryNetwork, apierror.CategoryInternal}

// size is how many times the least effect something has: as wide for what is benign as for what is not.
func (w *world) size() float64 { return 1.2 * math.Exp(math.Abs(0.8*w.NormFloat64())) }

func (w *world) add(what string, route, day int, hour, effect float64, length int, isReal bool) {
	e := episode{Situation: w.routes[route], length: int64(length) * minutes, real: isReal, what: what}
	category := categories[w.IntN(len(categories))]
	switch what {
	case "nightly batch":
		category = apierror.CategoryTimeout
	case "weekly deploy":
		category = apierror.CategoryNetwork
	case "noisy partner":
		category = apierror.CategoryDependency
	}
	e.Name, e.ID = string(category), apierror.SurgeSituation(e.Service, e.Endpoint, category)
	e.Started = monday + int64((float64(day)*24+hour)*60)*minutes
	e.Effect = effect
	e.Evidence = math.Max(0, (effect-1)*math.Pow(10, 0.7*float64(e.Class.Decade))+w.ExpFloat64())
	if what == "chance" {
		e.Evidence = 0.43 * w.ExpFloat64()
	}
	if effect > 50 {
		e.Severity = apierror.SeverityHigh
	}
	w.episodes = append(w.episodes, e)
}

// shown is whether an episode is told at any of its minutes. It begins small, and is at its full strength after some.
func shown(b *Book, e *episode) bool {
	told := false
	for at := e.Started; at < e.Started+e.length; at += minutes {
		s := e.Situation
		s.At = at
		grown := min(1, 0.4+0.2*float64((at-e.Started)/minutes))
		s.Effect, s.Evidence = max(1, e.Effect*grown), e.Evidence*grown
		// What lasts is seen in longer stretches.
		s.Evidence *= 1 + float64((at-e.Started)/minutes)/10
		if is, _ := b.Allows(&s); is {
			b.Told(s.ID, &s)
			told = true
		}
	}
	return told
}

// outcome is what somebody was told of after the verdicts.
type outcome struct {
	alarms, incidents, severe int
	by                        map[string]int
}

// live shows a Book all that happens, and lets a person judge what is told first: so many verdicts. What is told after them, or from a time on, counts.
func live(w *world, verdicts int, word func(e *episode) Word, from int64) (o outcome, judgedUntil int64) {
	b := NewBook()
	o.by = map[string]int{}
	var file []Verdict
	for i := range w.episodes {
		e := &w.episodes[i]
		switch told := shown(b, e); {
		case !told:
		case len(file) < verdicts:
			at := e.Started + e.length
			file = append(file, Verdict{Finding: e.ID, Word: word(e), At: at, By: "ann"})
			b.Heed(file, at)
			judgedUntil = e.Started
		case e.Started > from:
			o.count(e)
		}
	}
	return o, judgedUntil
}

func (o *outcome) count(e *episode) {
	o.by[e.what]++
	if !e.real {
		o.alarms++
		return
	}
	o.incidents++
	if e.Effect >= levels[levelRoute].effectMost {
		o.severe++
	}
}

func (o *outcome) plus(other outcome) {
	o.alarms += other.alarms
	o.incidents += other.incidents
	o.severe += other.severe
	for what, n := range other.by {
		o.by[what] += n
	}
}

func honest(e *episode) Word {
	switch {
	case e.real:
		return True
	case e.what == "nightly batch" || e.what == "weekly deploy":
		return Expected
	default:
		return False
	}
}

// against is by how much the false alarms are cut, and what share of the incidents is told still.
func (o *outcome) against(without *outcome) (cut, recall float64) {
	return 1 - float64(o.alarms)/float64(without.alarms), float64(o.incidents) / float64(without.incidents)
}

// compare lives through the same with verdicts and without.
func compare(lives func(seed uint64) *world, verdicts int, word func(e *episode) Word) (with, without outcome) {
	with.by, without.by = map[string]int{}, map[string]int{}
	for seed := uint64(12000); seed < 12030; seed++ { // constants were chosen on the seeds from 1 to 120
		w := lives(seed)
		o, from := live(w, verdicts, word, 0)
		with.plus(o)
		o, _ = live(w, 0, word, from)
		without.plus(o)
	}
	return with, without
}

func TestTwentyVerdicts(t *testing.T) {
	for name, word := range map[string]func(*episode) Word{
		"false and expected": honest,
		"only false": func(e *episode) Word {
			if e.real {
				return True
			}
			return False
		},
	} {
		t.Run(name, func(t *testing.T) {
			with, without := compare(newWorld, 20, word)
			cut, recall := with.against(&without)
			t.Logf("false alarms %d, without verdicts %d: cut by %.1f%%; incidents told %d of %d: %.2f%%; %v of %v",
				with.alarms, without.alarms, 100*cut, with.incidents, without.incidents, 100*recall, with.by, without.by)
			assert.Greater(t, cut, 0.8)
			assert.Greater(t, recall, 0.99)
		})
	}
}

// What is by chance comes on other routes each time: only the class tells.
func TestTwentyVerdictsOnChance(t *testing.T) {
	with, without := compare(chanceWorld, 20, honest)
	cut, recall := with.against(&without)
	t.Logf("false alarms %d, without verdicts %d: cut by %.1f%%; incidents told %d of %d: %.2f%%",
		with.alarms, without.alarms, 100*cut, with.incidents, without.incidents, 100*recall)
	assert.Greater(t, cut, 0.2)
	assert.Greater(t, recall, 0.99)
}

// Whoever calls everything false, or incidents false and the rest true, blinds the Book to no more than the bounds allow.
func TestTwentyWrongVerdicts(t *testing.T) {
	for name, word := range map[string]func(*episode) Word{
		"all false":    func(*episode) Word { return False },
		"all expected": func(*episode) Word { return Expected },
		"the reverse": func(e *episode) Word {
			if e.real {
				return False
			}
			return True
		},
	} {
		for where, lives := range map[string]func(uint64) *world{"a noisy world": newWorld, "a world of chance": chanceWorld} {
			t.Run(name+" in "+where, func(t *testing.T) {
				with, without := compare(lives, 20, word)
				_, recall := with.against(&without)
				t.Logf("incidents told %d of %d: %.2f%%, severe ones %d of %d", with.incidents, without.incidents, 100*recall, with.severe, without.severe)
				assert.Equal(t, without.severe, with.severe)
				assert.Greater(t, recall, 0.95)
			})
		}
	}
}
