package alertwebhookexporter

import (
	"context"
	"time"

	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/delivery"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// dryLane tells the log what its destination would be told.
type dryLane struct {
	destination string
	compose     func(*notification.Notification) content.Text
	logger      *zap.Logger
}

var _ lane = (*dryLane)(nil)

// Start does nothing.
func (*dryLane) Start(context.Context) error { return nil }

// Offer logs every notification.
func (l *dryLane) Offer(_ context.Context, notifications []*notification.Notification) (int, error) {
	for _, n := range notifications {
		labels := make([]string, len(n.Group.Labels))
		for i, label := range n.Group.Labels {
			labels[i] = label.Name + "=" + apierror.Quote(label.Value)
		}
		l.logger.Info("dry run: would be sent",
			zap.String("destination", l.destination), zap.String("route", routeKey(n.Group.Route)), zap.Strings("group", labels),
			zap.String("cause", string(n.Cause)), zap.Int("firing", n.Firing), zap.Int("resolved", n.Resolved),
			zap.String("title", l.compose(n).Title))
	}
	return len(notifications), nil
}

// routeKey is where in the configuration a route is.
func routeKey(path string) string {
	if path == "" {
		return "route"
	}
	return "route::" + path
}

// TakeMissed has nothing: all is heard.
func (*dryLane) TakeMissed() []string { return nil }

// Paused is never so.
func (*dryLane) Paused(time.Time) bool { return false }

// Stats has nothing to tell.
func (*dryLane) Stats() delivery.Stats { return delivery.Stats{} }

// Shutdown does nothing.
func (*dryLane) Shutdown(context.Context) error { return nil }
