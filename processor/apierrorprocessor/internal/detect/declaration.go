package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// declaration is one way for a signal to show. A signal may have several.
type declaration struct {
	signal apierror.Signal
	counts behaviour // the failed calls that count
	per    subject   // whose calls are added up
	window time.Duration

	// measure is what the steps are thresholds of; the first step trips the signal, each makes it more severe.
	measure measure
	steps   []step
	sources int           // and the calls come from at least so many sources
	lasting time.Duration // and the window's first and last lie at least so far apart

	// From watchFrom on, the caller's successful calls are counted too, and the signal needs at least the share failing of
	// what he calls to fail, and another one from many on. Zero: successes do not matter.
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
	byCallerAndTarget                // and the account they try, or the login if none is named
	byAccount                        // the account tried, wherever the calls come from
)

// measure is what the steps of a declaration are thresholds of.
type measure uint8

const (
	ofCalls    measure = iota
	ofAccounts         // different accounts
	ofPaths            // different path templates that were not asked for before
)
