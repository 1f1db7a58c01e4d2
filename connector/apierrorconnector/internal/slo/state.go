package slo

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// stateVersion is that of a saved tracker. One of another version is not read.
const stateVersion = 1

// mostCounted bounds what a bucket is restored to, so that no sum overflows.
const mostCounted = 1 << 56

var errState = errors.New("the saved counts are broken: they start anew")

// AppendState appends what a restart would lose, some 2 KiB at most in ordinary traffic.
func (t *Tracker) AppendState(buf []byte) []byte {
	t.flush()
	w := window.Writer(buf)
	_ = t.codeMeaning(&w) // what is written is as it should be
	t.code(&w)
	return w.Bytes()
}

// Restore takes in what AppendState wrote. A state that cannot be read, or whose calls were counted for another latency or period, is
// an error and leaves the tracker empty. Another target is fine: it changes nothing of what was counted.
func (t *Tracker) Restore(data []byte) error {
	*t = *New(t.objective)
	w := window.Reader(data)
	if err := t.codeMeaning(&w); err != nil {
		return err
	}
	next := *t
	next.code(&w)
	if w.Failed() || w.More() {
		return errState
	}
	*t = next
	return nil
}

// codeMeaning writes what the counts mean, or reads and compares it.
func (t *Tracker) codeMeaning(w *window.Wire) error {
	version := uint8(stateVersion)
	latency, period := int64(t.objective.Latency), int64(t.objective.Period())
	window.Number(w, &version, math.MaxUint8)
	w.Must(version == stateVersion)
	w.Time(&latency)
	w.Time(&period)
	switch {
	case w.Failed():
		return errState
	case latency != int64(t.objective.Latency) || period != int64(t.objective.Period()):
		return fmt.Errorf("the saved counts are of a latency of %s and a period of %s, not of %s and %s: they start anew",
			time.Duration(latency), time.Duration(period), t.objective.Latency, t.objective.Period())
	}
	return nil
}

func (t *Tracker) code(w *window.Wire) {
	var calls uint64
	for i := range t.rings {
		calls = t.rings[i].code(w, t.widths[i])
	}
	if calls == 0 {
		return // nothing has come yet, or nothing is remembered
	}
	w.Time(&t.firstAt)
	w.Must(t.firstAt >= 0)
	w.Time(&t.newest)
	w.Must(t.newest >= t.firstAt)
	window.Number(w, &t.bad, math.MaxUint64/2)
	for i := range t.alerts {
		t.alerts[i].code(w)
	}
	w.Time(&t.fired.since)
	w.Must(t.fired.since >= 0)
	window.Number(w, &t.fired.before, t.bad)
}

func (a *alert) code(w *window.Wire) {
	w.Flag(&a.firing)
	if !a.firing {
		return
	}
	w.Flag(&a.grave)
	w.Time(&a.calmAt)
	w.Must(a.calmAt >= 0)
}

// code writes the buckets or reads them back: which hold any, the newest round of the ring, and of each how many rounds before it was
// and what it counted. It returns how many calls there are.
func (r *ring) code(w *window.Wire, width int64) uint64 {
	var held, newest uint64
	for i := range r {
		if r[i].Calls > 0 {
			held |= 1 << i
			newest = max(newest, uint64(r[i].slot/buckets))
		}
	}
	limit := uint64(slotOf(math.MaxInt64, width))
	window.Number(w, &held, 1<<buckets-1)
	if held == 0 {
		return 0
	}
	window.Number(w, &newest, limit/buckets)
	var calls uint64
	for i := range r {
		if held&(1<<i) == 0 {
			continue
		}
		b := &r[i]
		before := newest - uint64(b.slot/buckets)
		window.Number(w, &before, newest)
		slot := (newest-before)*buckets + uint64(i)
		w.Must(slot <= limit)
		b.slot = uint32(slot) //nolint:gosec // at most limit, which is a slot
		window.Number(w, &b.Calls, mostCounted)
		w.Must(b.Calls > 0)
		window.Number(w, &b.Bad, b.Calls)
		calls += b.Calls
	}
	return calls
}
