// Package objectid finds which object a call asked for, by which a caller who tries the ids of others is known
// (object enumeration, OWASP API1:2023 Broken Object Level Authorization).
package objectid

import (
	"math/bits"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// limit bounds what is read of a path and of a route: a path may be 64 KiB long.
const limit = 2048

// ID is the object that a call asked for.
type ID struct {
	// Text is a part of the path, as it was sent: percent-encoding is left as it is. It may be a secret, such as the token of
	// a password reset.
	Text string
	Kind Kind
	// Where tells the place of the id: identifiers of one place can be compared. It has no seed, so a caller who can choose
	// paths can make two places one; that only mixes up his own identifiers.
	Where uint64

	number   uint64
	numbered bool
}

// Number is the number that the id is or has, as in order-1042 and ORD1042.
func (id *ID) Number() (number uint64, ok bool) { return id.number, id.numbered }

// Find finds the object that a call asked for: where the route has a parameter for it or, without a route, where the path
// shows one. It reads no more than 2 KiB of either and allocates nothing.
//
// A route that does not fit the path gives no id: guessing from the path would mix places that the route tells apart.
func Find(route, path string) (ID, bool) {
	whole := len(path) <= limit
	if !whole {
		path = path[:limit]
	}
	if question := strings.IndexByte(path, '?'); question >= 0 {
		path, whole = path[:question], true
	}
	if !whole { // its last segment may go on
		path = path[:strings.LastIndexByte(path, '/')+1]
	}
	if route == "" {
		return findByShape(path)
	}
	return findByRoute(route, path, whole)
}

func findByRoute(route, path string, whole bool) (id ID, ok bool) {
	if len(route) > limit {
		return ID{}, false
	}
	var found choice
	if !whole || !found.straight(route, path) {
		found = findByTemplate(route, path, whole)
	}
	if found.text == "" {
		return ID{}, false
	}
	// The parameters of one route are different places: which one holds the id can depend on what they hold.
	where := xxhash.Sum64String(route) ^ uint64(found.place)*prime //nolint:gosec // not negative
	return ID{Text: found.text, Kind: found.kind, Where: where, number: found.number, numbered: found.numbered}, true
}

// findByTemplate is a function of its own because a template is large: where none is needed, none is cleared.
//
//go:noinline
func findByTemplate(route, path string, whole bool) choice {
	var parsed template
	if !parsed.parse(route) || !parsed.find(path, whole) {
		return choice{}
	}
	return parsed.found
}

// prime is one of xxhash's: it spreads small numbers over all bits.
const prime = 0x9E3779B185EBCA87

// mix adds a part to the hash of a place so that the order of the parts matters.
func mix(hash, part uint64) uint64 { return bits.RotateLeft64(hash^part, 27) * prime }
