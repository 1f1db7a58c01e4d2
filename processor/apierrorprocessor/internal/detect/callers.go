package detect

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// caller is somebody a call can be laid to, and the key of what he does.
type caller struct {
	who  apierror.Actor
	key  uint64
	role role
}

// role is by what a caller is known.
type role uint8

const (
	nobody    role = iota
	asSource       // by where the calls come from
	asActor        // by the first present of the actor attributes, if that is somebody else
	asSession      // by the session or credential
	asVictim       // not at all: all that is known is the account tried
)

func (h *hasher) caller(who apierror.Actor, as role) caller {
	return caller{who: who, role: as, key: h.callerKey(who)}
}

// callerKey is the key alone.
func (h *hasher) callerKey(who apierror.Actor) uint64 { return h.text(who.ID) }
