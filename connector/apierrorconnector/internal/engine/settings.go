package engine

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/transaction"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
)

// Settings is what the configuration says.
type Settings struct {
	Business *business.Catalog

	Actors       []string // attributes that name who calls, the first present counts
	Dimensions   []string // attributes that become attributes of metrics
	Contributors []string // attributes of which a surge says whether one value stands out

	Scope, Version string // of the instrumentation scope of metrics
	Delta          bool   // temporality; else cumulative
	MaxSeries      int
	ExpireAfter    time.Duration

	Seed uint64 // secret, so that nobody can choose what collides

	Objectives   []Objective
	Transactions []Transaction
	Findings     findings.Rules
	FalseAlarms  float64 // of surges, in a thousand days of an endpoint
	Forecast     Forecast
}

// Objective is an objective and the calls that it is for.
type Objective struct {
	slo.Objective
	Calls Calls
}

// Transaction is a business transaction and the calls that its steps are.
type Transaction struct {
	transaction.Definition
	Calls []Calls // of each step
}

// Calls are those that a section of the configuration means.
type Calls struct {
	route.Calls
	Processes []string
}

// match reports whether a call is meant. The process is that of the call; "" if it has none.
func (c *Calls) match(service, method, path, process string) bool {
	if len(c.Processes) > 0 {
		found := false
		for _, name := range c.Processes {
			found = found || name == process
		}
		if !found {
			return false
		}
	}
	return c.Match(service, method, path)
}
