package window

import (
	"math"
	"time"
)

// Slots is how many parts a window has. A window ends with the slot of its newest event, so it reaches back between eleven
// and twelve twelfths of its length: it may miss an event at its far edge, but never counts one from beyond it.
const Slots = 12

// lateLimit is how many events in a row must lie before the window until the window is taken to be wrong instead of them.
// One event from the future would otherwise blind its key until the time it claimed has come.
const lateLimit = 4

// Length is the length of a window; it turns event times into slot numbers.
type Length struct{ slot int64 }

// NewLength returns a window of length d, at least Slots nanoseconds.
func NewLength(d time.Duration) Length { return Length{slot: max(1, int64(d)/Slots)} }

// Slot returns the number of the slot that holds a time in Unix nanoseconds.
func (l Length) Slot(unixNano int64) uint32 {
	return uint32(min(max(0, unixNano/l.slot), math.MaxUint32))
}

// edge is the newest slot of a window, and how many events in a row came from before the window.
type edge struct {
	newest uint32
	late   uint8
}

// move says what an event does to a window.
type move uint8

const (
	tooOld  move = iota // the event lies before the window
	within              // the window stays where it is
	forward             // the window slides to the event
	rewound             // the window was in the future and starts again at the event
)

func (e *edge) place(slot uint32) move {
	switch {
	case slot > e.newest:
		e.late = 0
		return forward
	case e.newest-slot < Slots:
		e.late = 0
		return within
	case e.late+1 < lateLimit:
		e.late++
		return tooOld
	default:
		*e = edge{newest: slot}
		return rewound
	}
}
