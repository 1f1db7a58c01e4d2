package apierror

import "go.opentelemetry.io/collector/pdata/pcommon"

// WriteSpan puts the verdict on a span's attributes. Parts that are zero write nothing.
func (v *Verdict) WriteSpan(attrs pcommon.Map) {
	attrs.EnsureCapacity(attrs.Len() + v.attributes())
	if f := &v.Failure; !f.IsZero() {
		attrs.PutStr(KeyCategory, string(f.Category))
		attrs.PutStr(KeyReason, f.Reason)
		attrs.PutStr(KeyOrigin, string(f.Origin))
		attrs.PutBool(KeyRetryable, f.Retryable)
		attrs.PutBool(KeyRootCause, f.RootCause)
		attrs.PutStr(KeyFingerprint, f.Fingerprint)
		attrs.PutStr(KeySeverity, v.Severity.String())
		attrs.PutDouble(KeyConfidence, f.Confidence)
		attrs.PutStr(KeyRationale, f.Rationale)
	}
	v.Security.write(attrs)
	v.Business.write(attrs)
}

// attributes is the most that WriteSpan may add; it sizes the map once.
func (v *Verdict) attributes() int {
	n := 0
	if !v.Failure.IsZero() {
		n += 9
	}
	if !v.Security.IsZero() {
		n += 7
	} else if v.Security.Spared() {
		n += 3
	}
	if b := &v.Business; !b.IsZero() {
		n += 2 // impact and rationale
		if b.Process != "" {
			n += 3
		}
		if b.Currency != "" {
			n += 3
		}
		if b.Partner != "" {
			n += 2
		}
	}
	return n
}

func (s *Security) write(attrs pcommon.Map) {
	if !s.IsZero() {
		s.writeSignals(attrs)
	} else if !s.Spared() {
		return
	}
	attrs.PutStr(KeySecurityRationale, s.Rationale)
	if !s.Actor.IsZero() {
		attrs.PutStr(KeyActorID, s.Actor.ID)
		attrs.PutStr(KeyActorType, string(s.Actor.Type))
	}
}

func (s *Security) writeSignals(attrs pcommon.Map) {
	signals := attrs.PutEmptySlice(KeySecuritySignals)
	signals.EnsureCapacity(len(s.Signals))
	for _, signal := range s.Signals {
		signals.AppendEmpty().SetStr(string(signal))
	}
	attrs.PutStr(KeySecuritySeverity, s.Severity.String())
	attrs.PutDouble(KeySecurityConfidence, s.Confidence)
	references := attrs.PutEmptySlice(KeySecurityReferences)
	references.EnsureCapacity(len(s.References))
	for _, reference := range s.References {
		references.AppendEmpty().SetStr(reference)
	}
}

func (b *Business) write(attrs pcommon.Map) {
	if b.IsZero() {
		return
	}
	if b.Process != "" {
		attrs.PutStr(KeyBusinessProcess, b.Process)
		attrs.PutStr(KeyBusinessCriticality, string(b.Criticality))
		if b.Owner != "" {
			attrs.PutStr(KeyBusinessOwner, b.Owner)
		}
	}
	if b.Currency != "" {
		attrs.PutDouble(KeyBusinessValueAtRisk, b.ValueAtRisk)
		if b.Cost > 0 {
			attrs.PutDouble(KeyBusinessCost, b.Cost)
		}
		attrs.PutStr(KeyBusinessCurrency, b.Currency)
	}
	if b.Partner != "" {
		attrs.PutStr(KeyBusinessPartner, b.Partner)
		attrs.PutBool(KeyBusinessSLABreached, b.SLABreached)
	}
	if b.Impact != "" { // of what happened to many calls nobody says it
		attrs.PutStr(KeyBusinessImpact, string(b.Impact))
	}
	if b.Rationale != "" {
		attrs.PutStr(KeyBusinessRationale, b.Rationale)
	}
}

// ReadSpan reads what a processor upstream wrote. It reports false for a span that carries no verdict. Attributes are
// hostile input: a value of the wrong type, or outside the vocabulary, reads as absent.
func ReadSpan(attrs pcommon.Map) (Verdict, bool) {
	var v Verdict
	for key, value := range attrs.All() {
		if len(key) > len("apierror.") && key[:len("apierror.")] == "apierror." {
			v.read(key, value)
		}
	}
	v.Business.settle()
	return v, !v.Failure.IsZero() || !v.Security.IsZero() || v.Security.Spared() || !v.Business.IsZero()
}

func (v *Verdict) read(key string, value pcommon.Value) {
	switch key {
	case KeyCategory:
		v.Failure.Category = Known(Category(text(value)))
	case KeyReason:
		v.Failure.Reason = text(value)
	case KeyOrigin:
		v.Failure.Origin = Known(Origin(text(value)))
	case KeyRetryable:
		v.Failure.Retryable = value.Type() == pcommon.ValueTypeBool && value.Bool()
	case KeyRootCause:
		v.Failure.RootCause = value.Type() == pcommon.ValueTypeBool && value.Bool()
	case KeyFingerprint:
		v.Failure.Fingerprint = text(value)
	case KeySeverity:
		v.Severity = severity(value)
	case KeyConfidence:
		v.Failure.Confidence = fraction(value)
	case KeyRationale:
		v.Failure.Rationale = text(value)
	default:
		if !v.Security.read(key, value) {
			v.Business.read(key, value)
		}
	}
}

func (s *Security) read(key string, value pcommon.Value) bool {
	switch key {
	case KeySecuritySignals:
		for _, name := range texts(value) {
			if signal := Signal(name); signal.Valid() {
				s.Signals = append(s.Signals, signal)
			}
		}
	case KeySecuritySeverity:
		s.Severity = severity(value)
	case KeySecurityConfidence:
		s.Confidence = fraction(value)
	case KeySecurityRationale:
		s.Rationale = text(value)
	case KeySecurityReferences:
		s.References = texts(value)
	case KeyActorID:
		s.Actor.ID = text(value)
	case KeyActorType:
		s.Actor.Type = Known(ActorType(text(value)))
	default:
		return false
	}
	return true
}

func (b *Business) read(key string, value pcommon.Value) {
	switch key {
	case KeyBusinessProcess:
		b.Process = text(value)
	case KeyBusinessOwner:
		b.Owner = text(value)
	case KeyBusinessCriticality:
		b.Criticality = Known(Criticality(text(value)))
	case KeyBusinessImpact:
		b.Impact = Known(Impact(text(value)))
	case KeyBusinessValueAtRisk:
		b.ValueAtRisk = amount(value)
	case KeyBusinessCost:
		b.Cost = amount(value)
	case KeyBusinessCurrency:
		b.Currency = text(value)
	case KeyBusinessPartner:
		b.Partner = text(value)
	case KeyBusinessSLABreached:
		b.SLABreached = value.Type() == pcommon.ValueTypeBool && value.Bool()
	case KeyBusinessRationale:
		b.Rationale = text(value)
	}
}

// settle drops what means nothing without its other half: money without a currency, a breach of nobody's agreement.
func (b *Business) settle() {
	if b.IsZero() {
		*b = Business{}
	}
	if b.Process == "" {
		b.Owner, b.Criticality = "", ""
	}
	if b.Currency == "" {
		b.ValueAtRisk, b.Cost = 0, 0
	}
	if b.Partner == "" {
		b.SLABreached = false
	}
}
