package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// predict reads the whole series, since where it goes depends on all of it.
func predict(args []string, in io.Reader, out io.Writer) error {
	flags := flag.NewFlagSet("predict", flag.ContinueOnError)
	horizon := flags.Int("horizon", 48, "how many steps to forecast")
	level := flags.Float64("level", 0.95, "the probability with which a value lies within its bounds")
	if err := parse(flags, args); err != nil {
		return err
	}
	if !(*level > 0 && *level < 1) {
		return fmt.Errorf("-level %g: it has to lie between 0 and 1, as 0.95 does", *level)
	}
	if *horizon < 1 || *horizon > forecast.MaxHorizon {
		return fmt.Errorf("-horizon %d: it has to be 1 to %d", *horizon, forecast.MaxHorizon)
	}
	rows, err := newReader(in)
	if err != nil {
		return err
	}
	points, err := readAllPoints(rows)
	if err != nil {
		return err
	}
	values, step := evenly(points)
	p, err := forecast.Predict(values, step, *horizon)
	if err != nil {
		return err
	}
	if p.Beyond > 0 {
		fmt.Fprintf(flags.Output(), "apiforecast: the series has %s beyond %g on either side: what lies beyond was taken for missing; divide the series by a power of ten\n",
			sentence.Count(int64(p.Beyond), "value"), float64(forecast.Largest))
	}
	lower, upper := p.Bounds(*level)
	w := csv.NewWriter(out)
	record := []string{"step", "forecast", "lower", "upper"}
	if err := w.Write(record); err != nil {
		return err
	}
	for h, x := range p.Forecast {
		record = append(record[:0], strconv.Itoa(h+1), written(x), written(lower[h]), written(upper[h]))
		if err := w.Write(record); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func readAllPoints(rows *reader) ([]measured, error) {
	var points []measured
	for {
		r, err := rows.next()
		if errors.Is(err, io.EOF) {
			return points, nil
		}
		if err != nil {
			return nil, err
		}
		points = append(points, measured{r.at.UnixNano(), r.value})
	}
}

// measured is a value at a time in Unix nanoseconds.
type measured struct {
	at    int64
	value float64
}

// evenly puts points on a grid of their usual step, NaN where there is none; of several in one place the last counts. Where most of
// the grid were empty, the points are taken one after the other instead, as they are.
func evenly(points []measured) ([]float64, time.Duration) {
	slices.SortStableFunc(points, func(a, b measured) int { return cmp.Compare(a.at, b.at) })
	steps := make([]int64, 0, len(points))
	for i := 1; i < len(points); i++ {
		if d := points[i].at - points[i-1].at; d > 0 {
			steps = append(steps, d)
		}
	}
	plain := make([]float64, len(points))
	for i, p := range points {
		plain[i] = p.value
	}
	if len(steps) == 0 {
		return plain, 0
	}
	slices.Sort(steps)
	step := steps[len(steps)/2]
	first := points[0].at
	place := func(p measured) float64 { return math.Round((float64(p.at) - float64(first)) / float64(step)) }
	const sparse = 2 // places a point
	length := place(points[len(points)-1]) + 1
	if length > sparse*float64(len(points)) {
		return plain, time.Duration(step)
	}
	values := make([]float64, int(length))
	for i := range values {
		values[i] = math.NaN()
	}
	for _, p := range points {
		values[int(place(p))] = p.value
	}
	return values, time.Duration(step)
}
