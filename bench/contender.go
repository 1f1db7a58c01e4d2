package bench

import (
	"context"
	"fmt"
	"strings"

	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/transformprocessor"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor"
)

// Contender is a processor under a configuration.
type Contender struct {
	Name    string
	factory func() processor.Factory
	yaml    string
}

// Contenders are ours, and contrib's transformprocessor with ten statements that do a small part of the same: plainly
// written, and behind one condition on the status, as a careful user writes them.
func Contenders() (ours, plain, guarded Contender) {
	return Contender{"apierror", apierrorprocessor.NewFactory, oursYAML},
		Contender{"transform, plain", transformprocessor.NewFactory, transformYAML("")},
		Contender{
			"transform, guarded", transformprocessor.NewFactory,
			transformYAML(`    conditions: ['span.attributes["http.response.status_code"] >= 400']` + "\n"),
		}
}

const oursYAML = `
business:
  currency: USD
  processes:
    - name: checkout
      match: { routes: ["/api/v1/resource0/{id}", "/api/v1/resource1/{id}", "/api/v1/resource2/{id}"] }
      criticality: critical
      value: { attribute: app.order.amount, default: 42.5 }
    - name: reporting
      match: { routes: ["/api/v1/resource3/{id}", "/api/v1/resource4/{id}"] }
      criticality: low
`

var statements = []string{
	category("validation", 400, 422),
	category("authentication", 401),
	category("authorization", 403),
	category("not_found", 404),
	category("conflict", 409),
	category("rate_limit", 429),
	category("internal", 500),
	category("dependency", 502, 503, 504),
	process("checkout", 0, 1, 2),
	process("reporting", 3, 4),
}

func category(name string, statuses ...int) string {
	conditions := make([]string, len(statuses))
	for i, status := range statuses {
		conditions[i] = fmt.Sprintf(`span.attributes["http.response.status_code"] == %d`, status)
	}
	return fmt.Sprintf(`set(span.attributes["apierror.category"], %q) where %s`, name, strings.Join(conditions, " or "))
}

func process(name string, resources ...int) string {
	conditions := make([]string, len(resources))
	for i, resource := range resources {
		conditions[i] = fmt.Sprintf(`span.attributes["http.route"] == "/api/v1/resource%d/{id}"`, resource)
	}
	return fmt.Sprintf(`set(span.attributes["apierror.business.process"], %q) where %s`, name, strings.Join(conditions, " or "))
}

func transformYAML(guard string) string {
	var text strings.Builder
	text.WriteString("trace_statements:\n  - context: span\n" + guard + "    statements:\n")
	for _, statement := range statements {
		text.WriteString("      - '" + statement + "'\n")
	}
	return text.String()
}

// Start makes the processor in front of a sink that keeps nothing.
func (c Contender) Start(ctx context.Context) (processor.Traces, error) {
	factory := c.factory()
	config := factory.CreateDefaultConfig()
	if err := configure(config, c.yaml); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, err)
	}
	set := processortest.NewNopSettings(factory.Type())
	set.ID = component.NewID(factory.Type())
	p, err := factory.CreateTraces(ctx, set, config, consumertest.NewNop())
	if err != nil {
		return nil, err
	}
	return p, p.Start(ctx, componenttest.NewNopHost())
}
