package detect

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Setting is what a configuration changes of a signal or of one of its detectors.
type Setting struct {
	Enabled    *bool          // nil: as the signal, and that is
	Thresholds map[string]int // by severity, in the place of the declared ones; nil: those
	Window     time.Duration  // 0: the declared one
	Only       *Scope         // nil: all calls
	Except     *Scope         // nil: none
}

// Tuning is what a configuration changes of what is looked for. It never changes itself, and nil changes nothing.
type Tuning struct {
	settings map[string]tuned // by signal, or signal/name of a declaration
	networks bool
}

// tuned is a Setting, compiled.
type tuned struct {
	Setting

	steps  []step  // nil: the declared ones
	bounds *bounds // nil: everywhere
}

// CompileTuning compiles settings by the name of a signal, or of a detector: signal/name.
func CompileTuning(settings map[string]Setting) (*Tuning, error) {
	t := &Tuning{settings: make(map[string]tuned, len(settings))}
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		setting := settings[name]
		only, onlyErr := compileScope(setting.Only)
		except, exceptErr := compileScope(setting.Except)
		if err := errors.Join(append(CheckSetting(name, &setting), onlyErr, exceptErr)...); err != nil {
			return nil, err
		}
		made := tuned{Setting: setting, steps: stepsOf(setting.Thresholds)}
		if only != nil || except != nil {
			made.bounds = &bounds{only, except}
		}
		for _, s := range []*Scope{setting.Only, setting.Except} {
			t.networks = t.networks || s != nil && len(s.Networks) > 0
		}
		t.settings[name] = made
	}
	return t, nil
}

// AsksNetworks reports whether anything depends on the network of whoever calls: only then do events need an Address.
func (t *Tuning) AsksNetworks() bool { return t != nil && t.networks }

// Allows reports whether a signal may be raised for a call, where that is decided by something else than declarations.
func (t *Tuning) Allows(signal apierror.Signal, ev *Event) bool {
	if t == nil || len(t.settings) == 0 {
		return true
	}
	s, set := t.settings[string(signal)]
	return !set || (s.Enabled == nil || *s.Enabled) && s.bounds.hold(ev)
}

// apply changes a declaration as the configuration says, and reports whether it is to raise its signal at all, and where.
func (t *Tuning) apply(d *declaration) (enabled bool, within []*bounds) {
	enabled = true
	if t == nil {
		return enabled, nil
	}
	for _, name := range [...]string{string(d.signal), d.fullName()} { // the more specific has the last word
		s, set := t.settings[name]
		if !set {
			continue
		}
		if s.Enabled != nil {
			enabled = *s.Enabled
		}
		if s.bounds != nil {
			within = append(within, s.bounds)
		}
		if s.Window != 0 {
			d.setWindow(s.Window)
		}
		if s.steps != nil {
			d.setSteps(s.steps)
		}
	}
	return enabled, within
}

// setWindow changes the window. In a shorter one less time can lie between the first call and the last.
func (d *declaration) setWindow(to time.Duration) {
	if to < d.window {
		d.lasting = time.Duration(float64(d.lasting) * float64(to) / float64(d.window))
	}
	d.window = to
}

// setSteps changes the thresholds, and with them what hangs on the first.
func (d *declaration) setSteps(to []step) {
	first, was := to[0].from, d.steps[0].from
	d.many = d.many * first / was
	d.watchFrom = min(d.watchFrom, max(1, first-1)) // the call that starts the watch does not count
	d.steps = to
}

// fullName is by which a configuration knows the declaration.
func (d *declaration) fullName() string { return string(d.signal) + "/" + d.name }

// goneBy reports whether other signals go by what the declaration counts: where it is to raise none, it is counted nevertheless.
func (d *declaration) goneBy() bool {
	return d.per != byPlace && (d.signal == apierror.SignalBruteForce || d.signal == apierror.SignalCredentialStuffing)
}

// stepsOf turns thresholds that were checked into steps.
func stepsOf(thresholds map[string]int) []step {
	var steps []step
	for _, severity := range thresholdSeverities {
		if from, set := thresholds[severity.String()]; set {
			steps = append(steps, step{from, severity})
		}
	}
	return steps
}

// thresholdSeverities are those that a detector may have a threshold for, in their order.
var thresholdSeverities = [...]apierror.Severity{apierror.SeverityLow, apierror.SeverityMedium, apierror.SeverityHigh}

// withMemory are the signals that are decided, or partly so, by a memory of their own.
var withMemory = []apierror.Signal{
	apierror.SignalResourceExhaustion, apierror.SignalErrorDataLeak, apierror.SignalLateralMovement, apierror.SignalGeoAnomaly,
}

// declarationsOf gives the declarations that a name stands for, that of a signal or that of one of its detectors.
func declarationsOf(name string) []declaration {
	signal, detector, one := strings.Cut(name, "/")
	return slices.DeleteFunc(declarations(), func(d declaration) bool {
		return string(d.signal) != signal || one && d.name != detector
	})
}
