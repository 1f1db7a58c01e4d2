package apierrorconnector

import (
	"errors"
	"fmt"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
)

// SLOConfig is one objective: that a share of the calls that it matches succeed, and in time.
type SLOConfig struct {
	Name      string      `mapstructure:"name"`
	Match     MatchConfig `mapstructure:"match"`
	Objective float64     `mapstructure:"objective"`
	// Latency makes a call that takes longer a bad one; 0 for none.
	Latency time.Duration `mapstructure:"latency"`
	// Window is the period of the error budget.
	Window time.Duration `mapstructure:"window"`
}

// MatchConfig says which calls are meant. Every part that is given must hold.
type MatchConfig struct {
	Services []string `mapstructure:"services"`
	Routes   []string `mapstructure:"routes"`
	// Processes are names of business::processes.
	Processes []string `mapstructure:"processes"`
}

// defaultWindow is the budget period of the SRE workbook's examples.
const defaultWindow = 30 * 24 * time.Hour

// window is the objective's, or the default.
func (c *SLOConfig) window() time.Duration {
	if c.Window == 0 {
		return defaultWindow
	}
	return c.Window
}

func (c *Config) checkSLOs() []error {
	var errs []error
	names := make([]string, len(c.SLOs))
	for i := range c.SLOs {
		names[i] = c.SLOs[i].Name
		errs = append(errs, keypath.Under(fmt.Sprintf("slos::%d", i), c.SLOs[i].check(c)...)...)
	}
	return append(errs, keypath.Unique("slos", names)...)
}

func (c *SLOConfig) check(all *Config) []error {
	var errs []error
	if keypath.Blank(c.Name) {
		errs = append(errs, fmt.Errorf("name: %q is missing: a name that shows in metrics and findings, e.g. checkout-availability", c.Name))
	}
	if !(c.Objective > 0 && c.Objective < 1) { // so that NaN is none either
		errs = append(errs, fmt.Errorf("objective: %v is no objective: a share above 0 and below 1, e.g. 0.999", c.Objective))
	}
	switch {
	case c.Latency < 0:
		errs = append(errs, fmt.Errorf("latency: %s is negative: a duration, e.g. 500ms, or leave it out", c.Latency))
	case c.Latency > 0 && c.Latency < time.Millisecond:
		errs = append(errs, fmt.Errorf("latency: %s is below 1ms: a duration needs its unit, e.g. 500ms", c.Latency))
	}
	if c.Window != 0 && c.Window < 24*time.Hour {
		errs = append(errs, fmt.Errorf("window: %s is too short: the period of the error budget, 24h or longer, e.g. 720h", c.Window))
	}
	return append(errs, keypath.Under("match", c.Match.check(all)...)...)
}

func (c *MatchConfig) check(all *Config) []error {
	var errs []error
	if len(c.Services)+len(c.Routes)+len(c.Processes) == 0 {
		errs = append(errs, errors.New("services, routes and processes are empty: name at least one, e.g. services: [checkout]"))
	}
	errs = append(errs, keypath.Each("services", c.Services, checkService)...)
	errs = append(errs, keypath.Each("routes", c.Routes, route.CheckPattern)...)
	for i, process := range c.Processes {
		if !all.hasProcess(process) {
			errs = append(errs, fmt.Errorf("processes::%d: %q is no process: the name of one of business::processes", i, process))
		}
	}
	return errs
}

func checkService(name string) error {
	if keypath.Blank(name) {
		return errors.New("is empty: a service.name")
	}
	return nil
}

func (c *Config) hasProcess(name string) bool {
	for i := range c.Business.Processes {
		if c.Business.Processes[i].Name == name {
			return true
		}
	}
	return false
}
