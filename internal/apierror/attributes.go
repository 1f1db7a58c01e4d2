package apierror

// Attribute keys that the processor writes on a span. The table in docs/attributes.md documents each; a test holds the two
// against each other.
const (
	KeyCategory    = "apierror.category"
	KeyReason      = "apierror.reason"
	KeyOrigin      = "apierror.origin"
	KeyRetryable   = "apierror.retryable"
	KeyRootCause   = "apierror.root_cause"
	KeyFingerprint = "apierror.fingerprint"
	KeySeverity    = "apierror.severity"
	KeyConfidence  = "apierror.confidence"
	KeyRationale   = "apierror.rationale"

	KeySecuritySignals    = "apierror.security.signals"
	KeySecuritySeverity   = "apierror.security.severity"
	KeySecurityConfidence = "apierror.security.confidence"
	KeySecurityRationale  = "apierror.security.rationale"
	KeySecurityReferences = "apierror.security.references"
	KeyActorID            = "apierror.actor.id"
	KeyActorType          = "apierror.actor.type"

	KeyBusinessProcess     = "apierror.business.process"
	KeyBusinessOwner       = "apierror.business.owner"
	KeyBusinessCriticality = "apierror.business.criticality"
	KeyBusinessImpact      = "apierror.business.impact"
	KeyBusinessValueAtRisk = "apierror.business.value_at_risk"
	KeyBusinessCost        = "apierror.business.cost"
	KeyBusinessCurrency    = "apierror.business.currency"
	KeyBusinessPartner     = "apierror.business.partner"
	KeyBusinessSLABreached = "apierror.business.sla_breached"
	KeyBusinessRationale   = "apierror.business.rationale"
)

// Attribute keys of a finding's log record, beside those above that describe its subject.
const (
	KeyFindingID         = "apierror.finding.id"
	KeyFindingKind       = "apierror.finding.kind"
	KeyFindingName       = "apierror.finding.name"
	KeyFindingStatus     = "apierror.finding.status"
	KeyFindingStartedAt  = "apierror.finding.started_at"
	KeyFindingCount      = "apierror.finding.count"
	KeyFindingConfidence = "apierror.finding.confidence"
	KeyFindingRationale  = "apierror.finding.rationale"
	KeyFindingEvidence   = "apierror.finding.evidence"
	KeyFindingCovers     = "apierror.finding.covers"
)

// Semantic-convention keys that a finding's subject uses unchanged.
const (
	KeyServiceName = "service.name"
	KeyHTTPRoute   = "http.route"
	KeyRPCMethod   = "rpc.method"
	// KeyTenantID is no semantic convention yet, but what multi-tenant services write.
	KeyTenantID = "tenant.id"
)

// EventFinding is the event name of a finding's log record.
const EventFinding = "apierror.finding"
