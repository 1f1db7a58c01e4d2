package alertmanagertest

import (
	"slices"
	"testing"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// tracker is ours, with a tick every 100 ms.
type tracker struct {
	*situation.Tracker

	// bySeverity has severities as labels of what is told, as Alertmanager's alerts have them.
	bySeverity bool

	route    situation.Route
	firing   map[string]string // tenant by id
	silences []silenced
	received []message
}

type silenced struct {
	tenant, name string
	until        time.Time
}

func newTracker(t *testing.T, timing timing) *tracker {
	t.Helper()
	r := &tracker{firing: make(map[string]string), route: situation.Route{
		GroupWait: timing.wait, GroupInterval: timing.interval, RepeatInterval: timing.repeat, MinSeverity: apierror.SeverityLow,
		Labels: func(f *apierror.Finding) []notification.Label {
			return []notification.Label{{Name: "tenant", Value: f.Subject.Tenant}}
		},
	}}
	r.Tracker = situation.NewTracker(situation.Rules{
		Destinations: []string{"ops"}, Router: r, ResolveAfter: time.Hour, MaxSituations: 1000, MaxCalls: 10,
	})
	r.ExpectFindings()
	return r
}

func (r *tracker) Targets(*apierror.Finding) []situation.Target {
	return []situation.Target{{Destination: "ops", Route: &r.route}}
}

func (*tracker) Severity(f *apierror.Finding) apierror.Severity { return f.Severity }

func (r *tracker) Muted(f *apierror.Finding, _ situation.Target, now time.Time) (situation.Mute, bool) {
	for _, s := range r.silences {
		if s.tenant == f.Subject.Tenant && s.name == f.Name && now.Before(s.until) {
			return situation.Mute{Reason: "silenced", Until: s.until}, true
		}
	}
	if f.Name != "cause" {
		if tenant, fires := r.firing[id(f.Subject.Tenant, "cause")]; fires && tenant == f.Subject.Tenant {
			return situation.Mute{Reason: "inhibited"}, true
		}
	}
	return situation.Mute{}, false
}

func (r *tracker) Fires(f *apierror.Finding, _ time.Time) { r.firing[f.ID] = f.Subject.Tenant }

func (r *tracker) Ends(id string) { delete(r.firing, id) }

func id(tenant, name string) string { return apierror.SituationID(apierror.KindSurge, tenant, name) }

func (r *tracker) put(tenant, name, severity string, firing bool) {
	now := time.Now()
	f := situation.Report{SaidAt: now, Finding: apierror.Finding{
		ID: id(tenant, name), Kind: apierror.KindSurge, Name: name, Status: apierror.StatusFiring, StartedAt: now, UpdatedAt: now,
		Severity: apierror.SeverityHigh, Summary: name, Subject: apierror.Subject{Tenant: tenant},
	}}
	if severity == "critical" {
		f.Severity = apierror.SeverityCritical
	}
	if !firing {
		f.Status = apierror.StatusResolved
	}
	r.Hear(&f, now)
}

func (r *tracker) silence(tenant, name string, until time.Time) {
	r.silences = append(r.silences, silenced{tenant, name, until})
	r.Rejudge()
}

func (r *tracker) tick() {
	now := time.Now()
	for _, n := range r.Due("ops", 1000, now, false) {
		m := message{at: now, tenant: n.Group.Labels[0].Value}
		for i := range n.Alerts {
			f := &n.Alerts[i].Finding
			name := f.Name
			if r.bySeverity {
				name += "/" + f.Severity.String()
			}
			if f.Status == apierror.StatusFiring {
				m.firing = append(m.firing, name)
			} else {
				m.resolved = append(m.resolved, name)
			}
		}
		slices.Sort(m.firing)
		slices.Sort(m.resolved)
		r.received = append(r.received, m)
		r.Told(n, now)
	}
	r.Expire(now)
}
