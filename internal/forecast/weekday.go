package forecast

// weekOf makes a week of the average day and of what each weekday differs by: the patterns that weekdays share (that of weekends
// first) as they are, the rest as far as it is sure. What few weeks tell of one hour of one weekday is mostly noise.
func (p *profile) weekOf(daily []float64) {
	rest := make([]float64, p.week)
	for i := range rest {
		rest[i] = (p.sum[i] - p.n[i]*daily[i%p.day]) / max(p.n[i], 1e-9)
	}
	for i := range p.season {
		p.season[i] = daily[i%p.day]
	}
	for range p.kind.patterns {
		moveStrongest(rest, p.season, p.day)
	}
	for i := range rest {
		rest[i] *= p.n[i] / (p.n[i] + p.kind.shrink)
	}
	for i := range p.season {
		before, after := (i+p.week-1)%p.week, (i+1)%p.week
		p.season[i] += 0.6*rest[i] + 0.2*rest[before] + 0.2*rest[after]
	}
}

// moveStrongest moves the strongest pattern from one week to another: the best product of a factor by weekday and one by hour, found
// by power iteration.
func moveStrongest(from, to []float64, day int) {
	weekdays := len(from) / day
	byDay, byHour := make([]float64, weekdays), make([]float64, day)
	// The weekday that differs most is the first guess.
	most := 0.0
	for d := range weekdays {
		if s := dot(from[d*day:(d+1)*day], from[d*day:(d+1)*day]); s > most {
			most = s
			copy(byHour, from[d*day:(d+1)*day])
		}
	}
	const enough = 8
	for range enough {
		size := dot(byHour, byHour)
		if size == 0 {
			return
		}
		for d := range byDay {
			byDay[d] = dot(byHour, from[d*day:(d+1)*day]) / size
		}
		size = dot(byDay, byDay)
		if size == 0 {
			return
		}
		clear(byHour)
		for i, x := range from {
			byHour[i%day] += byDay[i/day] * x / size
		}
	}
	for i := range from {
		x := byDay[i/day] * byHour[i%day]
		from[i] -= x
		to[i] += x
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

// medianWeek takes the median of the last weeks: one that was all different tells nothing.
func (p *profile) medianWeek(dev []float64) {
	const weeks = 5
	same := make([]float64, 0, weeks)
	for i := range p.season {
		same = same[:0]
		for at := len(dev) - p.week + i; at >= 0 && len(same) < weeks; at -= p.week {
			same = append(same, dev[at])
		}
		p.season[i] = quantile(same, 0.5)
	}
}
