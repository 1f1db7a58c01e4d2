package outlook

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast"
)

// Life is where in its life a forecast is.
type Life uint8

const (
	none Life = iota
	// Told forecasts are told for as long as they hold.
	Told
	// CameTrue, Withdrawn and Expired are the last word of one.
	CameTrue
	Withdrawn
	Expired
	lives
)

var lifeNames = [lives]string{"none", "told", "came_true", "withdrawn", "expired"}

// String is its name in evidence.
func (l Life) String() string { return lifeNames[min(l, lives-1)] }

const (
	holds = 2 // evaluations until it is told
	// furthest is beyond what a budget of windows of a quarter of an hour reaches.
	furthest = 72 * time.Hour
	// doubt is how long a told one is below half of its probability and comes no nearer until it is withdrawn, and rest how long after the threshold
	// was passed it is not forecast again; what did not come true is not for as long as it was about.
	doubt = int64(10 * time.Minute)
	rest  = int64(30 * time.Minute)
)

// watch follows what is forecast of a measure.
type watch struct {
	since, due int64 // of the one that is told; 0: none is
	threshold  float64
	of         Measure // that the threshold is of
	held       uint8
	spent      bool    // it was told and ended: not again until it has become unlikely
	weakSince  int64   // below half of the probability, and nearer it has not come; 0: it is not so
	nearest    float64 // to the threshold it has come, since it was told
	rests      int64   // until then nothing new is told
	promises   [classes]promise

	verdict *Verdict // what is told until the next evaluation
}

// promise is a forecast that awaits its outcome; told ones have a class of their own, and so have the unlikely ones.
type promise struct {
	at, due   int64
	threshold float64
	raw, said float32 // before and after calibration
}

const (
	unlikely = iota
	likely
	telling
	classes
)

// reading is what is known of a measure at an evaluation.
type reading struct {
	measure   Measure
	of        Measure // that the threshold is of: of Exhaustion another one
	since     int64   // when what was told of it was told first
	value     float64
	threshold float64
	passed    int64 // when it was, as far as the windows tell; 0: it is not, or nothing tells
	passage   forecast.Passage
	together  bool // latency and failures rise together
}

// passedBy is when the threshold was passed, that is now known to be.
func (in *reading) passedBy(now int64) int64 {
	if in.passed > 0 {
		return in.passed
	}
	return now
}

// step evaluates a reading. It returns the calibrated probability.
func (w *watch) step(now int64, in *reading, l *Limits, r *Record) (life Life, p float64) {
	t := &r.tallies[in.measure]
	horizon := min(max(l.Horizon, 0), furthest)
	w.keep(now, in, t)
	if w.held > 0 || w.since > 0 {
		in.threshold = w.threshold
	}
	passed := in.value >= in.threshold
	raw := 0.0
	if in.passage.OK && !passed {
		raw = in.passage.Probability
	}
	p = r.calibrated(in.measure, raw)
	in.since = w.since
	if w.since > 0 {
		if life = w.live(now, in.value, p < l.Probability/2); life != Told {
			w.rests = now + int64(horizon)
			if life == CameTrue {
				t.came++
			}
			w.since, w.due, w.held, w.weakSince, w.spent = 0, 0, 0, 0, true
		}
	}
	if passed {
		w.held, w.rests = 0, now+rest
		return life, p
	}
	if p < l.Probability/2 {
		w.spent = false
	}
	w.promise(now, now+int64(horizon), raw, p, in)
	if life != none {
		return life, p
	}
	if p < l.Probability || in.passage.Highest < in.threshold || w.spent || now < w.rests {
		w.held = 0
		return none, p
	}
	w.threshold, w.of = in.threshold, in.of
	w.held++
	if w.held < holds {
		return none, p
	}
	due := now + int64(horizon)
	if w.promises[telling].due == 0 {
		w.promises[telling] = promise{at: now, due: due, threshold: in.threshold, raw: float32(raw), said: float32(p)}
	}
	if _, silent := r.Silent(in.measure); silent {
		w.held, w.spent = 0, true
		return none, p
	}
	w.since, w.due, in.since, w.nearest = now, due, now, in.value
	t.told++
	return Told, p
}

// live says whether what is told goes on.
func (w *watch) live(now int64, value float64, weak bool) Life {
	switch {
	case !weak || value > w.nearest:
		w.weakSince = 0
	case w.weakSince == 0:
		w.weakSince = now
	}
	w.nearest = max(w.nearest, value)
	switch {
	case value >= w.threshold:
		return CameTrue
	case now > w.due:
		return Expired
	case w.weakSince > 0 && now-w.weakSince >= doubt:
		return Withdrawn
	default:
		return Told
	}
}

// keep checks the promises.
func (w *watch) keep(now int64, in *reading, t *tally) {
	for class := range w.promises {
		q := &w.promises[class]
		came := in.value >= q.threshold
		if q.due == 0 || !came && now <= q.due {
			continue
		}
		t.made++
		t.meet(float64(q.raw), came)
		if class == telling {
			t.meetTold(float64(q.said), came, max(in.passedBy(now)-q.at, 0))
		}
		*q = promise{}
	}
}

// promise notes what is forecast, whether or not it is told.
func (w *watch) promise(now, due int64, raw, p float64, in *reading) {
	const leastSaid, even = 0.02, 0.5
	if raw < leastSaid {
		return
	}
	class := unlikely
	if raw >= even {
		class = likely
	}
	if q := &w.promises[class]; q.due == 0 {
		*q = promise{at: now, due: due, threshold: in.threshold, raw: float32(raw), said: float32(p)}
	}
}
