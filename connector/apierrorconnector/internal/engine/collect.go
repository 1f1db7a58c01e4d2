package engine

import "go.opentelemetry.io/collector/pdata/pmetric"

// Collect appends the metrics as they stand. last is true at shutdown, when no later one can tell what begins now.
func (e *Engine) Collect(wall int64, last bool, into pmetric.Metrics) {
	if now := e.clock.Now(wall); now > 0 {
		e.endTransactions(now)
		for _, o := range e.objectives {
			o.set(e, now)
		}
		for _, p := range e.partners {
			p.set(e, now)
		}
		e.foresight.set(e)
	}
	if last {
		e.metrics.store.CollectLast(wall, into)
	} else {
		e.metrics.store.Collect(wall, into)
	}
	e.sweep()
	e.addEvicted()
}

// sweep forgets short cuts to series that expired.
func (e *Engine) sweep() {
	if len(e.entries) <= e.metrics.calls.Stats().Groups {
		return
	}
	for k, entry := range e.entries {
		if !e.metrics.calls.Alive(entry.group) {
			delete(e.entries, k)
		}
	}
}
