package situation

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	// patience is how long a situation of which findings say that it fires goes on when they stop coming. A connector repeats only
	// what goes on, and holds back the end of what comes and goes for an hour.
	patience = 2 * time.Hour
	// maxPatience bounds it for findings that come seldom.
	maxPatience = 24 * time.Hour

	// remembered is how long an ended situation of findings is kept, so that one that was delayed does not open it again.
	remembered = 4 * time.Hour
)

// claim is what findings say of a situation. While the latest says that it fires, spans neither add to it nor end it.
type claim struct {
	Status    apierror.Status `json:"status"`
	UpdatedAt time.Time       `json:"updated_at"` // as the latest finding says, in span time
	SaidAt    time.Time       `json:"said_at,omitzero"`
	HeardAt   time.Time       `json:"heard_at"` // when it came

	// Longest is the longest wait for the next finding so far.
	Longest time.Duration `json:"longest,omitempty"`

	// Void is set when the claim holds no longer, and spans speak for the situation again: findings stopped coming, or the
	// situation began anew.
	Void bool `json:"void,omitempty"`

	// Ending is the sentence of the finding that ended it.
	Ending string `json:"ending,omitempty"`

	// Ended is set when nobody needs to be told any more, and the claim is kept only to know what is outdated.
	Ended bool `json:"ended,omitempty"`
}

func (c *claim) firing() bool {
	return c != nil && !c.Void && c.Status == apierror.StatusFiring
}

func (c *claim) resolved() bool {
	return c != nil && !c.Void && c.Status == apierror.StatusResolved
}

func (c *claim) ended() bool { return c != nil && c.Ended }

// outdates reports whether the claim is newer than a finding. An end is of the time of the last event, as the finding before it is:
// of two of the same time the one said later holds, or the end where that is not known.
func (c *claim) outdates(f *Report) bool {
	switch {
	case c == nil:
		return false
	case !f.UpdatedAt.Equal(c.UpdatedAt):
		return f.UpdatedAt.Before(c.UpdatedAt)
	case !f.SaidAt.IsZero() && !c.SaidAt.IsZero() && !f.SaidAt.Equal(c.SaidAt):
		return f.SaidAt.Before(c.SaidAt)
	default:
		return c.Status == apierror.StatusResolved
	}
}

// lapses is when a claim of which nothing was heard since holds no longer.
func (c *claim) lapses(since time.Time, resolveAfter time.Duration) time.Time {
	return since.Add(max(patience, resolveAfter, min(3*c.Longest, maxPatience)))
}

func (c *claim) hear(f *Report, since, now time.Time) {
	if !since.IsZero() {
		c.Longest = min(max(c.Longest, now.Sub(since)), maxPatience)
	}
	*c = claim{Status: f.Status, UpdatedAt: f.UpdatedAt, SaidAt: f.SaidAt, HeardAt: now, Longest: c.Longest}
	if f.Status == apierror.StatusResolved {
		c.Ending = f.Summary
	}
}

// check reports whether a claim that was saved can be one.
func (c *claim) check() bool {
	return c == nil || c.Status.Valid() && c.Longest >= 0 && c.Longest <= maxPatience
}
