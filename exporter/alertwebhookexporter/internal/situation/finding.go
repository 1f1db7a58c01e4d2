package situation

import (
	"errors"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	// maxCovers is how many situations one may explain.
	maxCovers = 256

	// maxEvidence is what is kept of a finding's evidence, in bytes of text.
	maxEvidence = 8 << 10

	// A finding of a situation that began earlier than this before its last event has no believable beginning.
	maxLasting = 365 * 24 * time.Hour
)

var errLongID = errors.New(apierror.KeyFindingID + ": longer than 256 bytes")

// Report is a finding as it came.
type Report struct {
	apierror.Finding

	// SaidAt is when its sender made it, which tells apart two of the same time of the spans; zero if that is not known.
	SaidAt time.Time
}

// ReadFinding reads a finding from its log record, bounded so that it can be kept. Its errors hold nothing that was received.
func ReadFinding(record plog.LogRecord, now time.Time) (Report, error) {
	f, err := apierror.ReadLog(record)
	if err != nil {
		return Report{}, err
	}
	if len(f.ID) > maxText {
		// Cut, it could be another's.
		return Report{}, errLongID
	}
	boundFinding(&f, now)
	read := Report{Finding: f}
	if said := record.ObservedTimestamp(); said != 0 && !said.AsTime().After(now.Add(maxLead)) {
		read.SaidAt = said.AsTime()
	}
	return read, nil
}

// boundFinding holds a finding from outside to what can be kept and what can be. It may be old: it waited in a queue.
func boundFinding(f *apierror.Finding, now time.Time) {
	if f.UpdatedAt.Unix() <= 0 || f.UpdatedAt.After(now.Add(maxLead)) {
		f.UpdatedAt = now
	}
	if f.StartedAt.After(f.UpdatedAt) || f.StartedAt.Before(f.UpdatedAt.Add(-maxLasting)) {
		f.StartedAt = f.UpdatedAt
	}
	f.Name = bounded(f.Name)
	f.Summary = boundedSentence(f.Summary)
	f.Rationale = boundedSentence(f.Rationale)
	if f.Evidence = untrusted.Evidence(f.Evidence, maxEvidence); len(f.Evidence) == 0 {
		f.Evidence = nil
	}
	f.Covers = slices.DeleteFunc(f.Covers, func(id string) bool { return len(id) > maxText })
	f.Covers = f.Covers[:min(len(f.Covers), maxCovers)]
	subject := &f.Subject
	subject.Service = bounded(subject.Service)
	subject.Route = bounded(subject.Route)
	subject.RPCMethod = bounded(subject.RPCMethod)
	subject.Tenant = bounded(subject.Tenant)
	subject.Reason = bounded(subject.Reason)
	subject.Actor.ID = bounded(subject.Actor.ID)
	subject.Signals = subject.Signals[:min(len(subject.Signals), maxReferences)]
	subject.References = boundedList(subject.References)
	subject.Business = boundedBusiness(&subject.Business)
}
