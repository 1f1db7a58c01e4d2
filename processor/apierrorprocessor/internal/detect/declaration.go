package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// declaration is one way for a signal to show. A signal may have several.
type declaration struct {
	name   string // by which a configuration knows it, behind the signal's: what tells it from the signal's others
	signal apierror.Signal
	about  string    // what gives the attack away, or which innocent traffic looks like it: docs/detectors.md
	counts behaviour // the failed calls that count
	per    subject   // whose calls are added up
	window time.Duration

	// measure is what the steps are thresholds of; the first step trips the signal, each makes it more severe.
	measure   measure
	steps     []step
	sources   int           // and the calls come from at least so many sources
	byNetwork bool          // sources of one network are one
	lasting   time.Duration // and the window's first and last lie at least so far apart

	// followsUp: the call is looked at only if the caller came to a few in the declaration before.
	followsUp bool

	// patientBelow: the signal is left to another while the caller comes to so many of the measure within five minutes.
	patientBelow int

	// after: the signal holds for a call that follows these, counted for another signal.
	after       behaviour
	afterSignal apierror.Signal

	// stranger: the signal holds only where the subject never succeeded, and others did.
	stranger bool

	// ordered: objects whose numbers follow each other weigh more. Without an order each step says one less.
	ordered bool

	// unusual: hardly any other caller of the kind comes as far on this route, of which enough are known.
	unusual bool

	// lowIfCommon: where one or two callers are all there are of the kind, such as a load generator, or a good part of them come as far,
	// it is low: what they meet is what the service does to everybody.
	lowIfCommon bool

	// varied: so many different ones there are for each call that counts, or else no two calls in a row are by the same program.
	varied float64

	// From watchFrom on, the caller's successful calls are looked at too, and the signal needs at least the share failing of
	// what he calls to fail, if any share is set, and another one from many on. Zero: successes do not matter.
	watchFrom     int
	failing       float64
	many          int
	failingOfMany float64

	// The confidence at the first step and the one that more evidence approaches.
	floor, ceiling float64

	references []string
	explain    func(*sentence, *Event, *evidence)
}

// step is a threshold and the severity from there on.
type step struct {
	from     int
	severity apierror.Severity
}

// subject is whose calls a declaration adds up, of each service for itself.
type subject uint8

const (
	byCaller          subject = iota // where the calls come from, and the actor if that is somebody else
	byActor                          // the actor, or where the calls come from if none is named
	byCallerAndTarget                // and the account they try, or the login if none is named
	byCallerAndRoute                 // and the route
	bySession                        // the session or credential
	byPlace                          // the login, whoever calls
	byAccount                        // the account tried, wherever the calls come from
)

// measure is what the steps of a declaration are thresholds of.
type measure uint8

const (
	ofCalls    measure = iota
	ofAccounts         // different accounts
	ofPaths            // different path templates, objects, functions or payloads that were not asked for before
	ofAgents           // different programs that the caller says he is
	ofPrograms         // the same, whatever their version
	ofNetworks         // different networks
)
