package lateral

import (
	"fmt"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// world plays calls between services.
type world struct {
	m     *Memory
	now   time.Time
	last  Finding           // the latest that was found
	worst apierror.Severity // of what was found since calm
	found int
}

func newWorld() *world { return &world{m: New(20_000), now: noon} }

type answer int

const (
	ok answer = iota
	denied
	failed
)

func call(at time.Time, from, to string, a answer) Call {
	return Call{
		Time: at.UnixNano(), From: xxhash.Sum64String(from), To: xxhash.Sum64String(to), FromName: from, ToName: to,
		Denied: a == denied, Failed: a != ok,
	}
}

// call plays a call and reports whether it is part of something.
func (w *world) call(from, to string, a answer) bool {
	c := call(w.now, from, to, a)
	var out Finding
	if !w.m.Observe(&c, &out) {
		return false
	}
	w.last, w.worst = out, max(w.worst, out.Severity)
	w.found++
	return true
}

// calls plays calls of orders.
func (w *world) calls(n int, to string, a answer) {
	for range n {
		w.call("orders", to, a)
	}
}

func (w *world) wait(d time.Duration) { w.now = w.now.Add(d) }

// work plays a quarter of an hour in which orders calls stock and mail, and mail calls smtp.
func (w *world) work() *world {
	for range 45 {
		w.call("orders", "stock", ok)
		w.call("orders", "mail", ok)
		w.call("mail", "smtp", ok)
		w.wait(20 * time.Second)
	}
	return w
}

// knowing teaches that a service calls so many peers.
func (w *world) knowing(service string, peers int) *world {
	for range 15 {
		for i := range peers {
			w.call(service, numbered("known", i), ok)
		}
		w.wait(time.Minute)
	}
	return w
}

// deny has a service denied by so many new peers, one after the other.
func (w *world) deny(service string, peers int, pause time.Duration) {
	for i := range peers {
		w.call(service, numbered("new", i), denied)
		w.wait(pause)
	}
}

func (w *world) calm() { w.worst, w.found = 0, 0 }

func numbered(name string, i int) string { return fmt.Sprintf("%s-%d", name, i) }
