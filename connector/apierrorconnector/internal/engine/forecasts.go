package engine

import (
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/outlook"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
)

// forecastState makes a forecast what the findings are told.
func forecastState(v *outlook.Verdict, about *expected) findings.State {
	return findings.State{
		ID:   apierror.ForecastSituation(v.Measure.String(), about.parts...),
		Kind: apierror.KindForecast, Name: v.Measure.String(),
		Since: v.Since, Count: 1, Severity: forecastSeverity(v, about.subject.Business.Criticality), Confidence: v.Confidence(),
		Summary: capital(v.Sentence(about.name)), Rationale: v.Rationale(), Evidence: v.Evidence(), Subject: about.subject,
	}
}

// endByRoute gives what was told of a service or a process its last word, once: a route of it is told of from now on.
func (e *Engine) endByRoute(v *outlook.Verdict, state *findings.State, name string, now int64) {
	if v.Life == outlook.Told {
		state.Summary = "The forecast for " + name + " goes on as that of one of its routes"
		state.Rationale += "; a route is told of for itself, and not once more with what will fail because of it"
		state.Evidence["state"] = "told_of_route"
	}
	if said, lasts := e.incidents.book.Summary(state.ID); lasts && said != state.Summary {
		e.incidents.book.Report(state, now)
	}
}

// forecastSeverity is how grave it is that something will happen: never as grave as that it does.
func forecastSeverity(v *outlook.Verdict, criticality apierror.Criticality) apierror.Severity {
	switch {
	case criticality == apierror.CriticalityLow, v.Measure == outlook.Peak:
		return apierror.SeverityLow
	case criticality == apierror.CriticalityCritical && time.Duration(v.At-v.Since) <= time.Hour:
		return apierror.SeverityHigh
	default:
		return apierror.SeverityMedium
	}
}

// forecastSituation is what people judge: how much surer it is than it has to be is its effect, by the odds.
func forecastSituation(v *outlook.Verdict, state *findings.State, least float64, now int64) *feedback.Situation {
	odds := func(p float64) float64 { return p / max(1-p, 1e-9) }
	s := situationOf(state, now)
	s.Effect = max(1, odds(v.Probability)/odds(least))
	return s
}

// situationOf is a situation with neither a p-value nor an effect.
func situationOf(state *findings.State, now int64) *feedback.Situation {
	return &feedback.Situation{
		ID: state.ID, Kind: state.Kind, Name: state.Name, Service: state.Subject.Service, Endpoint: state.Subject.Endpoint(),
		Class:    feedback.Class{Criticality: state.Subject.Business.Criticality},
		Severity: state.Severity, Evidence: math.NaN(), Effect: math.NaN(), Started: state.Since, At: now,
	}
}
