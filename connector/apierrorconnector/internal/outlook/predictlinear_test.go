package outlook

// line is where a rate is by the least squares of a window, and by how much it rises a minute.
type line struct{ level, slope float64 }

// lines are those of the windows that end at each minute, as Prometheus' predict_linear fits them.
func lines(s []float64, window int) []line {
	all := make([]line, len(s))
	for i := window; i < len(s); i++ {
		var st, sy, stt, sty float64
		for j := 1 - window; j <= 0; j++ {
			t, y := float64(j), s[i+j]
			st, sy, stt, sty = st+t, sy+y, stt+t*t, sty+t*y
		}
		n := float64(window)
		slope := (n*sty - st*sy) / (n*stt - st*st)
		all[i] = line{(sy - slope*st) / n, slope}
	}
	return all
}

// predictLinear is an alert `predict_linear(rate[window], ahead) > threshold` for a while, of a rate that is below the threshold yet.
func predictLinear(s []float64, fits []line, threshold float64, ahead, hold int) (claims []int) {
	held, last := 0, -31
	for i, fit := range fits {
		if s[i] >= threshold || fit.level+fit.slope*float64(ahead) < threshold {
			held = 0
			continue
		}
		held++
		if held > hold && i-last > 30 {
			claims = append(claims, i)
		}
		if held > hold {
			last = i
		}
	}
	return claims
}

// predicting is how predict_linear does on courses.
func predicting(courses []course, ahead, hold int) (of result) {
	for i := range courses {
		c := &courses[i]
		of.add(predictLinear(c.rates, c.fits, usualLimits.ErrorRate, ahead, hold), c.passes)
	}
	return of
}
