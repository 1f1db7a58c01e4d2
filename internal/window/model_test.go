package window

import "math/rand/v2"

// model is what Count and Distinct should say, kept in the plainest way: every event of the window.
type model struct {
	newest uint32
	late   int
	events []event
}

type event struct {
	slot  uint32
	value uint64
}

func (m *model) add(e event) bool {
	switch {
	case e.slot+Slots > m.newest: // in the window, or ahead of it
		m.late = 0
	case m.late < lateLimit-1:
		m.late++
		return false
	default:
		*m = model{newest: e.slot}
	}
	m.newest = max(m.newest, e.slot)
	m.events = append(m.events, e)
	return true
}

// at returns the events of a window that ends at slot, or with the newest event.
func (m *model) at(slot uint32) []event {
	end := max(slot, m.newest)
	var inside []event
	for _, e := range m.events {
		if e.slot+Slots > end {
			inside = append(inside, e)
		}
	}
	return inside
}

func (m *model) different() int {
	values := make(map[uint64]bool)
	for _, e := range m.at(0) {
		values[e.value] = true
	}
	return len(values)
}

func (m *model) spread() int {
	spread := uint32(0)
	for _, e := range m.at(0) {
		spread = max(spread, m.newest-e.slot)
	}
	return int(spread)
}

// traffic returns events that mostly go forward, with some out of order, late, far ahead, or alone after a silence.
func traffic(random *rand.Rand, events int, values uint64) []event {
	now := random.Uint32N(2 * Slots) // also at the beginning of time
	list := make([]event, events)
	for i := range list {
		slot := now
		switch random.IntN(20) {
		case 0, 1, 2:
			now++
		case 3, 4:
			slot -= min(slot, random.Uint32N(Slots))
		case 5:
			slot -= min(slot, random.Uint32N(3*Slots))
		case 6:
			if random.IntN(10) == 0 {
				slot += random.Uint32N(5 * Slots)
			}
		case 7:
			if random.IntN(10) == 0 {
				now += random.Uint32N(3 * Slots)
			}
		}
		list[i] = event{slot: slot, value: random.Uint64N(values)}
	}
	return list
}
