package apierror

import "slices"

// ActorType says what an actor's id is an id of.
type ActorType string

const (
	ActorUser       ActorType = "user"
	ActorSession    ActorType = "session"
	ActorCredential ActorType = "credential"
	ActorClient     ActorType = "client" // a network address
	ActorService    ActorType = "service"
)

var actorTypes = []ActorType{ActorUser, ActorSession, ActorCredential, ActorClient, ActorService}

// Valid reports whether t is in the vocabulary.
func (t ActorType) Valid() bool { return slices.Contains(actorTypes, t) }

// Actor is whom a behaviour is counted for. The zero Actor is nobody.
type Actor struct {
	Type ActorType
	ID   string
}

// IsZero reports whether no actor is named.
func (a Actor) IsZero() bool { return a.ID == "" }
