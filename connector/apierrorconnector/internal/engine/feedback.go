package engine

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
)

// adviseEvery is how often verdicts that run out are looked for, in nanoseconds of span time.
const adviseEvery = 60e9

// Heed takes in what people say of findings, all of it as it now stands, and returns which limits it moves.
func (e *Engine) Heed(verdicts []feedback.Verdict, wall int64) []feedback.Change {
	now := e.clock.Now(wall)
	if now == 0 { // no span came yet
		now = wall
	}
	return append(e.takeChanges(), e.feedback.Heed(verdicts, now)...)
}

// Unknown names some of the findings that people judged and nobody knows.
func (e *Engine) Unknown() []string { return e.feedback.Unknown() }

// takeChanges returns which limits moved since the last time because verdicts ran out.
func (e *Engine) takeChanges() []feedback.Change {
	taken := e.changes
	e.changes = nil
	return taken
}

// advise lets verdicts run out.
func (e *Engine) advise(now int64) {
	if now-e.advisedAt >= adviseEvery {
		e.advisedAt = now
		e.changes = append(e.changes, e.feedback.Advance(now)...)
	}
}

// allowed reports whether a situation is told, and notes that it is there.
func (e *Engine) allowed(s *feedback.Situation) bool {
	told, _ := e.feedback.Allows(s) // which notes what it holds back
	if told {
		e.feedback.Told(s.ID, s)
	}
	return told
}

// allowedRise reports whether a rise is told.
func (e *Engine) allowedRise(r *risen, now int64) bool {
	told, _ := e.feedback.Allows(r.situation(now))
	return told
}

// situation is what people judge of a rise. Its effect goes by the rate: counts grow while it lasts.
func (r *risen) situation(now int64) *feedback.Situation {
	v, s := &r.verdict, &r.place.subject
	perMinute := math.NaN()
	if v.Window > 0 {
		perMinute = float64(v.Calls) * 60e9 / float64(v.Window)
	}
	who, spread := r.place.who(now)
	return &feedback.Situation{
		ID: r.id, Kind: r.kind, Name: r.name, Service: s.Service, Endpoint: r.place.endpoint,
		Class: feedback.Class{
			Access: feedback.AccessOf(r.place.method), Decade: feedback.DecadeOf(perMinute), Criticality: s.Business.Criticality,
		},
		Severity: r.severity, Evidence: v.Log10Limit - v.Log10P, Effect: feedback.SurgeEffect(v.Rate, v.Usual), Who: who, Spread: spread, NotOf: r.place.hardlyOf, Started: v.Since, At: now,
	}
}

// who fails far more often at a place than the others, where that is not one instance of many: these come and go. Failures are spread where nobody at all does.
func (p *place) who(now int64) (who string, spread bool) {
	if p.failures == nil {
		return "", false
	}
	ranked := p.failures.contributors.Rank(now)
	for _, c := range ranked {
		if !ephemeral[c.Dimension] {
			return named(c.Dimension, c.Value), false
		}
	}
	return "", len(ranked) == 0 && p.failures.contributors.Spread()
}

// hardlyOf reports whether it is not them who fail at a place now.
func (p *place) hardlyOf(who string) bool {
	return p.failures != nil && p.failures.contributors.Hardly(func(dimension, value string) bool { return named(dimension, value) == who })
}

// named is as long as what was judged is kept.
func named(dimension, value string) string { return bounded(dimension + " " + value) }

// ephemeral are attributes whose values say nothing of what comes next.
var ephemeral = map[string]bool{
	"service.instance.id": true, "host.id": true, "host.name": true, "container.id": true, "k8s.pod.name": true, "k8s.pod.uid": true,
}

// allowedSignal reports whether an attack is told; what is grave always is.
func (e *Engine) allowedSignal(event *findings.Event) bool {
	if event.Severity >= apierror.SeverityHigh {
		return true
	}
	return e.allowed(&feedback.Situation{
		ID: event.ID, Kind: event.Kind, Name: event.Name, Service: event.Subject.Service, Endpoint: event.Subject.Endpoint(),
		Severity: event.Severity, Evidence: math.NaN(), Effect: math.NaN(), Started: event.Time, At: e.now(),
	})
}
