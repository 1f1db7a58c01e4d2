package feedback

import (
	"math"
	"strconv"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Situation is what may be told. Its strength is relative to the limits of who detected it.
type Situation struct {
	ID       string // apierror's id of this surge, process, objective or partner, also where an incident covers it
	Kind     apierror.Kind
	Name     string // the finding's: a category, an objective, a partner, a signal
	Service  string
	Endpoint string
	Class    Class
	Severity apierror.Severity

	Evidence float64 // decades by which the p-value lies below the detector's limit; NaN where there is no p-value
	Effect   float64 // times the least effect that the detector tells of; NaN where there is none

	// Who fails far more often than the others, as "tenant.id acme"; "" where nobody stands out, or not yet.
	Who string
	// Spread is set where nobody does, among failures enough to tell.
	Spread bool
	// NotOf reports whether hardly anything of it is of somebody, though nobody stands out; nil where nothing is known of whose it is.
	NotOf func(who string) bool

	Started int64 // span time, Unix nanoseconds
	At      int64 // now
}

// Class is what routes have in common.
type Class struct {
	Access      Access               `json:"access,omitempty"`
	Decade      int8                 `json:"decade,omitempty"` // of calls per minute
	Criticality apierror.Criticality `json:"criticality,omitempty"`
}

// known keeps what is in the vocabulary: what is saved has to be read again.
func (c Class) known() Class {
	if c.Access != AccessRead && c.Access != AccessWrite {
		c.Access = ""
	}
	return Class{Access: c.Access, Decade: max(0, min(mostDecade, c.Decade)), Criticality: apierror.Known(c.Criticality)}
}

// Access says whether a route changes something.
type Access string

const (
	AccessRead  Access = "read"
	AccessWrite Access = "write"
)

// AccessOf takes a method, or an endpoint that begins with one.
func AccessOf(endpoint string) Access {
	method, _, _ := strings.Cut(endpoint, " ")
	switch method {
	case "GET", "HEAD", "OPTIONS", "QUERY":
		return AccessRead
	case "POST", "PUT", "PATCH", "DELETE":
		return AccessWrite
	default:
		return ""
	}
}

const mostDecade = 6

// DecadeOf is 0 below ten calls a minute, and one more for each ten times as many.
func DecadeOf(callsPerMinute float64) int8 {
	if !(callsPerMinute >= 10) {
		return 0
	}
	return int8(min(mostDecade, math.Log10(callsPerMinute)))
}

// SurgeEffect is that of an error rate: twice the usual odds and one point more are 1.
func SurgeEffect(rate, usual float64) float64 {
	const odds, point = 2, 0.01
	times := rate * (1 - usual) / (usual * (1 - rate)) / odds
	if math.IsNaN(times) {
		times = math.Inf(1)
	}
	return max(1, min(times, (rate-usual)/point))
}

// String names it for a person.
func (s *Situation) String() string {
	text := string(s.Kind) + " " + apierror.Quote(s.Name)
	if s.Endpoint != "" {
		text += " of " + apierror.Quote(s.Endpoint)
	}
	if s.Service != "" {
		text += " of service " + apierror.Quote(s.Service)
	}
	return text
}

// String names it for a person.
func (c *Class) String() string {
	text := "routes"
	if c.Access != "" {
		text = string(c.Access) + " " + text
	}
	if c.Criticality != "" {
		text += " of " + string(c.Criticality) + " criticality"
	}
	if c.Decade == 0 {
		return text + " under 10 calls a minute"
	}
	return text + " from 10^" + strconv.Itoa(int(c.Decade)) + " calls a minute on"
}
