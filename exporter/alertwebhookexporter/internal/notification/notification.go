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
	// Joined and Worse are how many of Firing are told of for the first time, and how many are graver than what was told of them.
	Joined int `json:",omitempty"`
	Worse  int `json:",omitempty"`
	// Rest and RestResolved are what Firing and Resolved count beyond those that Alerts lists; nil where it lists all.
	Rest         *Rest `json:",omitempty"`
	RestResolved *Rest `json:",omitempty"`
	// Earlier is what the destination was told before of ends in the group, since it began; nil while something fires.
	Earlier *Rest `json:",omitempty"`
	// Makeup is what a flood of all kinds is made of, the gravest and then the most first, at most MaxShares: of what fires, or else of what
	// ended. It may be less than all.
	Makeup []Share `json:",omitempty"`
}

// MaxShares is of how many kinds and names a notification says how many situations there are.
const MaxShares = 10

// Share is how many situations of one kind and name there are.
type Share struct {
	Kind       apierror.Kind
	Name       string
	Situations int
	Severity   apierror.Severity // of the gravest
}

// Group is what situations are told together by.
type Group struct {
	// ID is stable: 16 to 64 letters and digits. Of a group of one situation it is the situation's own id.
	ID string
	// Route is the key path of the route that it is of, such as routes::1; "" for the root.
	Route string
	// Labels are what its situations have in common, in the order of group_by; none where each situation is a group.
	Labels []Label
	// Flood is set where there were too many situations to tell of each: it is a summary of those of one kind and name, which are its
	// Labels, or of all kinds.
	Flood    bool
	OpenedAt time.Time
}

// Mixed reports whether it is a flood of all kinds and names.
func (g *Group) Mixed() bool { return g.Flood && len(g.Labels) == 0 }

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
