// Package findingcondition reads the OTTL conditions on findings that a configuration holds. A condition sees a finding as the log
// record that it is emitted as: log.severity_number, log.body, log.attributes["apierror.finding.kind"].
package findingcondition

import (
	"context"
	"fmt"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/ottlfuncs"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Condition is a compiled OTTL condition on a finding. It is safe for concurrent use.
type Condition = ottl.Condition[*ottllog.TransformContext]

// Parse compiles a condition. Its paths name their context: log.attributes["…"].
func Parse(settings component.TelemetrySettings, condition string) (*Condition, error) {
	parser, err := ottllog.NewParser(
		ottlfuncs.StandardConverters[*ottllog.TransformContext](), settings, ottllog.EnablePathContextNames())
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

// Record is a finding as conditions see it. Its resource and scope are empty.
type Record struct {
	resource plog.ResourceLogs
	scope    plog.ScopeLogs
	log      plog.LogRecord
}

// Write makes the record of a finding: once for all the conditions that are asked of it.
func Write(f *apierror.Finding) (Record, error) {
	resource := plog.NewLogs().ResourceLogs().AppendEmpty()
	scope := resource.ScopeLogs().AppendEmpty()
	r := Record{resource: resource, scope: scope, log: scope.LogRecords().AppendEmpty()}
	if err := f.WriteLog(r.log); err != nil {
		return Record{}, fmt.Errorf("the finding makes no log record: %w", err)
	}
	return r, nil
}

// Holds evaluates a condition on a finding that Write wrote.
func (r *Record) Holds(c *Condition) (bool, error) {
	at := ottllog.NewTransformContext(r.resource, r.scope, r.log)
	defer at.Close()
	// Whatever a condition may do is a computation: there is nothing to cancel.
	return c.Eval(context.Background(), at)
}
