package report

import (
	"slices"
)

// Summary is everything that the demo's last page says.
type Summary struct {
	Requests int // that came from outside
	Spans    int
	Services []string

	FailedCalls int // calls between processes that failed
	Began       int // of which a fault began in so many; the others handed one on
	Hidden      int // of which so many had been answered 2xx

	Failures  []Failure
	Attackers []Attacker
	Processes []Process
	Partners  []Partner
	Alerts    []Situation
	Delivered int // alerts that arrived
	Verified  int // of which the signature was right
	Rejected  []string
}

// Summarise reads the calls and alerts of one run.
func Summarise(calls []Call, alerts []Alert) Summary {
	summary := Summary{
		Spans:     len(calls),
		Services:  servicesOf(calls),
		Failures:  failuresOf(calls),
		Attackers: attackersOf(calls),
		Processes: processesOf(calls),
		Partners:  partnersOf(calls),
		Alerts:    situationsOf(alerts),
		Delivered: len(alerts),
	}
	for i := range calls {
		summary.count(&calls[i])
	}
	for i := range alerts {
		if alerts[i].Rejected == nil {
			summary.Verified++
		} else {
			summary.Rejected = append(summary.Rejected, alerts[i].Rejected.Error())
		}
	}
	return summary
}

func (s *Summary) count(call *Call) {
	if call.Parent.IsEmpty() {
		s.Requests++
	}
	if !call.Failed || !call.Remote {
		return
	}
	s.FailedCalls++
	if call.Began {
		s.Began++
	}
	if call.Status >= 200 && call.Status < 300 {
		s.Hidden++
	}
}

func servicesOf(calls []Call) []string {
	var names []string
	for i := range calls {
		if !slices.Contains(names, calls[i].Service) {
			names = append(names, calls[i].Service)
		}
	}
	slices.Sort(names)
	return names
}
