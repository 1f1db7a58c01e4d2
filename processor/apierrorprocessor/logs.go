package apierrorprocessor

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/classify"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// logEnricher says of the exceptions among log records what failed and why, and remembers them for the spans within which
// they were logged.
type logEnricher struct {
	exceptions *loggedExceptions
	redact     bool
	tuning     *detect.Tuning
	builder    *metadata.TelemetryBuilder
	workspaces sync.Pool // of *logWorkspace
}

// logWorkspace is what one batch needs and the next can use again.
type logWorkspace struct {
	classifier *classify.Classifier
	leaks      leaks
	records    int64
	tally      tally
	tellsLeaks bool // of the service at hand
}

func newLogEnricher(set processor.Settings, config *Config, exceptions *loggedExceptions) (*logEnricher, error) {
	builder, err := metadata.NewTelemetryBuilder(set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	tuning, err := detect.CompileTuning(config.Security.settings(newActorHash(config.Actor).of))
	if err != nil {
		return nil, err
	}
	e := &logEnricher{exceptions: exceptions, redact: config.Redact, tuning: tuning, builder: builder}
	scanner := leakScanner()
	e.workspaces.New = func() any {
		w := &logWorkspace{leaks: leaks{scanner: scanner}}
		w.classifier = classify.New(w.leaks.clean)
		return w
	}
	return e, nil
}

func (e *logEnricher) shutdown(context.Context) error {
	e.builder.Shutdown()
	return nil
}

// processLogs enriches a batch in place. It never fails and never drops a record.
func (e *logEnricher) processLogs(ctx context.Context, ld plog.Logs) (plog.Logs, error) {
	w := e.workspaces.Get().(*logWorkspace)
	defer e.workspaces.Put(w)
	w.records = 0
	w.tally.reset()
	for _, rl := range ld.ResourceLogs().All() {
		name := serviceName(rl.Resource(), &w.tally)
		service := classify.ServiceHash(name)
		w.tellsLeaks = e.tuning.Allows(apierror.SignalErrorDataLeak, &detect.Event{Service: name})
		for _, sl := range rl.ScopeLogs().All() {
			for _, record := range sl.LogRecords().All() {
				w.records++
				if spanview.TellsException(record) {
					e.enrich(w, service, record)
				}
			}
		}
	}
	e.record(ctx, w)
	return ld, nil
}

func (e *logEnricher) enrich(w *logWorkspace, service uint64, record plog.LogRecord) {
	var view spanview.View
	view.ReadLog(record)
	w.leaks.read(&view)
	if e.redact {
		masked := w.leaks.maskAttributes(record.Attributes())
		if w.leaks.maskValue(record.Body()) || masked {
			view = spanview.View{}
			view.ReadLog(record)
		}
	}
	if view.ClaimsVerdict {
		spanview.StripVerdict(record.Attributes())
		w.tally.malformed++
	}
	w.tally.malformed += int64(view.Malformed)
	e.exceptions.add(record.TraceID(), record.SpanID(), view.ExceptionType, view.ExceptionMessage)
	var verdict apierror.Verdict
	failure := &verdict.Failure
	if !w.classifier.Classify(&view, false, failure) {
		return
	}
	failure.RootCause = failure.Category != apierror.CategoryCancelled
	failure.Fingerprint = w.classifier.Fingerprint(service, &view, failure)
	if len(w.leaks.kinds) > 0 && w.tellsLeaks {
		w.leaks.report(apierror.Actor{}, &verdict.Security)
	}
	verdict.Severity = max(classify.Severity(failure), verdict.Security.Severity)
	verdict.WriteSpan(record.Attributes())
	w.tally.count(&verdict)
}

func (e *logEnricher) record(ctx context.Context, w *logWorkspace) {
	e.builder.ProcessorApierrorLogRecords.Add(ctx, w.records)
	if w.tally.malformed > 0 {
		e.builder.ProcessorApierrorMalformedValues.Add(ctx, w.tally.malformed)
	}
	for i, category := range categories {
		if n := w.tally.failed[i]; n > 0 {
			e.builder.ProcessorApierrorFailedLogRecords.Add(ctx, n, withAttribute("category", string(category)))
		}
	}
}
