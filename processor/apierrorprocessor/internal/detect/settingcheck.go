package detect

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// The shortest window has slots of a second, within which clocks agree. The longest is twice the longest that is declared: what has
// to be remembered longer is pushed out by what comes in between.
const (
	shortestWindow = window.Slots * time.Second
	longestWindow  = 48 * time.Hour
)

// CheckSetting reports what is wrong with a setting but for its scopes; each error begins with the key path from the name on.
func CheckSetting(name string, s *Setting) []error {
	found := declarationsOf(name)
	if len(found) == 0 && !slices.Contains(withMemory, apierror.Signal(name)) {
		return []error{unknownDetector(name)}
	}
	if s.Enabled == nil && s.Thresholds == nil && s.Window == 0 && s.Only == nil && s.Except == nil {
		return []error{fmt.Errorf("%s: sets nothing: enabled, thresholds, window, only or except", name)}
	}
	var errs []error
	if s.Thresholds != nil {
		if err := ofOne(name, found); err != nil {
			errs = append(errs, fmt.Errorf("%s::thresholds: %w", name, err))
		} else {
			errs = append(errs, checkThresholds(name, s.Thresholds, &found[0])...)
		}
	}
	if s.Window != 0 {
		if err := checkWindow(name, s.Window, found); err != nil {
			errs = append(errs, fmt.Errorf("%s::window: %w", name, err))
		}
	}
	return errs
}

// unknownDetector names what there is: the detectors of a signal that is known, or else the signals.
func unknownDetector(name string) error {
	signal, _, one := strings.Cut(name, "/")
	var known []string
	for _, d := range declarationsOf(signal) {
		known = append(known, d.fullName())
	}
	switch {
	case one && len(known) > 0:
		return fmt.Errorf("%s: is unknown%s: one of %s", name, perhaps(name, known), strings.Join(known, ", "))
	case one && slices.Contains(withMemory, apierror.Signal(signal)):
		return fmt.Errorf("%s: is unknown: %s is a single detector, which goes by the signal's name", name, signal)
	}
	for _, s := range apierror.Signals() {
		known = append(known, string(s))
	}
	candidates := slices.Clone(known)
	for _, d := range declarations() {
		candidates = append(candidates, d.fullName())
	}
	return fmt.Errorf("%s: is unknown%s: one of %s, or one detector of a signal, such as brute_force/slow (docs/detectors.md lists them)",
		name, perhaps(name, candidates), strings.Join(known, ", "))
}

// perhaps suggests the name that is most like the one given, if any is.
func perhaps(name string, known []string) string {
	best, least := "", max(1, len(name)/3)+1
	for _, candidate := range known {
		if n := edits(name, candidate); n < least {
			best, least = candidate, n
		}
	}
	if best == "" {
		return ""
	}
	return ", perhaps " + best
}

// edits is how many letters have to be put in, left out or changed to make one word the other.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// ofOne reports whether what is set belongs to one detector.
func ofOne(name string, found []declaration) error {
	if slices.Contains(withMemory, apierror.Signal(name)) && len(found) == 0 {
		return fmt.Errorf("%s has a memory of its own, without thresholds and windows: enabled, only or except", name)
	}
	if !strings.Contains(name, "/") && (len(found) > 1 || slices.Contains(withMemory, apierror.Signal(name))) {
		names := make([]string, 0, len(found))
		for i := range found {
			names = append(names, found[i].fullName())
		}
		return fmt.Errorf("%s has several detectors: set it for one, %s", name, strings.Join(names, ", "))
	}
	if found[0].per == byPlace {
		return fmt.Errorf("%s learns what is usual at each login and goes by that: enabled, only or except", found[0].fullName())
	}
	return nil
}

func checkWindow(name string, length time.Duration, found []declaration) error {
	if err := ofOne(name, found); err != nil {
		return err
	}
	switch {
	case found[0].after != 0:
		return fmt.Errorf("%s looks back as far as the detectors of %s: set their windows", found[0].fullName(), found[0].afterSignal)
	case length > 0 && length < time.Microsecond: // a bare number is taken for nanoseconds
		return fmt.Errorf("%s: a duration needs its unit, e.g. 10m", length)
	case length < shortestWindow, length > longestWindow:
		return fmt.Errorf("%s: from %s to %s", length, shortestWindow, longestWindow)
	default:
		return nil
	}
}

func checkThresholds(name string, thresholds map[string]int, d *declaration) []error {
	if len(thresholds) == 0 {
		return []error{fmt.Errorf("%s::thresholds: is empty: low, medium, high, or some of them", name)}
	}
	var errs []error
	for _, severity := range slices.Sorted(maps.Keys(thresholds)) {
		if !slices.ContainsFunc(thresholdSeverities[:], func(s apierror.Severity) bool { return s.String() == severity }) {
			errs = append(errs, fmt.Errorf("%s::thresholds::%s: is unknown: low, medium or high", name, severity))
		}
	}
	steps := stepsOf(thresholds)
	for i, s := range steps {
		switch {
		case s.from < d.least() || s.from > d.most():
			errs = append(errs, fmt.Errorf("%s::thresholds::%s: %d: from %d to %d %s", name, s.severity, s.from, d.least(), d.most(), d.measure))
		case i > 0 && s.from <= 2*steps[i-1].from:
			errs = append(errs, fmt.Errorf("%s::thresholds::%s: %d is not more than twice that of %s, %d: a severity holds until half of its "+
				"threshold, and that has to lie above the one before", name, s.severity, s.from, steps[i-1].severity, steps[i-1].from))
		}
	}
	return errs
}

// least is the lowest threshold that says anything: a share that fails takes two calls, and so does a second of anything.
func (d *declaration) least() int {
	switch {
	case d.unusual:
		return 4 // others are held against a quarter of it
	case d.failing > 0, d.measure >= ofAgents:
		return max(2, d.sources)
	default:
		return max(1, d.sources)
	}
}

// most is the highest threshold that can be reached.
func (d *declaration) most() int {
	if d.measure != ofCalls {
		return window.DistinctLimit - 1
	}
	return math.MaxUint16 // all of them may come at once
}

// String says what is counted.
func (m measure) String() string {
	return [...]string{
		ofCalls: "calls", ofAccounts: "accounts", ofPaths: "different ones", ofAgents: "programs", ofPrograms: "programs", ofNetworks: "networks",
	}[m]
}
