// Package spancondition reads the OTTL conditions on spans that a configuration holds.
package spancondition

import (
	"context"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlspan"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/ottlfuncs"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/zap"
)

// Condition is a compiled OTTL condition on a span. It is safe for concurrent use.
type Condition = ottl.Condition[*ottlspan.TransformContext]

// Parse compiles a condition. Its paths name their context: span.attributes["…"], resource.attributes["…"].
func Parse(settings component.TelemetrySettings, condition string) (*Condition, error) {
	parser, err := ottlspan.NewParser(
		ottlfuncs.StandardConverters[*ottlspan.TransformContext](), settings, ottlspan.EnablePathContextNames())
	if err != nil {
		return nil, err
	}
	return parser.ParseCondition(condition)
}

// Parser is Parse for whoever knows nothing of components.
func Parser(settings component.TelemetrySettings) func(condition string) (*Condition, error) {
	return func(condition string) (*Condition, error) { return Parse(settings, condition) }
}

// Check reports what is wrong with a condition.
func Check(condition string) error {
	_, err := Parse(component.TelemetrySettings{Logger: zap.NewNop()}, condition)
	return err
}

// Holds evaluates a condition on one span.
func Holds(ctx context.Context, c *Condition, rs ptrace.ResourceSpans, ss ptrace.ScopeSpans, span ptrace.Span) (bool, error) {
	at := ottlspan.NewTransformContext(rs, ss, span)
	defer at.Close()
	return c.Eval(ctx, at)
}
