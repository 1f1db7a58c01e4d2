// Package impossibletravel notices a user who is seen in two places with less time between than an airliner needs, and tells an
// account that somebody else uses too from one behind a VPN, a proxy or a mobile carrier. Time is the sightings' own.
//
// A phone or laptop never seen where the user is at home, that is first seen behind a VPN while another one is in use at home, looks
// like somebody else, and so does an account that many share. Both are told of until the place has become customary.
package impossibletravel

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// Sighting is one call of a user. The hashes are seeded, so that nobody can work out two that are taken for one; 0 is unknown.
type Sighting struct {
	Time    int64 // Unix nanoseconds of span time
	Place   Place
	Session uint64
	Agent   uint64 // of the user agent, better without its version: a browser that was updated is the same one
}

// Place is where an address is said to be. Where the city is not known, the coordinates are those of its country as a whole.
type Place struct {
	Lat, Lon float64 // degrees
	Country  string  // ISO 3166-1 alpha-2; anything else is only quoted
	City     string
}

// Finding says that a sighting is one at an impossible place.
type Finding struct {
	Severity   apierror.Severity // low where it is likely the user's own device behind a VPN
	Confidence float64
	Rationale  string
}

// Memory is where users are known to be. It is not safe for concurrent use.
type Memory struct {
	users  *window.Store[history, *history]
	limit  int
	before uint64 // evictions of the stores that this one has replaced
}

// New makes a Memory of at most limit users. Users with a customary place are kept longest: a flood of made-up names that were never
// seen before pushes out none of them while they are at most half.
func New(limit int) *Memory { return &Memory{users: window.NewStore[history](limit), limit: limit} }

// Len is how many users are remembered.
func (m *Memory) Len() int { return m.users.Len() }

// Evictions is how many users had to make room so far.
func (m *Memory) Evictions() uint64 { return m.before + m.users.Evictions() }

// Observe learns from a sighting. If the user cannot have got there, it fills out and reports so. What is not a place, a time or
// a user (0) is not looked at.
func (m *Memory) Observe(user uint64, s *Sighting, out *Finding) bool {
	at, valid := s.Place.spot()
	if user == 0 || !valid || s.Time < 1e9 || s.Time/1e9 > math.MaxUint32 {
		return false
	}
	ref := m.users.Touch(user)
	h := m.users.Value(ref)
	h.user = user
	found := h.observe(&moment{
		spot:    at,
		t:       uint32(s.Time / 1e9), //nolint:gosec // checked above
		agent:   fold(s.Agent),
		session: fold(s.Session),
	}, &s.Place, out)
	if h.settled() {
		m.users.Promote(ref)
	}
	return found
}

// moment is a sighting as it is remembered.
type moment struct {
	spot

	t              uint32 // Unix seconds
	agent, session uint16
}

// fold makes a hash short. One in 65536 pairs is taken for the same, which only makes a finding milder.
func fold(hash uint64) uint16 {
	if hash == 0 {
		return 0
	}
	return max(1, uint16(hash>>48^hash>>32^hash>>16^hash)) //nolint:gosec // folding a hash
}
