package engine

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/outlook"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/series"
)

// Silence is a measure whose forecasts are not told any more, or again.
type Silence struct {
	Measure, Reason string
	Silent          bool
}

// noteSilence notes which measures fell silent, or speak again.
func (e *Engine) noteSilence() {
	f := e.foresight
	for _, m := range outlook.Measures() {
		reason, silent := f.record.Silent(m)
		if silent != f.silent[m] {
			f.silent[m] = silent
			e.counts.Silences = append(e.counts.Silences, Silence{Measure: m.String(), Reason: reason, Silent: silent})
		}
	}
}

// String says it for the log.
func (s *Silence) String() string {
	if s.Silent {
		return fmt.Sprintf("forecasts of %s are not told until they do better: %s", s.Measure, s.Reason)
	}
	return fmt.Sprintf("forecasts of %s are told again: they do better", s.Measure)
}

// set sets the gauges of what is known of how forecasts did.
func (f *foresight) set(e *Engine) {
	for _, m := range outlook.Measures() {
		score := f.record.Score(m)
		if score.Made == 0 {
			continue
		}
		k := key(0).with(e.seed, m.String())
		group, known := e.metrics.forecasts.Find(uint64(k))
		if !known {
			group = e.metrics.forecasts.Add(uint64(k), series.String(keyMeasure, m.String()))
		}
		const few = 10
		if score.Bands >= few {
			e.metrics.coverage.Set(group, score.Coverage)
			e.metrics.skill.Set(group, score.Skill)
		}
		if score.Outcomes > 0 {
			e.metrics.precision.Set(group, score.Precision)
			e.metrics.leadTime.Set(group, score.Lead.Seconds())
		}
		silent := 0.0
		if f.silent[m] {
			silent = 1
		}
		e.metrics.silent.Set(group, silent)
	}
}
