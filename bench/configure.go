package bench

import (
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.yaml.in/yaml/v3"
)

// configure puts the settings of a YAML over a component's defaults.
func configure(config component.Config, settings string) error {
	var raw map[string]any
	if err := yaml.Unmarshal([]byte(settings), &raw); err != nil {
		return err
	}
	if err := confmap.NewFromStringMap(raw).Unmarshal(config); err != nil {
		return err
	}
	return confmap.Validate(config)
}
