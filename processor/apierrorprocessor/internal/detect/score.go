package detect

import (
	"math"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// score is what has been held against a caller lately, whatever it was: points with names, which decay.
type score struct {
	points []points
}

// points are a signal's. They are those of its worst evidence, not a sum: the same again is not another thing, nor is another
// signal that the same calls show.
type points struct {
	signal apierror.Signal
	worth  float64
	at     int64
}

// Reset empties the score for another caller.
func (s *score) Reset() { s.points = s.points[:0] }

const (
	// Points of a signal by its severity. Signals alone are never more than they are.
	pointsLow, pointsMedium, pointsHigh = 1, 4, 8

	// From these on several signals together are medium or high: three weak ones, or two that would do alone.
	pointsForMedium, pointsForHigh = 3, 8

	// pointsHalve is how long it takes until points count half.
	pointsHalve = 30 * time.Minute
)

func worth(severity apierror.Severity) float64 {
	switch {
	case severity >= apierror.SeverityHigh:
		return pointsHigh
	case severity >= apierror.SeverityMedium:
		return pointsMedium
	case severity >= apierror.SeverityLow:
		return pointsLow
	default:
		return 0
	}
}

// at is what the points are worth at a time; of two spans out of order it is the same whichever comes first.
func (p *points) when(time int64) float64 {
	age := math.Abs(float64(time - p.at))
	return p.worth * math.Exp2(-age/float64(pointsHalve))
}

// aspect is the signal that stands for all that the same calls may show.
func aspect(signal apierror.Signal) apierror.Signal {
	switch signal {
	case apierror.SignalCredentialStuffing, apierror.SignalPasswordSpraying, apierror.SignalAccountTakeover:
		return apierror.SignalBruteForce
	case apierror.SignalSensitivePathProbe:
		return apierror.SignalEndpointScanning
	case apierror.SignalObjectEnumeration:
		return apierror.SignalPermissionProbing
	default:
		return signal
	}
}

// add holds a signal against the caller.
func (s *score) add(signal apierror.Signal, severity apierror.Severity, time int64) {
	for i := range s.points {
		if p := &s.points[i]; aspect(p.signal) == aspect(signal) {
			if w := worth(severity); w >= p.when(time) {
				p.signal, p.worth, p.at = signal, w, time
			}
			return
		}
	}
	s.points = append(s.points, points{signal, worth(severity), time})
}

// sum is what all of it is worth; half a point more or less is no reason to change a verdict.
func (s *score) sum(time int64) float64 {
	sum := 0.0
	for i := range s.points {
		sum += s.points[i].when(time)
	}
	return math.Round(2*sum) / 2
}

// tell names the points that still count, the weightiest first.
func (s *score) tell(text *sentence, time int64) {
	list := slices.Clone(s.points)
	slices.SortStableFunc(list, func(a, b points) int { return int(math.Copysign(1, b.when(time)-a.when(time))) })
	first := true
	for i := range list {
		w := math.Round(2*list[i].when(time)) / 2
		if w == 0 {
			continue
		}
		if !first {
			text.text(", ")
		}
		first = false
		text.text(string(list[i].signal)).text(" ").decimal(w)
	}
}

// severityOf is the severity of several signals of one caller.
func severityOf(sum float64) apierror.Severity {
	switch {
	case sum >= pointsForHigh:
		return apierror.SeverityHigh
	case sum >= pointsForMedium:
		return apierror.SeverityMedium
	default:
		return apierror.SeverityNone
	}
}

// addUp holds the signals of the call at hand against the culprit, and raises the severity by what else there is against him.
func (d *Detectors) addUp(ev *Event, culprit *caller, out *apierror.Security) {
	if culprit.role == asVictim || culprit.role == nobody {
		return
	}
	key := d.hash.combine(culprit.key+uint64(culprit.role), 0)
	s := d.scores.Value(d.scores.Touch(key))
	for i := range d.held {
		s.add(d.held[i].row.signal, d.held[i].severity(), ev.Time)
	}
	for i := range d.findings {
		s.add(d.findings[i].signal, d.findings[i].severity, ev.Time)
	}
	if len(s.points) < 2 {
		return
	}
	sum := s.sum(ev.Time)
	severity := severityOf(sum)
	if severity <= out.Severity {
		return
	}
	out.Severity = severity
	d.text.text("; several signals together (").number(int(math.Round(sum))).text(" points: ")
	s.tell(&d.text, ev.Time)
	d.text.text(")")
}
