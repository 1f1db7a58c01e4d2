package sentence

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Summary says in one sentence what is the matter, to somebody woken up by it. What and many are as Headline gives them. The status
// is the one that is told, which the finding need not have yet.
func Summary(f *apierror.Finding, status apierror.Status, what, many string) string {
	over, took := status == apierror.StatusResolved, Lasted(f.UpdatedAt.Sub(f.StartedAt))
	switch {
	// The rationale of an attack also counts the calls by which it was noticed.
	case f.Kind == apierror.KindSecurity && over:
		return fmt.Sprintf("Resolved: %s, %s since it was noticed, the last after %s", what, many, took)
	case f.Kind == apierror.KindSecurity:
		return fmt.Sprintf("%s: %s since it was noticed", what, many)
	case over:
		return fmt.Sprintf("Resolved: %s, %s in %s", what, many, took)
	default:
		return fmt.Sprintf("%s: %s so far", what, many)
	}
}

// Headline says what the matter is, and how many events it has. A flood is how many a finding stands for that is about no single
// actor or endpoint, such as "about 40 actors"; "" for one that is. A kind that is not known here reads as failures.
func Headline(f *apierror.Finding, flood string) (what, many string) {
	subject := &f.Subject
	switch f.Kind {
	case apierror.KindSecurity:
		return attack(f.Name) + part(f) + whom(subject, flood), Count(f.Count, attempt(f.Name))
	case apierror.KindDataLeak:
		return "Error texts leak data" + where(subject, flood), Count(f.Count, "error")
	case apierror.KindSLABreach:
		return fmt.Sprintf("Partner %s breaks its agreement", apierror.Quote(f.Name)), Count(f.Count, "call")
	case apierror.KindBusinessFailure:
		many = Count(f.Count, "failed call")
		if subject.Business.Currency != "" {
			many += ", " + Money(subject.Business.ValueAtRisk, subject.Business.Currency) + " at risk"
		}
		return fmt.Sprintf("Process %s fails (%s)", apierror.Quote(f.Name), Failure(subject.Category, subject.Reason)), many
	case apierror.KindContractDrift:
		return "Contract mismatch" + where(subject, flood), Count(f.Count, "failed call")
	default:
		return fmt.Sprintf("Failures (%s)%s", Failure(subject.Category, subject.Reason), where(subject, flood)), Count(f.Count, "failed call")
	}
}
