package delivery

import "time"

// Between these, doubled each time, is how long a full queue is left alone: soon enough where it is full for a moment, and sparing the
// log a line a tick where it stays full.
const (
	shortestPause = 250 * time.Millisecond
	longestPause  = 30 * time.Second
)

type pause struct {
	length time.Duration
	until  time.Time
}

// after notes how an offer went.
func (p *pause) after(taken int, err error, now time.Time) {
	if err == nil {
		*p = pause{}
		return
	}
	if taken > 0 {
		p.length = 0
	}
	p.length = min(max(2*p.length, shortestPause), longestPause)
	p.until = now.Add(p.length)
}

// end lets the next be offered: there is room again.
func (p *pause) end() { p.until = time.Time{} }
