package situation

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Router says who is told of a finding, and who is not for now. It is asked of a situation when it opens and whenever its facts
// change, and of what mutes it when somebody is to be told.
type Router interface {
	// Targets has a destination once at most.
	Targets(f *apierror.Finding) []Target
	// Severity is the finding's, or what is put in its place.
	Severity(f *apierror.Finding) apierror.Severity
	// Muted reports whether the destination is not to be told for now that the finding fires. Where several reasons hold it
	// gives ReasonQuietHours first, since in quiet hours also the end of a situation waits.
	Muted(f *apierror.Finding, to Target, now time.Time) (Mute, bool)
	// Fires and Ends say what there is that may inhibit others. Fires comes again when the facts change.
	Fires(f *apierror.Finding, openedAt time.Time)
	Ends(id string)
}

// Target is a destination of a finding, and the route by which it is reached.
type Target struct {
	Destination string
	Route       *Route
}

// Route says how a destination is told. It is not changed once there is a Tracker.
type Route struct {
	// Path is the key path of the route, such as routes::1; "" for the root.
	Path string
	// Labels are what situations that are told together have in common; nil where each is told for itself.
	Labels func(f *apierror.Finding) []notification.Label

	GroupWait      time.Duration
	GroupInterval  time.Duration
	RepeatInterval time.Duration // 0: never

	MinSeverity apierror.Severity
	// FloodAfter is how many situations of one kind and name are told each for itself, and three times that of all; 0: all.
	FloodAfter int
}

// Mute is why somebody is not told.
type Mute struct {
	Reason string
	// Until is when it is over at the latest; zero where that is not known.
	Until time.Time
}

// Reasons why nobody was told of a situation, beside those that the Router gives.
const (
	ReasonBelowMinSeverity = "below_min_severity"
	ReasonCovered          = "covered" // told as part of another only
	ReasonUnrouted         = "unrouted"
	ReasonQuietHours       = "quiet_hours"
)
