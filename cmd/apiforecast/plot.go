package main

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast/anomaly"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// The picture, in pixels: its size and the margins around the plot.
const (
	plotWidth, plotHeight            = 1200, 400
	marginLeft, marginRight          = 80, 20
	marginTop, marginBottom          = 40, 40
	columns                          = plotWidth - marginLeft - marginRight
	timeTicks, valueTicks            = 8, 5 // about
	labelWidth                       = 110  // of a time
	colourSeries, colourBand         = "#1f4e8c", "#cfe0f5"
	colourAlert, colourGrid          = "#c62828", "#e4e4e4"
	mostAlerts                       = 1000 // drawn; a reader tells no more apart
	smallest, largest        float64 = -1e300, 1e300
)

// point is a row to draw. What is missing is NaN.
type point struct {
	at                  float64 // Unix seconds
	value, lower, upper float64
}

type alert struct {
	at, value   float64
	explanation string
}

// plot draws a series with its band and its alerts: those that detect wrote, or else makes of it.
func plot(args []string, in io.Reader, out io.Writer) error {
	flags := flag.NewFlagSet("plot", flag.ContinueOnError)
	title := flags.String("title", "", "above the picture")
	if err := parse(flags, args); err != nil {
		return err
	}
	points, alerts, notes, err := readPoints(in)
	if err != nil {
		return err
	}
	for _, note := range notes {
		if note != "" {
			fmt.Fprintln(flags.Output(), "apiforecast:", note)
		}
	}
	p, err := scaled(points)
	if err != nil {
		return err
	}
	text := *title
	if text == "" {
		text = sentence.Count(int64(len(points)), "row") + ", " + sentence.Count(int64(len(alerts)), "alert")
	}
	_, err = io.WriteString(out, p.draw(text, points, alerts))
	return err
}

func readPoints(in io.Reader) (points []point, alerts []alert, notes []string, err error) {
	rows, err := newReader(in)
	if err != nil {
		return nil, nil, nil, err
	}
	draw := func(r *row, v *anomaly.Verdict, explanation string) error {
		p := point{at: float64(r.at.UnixNano()) / 1e9, value: drawable(r.value), lower: drawable(v.Lower), upper: drawable(v.Upper)}
		points = append(points, p)
		if v.Score >= anomaly.Alert && !math.IsNaN(p.value) {
			alerts = append(alerts, alert{p.at, p.value, strings.Clone(explanation)})
		}
		return nil
	}
	if _, judged := rows.columns["anomaly_score"]; !judged {
		notes, err = judge(rows, newHeeding(nil), draw)
		return points, alerts, notes, err
	}
	for {
		r, err := rows.next()
		if errors.Is(err, io.EOF) {
			return points, alerts, nil, nil
		}
		if err != nil {
			return nil, nil, nil, err
		}
		v := anomaly.Verdict{Score: rows.number(r, "anomaly_score"), Lower: rows.number(r, "lower"), Upper: rows.number(r, "upper")}
		_ = draw(&r, &v, rows.cell(r, "explanation")) // never fails
	}
}

// drawable keeps a value to what differences can be taken of.
func drawable(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	return max(smallest, min(largest, x))
}

// picture maps times and values to pixels.
type picture struct{ from, to, least, most float64 }

func scaled(points []point) (picture, error) {
	p := picture{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, point := range points {
		p.from, p.to = min(p.from, point.at), max(p.to, point.at)
		if !math.IsNaN(point.value) {
			p.least, p.most = min(p.least, point.value), max(p.most, point.value)
		}
	}
	if p.least > p.most {
		return p, errors.New("the series has no value to draw")
	}
	if p.from == p.to {
		p.from, p.to = p.from-1, p.to+1
	}
	pad := (p.most - p.least) / 20
	if pad == 0 {
		pad = max(math.Abs(p.most)/20, 1)
	}
	p.least, p.most = p.least-pad, p.most+pad
	return p, nil
}

func (p picture) x(at float64) float64 { return marginLeft + (at-p.from)/(p.to-p.from)*columns }

func (p picture) y(value float64) float64 {
	share := (value - p.least) / (p.most - p.least)
	// Far outside is as good as outside, and the band may be.
	return plotHeight - marginBottom - max(-1, min(2, share))*(plotHeight-marginTop-marginBottom)
}

func (p picture) draw(title string, points []point, alerts []alert) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="12" role="img">`+"\n",
		plotWidth, plotHeight, plotWidth, plotHeight)
	fmt.Fprintf(&b, "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", escaped(title))
	fmt.Fprintf(&b, `<clipPath id="plot"><rect x="%d" y="%d" width="%d" height="%d"/></clipPath>`+"\n",
		marginLeft, marginTop, columns, plotHeight-marginTop-marginBottom)
	fmt.Fprintf(&b, `<text x="%d" y="24" font-size="16">%s</text>`+"\n", marginLeft, escaped(title))
	p.axes(&b)
	b.WriteString(`<g clip-path="url(#plot)">` + "\n")
	lines := reduced(p, points)
	for _, band := range lines.bands {
		fmt.Fprintf(&b, `<polygon points="%s" fill="%s"/>`+"\n", band, colourBand)
	}
	for _, line := range lines.values {
		fmt.Fprintf(&b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="1" stroke-linecap="round"/>`+"\n", line, colourSeries)
	}
	for _, a := range alerts[:min(len(alerts), mostAlerts)] {
		x, y := p.x(a.at), p.y(a.value)
		fmt.Fprintf(&b, `<g stroke="%s"><line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke-opacity=".35"/><circle cx="%.1f" cy="%.1f" r="4" fill="%s"><title>%s</title></circle></g>`+"\n",
			colourAlert, x, x, marginTop, plotHeight-marginBottom, x, y, colourAlert, escaped(stamp(a.at)+": "+a.explanation))
	}
	b.WriteString("</g>\n")
	p.legend(&b)
	b.WriteString("</svg>\n")
	return b.String()
}

func (p picture) axes(b *strings.Builder) {
	bottom := plotHeight - marginBottom
	for _, value := range ticks(p.least, p.most, valueTicks) {
		y := p.y(value)
		fmt.Fprintf(b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="%s"/><text x="%d" y="%.1f" text-anchor="end">%.4g</text>`+"\n",
			marginLeft, plotWidth-marginRight, y, y, colourGrid, marginLeft-6, y+4, value)
	}
	step := timeStep(p.to - p.from)
	for i := math.Ceil(p.from / step); i*step <= p.to; i++ {
		at, anchor := i*step, "middle"
		if plotWidth-p.x(at) < labelWidth/2 {
			anchor = "end"
		}
		fmt.Fprintf(b, `<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#777"/><text x="%.1f" y="%d" text-anchor="%s">%s</text>`+"\n",
			p.x(at), p.x(at), bottom, bottom+5, p.x(at), bottom+20, anchor, label(at, step))
	}
	fmt.Fprintf(b, `<path d="M%d %d V%d H%d" fill="none" stroke="#777"/><text x="%d" y="%d" text-anchor="end" fill="#777">UTC</text>`+"\n",
		marginLeft, marginTop, bottom, plotWidth-marginRight, plotWidth-marginRight, bottom+35)
}

func (p picture) legend(b *strings.Builder) {
	x, offset := plotWidth-marginRight-260, 0
	for _, entry := range []struct {
		colour, name string
		width        int
	}{{colourSeries, "value", 70}, {colourBand, "95% expected", 120}, {colourAlert, "alert", 0}} {
		fmt.Fprintf(b, `<rect x="%d" y="14" width="12" height="12" fill="%s"/><text x="%d" y="24">%s</text>`+"\n", x+offset, entry.colour, x+offset+17, entry.name)
		offset += entry.width
	}
}

// ticks are round values within a range.
func ticks(least, most float64, about int) []float64 {
	step := (most - least) / float64(about)
	power := math.Pow(10, math.Floor(math.Log10(step)))
	for _, round := range []float64{1, 2, 5, 10} {
		if round*power >= step {
			step = round * power
			break
		}
	}
	var at []float64
	for i := math.Ceil(least / step); i*step <= most && len(at) <= 2*about; i++ {
		at = append(at, i*step+0) // of -0 it makes 0
	}
	return at
}

// timeSteps are round, in seconds.
var timeSteps = [...]float64{
	1, 5, 15, 30, minute, 5 * minute, 15 * minute, 30 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 3 * day, 7 * day, 14 * day, 28 * day,
}

const minute, hour, day = 60, 60 * minute, 24 * hour

// timeStep is how far apart times are told of a range.
func timeStep(seconds float64) float64 {
	for _, step := range timeSteps {
		if seconds <= timeTicks*step {
			return step
		}
	}
	return math.Ceil(seconds/timeTicks/day) * day
}

// label is a time on the axis, as exact as its steps are.
func label(at, step float64) string {
	t := time.Unix(int64(at), 0).UTC()
	if step < minute {
		return t.Format(time.TimeOnly)
	}
	return strings.TrimSuffix(t.Format(stampLayout), " 00:00")
}

const stampLayout = "2006-01-02 15:04"

func stamp(at float64) string { return time.Unix(int64(at), 0).UTC().Format(stampLayout) }

// escaped is text for XML; what XML cannot hold is replaced.
func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder does not fail
	return b.String()
}
