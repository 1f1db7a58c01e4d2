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
	from := " sources"
	if e.row.byNetwork {
		from = " networks"
	}
	s.number(e.calls).text(" failed logins against account ").quote(ev.Account).text(" from ").different(e).text(from).within(e)
	s.text(" from ").number(e.row.sources).text(from).text("): its owner would try from one or two, and less often")
}

func explainRefusals(s *sentence, _ *Event, e *evidence) {
	s.number(e.calls).text(" calls without valid authentication").from(e).within(e).text(")")
	s.share(e).text(": too many and too long for a token about to be renewed, but it may be a client that never renews its own")
}

func explainStuffing(s *sentence, _ *Event, e *evidence) {
	s.number(e.calls).text(" failed logins on ").different(e).text(" accounts").from(e).within(e).text(" accounts)")
	s.share(e).text(": an address of many users would mostly succeed")
}

func explainSpraying(s *sentence, _ *Event, e *evidence) {
	s.number(e.calls).text(" failed logins on ").different(e).text(" accounts").from(e).within(e).text(" accounts)")
	s.share(e).text(": few tries each and slowly, as nobody does who forgot a password")
}

func explainTakeover(s *sentence, ev *Event, e *evidence) {
	s.text("a login")
	if ev.Account != "" {
		s.text(" as ").quote(ev.Account)
	}
	s.text(" succeeded after ").number(e.calls).text(" that failed").from(e).within(e).text(")")
	s.text(": a person who remembers a password needs fewer tries")
}

func explainStrangersGuessing(s *sentence, ev *Event, e *evidence) {
	s.number(e.calls).text(" failed logins against account ").quote(ev.Account).from(e).within(e).text(")").share(e)
	s.text(": it was never used from there, and is from elsewhere")
}

func explainStrangersTakeover(s *sentence, ev *Event, e *evidence) {
	s.text("a login as ").quote(ev.Account).text(" succeeded").from(e).text(", where it never did before, after ").number(e.calls)
	s.text(" that failed").within(e).text("): its owner logs in from elsewhere")
}

func explainDistributedTakeover(s *sentence, ev *Event, e *evidence) {
	s.text("a login as ").quote(ev.Account).text(" succeeded").from(e).text(", where it never did before, after ").number(e.calls)
	s.text(" that failed from ").different(e).text(" networks").within(e).text(")")
}

func explainStuffedTakeover(s *sentence, ev *Event, e *evidence) {
	s.text("a login")
	if ev.Account != "" {
		s.text(" as ").quote(ev.Account)
	}
	s.text(" succeeded after failed ones on ").different(e).text(" accounts").from(e).within(e).text(" accounts)")
	s.text(": one of the passwords that were tried fits")
}

func explainDeniedFunctions(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different functions denied, last ").quote(ev.Method).text(" ").quote(address(ev)).from(e).within(e).text(")")
	s.share(e).text(": more than a page holds that its user may not see. Which functions are usual is not known yet")
}

func explainRareFunctions(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different functions denied, last ").quote(ev.Method).text(" ").quote(address(ev)).from(e).within(e).text(")")
	s.share(e).text(": hardly any other ").text(string(e.by.who.Type)).text(" calls them")
}

func explainReachedFunctions(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different functions used, last ").quote(ev.Method).text(" ").quote(address(ev)).from(e).within(e).text(")")
	whom := " callers known "
	if e.row.counts&usedOthersFunction != 0 {
		whom = " callers known with the same roles "
	}
	s.text(": of ").number(e.known).text(whom).number(e.others).text(" called it before")
	if e.row.counts&usedNewFunction != 0 {
		s.text(", all of them lately: it may be new")
	}
}

func explainMissingObjects(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different objects asked for that do not exist, last ").quote(ev.Path).from(e).within(e).text(")")
	s.share(e)
	if e.inOrder {
		s.text(", their numbers one after another: whoever tries ids does so")
	} else {
		s.text(", in no order: it may be an app that knows objects which are gone")
	}
}

func explainUsedObjects(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different objects read at ").quote(address(ev)).from(e).within(e).text(")")
	if e.inOrder {
		s.text(", their numbers one after another")
	}
	s.text(": of ").number(e.known).text(" callers known there ").number(e.others).text(" others come to ").number(near(e.value))
}

func explainTool(s *sentence, ev *Event, e *evidence) {
	s.number(e.calls).text(" calls by a program that says it is ").quote(ev.Tool).from(e).within(e).text("): it is made to attack")
}

func explainAgents(s *sentence, _ *Event, e *evidence) {
	s.different(e).text(" different programs in ").number(e.calls).text(" calls").from(e).within(e).text(")")
	if e.inTurn {
		s.text(", hardly ever two in a row by one: of the users of an address each calls more than once")
		return
	}
	s.text(": an address of many users has each of them call again")
}

func explainThrottled(s *sentence, _ *Event, e *evidence) {
	s.number(e.calls).text(" calls refused by a rate limit").from(e).within(e).text(")").share(e)
	s.text(": a client that met a limit would wait")
}

func explainIgnored(s *sentence, _ *Event, e *evidence) {
	s.number(e.calls).text(" calls refused by a rate limit before the time that it had told to wait until").from(e).within(e).text(")")
	s.text(": a client that reads the answer waits")
}

func explainHarvest(s *sentence, ev *Event, e *evidence) {
	s.different(e).text(" different answers that give away internals, last of ").quote(called(ev)).from(e).within(e).text(")").share(e)
	s.text(": a broken page shows each of its users one or two")
}

func explainSessionAgents(s *sentence, _ *Event, e *evidence) {
	s.different(e).text(" different programs use one ").text(string(e.by.who.Type)).text(",").from(e).within(e)
	s.text("): it stays with one program as long as nobody else has it")
}

func explainSessionNetworks(s *sentence, _ *Event, e *evidence) {
	s.text("one session used from ").different(e).text(" networks,").from(e).within(e)
	s.text("): a device on the move passes through two or three in that time")
}

func explainExpired(s *sentence, _ *Event, e *evidence) {
	s.number(e.calls).text(" calls with a token that is no longer good").from(e).within(e).text(")").share(e)
	s.text(": a client renews it after a few")
}

func explainStrewn(s *sentence, ev *Event, e *evidence) {
	if e.alike {
		s.text("with so few tries from each source it is as likely a list of stolen passwords")
		return
	}
	s.number(e.calls).text(" logins failed at ").quote(address(ev)).text(" on ").different(e).text(" accounts from ").number(e.sources)
	if e.sources >= window.DistinctLimit {
		s.text(" or more")
	}
	s.text(" sources").within(e).text("), about ").number(e.usual).text(" are usual there")
	s.text("; logins go on to succeed, so it is not the login that broke. This one is").from(e)
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

func explainWordList(s *sentence, _ *Event, e *evidence) {
	s.different(e).text(" names from scanners' word lists").from(e).within(e).text(") are a scan")
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

// decimal writes points: whole or halves.
func (s *sentence) decimal(x float64) *sentence {
	s.b = strconv.AppendFloat(s.b, x, 'f', -1, 64)
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
	within := e.row.within
	if e.before != nil {
		within = e.before.within
	}
	s.text(" within ").text(within).text(" (threshold ")
	if e.value < e.row.steps[0].from {
		s.text("reached before: ")
	}
	return s.number(e.row.steps[0].from)
}

func (s *sentence) share(e *evidence) *sentence {
	return s.text(", ").number(int(math.Round(e.share * 100))).text("% of its calls failed")
}
