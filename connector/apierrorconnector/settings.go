package apierrorconnector

import (
	"fmt"
	"math/rand/v2"

	"go.opentelemetry.io/collector/connector"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/engine"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/transaction"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
)

// settingsOf turns the configuration into what the engine takes.
func settingsOf(set connector.Settings, cfg *Config) (engine.Settings, error) {
	catalog, err := business.Compile(&cfg.Business, func(condition string) (*spancondition.Condition, error) {
		return spancondition.Parse(set.TelemetrySettings, condition)
	})
	if err != nil {
		return engine.Settings{}, fmt.Errorf("business::%w", err)
	}
	rules := findings.DefaultRules()
	rules.Interval, rules.ResolveAfter = cfg.Findings.Interval, cfg.Findings.ResolveAfter
	rules.MinLength = min(rules.MinLength, rules.ResolveAfter) // who wants to know sooner that it is over has said so
	settings := engine.Settings{
		Business: catalog,
		Actors:   cfg.Actors, Dimensions: cfg.Dimensions, Contributors: cfg.Findings.Contributors,
		Scope: metadata.ScopeName, Version: set.BuildInfo.Version,
		Delta: cfg.Metrics.Temporality == delta, MaxSeries: cfg.Metrics.MaxSeries, ExpireAfter: cfg.Metrics.ExpireAfter,
		Seed:     rand.Uint64(),
		Findings: rules, FalseAlarms: cfg.Findings.FalseAlarms,
		Forecast: engine.Forecast{
			Enabled: cfg.Forecast.Enabled, Horizon: cfg.Forecast.Horizon, Probability: cfg.Forecast.Probability, ErrorRate: cfg.Forecast.ErrorRate,
		},
	}
	for i := range cfg.SLOs {
		declared := &cfg.SLOs[i]
		calls, err := declared.Match.calls()
		if err != nil {
			return engine.Settings{}, fmt.Errorf("slos::%d::%w", i, err)
		}
		settings.Objectives = append(settings.Objectives, engine.Objective{
			Objective: slo.Objective{Name: declared.Name, Target: declared.Objective, Latency: declared.Latency, Window: declared.window()},
			Calls:     calls,
		})
	}
	for i := range cfg.Transactions {
		declared := &cfg.Transactions[i]
		made := engine.Transaction{Definition: transaction.Definition{
			Name: declared.Name, Process: declared.process(), Correlation: declared.Correlation, Timeout: declared.timeout(),
		}}
		for j := range declared.Steps {
			calls, err := declared.Steps[j].Match.calls()
			if err != nil {
				return engine.Settings{}, fmt.Errorf("transactions::%d::steps::%d::%w", i, j, err)
			}
			made.Steps = append(made.Steps, declared.Steps[j].Name)
			made.Calls = append(made.Calls, calls)
		}
		settings.Transactions = append(settings.Transactions, made)
	}
	return settings, nil
}

// calls are those that a match means.
func (c *MatchConfig) calls() (engine.Calls, error) {
	calls, err := route.CompileCalls(c.Services, c.Routes)
	return engine.Calls{Calls: calls, Processes: c.Processes}, err
}
