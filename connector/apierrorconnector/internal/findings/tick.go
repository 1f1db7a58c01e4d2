package findings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// Tick lists what is to be told now: first what fires, then what is over, the gravest first. What Sent does not confirm before
// the next Tick comes again, as it then stands. Before the clock has begun (now is 0) there is nothing to tell.
func (b *Book) Tick(now int64) []apierror.Finding {
	now = b.proceed(now)
	if now == 0 {
		return nil
	}
	b.forgetGates(now)
	for _, s := range b.byID {
		b.settle(s, now)
	}
	cover := b.covered(now)

	var due []apierror.Finding
	offer := func(s *situation) {
		id, covered := cover[s.finding.ID]
		if covered {
			s.life.CoveredAt = now
		}
		s.life.offered = told{}
		if finding, owes := b.offer(s, id, covered, now); owes {
			due = append(due, finding)
		}
	}
	for _, s := range b.byID {
		offer(s)
	}
	for id, s := range b.leaving {
		offer(s)
		if !s.life.Told.firing() {
			delete(b.leaving, id) // evicted before anybody was told of it
		}
	}

	slices.SortFunc(due, func(x, y apierror.Finding) int {
		return cmp.Or(
			cmp.Compare(x.Status, y.Status), // firing, resolved
			cmp.Compare(y.Severity, x.Severity),
			x.StartedAt.Compare(y.StartedAt),
			cmp.Compare(x.ID, y.ID),
		)
	})
	return due
}

// settle ends a situation when its time has come, and forgets it when it cannot flap any more.
func (b *Book) settle(s *situation, now int64) {
	if s.life.settle(&b.rules, b.quietSince(s), now) {
		b.counts.Ended[s.finding.Kind]++
		if s.life.over() {
			b.file(s)
		}
	}
	if s.life.over() && now-s.life.EndedAt >= int64(flapPeriod) {
		b.remove(s)
	}
}

func (b *Book) offer(s *situation, by string, covered bool, now int64) (finding apierror.Finding, owes bool) {
	var status apierror.Status
	switch s.life.next(&b.rules, s.finding.Severity, s.total(), now, covered) {
	case fires:
		status = apierror.StatusFiring
	case resolves:
		status = apierror.StatusResolved
	case nothing:
		return apierror.Finding{}, false
	}
	since := now
	if s.life.Told.firing() {
		since = s.life.Told.Since
	}
	s.life.offered = told{
		Status: status, At: now, Since: since, Severity: s.finding.Severity, Total: s.total(), ended: s.life.Ended,
	}
	return b.report(s, status, by), true
}

// Sent confirms that findings which Tick listed are on their way.
func (b *Book) Sent(findings []apierror.Finding) {
	for i := range findings {
		f := &findings[i]
		s, ok := b.byID[f.ID]
		if !ok {
			if s, ok = b.leaving[f.ID]; !ok {
				continue
			}
		}
		if s.life.offered.Status != f.Status {
			continue
		}
		s.life.Told, s.life.offered = s.life.offered, told{}
		switch {
		case s.life.Told.firing():
		case s.life.Evicted:
			delete(b.leaving, f.ID)
		case s.life.Told.ended && !s.life.Ended:
			// It went on between Tick and Sent: that is the next one of its id.
			s.since(s.life.ResumedAt, s.life.Told.Total)
			s.life.open(b.now)
			b.counts.Opened[s.finding.Kind]++
		default:
			b.file(s)
		}
	}
}

// since takes from a situation what was told of up to its end, unless it is a detector that counts.
func (s *situation) since(at int64, before total) {
	if s.judged != nil {
		return
	}
	t := s.total()
	s.setTotal(total{Count: max(0, t.Count-before.Count), Value: apierror.Cents(t.Value - before.Value), Cost: apierror.Cents(t.Cost - before.Cost)})
	s.finding.StartedAt = s.finding.UpdatedAt
	s.during(at)
}

// report is the finding as it stands.
func (b *Book) report(s *situation, status apierror.Status, coveredBy string) apierror.Finding {
	f := s.finding
	f.Status = status
	f.Subject.Signals = slices.Clone(f.Subject.Signals)
	f.Subject.References = slices.Clone(f.Subject.References)
	f.Covers = s.covers()
	f.Evidence = s.evidence()
	f.Rationale = b.rationale(s, status, coveredBy)
	f.Confidence = min(1, f.Confidence)
	f.Summary = s.summary(status)
	return f
}

// rationale is that of the facts, and why the situation is told of as it is.
func (b *Book) rationale(s *situation, status apierror.Status, coveredBy string) string {
	why := s.finding.Rationale
	if s.flood != nil {
		why = s.flood.rationale(s.finding.Kind, why)
	}
	var parts []string
	if why != "" {
		parts = append(parts, why)
	}
	switch {
	case status == apierror.StatusResolved && coveredBy != "" && !s.life.Ended:
		return "told of in " + coveredBy
	case s.life.Evicted:
		parts = append(parts, fmt.Sprintf("no longer followed: more than %d situations last", b.rules.MaxOpen))
	case s.judged != nil && status == apierror.StatusFiring && s.judged.Severity < s.finding.Severity:
		parts = append(parts, fmt.Sprintf("now %s, at its worst %s", s.judged.Severity, s.finding.Severity))
	}
	if status == apierror.StatusFiring && s.life.flaps(b.now) {
		parts = append(parts, fmt.Sprintf("it began %d times within an hour, so its end will be told of late", maxOpenings))
	}
	return strings.Join(parts, "; ")
}

func (s *situation) evidence() map[string]any {
	if s.judged != nil {
		return boundedEvidence(s.finding.Evidence)
	}
	evidence := map[string]any{"calls": s.finding.Count}
	s.touched.Services.evidence(evidence, "services")
	s.touched.Routes.evidence(evidence, "routes")
	if s.flood != nil {
		evidence[s.flood.noun(s.finding.Kind)+"s"] = s.flood.Members.estimate()
	}
	if business := &s.finding.Subject.Business; business.Process != "" && business.Currency != "" {
		evidence["arithmetic"] = fmt.Sprintf("%s, %s at risk", sentence.Count(s.finding.Count, "failed call"),
			sentence.Money(business.ValueAtRisk, business.Currency))
	}
	return evidence
}
