// Package notification is what a destination is told at one time: the contract between what decides (situation, routing), what words
// it (content), what writes it in a destination's form (format) and what carries it there (outbox).
package notification

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// MaxAlerts is how many situations a notification lists; of more it has the number only.
const MaxAlerts = 50

// Notification tells one destination how one group of situations stands.
type Notification struct {
	// ID is the same however often this is sent, also after a restart, and differs for every other: the webhook-id.
	ID          string
	Destination string
	Group       Group

	// Sequence numbers what the destination is told of the group, from 1.
	Sequence uint64
	Cause    Cause
	At       time.Time // when it was decided, on the wall clock

	// Alerts are at least one: those that fire, the gravest first, then those that ended; at most MaxAlerts.
	Alerts []Alert
	// Firing and Resolved are how many there are, also of those that Alerts has no room for.
	Firing, Resolved int
	// Rest is what Firing counts beyond those that Alerts lists, together; nil where it lists all that fires.
	Rest *Rest
}

// Rest sums up situations that fire and are not listed.
type Rest struct {
	Situations int
	Severity   apierror.Severity // of the gravest
	Events     int64

	// Money of one currency, the first that was met; what is in another is not added.
	ValueAtRisk, Cost float64
	Currency          string
}

// Group is what situations are told together by.
type Group struct {
	// ID is stable: 16 to 64 letters and digits. Of a group of one situation it is the situation's own id.
	ID string
	// Route is the key path of the route that it is of, such as routes::1; "" for the root.
	Route string
	// Labels are what its situations have in common, in the order of group_by; none where each situation is a group.
	Labels []Label
	// Flood is set where there were too many situations to tell of each: it is a summary of those of one kind and name.
	Flood    bool
	OpenedAt time.Time
}

// Label is a property of a situation and its value, which may come from telemetry.
type Label struct {
	Name, Value string
}

// Alert is one situation in a notification.
type Alert struct {
	// Finding is the situation as it stands. Its status is what the destination is told: resolved also where it is told no longer for
	// itself (PartOf).
	Finding apierror.Finding
	// Before is what the destination was told of it last; nil if nothing.
	Before *Told
	// News is set where this notification is sent because of it; the others are listed since they fire as well.
	News bool
	// PartOf is the id of the situation that explains this one, and is told in its stead.
	PartOf string
}

// Told is what a destination was told of a situation.
type Told struct {
	At          time.Time
	Severity    apierror.Severity
	Count       int64
	ValueAtRisk float64
	Cost        float64
}

// Cause is the most important reason why a notification is sent.
type Cause string

const (
	CauseOpened   Cause = "opened"   // the first of the group
	CauseWorsened Cause = "worsened" // something in it is graver than what was told
	CauseJoined   Cause = "joined"   // something new fires in it
	CauseEnded    Cause = "ended"    // something in it, or all of it, ended
	CauseRepeated Cause = "repeated" // nothing but time passed
)

// Status is firing while anything in the group fires.
func (n *Notification) Status() apierror.Status {
	if n.Firing > 0 {
		return apierror.StatusFiring
	}
	return apierror.StatusResolved
}

// Leading is the finding that the notification is mostly about: the gravest that fires, or else the first that ended.
func (n *Notification) Leading() *apierror.Finding { return &n.Alerts[0].Finding }
