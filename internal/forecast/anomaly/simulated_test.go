package anomaly

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast/anomaly/nabscore"
)

// The simulated kinds resemble what the benchmark has beyond the measured series at hand: counts of mentions, road sensors, machines.
// A window is centred on each incident; together a series' windows cover a tenth of it.
func TestSimulated(t *testing.T) {
	for _, c := range []struct {
		kind  string
		make  func(g *simulation, variant int)
		least float64
	}{
		{"mentions", mentions, 80},
		{"road sensors", roadSensor, 85},
		{"machines", machine, 85},
	} {
		t.Run(c.kind, func(t *testing.T) {
			var all []nabscore.Series
			for variant := range 15 {
				g := &simulation{Rand: rand.New(rand.NewPCG(uint64(variant), 7))}
				c.make(g, variant)
				g.label()
				all = append(all, g.judged())
			}
			best, threshold := nabscore.Best(all...)
			t.Logf("%s: %.1f at 0.5, %.1f at the best threshold, %.3f", c.kind, nabscore.At(Alert, all...), best, threshold)
			assert.Greater(t, nabscore.At(Alert, all...), c.least)
		})
	}
}

// Twenty-four services whose latency, errors or error rate triple after some days of a row a minute: at least 22 have to be told of on the
// first row or the next, with at most one false alarm a day before.
func TestIncidentsAreFoundWithinAnInterval(t *testing.T) {
	for name, value := range map[string]func(g *simulation, load, noise, times float64) float64{
		"latency": func(_ *simulation, load, noise, times float64) float64 {
			return times * 100 * math.Exp(noise) * (1 + load/10)
		},
		"errors":     func(g *simulation, load, _, times float64) float64 { return g.about(20 * load * times) },
		"error rate": func(g *simulation, load, _, times float64) float64 { return g.about(20*load*times) / (2000 * load) },
	} {
		t.Run(name, func(t *testing.T) {
			found, alarms := 0, 0
			const services, days = 24, 4
			for service := range services {
				g := &simulation{Rand: rand.New(rand.NewPCG(uint64(service), 9))}
				incident := days*1440 - g.IntN(100)
				var d Detector
				noise := 0.0
				for i := range incident + 2 {
					at := start + int64(i)*int64(time.Minute)
					noise = 0.7*noise + 0.1*g.NormFloat64()
					times := 1.0
					if i >= incident {
						times = 3
					}
					load := 1 + 0.5*wave(float64(i%1440)/60, 8)
					if d.Observe(at, value(g, load, noise, times)).Score < Alert {
						continue
					}
					if i >= incident {
						found++
						break
					}
					alarms++
				}
			}
			t.Logf("%d of %d, %.2f false alarms a day", found, services, float64(alarms)/services/days)
			assert.GreaterOrEqual(t, found, 22)
			assert.LessOrEqual(t, alarms, services*days)
		})
	}
}

// simulation is a series under way, with the rows where something happens.
type simulation struct {
	*rand.Rand
	labelled
	incidents []int
}

// begin sets the rows' times, and so many incidents, apart and after the probation.
func (g *simulation) begin(rows int, step time.Duration, irregular float64, incidents int) {
	g.at, g.values = make([]int64, rows), make([]float64, rows)
	at := start
	for i := range g.at {
		g.at[i] = at
		at += int64(float64(step) * (1 + irregular*g.ExpFloat64()))
	}
	from := min(rows*15/100, 750) + rows/20
	apart := (rows - from - rows/20) / incidents
	for i := range incidents {
		g.incidents = append(g.incidents, from+i*apart+apart/6+g.IntN(apart*2/3))
	}
}

func (g *simulation) label() {
	wide := len(g.values) / 10 / len(g.incidents)
	for _, at := range g.incidents {
		g.spans = append(g.spans, nabscore.Window{First: at - wide/2, Last: min(at+wide/2, len(g.values)-1)})
	}
}

// during is whether a row lies so many rows before to so many after an incident.
func (g *simulation) during(row, before, after int) bool {
	for _, at := range g.incidents {
		if row >= at-before && row < at+after {
			return true
		}
	}
	return false
}

func (g *simulation) hour(row int) float64 {
	return float64(((g.at[row]%day)+day)%day) / float64(hour)
}

func wave(hour, from float64) float64 { return math.Sin((hour - from) / 24 * 2 * math.Pi) }

// mentions are counts every five minutes for 55 days: a daily wave, bursts of interest that die away, and a few that are news.
func mentions(g *simulation, _ int) {
	g.begin(15_800, 5*time.Minute, 0, 2+g.IntN(3))
	base, swing, interest, burst := math.Exp(1.5+3*g.Float64()), 0.3+0.8*g.Float64(), 0.0, 0.0
	for i := range g.values {
		interest = 0.995*interest + 0.03*g.NormFloat64()
		burst *= 0.95
		if g.Float64() < 1.0/300 {
			burst += 1.5 * base * (math.Pow(g.Float64(), -0.35) - 1)
		}
		if g.during(i, 0, 1) {
			burst += base * (4 + 10*g.Float64())
		}
		rate := base*math.Exp(swing*wave(g.hour(i), 9)+interest) + burst
		g.values[i] = max(0, math.Round(rate+math.Sqrt(rate)*g.NormFloat64()+0.25*rate*g.NormFloat64()))
	}
}

// roadSensor reads speed, occupancy or travel time at uneven times: two rush hours a day, and jams that clear slowly.
func roadSensor(g *simulation, variant int) {
	g.begin(1100+g.IntN(1400), 5*time.Minute, 1, 1+g.IntN(3))
	jam, flow := 0.0, 0.0
	for i := range g.values {
		jam *= 0.9
		if g.during(i, 0, 1) {
			jam = 1
		}
		flow = 0.7*flow + 0.7*g.NormFloat64()
		hour := g.hour(i)
		rush := math.Exp(-(hour-8)*(hour-8)/2) + math.Exp(-(hour-17)*(hour-17)/4)
		switch variant % 3 {
		case 0:
			g.values[i] = math.Round(72 - 8*rush + 2*flow - 35*jam + 2*g.NormFloat64())
		case 1:
			g.values[i] = math.Round((2 + 8*max(0, wave(hour, 5)) + 6*rush + 18*jam) * math.Exp(0.25*flow))
		default:
			g.values[i] = math.Round(120 + 100*rush + 60*g.ExpFloat64() + 900*jam)
		}
	}
}

// machine is one of several causes that are known: a failing part, a wrong setting, a holiday, an overload.
func machine(g *simulation, variant int) {
	noise, slow := 0.0, 0.0
	next := func(keep, step float64) float64 {
		noise = keep*noise + step*g.NormFloat64()
		return noise
	}
	switch variant % 5 {
	case 0: // a temperature that sinks before the machine fails
		g.begin(22_000, 5*time.Minute, 0, 4)
		drop := 0.0
		for i := range g.values {
			slow = 0.9995*slow + 0.12*g.NormFloat64()
			drop *= 0.985
			if g.during(i, 200, 0) {
				drop += 0.25
			}
			if g.during(i, 0, 1) {
				drop += 25
			}
			g.values[i] = 85 + 3*slow + 2*wave(g.hour(i), 5) + next(0.9, 0.6) - drop
		}
	case 1: // a load that rises for good
		g.begin(18_000, 5*time.Minute, 0, 1)
		for i := range g.values {
			g.values[i] = 40 + 12*wave(g.hour(i), 7) + 3*next(0.8, 1.5)
			if i >= g.incidents[0] {
				g.values[i] += 35
			}
		}
	case 2: // passengers, every half hour: days with half of them
		g.begin(10_320, 30*time.Minute, 0, 5)
		for i := range g.values {
			g.values[i] = math.Round((15_000 + 9000*wave(g.hour(i), 10)) * (1 + next(0.95, 0.02)))
			if g.during(i, 24, 24) {
				g.values[i] = math.Round(g.values[i] / 2)
			}
		}
	case 3: // latencies that spike
		g.begin(4032, 5*time.Minute, 0, 3)
		for i := range g.values {
			g.values[i] = 44 + 1.5*next(0.5, 0.7) + 2*wave(g.hour(i), 3)
			if g.during(i, 0, 3) {
				g.values[i] += 25 * g.Float64()
			}
		}
	default: // heavy-tailed times between events, four times as long for a while
		g.begin(5315, 5*time.Minute, 0, 2)
		for i := range g.values {
			g.values[i] = math.Exp(0.4 * next(0.6, 1))
			if g.during(i, 0, 30) {
				g.values[i] *= 4
			}
		}
	}
}

// about is a count of which so many are expected.
func (g *simulation) about(expected float64) float64 {
	return max(0, math.Round(expected+math.Sqrt(expected)*g.NormFloat64()))
}
