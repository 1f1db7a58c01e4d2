// Package trial shows traffic to a processor and holds what it says of the actors against what they are.
package trial

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor"
)

// DefaultConfig is that of a processor without any settings.
func DefaultConfig() component.Config { return apierrorprocessor.NewFactory().CreateDefaultConfig() }

// LoadConfig reads the settings of a processor from a collector's configuration.
func LoadConfig(file, name string) (component.Config, error) {
	content, err := os.ReadFile(file) //nolint:gosec // the user names it
	if err != nil {
		return nil, err
	}
	config, err := parseConfig(content, name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return config, nil
}

func parseConfig(content []byte, name string) (component.Config, error) {
	retrieved, err := confmap.NewRetrievedFromYAML(content)
	if err != nil {
		return nil, err
	}
	whole, err := retrieved.AsConf()
	if err != nil {
		return nil, err
	}
	processors, err := whole.Sub("processors")
	if err != nil {
		return nil, err
	}
	all := processors.ToStringMap()
	if _, found := all[name]; !found {
		return nil, fmt.Errorf("processors: has no %s (choose with --processor), only: %s", name,
			strings.Join(slices.Sorted(maps.Keys(all)), ", "))
	}
	section, err := processors.Sub(name)
	if err != nil {
		return nil, err
	}
	config := DefaultConfig()
	if err := section.Unmarshal(config); err != nil {
		return nil, fmt.Errorf("processors::%s: %w", name, err)
	}
	if err := confmap.Validate(config); err != nil {
		return nil, fmt.Errorf("processors::%s: %w", name, err)
	}
	if config.(*apierrorprocessor.Config).Actor.Hash {
		return nil, errors.New("actor::hash: is true: actors without their names cannot be told apart here; set it to false for the trial")
	}
	return config, nil
}

// through runs traces through a processor, one batch after the other.
type through struct {
	processor processor.Traces
	out       ptrace.Traces
}

func newThrough(ctx context.Context, config component.Config) (*through, error) {
	factory := apierrorprocessor.NewFactory()
	settings := processor.Settings{
		ID: component.NewID(factory.Type()), TelemetrySettings: componenttest.NewNopTelemetrySettings(),
		BuildInfo: component.NewDefaultBuildInfo(),
	}
	t := &through{}
	sink, err := consumer.NewTraces(func(_ context.Context, td ptrace.Traces) error {
		t.out = td
		return nil
	})
	if err != nil {
		return nil, err
	}
	t.processor, err = factory.CreateTraces(ctx, settings, config, sink)
	if err != nil {
		return nil, err
	}
	return t, t.processor.Start(ctx, componenttest.NewNopHost())
}

// run gives what comes out for a batch.
func (t *through) run(ctx context.Context, td ptrace.Traces) (ptrace.Traces, error) {
	t.out = ptrace.NewTraces()
	err := t.processor.ConsumeTraces(ctx, td)
	return t.out, err
}
