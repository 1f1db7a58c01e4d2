package alertwebhookexporter

import (
	"context"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// complainEvery is how often the log tells of findings that cannot be read: somebody may send many.
const complainEvery = 10 * time.Minute

// outcome is what became of a log record; metadata.yaml documents the values.
type outcome string

const (
	outcomeFinding   outcome = "finding"
	outcomeOutdated  outcome = "outdated"
	outcomeMalformed outcome = "malformed"
	outcomeIgnored   outcome = "ignored"
)

// consumeLogs returns only when what began, worsened or ended is saved, and an error where that cannot be: whoever sent it is to send
// it again, which changes nothing if it was heard. A record that cannot be read now never can.
func (e *alertExporter) consumeLogs(ctx context.Context, logs plog.Logs) error {
	now := time.Now()
	var (
		findings           []situation.Report
		ignored, malformed int64
		reason             error
	)
	for _, resourceLogs := range logs.ResourceLogs().All() {
		for _, scopeLogs := range resourceLogs.ScopeLogs().All() {
			for _, record := range scopeLogs.LogRecords().All() {
				if !apierror.IsFinding(record) {
					ignored++
					continue
				}
				finding, err := situation.ReadFinding(record, now)
				if err != nil {
					malformed++
					reason = err
					continue
				}
				findings = append(findings, finding)
			}
		}
	}
	e.countRecords(ctx, outcomeIgnored, ignored)
	e.countRecords(ctx, outcomeMalformed, malformed)
	e.complain(malformed, reason, now)
	if len(findings) == 0 {
		return nil
	}

	var taken int64
	e.mu.Lock()
	for i := range findings {
		if e.tracker.Hear(&findings[i], now) {
			taken++
			e.explain(&findings[i].Finding, now)
		}
	}
	urgent := e.tracker.Urgent()
	e.mu.Unlock()
	e.countRecords(ctx, outcomeFinding, taken)
	e.countRecords(ctx, outcomeOutdated, int64(len(findings))-taken)
	if err := e.saveUrgent(ctx, urgent); err != nil {
		e.refuse(findings)
		return err
	}
	return nil
}

// refuse has nobody told of findings that their sender keeps, until they are saved: after a crash it is told of them again.
func (e *alertExporter) refuse(findings []situation.Report) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i := range findings {
		if len(e.refused) < maxSituations {
			e.refused[findings[i].ID] = struct{}{}
		}
	}
}

// isRefused reports whether a notification is sent because of what was refused. The caller holds mu.
func (e *alertExporter) isRefused(n *notification.Notification) bool {
	return slices.ContainsFunc(n.Alerts, func(a notification.Alert) bool {
		_, refused := e.refused[a.Finding.ID]
		return refused && a.News
	})
}

func (e *alertExporter) countRecords(ctx context.Context, what outcome, n int64) {
	if n > 0 {
		e.telemetry.ExporterAlertWebhookLogRecords.Add(ctx, n, metric.WithAttributes(attribute.String("outcome", string(what))))
	}
}

// complain tells the log of findings that cannot be read. The reason names what is wrong with the last, and nothing that it holds.
func (e *alertExporter) complain(malformed int64, reason error, now time.Time) {
	if malformed == 0 {
		return
	}
	e.mu.Lock()
	told := !e.complainedAt.IsZero() && now.Sub(e.complainedAt) < complainEvery
	if !told {
		e.complainedAt = now
	}
	e.mu.Unlock()
	if !told {
		e.set.Logger.Warn("findings are malformed and nobody is told of them; is the connector that sends them of this version? "+
			"Not said again for some time: see otelcol_exporter_alert_webhook_log_records, outcome malformed",
			zap.Int64("malformed", malformed), zap.Error(reason))
	}
}

// conditionFailed tells the log of a condition of the configuration that cannot be evaluated. The error may hold what was received.
func (e *alertExporter) conditionFailed(key string, err error) {
	now := time.Now()
	if !e.failedAt.IsZero() && now.Sub(e.failedAt) < complainEvery {
		return
	}
	e.failedAt = now
	e.set.Logger.Warn("a condition cannot be evaluated, and counts as not met; not said again for some time",
		zap.String("key", key), zap.String("error", apierror.Quote(err.Error())))
}
