package apierrorconnector

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/connector"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback/verdictfile"
)

// heedEvery is how soon what people say of findings counts.
const heedEvery = 15 * time.Second

// adviser takes what people say of findings from their file to the engine, and what comes of it to the audit log.
type adviser struct {
	joint *joint
	set   connector.Settings
	cfg   *FeedbackConfig

	file  *verdictfile.File // nil without one
	audit *verdictfile.Audit
	// known are the verdicts of the file as it is.
	known []feedback.Verdict
	// failing is true after a file could not be read or written, so that the log is told once.
	failing bool
}

func newAdviser(set connector.Settings, cfg *FeedbackConfig, j *joint) *adviser {
	return &adviser{joint: j, set: set, cfg: cfg}
}

// open makes sure that the audit log can be written: nothing is to move that nobody could look up.
func (a *adviser) open() error {
	if a.cfg.File == "" {
		return nil
	}
	audit, err := verdictfile.OpenAudit(a.cfg.AuditLog)
	if err != nil {
		return err
	}
	a.audit, a.file = audit, verdictfile.New(a.cfg.File)
	return nil
}

func (a *adviser) run(running context.Context) {
	if a.file == nil {
		return
	}
	a.heed(running)
	every(running, heedEvery, a.heed)
}

// heed hands on the verdicts, whether or not they changed: some run out, and what that moves is written down as well. A broken file changes nothing.
func (a *adviser) heed(context.Context) {
	verdicts, changed, err := a.file.Read()
	if err != nil {
		a.report(err)
		return
	}
	if changed {
		a.known = verdicts
	}
	now := a.joint.now()
	a.joint.mu.Lock()
	changes := a.joint.engine.Heed(a.known, now.UnixNano())
	var unknown []string
	if changed {
		unknown = a.joint.engine.Unknown()
	}
	a.joint.mu.Unlock()
	moved := 0
	for i := range changes {
		if !changes[i].Unknown {
			moved++
		}
	}
	if changed || moved > 0 {
		a.set.Logger.Info("what people say of findings counts now", zap.Int("verdicts", len(a.known)), zap.Int("limits_moved", moved))
	}
	if len(unknown) > 0 {
		a.set.Logger.Warn("findings::feedback: nobody knows these findings: a verdict on one counts for what comes under its very id, and moves nothing else; "+
			"see that the ids are those of the alerts", zap.Strings("findings", unknown))
	}
	a.report(a.audit.Write(now, changes))
}

// report tells the log when a file begins to fail, and when it works again. What failed was told whole; a broken file is told of once.
func (a *adviser) report(err error) {
	switch {
	case err != nil:
		a.failing = true
		a.set.Logger.Warn("findings::feedback: what people said before stays in force", zap.Error(err))
	case a.failing:
		a.failing = false
		a.set.Logger.Info("findings::feedback: its files are read and written again")
	}
}
