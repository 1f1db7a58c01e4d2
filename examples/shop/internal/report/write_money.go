package report

import (
	"fmt"
	"strconv"
	"strings"
)

func (p *page) money(s *Summary) {
	if len(s.Processes)+len(s.Partners) == 0 {
		return
	}
	p.heading("MONEY BY PROCESS", "from the connector's metrics; an order counts once, however many spans it passed")
	rows := make([][]string, 0, len(s.Processes))
	for i := range s.Processes {
		process := &s.Processes[i]
		rows = append(rows, []string{
			clean(process.Name), clean(string(process.Criticality)), strconv.FormatInt(process.Requests, 10),
			fmt.Sprintf("%d (%.1f%%)", process.Failed, 100*process.FailedShare()),
			amount(process.ValueAtRisk, process.Currency), amount(process.Cost, process.Currency),
		})
	}
	if len(rows) > 0 {
		p.add(table([]column{
			{head: "process"},
			{head: "criticality"},
			{head: "requests", right: true},
			{head: "failed", right: true},
			{head: "value at risk", right: true},
			{head: "expected cost", right: true},
		}, rows, p.style.Dim)...)
		if example := s.Books[s.Processes[0].Name].Example; example != "" {
			p.add(wrapped("for example: "+clean(example), 4)...)
		}
	}
	for _, partner := range s.Partners {
		p.add(wrapped(fmt.Sprintf("partner %s: %s failed, %d slow; %d of them broke the agreement",
			clean(partner.Name), many(partner.Failed, "call"), partner.Slow, partner.Breached), 2)...)
	}
}

// amount is money with its thousands set apart.
func amount(amount float64, currency string) string {
	digits := strconv.FormatFloat(amount, 'f', 2, 64)
	for at := len(digits) - 6; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return strings.TrimSpace(clean(currency) + " " + digits)
}
