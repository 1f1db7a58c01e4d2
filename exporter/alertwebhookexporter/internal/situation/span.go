package situation

import (
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// How far a span's own time may be off before the time of its arrival is believed instead.
const (
	maxAge  = 24 * time.Hour
	maxLead = 5 * time.Minute
)

// Source is what a resource says of all its spans.
type Source struct {
	Service, Tenant string
}

// ReadResource reads whose spans a resource has.
func ReadResource(resource pcommon.Resource) Source {
	return Source{
		Service: stringAt(resource.Attributes(), apierror.KeyServiceName),
		Tenant:  stringAt(resource.Attributes(), apierror.KeyTenantID),
	}
}

// ReadSpan reads what the processor upstream wrote on a span.
func ReadSpan(source Source, span ptrace.Span, now time.Time) Sighting {
	verdict, ok := apierror.ReadSpan(span.Attributes())
	if !ok {
		return Sighting{Malformed: claimsVerdict(span.Attributes())}
	}
	base := Event{
		Time:    believable(span.StartTimestamp().AsTime(), now),
		TraceID: span.TraceID(),
		SpanID:  span.SpanID(),
		Subject: apierror.Subject{Service: source.Service, Tenant: stringAt(span.Attributes(), apierror.KeyTenantID)},
	}
	if base.Subject.Tenant == "" {
		base.Subject.Tenant = source.Tenant
	}
	readEndpoint(&base.Subject, span.Attributes())

	var sighting Sighting
	sighting.readSecurity(&base, &verdict)
	sighting.readPartner(&base, &verdict)
	sighting.readFailure(&base, &verdict)
	return sighting
}

// claimsVerdict reports whether attributes that hold no readable verdict were meant to.
func claimsVerdict(attrs pcommon.Map) bool {
	for key := range attrs.All() {
		if strings.HasPrefix(key, "apierror.") {
			return true
		}
	}
	return false
}

func believable(at, now time.Time) time.Time {
	if at.Before(now.Add(-maxAge)) || at.After(now.Add(maxLead)) {
		return now
	}
	return at
}

func readEndpoint(subject *apierror.Subject, attrs pcommon.Map) {
	subject.Route = stringAt(attrs, apierror.KeyHTTPRoute)
	method := stringAt(attrs, apierror.KeyRPCMethod)
	// Former conventions keep the service apart; the present one writes service/method.
	if service := stringAt(attrs, "rpc.service"); service != "" && method != "" && !strings.Contains(method, "/") {
		method = service + "/" + method
	}
	subject.RPCMethod = method
}

func stringAt(attrs pcommon.Map, key string) string {
	value, ok := attrs.Get(key)
	if !ok || value.Type() != pcommon.ValueTypeStr {
		return ""
	}
	return bounded(value.Str())
}

func (s *Sighting) readSecurity(base *Event, verdict *apierror.Verdict) {
	security := &verdict.Security
	if security.IsZero() {
		return
	}
	severity := security.Severity
	// What leaks into telemetry alone, nobody took.
	leakAlone := len(security.Signals) == 1 && security.Signals[0] == apierror.SignalErrorDataLeak
	if severity == apierror.SeverityNone || (security.Actor.IsZero() && !leakAlone) {
		s.Malformed = true
		severity = max(severity, apierror.SeverityMedium)
	}
	// The span counts once for a signal, however often it is listed.
	seen := make(map[apierror.Signal]struct{}, len(security.Signals))
	for _, signal := range security.Signals {
		if _, twice := seen[signal]; twice {
			continue
		}
		seen[signal] = struct{}{}

		event := *base
		event.Kind = apierror.KindSecurity
		event.ID = apierror.SecuritySituation(security.Actor, signal)
		if signal == apierror.SignalErrorDataLeak { // it is mended where it leaks, whoever was there to see
			event.Kind = apierror.KindDataLeak
			event.ID = apierror.DataLeakSituation(event.Subject.Service, event.Subject.Endpoint())
		}
		event.Name = string(signal)
		event.Severity = severity
		event.Confidence = security.Confidence
		event.Rationale = boundedSentence(security.Rationale)
		event.Subject.Signals = []apierror.Signal{signal}
		event.Subject.References = boundedList(security.References)
		event.Subject.Actor = apierror.Actor{Type: security.Actor.Type, ID: bounded(security.Actor.ID)}
		s.Events = append(s.Events, event)
	}
}

func (s *Sighting) readPartner(base *Event, verdict *apierror.Verdict) {
	business := &verdict.Business
	if business.Partner == "" || !business.SLABreached {
		return
	}
	event := *base
	event.Kind = apierror.KindSLABreach
	event.ID = apierror.SLABreachSituation(business.Partner)
	event.Name = bounded(business.Partner)
	event.Severity = max(verdict.Severity, business.Impact.Severity())
	if event.Severity == apierror.SeverityNone {
		// No impact at all is still a broken agreement.
		event.Severity = apierror.SeverityLow
	}
	event.Confidence = verdict.Failure.Confidence
	event.Rationale = boundedSentence(business.Rationale)
	event.Subject.Category = verdict.Failure.Category
	event.Subject.Reason = bounded(verdict.Failure.Reason)
	event.Subject.Origin = verdict.Failure.Origin
	event.Subject.Business = apierror.Business{Impact: business.Impact, Partner: event.Name, SLABreached: true}
	s.Events = append(s.Events, event)
}

func (s *Sighting) readFailure(base *Event, verdict *apierror.Verdict) {
	failure := &verdict.Failure
	if failure.IsZero() || (!failure.RootCause && verdict.Business.Process == "") {
		// What neither began here nor costs a process anything is told of where it does.
		return
	}
	if failure.Origin == apierror.OriginCaller && !verdict.Security.IsZero() {
		// The attack's own situation tells of it: refusing an attacker is no fault of anybody's to mend.
		return
	}
	event := *base
	event.Severity = max(verdict.Severity, verdict.Business.Impact.Severity())
	if verdict.Severity == apierror.SeverityNone {
		s.Malformed = true
		event.Severity = max(event.Severity, apierror.SeverityMedium)
	}
	event.Confidence = failure.Confidence
	event.Rationale = boundedSentence(failure.Rationale)
	event.Subject.Category = failure.Category
	event.Subject.Reason = bounded(failure.Reason)
	event.Subject.Origin = failure.Origin
	event.Subject.Business = boundedBusiness(&verdict.Business)
	event.name(failure.Category)
	if verdict.Business.Partner != "" && verdict.Business.SLABreached && failure.Origin == apierror.OriginThirdParty &&
		verdict.Business.Process == "" {
		// It explains the call, but the partner's own situation tells of it already.
		event.Kind, event.Name = apierror.KindSLABreach, event.Subject.Business.Partner
		event.ID = apierror.SLABreachSituation(verdict.Business.Partner)
	}
	s.Failure = &Failure{Event: event, RootCause: failure.RootCause}
}

// name says which situation a failure of a category belongs to.
func (e *Event) name(category apierror.Category) {
	e.Subject.Category = category
	subject := &e.Subject
	switch {
	case subject.Business.Process != "":
		e.Kind = apierror.KindBusinessFailure
		e.ID = apierror.BusinessFailureSituation(subject.Business.Process, category)
		e.Name = subject.Business.Process
	case category == apierror.CategoryContract:
		e.Kind = apierror.KindContractDrift
		e.ID = apierror.ContractDriftSituation(subject.Service, subject.Endpoint())
		e.Name = string(category)
	default:
		e.Kind = apierror.KindSurge
		e.ID = apierror.SurgeSituation(subject.Service, subject.Endpoint(), category)
		e.Name = string(category)
	}
}
