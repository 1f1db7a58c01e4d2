package main

import (
	"math"
	"strconv"
	"strings"
)

// lines are what is drawn of a series: its unbroken stretches, as SVG points.
type lines struct {
	values, bands []string
}

// column is what falls on one column of pixels. A long series shows each column's extremes: no spike is lost, and a picture of a million
// rows is no larger than one of a few thousand.
type column struct {
	x                        float64
	first, least, most, last float64
	lower, upper             float64
}

func reduced(p picture, points []point) lines {
	var l lines
	var run []column
	end := func() {
		l.add(p, run)
		run = run[:0]
	}
	for _, point := range points {
		if math.IsNaN(point.value) {
			end()
			continue
		}
		x := math.Round(p.x(point.at)*2) / 2
		if n := len(run); n > 0 && run[n-1].x == x {
			c := &run[n-1]
			c.least, c.most, c.last = min(c.least, point.value), max(c.most, point.value), point.value
			c.lower, c.upper = least(c.lower, point.lower), most(c.upper, point.upper)
			continue
		}
		v := point.value
		run = append(run, column{x, v, v, v, v, point.lower, point.upper})
	}
	end()
	return l
}

// least and most pass over what is missing.
func least(a, b float64) float64 {
	if math.IsNaN(a) {
		return b
	}
	return -most(-a, -b)
}

func most(a, b float64) float64 {
	if math.IsNaN(a) || b > a {
		return b
	}
	return a
}

func (l *lines) add(p picture, run []column) {
	var line, top strings.Builder
	var bottom []string
	band := func() {
		if len(bottom) > 1 {
			for i := len(bottom) - 1; i >= 0; i-- {
				top.WriteString(bottom[i])
			}
			l.bands = append(l.bands, strings.TrimSpace(top.String()))
		}
		top.Reset()
		bottom = bottom[:0]
	}
	for _, c := range run {
		values := []float64{c.first}
		if c.least != c.most {
			values = append(values, c.least, c.most, c.last)
		}
		for _, value := range values {
			line.WriteString(xy(c.x, p.y(value)))
		}
		if math.IsNaN(c.lower) || math.IsNaN(c.upper) {
			band()
			continue
		}
		top.WriteString(xy(c.x, p.y(c.upper)))
		bottom = append(bottom, xy(c.x, p.y(c.lower)))
	}
	band()
	if len(run) == 1 { // a point of its own: a line to itself, which its round ends show
		line.WriteString(line.String())
	}
	if len(run) > 0 {
		l.values = append(l.values, strings.TrimSpace(line.String()))
	}
}

func xy(x, y float64) string {
	return strconv.FormatFloat(x, 'f', 1, 64) + "," + strconv.FormatFloat(y, 'f', 1, 64) + " "
}
