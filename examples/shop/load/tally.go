package load

import "sync/atomic"

// Tally counts what visitors were answered. Its zero value is ready.
type Tally struct {
	requests, refused, broken, orders atomic.Int64
}

// Counts are a tally's numbers at one moment.
type Counts struct {
	Requests int64 // answers of any kind, and requests that got none
	Refused  int64 // 4xx: the visitor's mistake, or worse
	Broken   int64 // 5xx or no answer: the shop's
	Orders   int64 // orders the shop took
}

// Now reads the tally.
func (t *Tally) Now() Counts {
	return Counts{Requests: t.requests.Load(), Refused: t.refused.Load(), Broken: t.broken.Load(), Orders: t.orders.Load()}
}

// Since is what came after the earlier counts.
func (c Counts) Since(earlier Counts) Counts {
	return Counts{
		Requests: c.Requests - earlier.Requests,
		Refused:  c.Refused - earlier.Refused,
		Broken:   c.Broken - earlier.Broken,
		Orders:   c.Orders - earlier.Orders,
	}
}

func (t *Tally) count(status int) int {
	t.requests.Add(1)
	switch {
	case status == 0 || status >= 500:
		t.broken.Add(1)
	case status >= 400:
		t.refused.Add(1)
	}
	return status
}
