package detect

import (
	"math"
	"strconv"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// Each sentence says how many of what, whose, within which window and over which threshold, and what tells it from the
// innocent traffic that it resembles.

func explainAccountGuessing(s *sentence, ev *Event, e *evidence) {
	s.number(e.calls).text(" failed logins against account ").quote(ev.Account).from(e).within(e).text(")")
	s.text(": a person who forgot a password tries less often")
}

func explainSlowGuessing(s *sentence, ev *Event, e *evidence) {
	s.number(e.calls).text(" failed logins")
	if ev.Account != "" {
		s.text(" against account ").quote(ev.Account)
	}
	s.from(e).within(e).text(")")
	s.share(e).text(": a patient guesser, or as likely a job with a password that was changed")
}

func explainNamedRefusals(s *sentence, ev *Event, e *evidence) {
	s.number(e.calls).text(" calls refused that name account ").quote(ev.Account).text(" at ").quote(address(ev)).from(e).within(e).text(")")
	s.share(e).text(": it may be a client whose own password or token is no longer good, but such a one waits between its tries")
}

func explainLoginGuessing(s *sentence, ev *Event, e *evidence) {
	s.number(e.calls).text(" failed logins at ").quote(address(ev)).from(e).within(e).text(")")
	s.share(e).text(": an address of many users would mostly succeed")
}

func explainDistributedGuessing(s *sentence, ev *Event, e *evidence) {
	s.number(e.calls).text(" failed logins against account ").quote(ev.Account).text(" from ").different(e).text(" sources").within(e)
	s.text(" from ").number(e.row.sources).text(" sources): its owner would try from one or two, and less often")
}

func explainRefusals(s *sentence, _ *Event, e *evidence) {
	s.number(e.calls).text(" calls without valid authentication").from(e).within(e).text(")")
	s.share(e).text(": too many and too long for a token about to be renewed, but it may be a client that never renews its own")
}

func explainStuffing(s *sentence, _ *Event, e *evidence) {
	s.number(e.calls).text(" failed logins on ").different(e).text(" accounts").from(e).within(e).text(" accounts)")
	s.share(e).text(": an address of many users would mostly succeed")
}

func explainDeniedObjects(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different objects denied, last ").quote(ev.Path).from(e).within(e).text(")")
	s.share(e).text(": no page lists so many that its user may not have")
}

func explainScanning(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different missing paths asked for, last ").quote(called(ev)).from(e).within(e).text(")")
	s.share(e).text(": ids in a path and the assets of a directory count once, so it is not one client's missing objects")
}

func explainMissingPages(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different missing pages asked for, last ").quote(ev.Path).from(e).within(e).text(")")
	s.share(e).text(": more likely a crawler that remembers what the site once had than a scanner")
}

func explainDenials(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different paths denied that no route matched, last ").quote(ev.Path).from(e).within(e).text(")")
	s.share(e).text(": no client of the service's own asks for so many that it may not have")
}

func explainProbes(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different names from scanners' word lists asked for, last ").quote(ev.Path).from(e).within(e).text(")")
	s.text(": nobody who means the site asks for them")
}

func explainPayloads(s *sentence, ev *Event, e *evidence) {
	s.payloads(ev, e).within(e).text("): one may be a search for what it looks like, several are tried")
}

func explainSurePayloads(s *sentence, ev *Event, e *evidence) {
	s.payloads(ev, e).within(e).text("): nobody sends such a thing by accident")
}

func explainBrokenPayloads(s *sentence, ev *Event, e *evidence) {
	s.payloads(ev, e).within(e).text("), and the service failed on it: whoever sent it has found something")
}

// called is what was asked for: a path, or where there is none the procedure.
func called(ev *Event) string {
	if ev.Path == "" {
		return address(ev)
	}
	return ev.Path
}

// sentence is the rationale being written; its memory is used again for the next.
type sentence struct{ b []byte }

func (s *sentence) reset()         { s.b = s.b[:0] }
func (s *sentence) String() string { return string(s.b) }

// separate keeps two declarations' sentences apart.
func (s *sentence) separate() {
	if len(s.b) > 0 {
		s.text("; ")
	}
}

func (s *sentence) text(text string) *sentence {
	s.b = append(s.b, text...)
	return s
}

func (s *sentence) number(n int) *sentence {
	s.b = strconv.AppendInt(s.b, int64(n), 10)
	return s
}

// quote makes what the caller sent safe to read.
func (s *sentence) quote(value string) *sentence { return s.text(apierror.Quote(value)) }

func (s *sentence) from(e *evidence) *sentence {
	if e.by.role == asVictim {
		return s.text(" from an unknown source")
	}
	who := e.by.who
	return s.text(" from ").text(string(who.Type)).text(" ").quote(who.ID)
}

func (s *sentence) payloads(ev *Event, e *evidence) *sentence {
	if e.different == 1 {
		s.text("a payload of an attack sent: ")
	} else {
		s.different(e).text(" different payloads of attacks sent, last ")
	}
	return s.text(ev.Payload.About).text(" (").text(ev.Payload.Sign).text(") in ").quote(ev.Payload.Text).from(e)
}

func (s *sentence) different(e *evidence) *sentence {
	if e.different >= window.DistinctLimit {
		s.text("at least ")
	}
	return s.number(e.different)
}

// within leaves the parenthesis open: a threshold may need its unit.
func (s *sentence) within(e *evidence) *sentence {
	s.text(" within ").text(e.row.within).text(" (threshold ")
	if e.value < e.row.steps[0].from {
		s.text("reached before: ")
	}
	return s.number(e.row.steps[0].from)
}

func (s *sentence) share(e *evidence) *sentence {
	return s.text(", ").number(int(math.Round(e.share * 100))).text("% of its calls failed")
}
