package apierror

import (
	"fmt"
	"strings"

	"go.opentelemetry.io/collector/pdata/plog"
)

// Severity orders verdicts and findings. Its zero value is no severity at all and is written nowhere.
type Severity uint8

const (
	SeverityNone Severity = iota
	SeverityInfo
	SeverityLow
	SeverityMedium
	SeverityHigh
	SeverityCritical
)

var severityNames = [...]string{"", "info", "low", "medium", "high", "critical"}

// Severities lists every severity, lowest first.
func Severities() []Severity {
	return []Severity{SeverityInfo, SeverityLow, SeverityMedium, SeverityHigh, SeverityCritical}
}

// String returns the name that stands in attributes and payloads; "" for SeverityNone.
func (s Severity) String() string {
	if int(s) >= len(severityNames) {
		return ""
	}
	return severityNames[s]
}

// ParseSeverity is the inverse of String. The error names what is allowed.
func ParseSeverity(name string) (Severity, error) {
	for _, s := range Severities() {
		if s.String() == name {
			return s, nil
		}
	}
	return SeverityNone, fmt.Errorf("unknown severity %q: one of %s", name, strings.Join(severityNames[1:], ", "))
}

// MarshalText makes a Severity its name in JSON and YAML.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name from configuration or JSON.
func (s *Severity) UnmarshalText(text []byte) error {
	parsed, err := ParseSeverity(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

// LogNumber is the OTLP log severity number of a finding: info 9, low 11, medium 13, high 17, critical 21.
func (s Severity) LogNumber() plog.SeverityNumber {
	switch s {
	case SeverityInfo:
		return plog.SeverityNumberInfo
	case SeverityLow:
		return plog.SeverityNumberInfo3
	case SeverityMedium:
		return plog.SeverityNumberWarn
	case SeverityHigh:
		return plog.SeverityNumberError
	case SeverityCritical:
		return plog.SeverityNumberFatal
	default:
		return plog.SeverityNumberUnspecified
	}
}
