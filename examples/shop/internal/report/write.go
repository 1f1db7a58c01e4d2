package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// mostRows bounds each list: who wants more reads the enriched spans.
const mostRows = 12

// Write prints the summary for a person at a terminal.
func Write(to io.Writer, s Summary, style Style) error {
	page := &page{style: style}
	page.overview(&s)
	page.failures(s.Failures)
	page.attackers(s.Attackers)
	page.costs(s.Processes, s.Partners)
	page.alerts(&s)
	_, err := io.WriteString(to, strings.Join(page.lines, "\n")+"\n")
	return err
}

// AlertLine is one alert in one line, for while it happens; indent is what stands before it.
func AlertLine(a Alert, indent int) string {
	line := fmt.Sprintf("%-9s%s", a.Severity, a.sentence())
	if a.Rejected != nil {
		line = "NOT BELIEVED, " + clean(a.Rejected.Error()) + ": " + line
	}
	return shorten(line, width-indent)
}

type page struct {
	style Style
	lines []string
}

func (p *page) add(lines ...string) { p.lines = append(p.lines, lines...) }

func (p *page) heading(title, remark string) {
	line := p.style.Bold(title)
	if remark != "" {
		line += "  " + p.style.Dim(remark)
	}
	p.add("", line)
}

func (p *page) overview(s *Summary) {
	p.add(p.style.Bold("WHAT THE COLLECTOR SAW"))
	p.add(wrapped(fmt.Sprintf("%s from outside, %s from %s (%s).",
		many(s.Requests, "request"), many(s.Spans, "span"), many(len(s.Services), "service"), clean(strings.Join(s.Services, ", "))), 2)...)
	p.add(wrapped(fmt.Sprintf("%s failed: in %d a fault began, and %d only passed one on.",
		many(s.FailedCalls, "call"), s.Began, s.FailedCalls-s.Began), 2)...)
	if s.Hidden > 0 {
		p.add(wrapped(fmt.Sprintf("%d of the failed had been answered with success (2xx).", s.Hidden), 2)...)
	}
}

func (p *page) failures(failures []Failure) {
	if len(failures) == 0 {
		return
	}
	p.heading("WHAT FAILED, AND WHY", "a fault counts where it began")
	rows := make([][]string, 0, len(failures))
	for _, f := range failures {
		rows = append(rows, []string{
			string(f.Category), strconv.Itoa(f.Began), strconv.Itoa(f.PassedOn),
			strings.ReplaceAll(f.Origin, "_", " "), clean(f.Most),
		})
	}
	p.add(table([]column{
		{head: "category"}, {head: "began", right: true}, {head: "passed on", right: true}, {head: "mostly by"}, {head: "most often"},
	}, rows, p.style.Dim)...)
}

func (p *page) attackers(attackers []Attacker) {
	if len(attackers) == 0 {
		return
	}
	p.heading("WHO ATTACKED, AND HOW WE KNOW", "")
	for i, a := range attackers {
		if i == mostRows {
			p.add(fmt.Sprintf("  and %d more", len(attackers)-mostRows))
			return
		}
		title := fmt.Sprintf("%s %s", a.Actor.Type, clean(a.Actor.ID))
		if a.Actor.IsZero() {
			title = "somebody"
		}
		if len(a.Addresses) > 0 && a.Addresses[0] != a.Actor.ID {
			title += " at " + clean(a.Addresses[0])
		}
		verdict := fmt.Sprintf("%s, %d%% sure, %s", a.Severity, percent(a.Confidence), many(a.Calls, "call"))
		p.add("  " + p.style.Severity(a.Severity, shorten(title+": "+verdict, width-2)))
		for _, line := range reasons(a.Signals) {
			p.add(wrapped(line, 4)...)
		}
		if len(a.References) > 0 {
			for _, line := range wrapped("see "+clean(strings.Join(a.References, ", ")), 4) {
				p.add(p.style.Dim(line))
			}
		}
	}
}

// reasons says how each signal is known; signals that are known by the same evidence share a line.
func reasons(signals []Signal) []string {
	var lines, evidence []string
	for _, signal := range signals {
		why := clean(signal.Rationale)
		if at := slices.Index(evidence, why); at >= 0 {
			lines[at] += ", " + string(signal.Name)
			continue
		}
		lines, evidence = append(lines, string(signal.Name)), append(evidence, why)
	}
	for i := range lines {
		lines[i] += ": " + evidence[i]
	}
	return lines
}

func many(count int, thing string) string {
	if count == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(count) + " " + thing + "s"
}

func percent(confidence float64) int { return int(confidence*100 + 0.5) }

func (p *page) costs(processes []Process, partners []Partner) {
	if len(processes)+len(partners) == 0 {
		return
	}
	p.heading("WHAT IT COST", "one value per customer request, however many spans it passed")
	rows := make([][]string, 0, len(processes))
	for _, process := range processes {
		rows = append(rows, []string{
			clean(process.Name), string(process.Criticality), string(process.Impact), strconv.Itoa(process.Traces),
			money(process.Value, process.Currency),
		})
	}
	if len(rows) > 0 {
		p.add(table([]column{
			{head: "business process"}, {head: "criticality"}, {head: "worst impact"}, {head: "requests hit", right: true}, {head: "at risk"},
		}, rows, p.style.Dim)...)
	}
	for _, process := range processes {
		p.add(wrapped("how, for example: "+clean(process.Example), 4)...)
	}
	for _, partner := range partners {
		p.add(wrapped(fmt.Sprintf("partner %s: %s failed, %d slow; %d of them broke the agreement",
			clean(partner.Name), many(partner.Failed, "call"), partner.Slow, partner.Breached), 2)...)
		if partner.Example != "" {
			p.add(wrapped("how, for example: "+clean(partner.Example), 4)...)
		}
	}
}

// money is an amount with its thousands set apart.
func money(amount float64, currency string) string {
	digits := strconv.FormatFloat(amount, 'f', 2, 64)
	for at := len(digits) - 6; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return strings.TrimSpace(clean(currency) + " " + digits)
}

func (p *page) alerts(s *Summary) {
	p.heading("WHICH ALERTS ARRIVED", "at the webhook, signed as Standard Webhooks")
	for i := range s.Alerts[:min(len(s.Alerts), mostRows)] {
		p.situation(&s.Alerts[i])
	}
	if more := len(s.Alerts) - mostRows; more > 0 {
		p.add(fmt.Sprintf("  and %d more", more))
	}
	count := fmt.Sprintf("  %s about %s arrived, %d with a signature that verified.", many(s.Delivered, "alert"), many(len(s.Alerts), "situation"), s.Verified)
	if s.Delivered > 0 && s.Verified == s.Delivered {
		count = p.style.good(count)
	} else {
		count = p.style.alarm(count)
	}
	p.add(count)
}

// situation stands in two columns: how bad and whether it lasts, and a sentence that wraps.
func (p *page) situation(s *Situation) {
	text := s.Latest.sentence()
	if s.Alerts > 1 {
		text += fmt.Sprintf(" (%s)", many(s.Alerts, "alert"))
	}
	if !s.Trusted {
		text = "SIGNATURE WRONG: " + text
	}
	margin := fmt.Sprintf("  %-10s%-10s", s.Latest.Severity, clean(s.Latest.Status))
	for _, line := range wrapped(text, len(margin)) {
		p.add(p.style.Severity(s.Latest.Severity, margin) + line[len(margin):])
		margin = strings.Repeat(" ", len(margin))
	}
}
