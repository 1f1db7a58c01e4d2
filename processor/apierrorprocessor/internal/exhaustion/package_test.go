package exhaustion

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// course is how something goes, minute by minute of a play. What happens in a play begins in minute eventAt.
type course func(minute int) float64

const (
	eventAt = 60
	playEnd = 90
)

func flat(x float64) course { return func(int) float64 { return x } }

// step changes at once, with the event and so many minutes after it.
func step(before float64, after int, to float64) course {
	return func(minute int) float64 {
		if minute < eventAt+after {
			return before
		}
		return to
	}
}

// creep grows by the same factor every minute, from so many minutes after the event on, for so many minutes.
func creep(before float64, after, minutes int, to float64) course {
	return func(minute int) float64 {
		done := min(1, max(0, float64(minute+1-eventAt-after)/float64(minutes)))
		return before * math.Pow(to/before, done)
	}
}

// during is one thing between two minutes and another before and after.
func during(usual float64, from, to int, x float64) course {
	return func(minute int) float64 {
		if minute >= from && minute < to {
			return x
		}
		return usual
	}
}

// party is actors that behave alike.
type party struct {
	first  uint64 // number of the first one; 0: nobody knows who it is
	actors int
	rate   course // calls a minute of each
	broken course // share of them
	millis course // typical duration
}

// actorOf makes the hash of an actor from its number.
func actorOf(number uint64) uint64 {
	h := number * 0x9E3779B97F4A7C15
	h = (h ^ h>>29) * 0xBF58476D1CE4E5B9
	return h ^ h>>32
}

var playStart = time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC).UnixNano()

// play makes the calls of some parties in the order of their times. Of the clean ones, one in weight is shown.
func play(seed uint64, minutes, weight int, parties ...party) []Call {
	random := rand.New(rand.NewPCG(seed, 7))
	var calls []Call
	for minute := range minutes {
		for _, p := range parties {
			for i := range p.actors {
				for range poisson(random, p.rate(minute)) {
					c := Call{
						Time:     playStart + int64(minute)*slotLength + random.Int64N(slotLength),
						Route:    1,
						Broken:   random.Float64() < p.broken(minute),
						Duration: int64(p.millis(minute) * 1e6 * math.Exp(random.NormFloat64()/2)),
						Weight:   1,
					}
					if p.first > 0 {
						c.Actor = actorOf(p.first + uint64(i))
					}
					if !c.Broken {
						if random.IntN(weight) > 0 {
							continue
						}
						c.Weight = weight
					}
					calls = append(calls, c)
				}
			}
		}
	}
	byTime(calls)
	return calls
}

func byTime(calls []Call) {
	slices.SortStableFunc(calls, func(a, b Call) int { return int(a.Time - b.Time) })
}

// delayed brings calls into another order, each up to so much later than its time says.
func delayed(seed uint64, calls []Call, delay time.Duration) []Call {
	random := rand.New(rand.NewPCG(seed, 8))
	type arrival struct {
		at   int64
		call Call
	}
	arrivals := make([]arrival, len(calls))
	for i, c := range calls {
		arrivals[i] = arrival{c.Time + random.Int64N(int64(delay)), c}
	}
	slices.SortStableFunc(arrivals, func(a, b arrival) int { return int(a.at - b.at) })
	late := make([]Call, len(calls))
	for i, a := range arrivals {
		late[i] = a.call
	}
	return late
}

func poisson(random *rand.Rand, mean float64) int {
	if mean > 30 {
		return int(max(0, math.Round(mean+math.Sqrt(mean)*random.NormFloat64())))
	}
	n, limit := 0, math.Exp(-mean)
	for p := random.Float64(); p > limit; p *= random.Float64() {
		n++
	}
	return n
}

// outcome is what came of the calls.
type outcome struct {
	flagged  map[uint64]int // calls by actor
	first    int            // minute of the first one
	worst    Finding
	switches int // how often the driver's calls turned from flagged to not or back
}

func observe(m *Memory, calls []Call) outcome {
	o := outcome{flagged: map[uint64]int{}, first: -1}
	last := map[uint64]bool{}
	for i := range calls {
		var f Finding
		c := &calls[i]
		told := m.Observe(c, &f)
		if told != last[c.Actor] {
			o.switches++
			last[c.Actor] = told
		}
		if !told {
			continue
		}
		o.flagged[c.Actor]++
		if o.first < 0 {
			o.first = int((c.Time - playStart) / slotLength)
		}
		if f.Severity >= o.worst.Severity {
			o.worst = f
		}
	}
	return o
}

func (o outcome) actors() []uint64 {
	list := []uint64{}
	for actor := range o.flagged {
		list = append(list, actor)
	}
	slices.Sort(list)
	return list
}
