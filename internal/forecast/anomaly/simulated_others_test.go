package anomaly

import (
	"math"
	"time"
)

// roadWithGaps is a sensor that stays silent for hours now and then: rush hours that differ, days off, jams.
func roadWithGaps(g *simulation) {
	g.begin(g.rows(1100, 2600), 5*time.Minute, 0.5+g.Float64(), 1+g.IntN(4))
	often, lost := 1/g.between(100, 1000), int64(0)
	for i := range g.at {
		if g.at[i] += lost; g.Float64() < often {
			lost += int64(g.between(0.5, 12) * float64(hour))
		}
	}
	noise, rushes, jams := g.noise(), 0.5+g.Float64(), 1/g.between(50, 1000)
	kind, jam, clears, size := g.IntN(3), 0.0, 1/g.between(3, 30), g.between(2, 6)
	today, strength := int64(0), 1.0
	for i := range g.values {
		if d := g.at[i] / day; d != today {
			today, strength = d, rushes*(0.6+0.8*g.Float64())
			if weekday := (d + 4) % 7; weekday == 0 || weekday == 6 {
				strength *= 0.3
			}
		}
		if jam *= 1 - clears; g.Float64() < jams {
			jam += 0.3 * g.Float64()
		}
		if g.during(i, 0, 1) {
			jam++
		}
		hour := g.hour(i)
		busy := strength * (math.Exp(-(hour-8)*(hour-8)/2) + math.Exp(-(hour-17)*(hour-17)/4))
		switch kind {
		case 0: // speed
			g.values[i] = math.Round(70 - 6*busy + 2*noise() - 8*size*min(1, jam))
		case 1: // occupancy
			g.values[i] = math.Max(0, math.Round((3+3*max(0, wave(hour, 5))+5*busy+7*size*jam)*math.Exp(0.25*noise())))
		default: // travel time
			g.values[i] = math.Round(150 + 80*busy + 40*g.ExpFloat64() + 20*noise() + 250*size*jam)
		}
	}
}

func roomByTheHour(g *simulation) {
	g.begin(g.rows(4000, 8000), time.Hour, 0, 1+g.IntN(3))
	noise, season, weekly, yearly := g.noise(), g.season(), 2*g.Float64(), 3*g.NormFloat64()
	size, lasts, rises := g.between(3, 12), g.between(3, 200), g.between(1, 60)
	wander := 0.0
	for i := range g.values {
		wander = 0.99*wander + 0.15*g.between(0.5, 2)*g.NormFloat64()
		off := 0.0
		if ago, number := g.since(i); float64(ago) < lasts+rises {
			off = size * min(1, float64(ago+1)/rises)
			if number%2 == 1 {
				off = -off
			}
		}
		atWork := 0.0
		if weekday := (g.at[i]/day + 4) % 7; weekday > 0 && weekday < 6 {
			atWork = weekly
		}
		g.values[i] = 70 + yearly*math.Sin(float64(i)/8766*2*math.Pi) + atWork + wander + season(i)/2 + noise()/2 + off
	}
}

// twoModes is a machine that works or waits; it hangs, or works in another way.
func twoModes(g *simulation) {
	g.begin(g.rows(2500, 12_000), 5*time.Minute, 0, 1+g.IntN(3))
	noise, works, waits := g.noise(), g.between(4, 60), g.between(4, 60)
	gap, other, hangs := g.between(5, 40), 1.3+g.Float64(), g.between(5, 20)
	working, mode := false, g.IntN(3)
	for i := range g.values {
		if g.Float64() < 1/map[bool]float64{true: works, false: waits}[working] {
			working = !working
		}
		level := 0.0
		if working {
			level = gap
		}
		switch {
		case mode == 0 && g.during(i, 0, int(hangs*works)):
			level = gap
		case mode == 1 && g.during(i, 0, int(hangs*waits)):
			level = 0
		case mode == 2 && g.during(i, 0, int(works)):
			level = gap * other
		}
		g.values[i] = 20 + level + noise()
	}
}

// spikyLatency has spikes all the time; the incidents are higher, or many.
func spikyLatency(g *simulation) {
	g.begin(g.rows(4000, 10_000), 5*time.Minute, 0, 1+g.IntN(3))
	noise, often, tail := g.noise(), 1/g.between(20, 400), 0.1+0.3*g.Float64()
	size, lasts, many := g.between(2, 6), g.rows(1, 20), g.Float64() < 0.4
	for i := range g.values {
		value := 40 + noise()
		if g.Float64() < often {
			value += 6 * math.Pow(g.Float64(), -tail)
		}
		switch {
		case many && g.during(i, 0, 5*lasts+20) && g.Float64() < 0.3:
			value += 8 * math.Pow(g.Float64(), -tail)
		case !many && g.during(i, 0, lasts):
			value += 6 * size * (0.7 + 0.6*g.Float64())
		}
		g.values[i] = value
	}
}

// typing is how long somebody holds a key, session by session; somebody else types slower, or otherwise.
func typing(g *simulation) {
	g.begin(g.rows(1800, 5400), 5*time.Minute, 2*g.Float64(), 1+g.IntN(3))
	rough, differs, session := g.between(0.05, 0.4), g.between(0.02, 0.2), g.between(20, 300)
	slower, rougher, lasts := g.between(1.3, 3), g.between(1, 2), g.rows(30, 250)
	now := 0.0
	for i := range g.values {
		if g.Float64() < 1/session {
			now = differs * g.NormFloat64()
		}
		value := now + rough*g.NormFloat64()
		if g.during(i, 0, lasts) {
			value = math.Log(slower) + rougher*rough*g.NormFloat64()
		}
		g.values[i] = 0.1 * math.Exp(value)
	}
}

// wrongScaling is a load that swings between too many and too few machines from the incident on.
func wrongScaling(g *simulation) {
	g.begin(g.rows(4000, 18_000), 5*time.Minute, 0, 1+g.IntN(2))
	noise, season, steps := g.noise(), g.season(), g.between(30, 500)
	swing, period, lasts := g.between(3, 15), g.between(6, 200), g.rows(100, 4000)
	machines, rise := 1.0, 5*g.Float64()
	for i := range g.values {
		if g.Float64() < 1/steps {
			machines = 0.8 + 0.4*g.Float64()
		}
		load := 40 + 5*season(i)
		if ago, _ := g.since(i); ago < lasts {
			load += rise + swing*math.Copysign(1, math.Sin(float64(ago)/period*2*math.Pi))
		}
		g.values[i] = max(0, min(100, load/machines+2*noise()))
	}
}

// jobs come every day, or now and then, and are innocent; what is not is that one takes far too long, is far larger, or that the level changes.
func jobs(g *simulation) {
	g.begin(g.rows(3000, 12_000), 5*time.Minute, 0, 1+g.IntN(3))
	noise, season, lasts := g.noise(), g.season(), g.rows(1, 20)
	size, strays, often := g.between(4, 40), g.Float64()*float64(g.IntN(2)), 1/g.between(60, 500)
	daily, kind, worse := g.Float64() < 0.7, g.IntN(3), g.between(1.5, 4)
	left, from := 0, 100+g.IntN(100)
	for i := range g.values {
		if daily && (i+int(strays*float64(i/288)))%288 == from || !daily && g.Float64() < often {
			left = lasts
		}
		value := 30 + season(i) + noise()
		left--
		if left > 0 || g.during(i, 0, 12*lasts) && kind == 0 {
			value += size * (0.9 + 0.2*g.Float64())
		}
		if g.during(i, 0, lasts) && kind == 1 {
			value += size * worse
		}
		if g.during(i, 0, 300) && kind == 2 {
			value += 3 * worse
		}
		g.values[i] = value
	}
}
