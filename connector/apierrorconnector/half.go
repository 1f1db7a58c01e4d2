package apierrorconnector

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// half is the connector as one kind of pipeline has it.
type half struct {
	*joint
	// reads is true for one of the halves: each is shown every span, and a span is to count once.
	reads bool
	// flush hands on what the half still holds back.
	flush   func(context.Context)
	started bool
}

var _ connector.Traces = (*half)(nil)

// join adds a half. Halves are made one after the other, before any is started.
func (j *joint) join(connect func(), flush func(context.Context)) *half {
	j.mu.Lock()
	defer j.mu.Unlock()
	connect()
	made := &half{joint: j, reads: j.halves == 0, flush: flush}
	j.halves++
	return made
}

// Capabilities: spans are read only.
func (*half) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

// Start starts what the halves share with the first of them.
func (h *half) Start(ctx context.Context, host component.Host) error {
	if err := h.start(ctx, host); err != nil {
		return err
	}
	h.started = true
	return nil
}

// Shutdown stops what the halves share with the first of them, since no span comes any more, hands on what this half still
// has, and lets go of the rest with the last.
func (h *half) Shutdown(ctx context.Context) error {
	if !h.started {
		h.abandon()
		return nil
	}
	h.started = false
	h.halt()
	h.flush(ctx)
	return h.leave(ctx)
}

// ConsumeTraces never fails: a span that cannot be read is counted.
func (h *half) ConsumeTraces(ctx context.Context, td ptrace.Traces) error {
	if h.reads {
		h.consume(ctx, td)
	}
	return nil
}
