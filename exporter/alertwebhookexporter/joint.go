package alertwebhookexporter

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/exporter/exporterhelper"
)

// joint is what holds the halves of one component together: the first that starts starts the exporter, the last that shuts down
// shuts it down. Until then the other may still hand on what it is given, such as what a connector has to say last.
type joint struct {
	alerts *alertExporter

	mu      sync.Mutex
	halves  int // that were not shut down
	started bool
	failed  error // of the start
}

// half is the exporter as one kind of pipeline has it.
type half struct {
	*joint

	leave sync.Once
}

func (j *joint) half() *half {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.halves++
	return &half{joint: j}
}

// over reports whether all halves were shut down.
func (j *joint) over() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.halves == 0
}

// options are those of both kinds. Reading spans and findings blocks on nothing but the storage, so it needs neither a queue nor a
// timeout: notifications have theirs.
func (h *half) options() []exporterhelper.Option {
	return []exporterhelper.Option{
		exporterhelper.WithStart(h.start),
		exporterhelper.WithShutdown(h.shutdown),
		exporterhelper.WithTimeout(exporterhelper.TimeoutConfig{Timeout: 0}),
	}
}

func (h *half) start(ctx context.Context, host component.Host) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.started {
		h.started = true
		if h.halves > 1 {
			h.alerts.set.Logger.Info("the exporter is in a logs pipeline too: of everything but attacks findings tell, and spans " +
				"do not; a connector apierror must be among that pipeline's receivers")
		}
		h.failed = h.alerts.start(ctx, host)
	}
	return h.failed
}

func (h *half) shutdown(ctx context.Context) error {
	var err error
	h.leave.Do(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.halves--
		if h.halves == 0 {
			err = h.alerts.shutdown(ctx)
		}
	})
	return err
}
