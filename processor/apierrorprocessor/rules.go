package apierrorprocessor

import (
	"context"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlspan"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
)

// rule is a RuleConfig, compiled: what it says is the same for every span that it matches.
type rule struct {
	name    string
	when    *spancondition.Condition
	failure apierror.Failure
}

func compileRules(settings component.TelemetrySettings, configs []RuleConfig) ([]rule, error) {
	rules := make([]rule, 0, len(configs))
	for _, c := range configs {
		when, err := spancondition.Parse(settings, c.When)
		if err != nil {
			return nil, err
		}
		reason := c.Reason
		if reason == "" {
			reason = c.Name
		}
		rules = append(rules, rule{
			name: c.Name,
			when: when,
			failure: apierror.Failure{
				Category: c.Category, Reason: reason, Origin: apierror.OriginService, RootCause: true, Confidence: 1,
				Rationale: "rule " + apierror.Quote(c.Name) + " of the configuration holds",
			},
		})
	}
	return rules, nil
}

// match finds the first rule that holds for a span. An evaluation that fails is counted and taken for false: a rule of the
// user's must not hide what the tables know.
func match(ctx context.Context, rules []rule, rs ptrace.ResourceSpans, ss ptrace.ScopeSpans, span ptrace.Span, failed func(rule string)) *rule {
	tCtx := ottlspan.NewTransformContext(rs, ss, span)
	defer tCtx.Close()
	for i := range rules {
		holds, err := rules[i].when.Eval(ctx, tCtx)
		if err != nil {
			failed(rules[i].name)
			continue
		}
		if holds {
			return &rules[i]
		}
	}
	return nil
}
