package impossibletravel

// anomaly is what is held against one place of a user, so that a finding does not come and go. An attacker who goes on when there
// was time enough for the journey is still one.
type anomaly struct {
	at    uint32 // when the place was last seen while it could not be reached, Unix seconds; 0 if nothing is held
	gap   uint32 // seconds between the two sightings then
	mark  uint32 // when the stage began
	place uint8
	from  uint8
	stage stage

	suspects uint8 // a bit for each place where somebody else was likely seen; they outlast the anomaly
}

// holdTime is for how many seconds a finding holds.
const holdTime = 3600

// stage is how far the sessions of two people were seen to be in use in turn.
type stage uint8

const (
	harmless stage = iota // nobody else was seen so far
	begun                 // somebody else was, at the impossible place
	returned              // and after that, the session that was in use before went on at the other place
	inTurn                // and after that, the session of somebody else did at the impossible one
)

// lately reports whether an anomaly is still one at a time.
func (a *anomaly) lately(t uint32) bool { return a.at != 0 && between(t, a.at) <= holdTime }

func (a *anomaly) holds(here int, t uint32) bool { return a.lately(t) && int(a.place) == here }

// renew begins an anomaly or goes on with it. An attacker who moves on to another impossible place continues it.
func (a *anomaly) renew(here, from int, gap, t uint32) {
	if !a.lately(t) {
		a.at, a.stage = t, harmless
	}
	a.at, a.gap = max(a.at, t), gap
	a.place, a.from = uint8(here), uint8(from) //nolint:gosec // there are few places
}

// suspect is for a sighting at the impossible place that is likely somebody else's. A span that is delivered twice is not later than
// itself, so it adds nothing.
func (a *anomaly) suspect(t uint32, goesOn bool) {
	switch {
	case a.stage == harmless:
		a.stage, a.mark = begun, t
	case a.stage == returned && t > a.mark && goesOn:
		a.stage = inTurn
	}
}

// follow is for every sighting, to notice that the user goes on at the other place.
func (a *anomaly) follow(here int, t uint32, goesOn bool) {
	if a.stage == begun && here == int(a.from) && t > a.mark && goesOn {
		a.stage, a.mark = returned, t
	}
}

// forget is for a place whose slot is taken by another.
func (a *anomaly) forget(slot int) {
	suspects := a.suspects &^ (1 << slot)
	if int(a.place) == slot || int(a.from) == slot {
		*a = anomaly{}
	}
	a.suspects = suspects
}
