package alertmanagertest

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/alertmanager/alert"
	"github.com/prometheus/alertmanager/config"
	amcommoncfg "github.com/prometheus/alertmanager/config/common"
	"github.com/prometheus/alertmanager/dispatch"
	"github.com/prometheus/alertmanager/eventrecorder"
	"github.com/prometheus/alertmanager/featurecontrol"
	"github.com/prometheus/alertmanager/inhibit"
	"github.com/prometheus/alertmanager/marker"
	"github.com/prometheus/alertmanager/nflog"
	"github.com/prometheus/alertmanager/notify"
	"github.com/prometheus/alertmanager/pkg/labels"
	"github.com/prometheus/alertmanager/provider/mem"
	"github.com/prometheus/alertmanager/silence"
	"github.com/prometheus/alertmanager/silence/silencepb"
	"github.com/prometheus/alertmanager/timeinterval"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// alertmanager is the real one, without its HTTP API and its cluster: provider, dispatcher, inhibitor, silencer, notification log.
type alertmanager struct {
	t          *testing.T
	alerts     *mem.Alerts
	silences   *silence.Silences
	dispatcher *dispatch.Dispatcher
	inhibitor  *inhibit.Inhibitor

	mu       sync.Mutex
	received []message
}

func newAlertmanager(t *testing.T, timing timing) *alertmanager {
	t.Helper()
	logger := slog.New(slog.DiscardHandler)
	registry := prometheus.NewRegistry()
	recorder := eventrecorder.NopRecorder()
	a := &alertmanager{t: t}
	groups := marker.NewGroupMarker()
	var err error
	a.alerts, err = mem.NewAlerts(t.Context(), time.Hour, 0, nil, logger, recorder, registry, nil)
	require.NoError(t, err)
	a.silences, err = silence.New(silence.Options{Retention: time.Hour, Metrics: registry, EventRecorder: recorder})
	require.NoError(t, err)
	a.inhibitor = inhibit.NewInhibitor(a.alerts, []amcommoncfg.InhibitRule{{
		Name:           "cause",
		SourceMatchers: amcommoncfg.Matchers{must(labels.NewMatcher(labels.MatchEqual, "alertname", "cause"))},
		TargetMatchers: amcommoncfg.Matchers{must(labels.NewMatcher(labels.MatchNotEqual, "alertname", "cause"))},
		Equal:          []string{"tenant"},
	}}, logger, recorder)
	log, err := nflog.New(nflog.Options{Retention: 24 * time.Hour, Metrics: registry})
	require.NoError(t, err)
	pipeline := notify.NewPipelineBuilder(registry, featurecontrol.NoopFlags{}, recorder).New(
		map[string][]notify.Integration{"ops": {notify.NewIntegration(a, a, "test", 0, "ops")}},
		func() time.Duration { return 0 }, a.inhibitor, silence.NewSilencer(a.silences, logger, recorder),
		timeinterval.NewIntervener(nil), groups, log, nil)
	wait, interval, repeat := model.Duration(timing.wait), model.Duration(timing.interval), model.Duration(timing.repeat)
	route := dispatch.NewRoute(&config.Route{
		Receiver: "ops", GroupBy: []model.LabelName{"tenant"}, GroupWait: &wait, GroupInterval: &interval, RepeatInterval: &repeat,
	}, nil)
	a.dispatcher = dispatch.NewDispatcher(a.alerts, route, pipeline, groups,
		func(d time.Duration) time.Duration { return max(d, notify.MinTimeout) }, 100*time.Millisecond, nil, logger, recorder,
		dispatch.NewDispatcherMetrics(false, registry, featurecontrol.NoopFlags{}))
	go a.inhibitor.Run()
	a.inhibitor.WaitForLoading()
	go a.dispatcher.Run(time.Now())
	a.dispatcher.WaitForLoading()
	synctest.Wait()
	return a
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func (a *alertmanager) stop() {
	a.dispatcher.Stop()
	a.inhibitor.Stop()
	a.alerts.Close()
}

func (*alertmanager) SendResolved() bool { return true }

// Notify is the receiver.
func (a *alertmanager) Notify(_ context.Context, alerts ...*alert.Alert) (bool, error) {
	m := message{at: time.Now(), tenant: string(alerts[0].Labels["tenant"])}
	for _, one := range alerts {
		name := string(one.Labels["alertname"])
		if severity := one.Labels["severity"]; severity != "" {
			name += "/" + string(severity)
		}
		if one.Resolved() {
			m.resolved = append(m.resolved, name)
		} else {
			m.firing = append(m.firing, name)
		}
	}
	slices.Sort(m.firing)
	slices.Sort(m.resolved)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.received = append(a.received, m)
	return false, nil
}

func (a *alertmanager) put(tenant, name, severity string, firing bool) {
	now := time.Now()
	set := model.LabelSet{"alertname": model.LabelValue(name), "tenant": model.LabelValue(tenant)}
	if severity != "" {
		set["severity"] = model.LabelValue(severity)
	}
	one := &alert.Alert{Alert: model.Alert{Labels: set, StartsAt: now.Add(-time.Millisecond), EndsAt: now.Add(100 * time.Hour)}, UpdatedAt: now}
	if !firing {
		one.EndsAt = now
	}
	require.NoError(a.t, a.alerts.Put(a.t.Context(), one))
}

func (a *alertmanager) silence(tenant, name string, until time.Time) {
	matcher := func(key, value string) *silencepb.Matcher {
		return &silencepb.Matcher{Type: silencepb.Matcher_EQUAL, Name: key, Pattern: value}
	}
	require.NoError(a.t, a.silences.Set(a.t.Context(), &silencepb.Silence{
		MatcherSets: []*silencepb.MatcherSet{{Matchers: []*silencepb.Matcher{matcher("tenant", tenant), matcher("alertname", name)}}},
		StartsAt:    timestamppb.Now(), EndsAt: timestamppb.New(until), CreatedBy: "test", Comment: "test",
	}))
}
