package surge

// Precede puts what was learnt of a time before under what is known, and counts the last half hour on it. It does nothing where more is
// known already. The past is the endpoint's from then on.
func (e *Endpoint) Precede(past *Endpoint) {
	if past.newest == 0 || past.seen.blocks <= e.seen.blocks {
		return
	}
	recent := *e
	*e = *past
	if recent.newest == 0 {
		return
	}
	for slot := max(recent.newest-slots+1, e.newest+1); slot <= recent.newest; slot++ {
		calls := uint64(*recent.calls.at(slot))
		if calls == 0 {
			continue
		}
		e.advance(slot) // what was not called for a while is not stray
		for i := range recent.categories {
			c := &recent.categories[i]
			failed := uint64(*c.failed.at(slot))
			e.AddCounts(slot*slotLength, failed, failed, c.name)
			calls -= min(calls, failed)
		}
		e.AddCounts(slot*slotLength, calls, 0, "")
	}
}
