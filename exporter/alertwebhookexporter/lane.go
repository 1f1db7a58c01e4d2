package alertwebhookexporter

import (
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/delivery"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/httpclient"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/redact"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/standardwebhooks"
	"github.com/otelcol-apierror/otelcol-apierror/internal/storageclient"
)

// lane is the way to one destination: nothing on it waits for another.
type lane interface {
	Start(ctx context.Context) error
	// Offer queues notifications, and returns how many it took, from the first on.
	Offer(ctx context.Context, notifications []*notification.Notification) (taken int, err error)
	// TakeMissed returns the groups whose notification was given up unheard since the last time.
	TakeMissed() []string
	// Paused reports whether the lane was full a moment ago.
	Paused(now time.Time) bool
	Stats() delivery.Stats
	Shutdown(ctx context.Context) error
}

// openLane makes the lane of a destination, and starts it.
func (e *alertExporter) openLane(ctx context.Context, host component.Host, cfg *DestinationConfig) error {
	opened, err := e.newLane(ctx, host, cfg)
	if err != nil {
		return err
	}
	e.lanes = append(e.lanes, opened)
	return opened.Start(ctx)
}

func (e *alertExporter) newLane(ctx context.Context, host component.Host, cfg *DestinationConfig) (lane, error) {
	written, err := format.New(cfg.Type, cfg.Client.Endpoint, &cfg.Options, format.Self{Version: e.set.BuildInfo.Version})
	if err != nil {
		return nil, err
	}
	if e.cfg.DryRun {
		return &dryLane{destination: cfg.Name, compose: e.composer.Compose, logger: e.set.Logger}, nil
	}
	guard := dialguard.Policy{DenyPrivate: e.cfg.DenyPrivateNetworks}
	client, err := httpclient.New(ctx, &cfg.Client, guard, host.GetExtensions(), e.set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	keys, err := standardwebhooks.ParseKeys(cfg.secrets())
	if err != nil {
		return nil, fmt.Errorf("signing_secrets::%w", err)
	}
	var kept storage.Client
	if e.cfg.Storage != nil {
		owner := storageclient.Owner{Kind: component.KindExporter, ID: e.set.ID, Name: "outbox_" + cfg.Name}
		if kept, err = storageclient.Open(ctx, host, *e.cfg.Storage, owner); err != nil {
			return nil, err
		}
	}
	var sign func(id string, at time.Time, body []byte) string
	if len(keys) > 0 {
		sign = keys.Sign
	}
	return delivery.NewLane(delivery.Settings{
		Destination: cfg.Name, Queue: e.cfg.Queue, Retry: e.cfg.Retry, Lane: cfg.Lane, Revision: cfg.revision,
		Compose: e.composer.Compose, Format: written, Limits: format.LimitsOf(cfg.Type, &cfg.Options),
		Client: client, UserAgent: "otelcol-apierror/" + e.set.BuildInfo.Version,
		WebhookHeaders: format.Signs(cfg.Type), Sign: sign,
		Redact:  redact.New(redact.Secrets(&cfg.Client, cfg.credentials()...)).String,
		Storage: kept, Telemetry: newLaneTelemetry(e.telemetry, cfg.Name), Logger: e.set.Logger,
	}), nil
}
