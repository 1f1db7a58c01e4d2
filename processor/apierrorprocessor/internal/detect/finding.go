package detect

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// finding is what a detector with a memory of its own says of the call at hand.
type finding struct {
	signal     apierror.Signal
	severity   apierror.Severity
	confidence float64
	rationale  string
	references []string
	by         caller
}

// find holds a finding against a caller, if the signal is to be raised for such calls.
func (d *Detectors) find(ev *Event, f finding) {
	if d.tuning.Allows(f.signal, ev) {
		d.findings = append(d.findings, f)
	}
}

// tell adds the findings to what is said of the call.
func (d *Detectors) tell(out *apierror.Security) {
	for i := range d.findings {
		f := &d.findings[i]
		out.Severity = max(out.Severity, f.severity)
		out.Confidence = max(out.Confidence, f.confidence)
		out.Signals = append(out.Signals, f.signal)
		refer(out, f.references)
		d.text.separate()
		d.text.text(f.rationale)
	}
}
