package apierror

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

// What ReadLog takes of the situations that a finding covers: a cascade takes down tens of them, and an id is short.
const (
	maxCovers  = 256
	maxCoverID = 64
)

// errNotFinding marks a log record that is not a finding at all, as opposed to one that is broken.
var errNotFinding = errors.New("log record is not an " + EventFinding + " event")

// IsFinding reports whether a log record says that it is a finding.
func IsFinding(record plog.LogRecord) bool { return record.EventName() == EventFinding }

// WriteLog puts the finding into an empty log record.
func (f *Finding) WriteLog(record plog.LogRecord) error {
	record.SetEventName(EventFinding)
	record.SetTimestamp(pcommon.NewTimestampFromTime(f.UpdatedAt))
	record.SetSeverityNumber(f.Severity.LogNumber())
	record.SetSeverityText(f.Severity.String())
	record.Body().SetStr(f.Summary)
	record.SetTraceID(f.TraceID)
	record.SetSpanID(f.SpanID)

	attrs := record.Attributes()
	attrs.EnsureCapacity(32)
	attrs.PutStr(KeyFindingID, f.ID)
	attrs.PutStr(KeyFindingKind, string(f.Kind))
	attrs.PutStr(KeyFindingName, f.Name)
	attrs.PutStr(KeyFindingStatus, string(f.Status))
	attrs.PutStr(KeyFindingStartedAt, f.StartedAt.UTC().Format(time.RFC3339Nano))
	attrs.PutInt(KeyFindingCount, f.Count)
	attrs.PutDouble(KeyFindingConfidence, f.Confidence)
	attrs.PutStr(KeyFindingRationale, f.Rationale)
	attrs.PutStr(KeySeverity, f.Severity.String())
	if len(f.Evidence) > 0 {
		if err := attrs.PutEmptyMap(KeyFindingEvidence).FromRaw(f.Evidence); err != nil {
			return fmt.Errorf("%s: %w", KeyFindingEvidence, err)
		}
	}
	writeTexts(attrs, KeyFindingCovers, f.Covers)
	f.Subject.write(attrs)
	return nil
}

func (s *Subject) write(attrs pcommon.Map) {
	for _, field := range [...]struct{ key, value string }{
		{KeyServiceName, s.Service},
		{KeyHTTPRoute, s.Route},
		{KeyRPCMethod, s.RPCMethod},
		{KeyTenantID, s.Tenant},
		{KeyCategory, string(s.Category)},
		{KeyReason, s.Reason},
		{KeyOrigin, string(s.Origin)},
		{KeyActorID, s.Actor.ID},
		{KeyActorType, string(s.Actor.Type)},
	} {
		if field.value != "" {
			attrs.PutStr(field.key, field.value)
		}
	}
	if len(s.Signals) > 0 {
		signals := attrs.PutEmptySlice(KeySecuritySignals)
		for _, signal := range s.Signals {
			signals.AppendEmpty().SetStr(string(signal))
		}
	}
	writeTexts(attrs, KeySecurityReferences, s.References)
	s.Business.write(attrs)
}

// writeTexts writes a list of strings that is not empty.
func writeTexts(attrs pcommon.Map, key string, texts []string) {
	if len(texts) == 0 {
		return
	}
	list := attrs.PutEmptySlice(key)
	list.EnsureCapacity(len(texts))
	for _, text := range texts {
		list.AppendEmpty().SetStr(text)
	}
}

// ReadLog is the inverse of WriteLog. A record is hostile input: it is an error if it is no finding, or if what makes a
// finding usable (id, kind, status, severity, start) is absent or outside the vocabulary; anything else that is malformed
// reads as absent.
func ReadLog(record plog.LogRecord) (Finding, error) {
	if !IsFinding(record) {
		return Finding{}, errNotFinding
	}
	f := Finding{
		UpdatedAt: record.Timestamp().AsTime(),
		Summary:   text(record.Body()),
		TraceID:   record.TraceID(),
		SpanID:    record.SpanID(),
	}
	var startedAt string
	for key, value := range record.Attributes().All() {
		switch key {
		case KeyFindingID:
			f.ID = text(value)
		case KeyFindingKind:
			f.Kind = Kind(text(value))
		case KeyFindingName:
			f.Name = text(value)
		case KeyFindingStatus:
			f.Status = Status(text(value))
		case KeyFindingStartedAt:
			startedAt = text(value)
		case KeyFindingCount:
			if value.Type() == pcommon.ValueTypeInt {
				f.Count = max(0, value.Int())
			}
		case KeyFindingConfidence:
			f.Confidence = fraction(value)
		case KeyFindingRationale:
			f.Rationale = text(value)
		case KeyFindingEvidence:
			if value.Type() == pcommon.ValueTypeMap {
				f.Evidence = value.Map().AsRaw()
			}
		case KeyFindingCovers:
			f.Covers = readCovers(value)
		case KeySeverity:
			f.Severity = severity(value)
		default:
			f.Subject.read(key, value)
		}
	}
	f.Subject.Business.settle()
	err := f.check(startedAt)
	return f, err
}

// readCovers reads the ids of situations; what cannot be one, and what is beyond the bound, is left out.
func readCovers(value pcommon.Value) []string {
	ids := slices.DeleteFunc(texts(value), func(id string) bool { return id == "" || len(id) > maxCoverID })
	return slices.Clip(ids[:min(len(ids), maxCovers)])
}

// check parses the start and names the first part without which nobody could act on the finding.
func (f *Finding) check(startedAt string) error {
	started, err := time.Parse(time.RFC3339Nano, startedAt)
	if err != nil {
		return fmt.Errorf("%s: not an RFC 3339 time", KeyFindingStartedAt)
	}
	f.StartedAt = started
	switch {
	case f.ID == "":
		return fmt.Errorf("%s: missing", KeyFindingID)
	case !f.Kind.Valid():
		return fmt.Errorf("%s: one of %v", KeyFindingKind, kinds)
	case !f.Status.Valid():
		return fmt.Errorf("%s: %s or %s", KeyFindingStatus, StatusFiring, StatusResolved)
	case f.Severity == SeverityNone:
		return fmt.Errorf("%s: one of %v", KeySeverity, Severities())
	}
	return nil
}

func (s *Subject) read(key string, value pcommon.Value) {
	switch key {
	case KeyServiceName:
		s.Service = text(value)
	case KeyHTTPRoute:
		s.Route = text(value)
	case KeyRPCMethod:
		s.RPCMethod = text(value)
	case KeyTenantID:
		s.Tenant = text(value)
	case KeyCategory:
		s.Category = Known(Category(text(value)))
	case KeyReason:
		s.Reason = text(value)
	case KeyOrigin:
		s.Origin = Known(Origin(text(value)))
	case KeyActorID:
		s.Actor.ID = text(value)
	case KeyActorType:
		s.Actor.Type = Known(ActorType(text(value)))
	case KeySecuritySignals:
		var security Security
		security.read(key, value)
		s.Signals = security.Signals
	case KeySecurityReferences:
		s.References = texts(value)
	default:
		s.Business.read(key, value)
	}
}
