package routing

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Reasons why a finding that fires is not told for now.
const (
	ReasonQuietHours  = "quiet_hours"
	ReasonSilenced    = "silenced"
	ReasonMaintenance = "maintenance"
	ReasonInhibited   = "inhibited"
)

// Mute is why somebody is not told.
type Mute struct {
	Reason string
	// By is the id of the silence, or the name of the quiet hours, the maintenance or the inhibition.
	By string
	// Source is the id of the finding that inhibits.
	Source string
	// Until is when this is over at the latest; zero where that is not known.
	Until time.Time
}

// quietHours is a compiled QuietHoursConfig.
type quietHours struct {
	name   string
	window window
	except apierror.Severity
}

func newQuietHours(c *QuietHoursConfig) (*quietHours, error) {
	w, err := newWindow(&c.Window)
	q := &quietHours{name: c.Name, window: w, except: c.Except}
	if q.except == apierror.SeverityNone {
		q.except = apierror.SeverityCritical
	}
	return q, err
}

func (q *quietHours) mute(f *apierror.Finding, now time.Time) (Mute, bool) {
	if f.Severity >= q.except {
		return Mute{}, false
	}
	until, quiet := q.window.active(now)
	return Mute{Reason: ReasonQuietHours, By: q.name, Until: until}, quiet
}

// maintenance is a compiled MaintenanceConfig.
type maintenance struct {
	name    string
	matcher matcher
	// once is given by its two ends; else the window counts.
	startsAt, endsAt time.Time
	window           window
}

func newMaintenance(key string, c *MaintenanceConfig, parse ConditionParser) (*maintenance, error) {
	m := &maintenance{name: c.Name, startsAt: c.StartsAt, endsAt: c.EndsAt}
	var err error
	if m.matcher, err = newMatcher(key+"::match", &c.Match, parse); err != nil {
		return nil, err
	}
	m.window, err = newWindow(&c.Window)
	return m, err
}

func (m *maintenance) mute(s *subject, now time.Time) (Mute, bool) {
	until, active := m.endsAt, !now.Before(m.startsAt) && now.Before(m.endsAt)
	if m.endsAt.IsZero() {
		until, active = m.window.active(now)
	}
	if !active || !m.matcher.matches(s) {
		return Mute{}, false
	}
	return Mute{Reason: ReasonMaintenance, By: m.name, Until: until}, true
}
