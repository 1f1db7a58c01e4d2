package apierrorprocessor

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// actorRole is what an attribute can name somebody as.
type actorRole uint8

const (
	asActor   actorRole = iota // who acts
	asClient                   // where he calls from
	asSession                  // his session
	asLogin                    // his session or credential
	asAccount                  // whom he tries
	actorRoles
)

// actorName is a name that an attribute may have, and what it then names somebody as. Of several that are present the one with the
// first place counts; places begin with 1.
type actorName struct {
	name  string
	place int
	roles []actorRole
	key   *actorKey // nil for an account
}

// named is whom the attributes of a span name, for each role.
type named [actorRoles]struct {
	place int // 0: nobody
	key   *actorKey
	value pcommon.Value
}

// index puts all names together.
func (r *actorReader) index() {
	place := 0
	enter := func(name string, key *actorKey, roles []actorRole) {
		place++
		for len(r.names) <= len(name) {
			r.names = append(r.names, nil)
		}
		r.names[len(name)] = append(r.names[len(name)], actorName{name: name, place: place, roles: roles, key: key})
		r.keys.Add(name)
	}
	for i := range r.actors {
		key := &r.actors[i]
		for _, name := range key.names {
			enter(name, key, rolesOf(key.actorType))
		}
	}
	for _, name := range r.accounts {
		enter(name, nil, []actorRole{asAccount})
	}
}

func rolesOf(kind apierror.ActorType) []actorRole {
	switch kind {
	case apierror.ActorClient:
		return []actorRole{asActor, asClient}
	case apierror.ActorSession:
		return []actorRole{asActor, asSession, asLogin}
	case apierror.ActorCredential:
		return []actorRole{asActor, asLogin}
	default:
		return []actorRole{asActor}
	}
}

// find finds whom a span names, in one pass over its attributes: to look each name up would be a dozen.
func (r *actorReader) find(attrs pcommon.Map, found *named) {
	for key, value := range attrs.All() {
		if !r.keys.MayHold(key) || len(key) >= len(r.names) {
			continue
		}
		names := r.names[len(key)]
		for i := range names {
			if names[i].name == key && isID(value) {
				found.enter(&names[i], value)
			}
		}
	}
}

func (n *named) enter(name *actorName, value pcommon.Value) {
	for _, role := range name.roles {
		if f := &n[role]; f.place == 0 || name.place < f.place {
			f.place, f.key, f.value = name.place, name.key, value
		}
	}
}

// isID reports whether an attribute's value is of use as an id.
func isID(value pcommon.Value) bool {
	return value.Str() != "" || value.Type() == pcommon.ValueTypeInt
}

// actor is whom an attribute names; nobody if it was not found.
func (r *actorReader) actor(attrs pcommon.Map, found *named, role actorRole) apierror.Actor {
	f := &found[role]
	if f.place == 0 {
		return apierror.Actor{}
	}
	return apierror.Actor{Type: f.key.actorType, ID: r.known(attrs, f.key, text(f.value))}
}
