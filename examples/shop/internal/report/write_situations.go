package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func (p *page) situations(s *Summary) {
	p.heading("FINDINGS", "as the connector told of them; those of medium severity and above are alerts as well")
	if len(s.Situations) > 0 {
		p.add(p.style.Dim(fmt.Sprintf("  %-10s%-18s%-7s%-7s%s", "severity", "kind", "from", "to", "what")))
	}
	alerted := 0
	for i := range s.Situations {
		if s.Situations[i].Alerts > 0 {
			alerted++
		}
		if i < mostRows {
			p.situation(&s.Situations[i], s.Begin)
		}
	}
	if more := len(s.Situations) - mostRows; more > 0 {
		p.add(fmt.Sprintf("  and %d more", more))
	}
	count := fmt.Sprintf("  %s about %s arrived, %d with a signature (Standard Webhooks) that verified.",
		many(s.Delivered, "alert"), many(alerted, "situation"), s.Verified)
	if s.Delivered > 0 && s.Verified == s.Delivered {
		count = p.style.good(count)
	} else {
		count = p.style.alarm(count)
	}
	p.add(count)
}

// situation is a line; what is not told of the attackers elsewhere stands below, in the connector's words.
func (p *page) situation(s *Situation, begin time.Time) {
	to := "…"
	if !s.Resolved.IsZero() {
		to = Clock(s.Resolved.Sub(begin))
	}
	from := "?"
	if !s.Fired.IsZero() {
		from = Clock(s.Fired.Sub(begin))
	}
	text := what(&s.Finding)
	if s.Distrust != nil {
		text = "SIGNATURE WRONG: " + text
	}
	margin := fmt.Sprintf("  %-10s", s.Severity)
	p.add(p.style.Severity(s.Severity, margin) + shorten(fmt.Sprintf("%-18s%-7s%-7s%s", clean(string(s.Finding.Kind)), from, to, text), width-len(margin)))
	if s.Finding.Kind != apierror.KindSecurity {
		p.add(wrappedShort(sentence(s.Finding.Summary), 12)...)
	}
}

// Clock is how long after the run's begin something was.
func Clock(elapsed time.Duration) string {
	elapsed = elapsed.Round(time.Second)
	return fmt.Sprintf("%02d:%02d", int(elapsed.Minutes()), int(elapsed.Seconds())%60)
}

// what names the subject of a finding.
func what(f *apierror.Finding) string {
	subject := &f.Subject
	name := strings.ReplaceAll(f.Name, "_", " ")
	switch f.Kind {
	case apierror.KindSecurity:
		name += fmt.Sprintf(" by %s %s", subject.Actor.Type, subject.Actor.ID)
	case apierror.KindSLOBurn:
		name = "objective " + f.Name
	case apierror.KindSLABreach:
		name = "partner " + f.Name
	case apierror.KindBusinessFailure:
		name = fmt.Sprintf("process %s: %s", f.Name, subject.Category)
	default:
		name += fmt.Sprintf(" at %s %s", subject.Service, subject.Route+subject.RPCMethod)
	}
	return clean(name)
}

// sentence is what a finding or an alert says, without what stands beside it anyway.
func sentence(summary string) string { return strings.TrimPrefix(clean(summary), "Resolved: ") }
