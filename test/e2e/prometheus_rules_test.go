package e2e

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// The rules are well formed, and each alert fires where it should and nowhere else: rules_test.yaml says where.
func TestPrometheusRules(t *testing.T) {
	needPrometheus(t)
	for _, arguments := range [][]string{
		{"check", "config", "prometheus.yml"},
		{"check", "rules", "--lint=all", "--lint-fatal", "rules.yaml"},
		{"test", "rules", "rules_test.yaml"},
	} {
		command := exec.Command("promtool", arguments...)
		command.Dir = root + "examples/prometheus"
		out, err := command.CombinedOutput()
		require.NoError(t, err, "promtool %s:\n%s", strings.Join(arguments, " "), out)
	}
}

// Every alert names who is to get up, and what to do then; and each has its tests.
func TestPrometheusAlertsSayWhatToDo(t *testing.T) {
	rules := readRules(t)
	tests := read(t, root+"examples/prometheus/rules_test.yaml")
	require.NotEmpty(t, rules)
	var panels []string
	for _, board := range dashboards(t) {
		for i := range board.Panels {
			panels = append(panels, strings.TrimSuffix(board.Panels[i].Title, " ($currency)"))
		}
	}
	for _, rule := range rules {
		assert.Contains(t, []string{"page", "ticket"}, rule.Labels["severity"], rule.Alert)
		assert.NotEmpty(t, rule.Annotations["summary"], rule.Alert)
		for _, step := range []string{"1. ", "2. "} {
			assert.Contains(t, rule.Annotations["description"], step, "the steps to take at %s", rule.Alert)
		}
		for _, quoted := range panelTitle.FindAllStringSubmatch(rule.Annotations["description"], -1) {
			assert.Contains(t, panels, quoted[1], rule.Alert)
		}
		assert.Contains(t, tests, "alertname: "+rule.Alert+"\n")
	}
}

// panelTitle is what the steps put in quotes.
var panelTitle = regexp.MustCompile(`"([A-Z][^"]+)"`)

type alertRule struct {
	Alert       string            `yaml:"alert"`
	Labels      map[string]string `yaml:"labels"`
	Annotations map[string]string `yaml:"annotations"`
}

// readRules are the alerts of the shipped rules.
func readRules(t *testing.T) []alertRule {
	t.Helper()
	var file struct {
		Groups []struct {
			Rules []alertRule `yaml:"rules"`
		} `yaml:"groups"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(read(t, root+"examples/prometheus/rules.yaml")), &file))
	var alerts []alertRule
	for _, group := range file.Groups {
		for _, rule := range group.Rules {
			if rule.Alert != "" {
				alerts = append(alerts, rule)
			}
		}
	}
	return alerts
}
