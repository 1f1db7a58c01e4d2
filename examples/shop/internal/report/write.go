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
	page.money(&s)
	page.situations(&s)
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
			p.add(wrappedShort(line, 4)...)
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
