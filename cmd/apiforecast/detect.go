package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast/anomaly"
)

// detect judges row by row: a long series takes no more memory than a short one.
func detect(args []string, in io.Reader, out io.Writer) error {
	flags := flag.NewFlagSet("detect", flag.ContinueOnError)
	file := flags.String("feedback", "", "a CSV file of verdicts on alerts: timestamp,verdict")
	if err := parse(flags, args); err != nil {
		return err
	}
	var verdicts []said
	if *file != "" {
		var err error
		if verdicts, err = readSaid(*file); err != nil {
			return err
		}
	}
	heeded := newHeeding(verdicts)
	rows, err := newReader(in)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	record := []string{"timestamp", "value", "anomaly_score", "expected", "lower", "upper", "explanation"}
	if err := w.Write(record); err != nil {
		return err
	}
	notes, failed := judge(rows, heeded, func(r *row, v *anomaly.Verdict, explanation string) error {
		record = append(record[:0], r.stamp, r.text, strconv.FormatFloat(v.Score, 'f', 6, 64),
			written(v.Expected), written(v.Lower), written(v.Upper), explanation)
		return w.Write(record)
	})
	w.Flush()
	if failed != nil {
		return errors.Join(failed, w.Error())
	}
	for _, note := range append(notes, heeded.unheard(), heeded.unmoved()) {
		if note != "" {
			fmt.Fprintln(flags.Output(), "apiforecast:", note)
		}
	}
	return w.Error()
}

// judge hands on each row with what is made of it by the rows up to it, and returns what is to be said of the series as such.
func judge(rows *reader, heeded *heeding, each func(r *row, v *anomaly.Verdict, explanation string) error) (notes []string, err error) {
	var d anomaly.Detector
	var order order
	var floor floor
	var large large
	for {
		r, err := rows.next()
		if errors.Is(err, io.EOF) {
			return []string{order.broken(), large.cut()}, nil
		}
		if err != nil {
			return nil, err
		}
		at := r.at.UnixNano()
		order.note(at)
		large.note(r.value)
		heeded.advance(at)
		v := d.ObserveUnless(at, r.value, func(v anomaly.Verdict) bool { return heeded.holds(at, v) })
		v.Expected, v.Lower, v.Upper = floor.raise(v.Expected), floor.raise(v.Lower), floor.raise(v.Upper)
		floor.note(r.value)
		explanation := heeded.reason
		if v.Score >= anomaly.Alert {
			explanation = d.Explain(v, r.value)
		}
		if err := each(&r, &v, explanation); err != nil {
			return nil, err
		}
	}
}
