package apierror

// Verdict is everything the processor says of one span. A part that does not apply is zero.
type Verdict struct {
	Failure  Failure
	Security Security
	Business Business

	// Severity weighs failure, security and business together.
	Severity Severity
}

// Failure is what failed and why. It is zero for a span that did not fail.
type Failure struct {
	Category    Category
	Reason      string
	Origin      Origin
	Retryable   bool    // a retry may succeed without any change
	RootCause   bool    // the failure began here, as far as the data at hand shows
	Fingerprint string  // the same for the same fault, across instances, ids and times
	Confidence  float64 // 0 to 1
	Rationale   string  // one sentence: the rule and the evidence
}

// IsZero reports whether the span did not fail.
func (f *Failure) IsZero() bool { return f.Category == "" }

// Security is the suspicious behaviour that a span takes part in. It is zero for an innocent span.
type Security struct {
	Signals    []Signal
	Severity   Severity
	Confidence float64 // 0 to 1
	Rationale  string
	References []string // owasp:API1:2023, attack:T1110.004, cwe:639, …
	Actor      Actor
}

// IsZero reports whether the span takes part in nothing suspicious.
func (s *Security) IsZero() bool { return len(s.Signals) == 0 }

// Spared reports whether it would, but for the actor being trusted: the rationale says why, and there is no severity.
func (s *Security) Spared() bool {
	return s.IsZero() && s.Rationale != "" && s.Severity == SeverityNone
}

// Business is what a failed or slow span costs. It is zero where neither a process nor a partner matched.
type Business struct {
	Process     string
	Owner       string
	Criticality Criticality

	Impact      Impact
	ValueAtRisk float64 // in Currency; meaningful where Currency is set
	Cost        float64 // what the failure is expected to cost, in Currency; 0 where nothing declared tells it
	Currency    string  // ISO 4217, as configured

	Partner     string
	SLABreached bool // this call broke the partner's agreement; meaningful where Partner is set

	Rationale string
}

// IsZero reports whether the span belongs to no process and no partner.
func (b *Business) IsZero() bool { return b.Process == "" && b.Partner == "" }
