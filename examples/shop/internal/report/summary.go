package report

import (
	"slices"
	"time"
)

// Run is everything that came out of the collector in one run.
type Run struct {
	Begin     time.Time // of the run: what the page's clock counts from
	Calls     []Call
	Processes []Process
	Findings  []Told
	Alerts    []Alert
}

// Summary is everything that the demo's last page says.
type Summary struct {
	Begin    time.Time
	Requests int // that came from outside
	Spans    int
	Services []string

	FailedCalls int // calls between processes that failed
	Began       int // of which a fault began in so many; the others handed one on
	Hidden      int // of which so many had been answered 2xx

	Failures   []Failure
	Attackers  []Attacker
	Processes  []Process
	Books      map[string]Book // of the processes
	Partners   []Partner
	Situations []Situation
	Delivered  int // alerts that arrived
	Verified   int // of which the signature was right
}

// Summarise reads what came out of the collector in one run.
func Summarise(r *Run) Summary {
	summary := Summary{
		Begin:      r.Begin,
		Spans:      len(r.Calls),
		Services:   servicesOf(r.Calls),
		Failures:   failuresOf(r.Calls),
		Attackers:  attackersOf(r.Calls),
		Processes:  r.Processes,
		Books:      booksOf(r.Calls),
		Partners:   partnersOf(r.Calls),
		Situations: situationsOf(r.Findings, r.Alerts),
		Delivered:  len(r.Alerts),
	}
	for i := range r.Calls {
		summary.count(&r.Calls[i])
	}
	for i := range r.Alerts {
		if r.Alerts[i].Rejected == nil {
			summary.Verified++
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
