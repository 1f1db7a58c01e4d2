package engine

import "slices"

// The bounded memories, by the names that the connector's telemetry gives them.
const (
	memorySeries       = "series"
	memoryEndpoints    = "endpoints"
	memoryRoutes       = "routes"
	memoryFindings     = "findings"
	memoryFailures     = "failures"
	memoryProcesses    = "processes"
	memoryTransactions = "transactions"
	memoryForecasts    = "forecasts"
	memoryFeedback     = "feedback"
)

// Memory is how full a bounded memory is, and how many entries had to leave it, or found no room.
type Memory struct {
	Name    string
	Tracked int
	Evicted uint64
}

// Memories are how full all of them are.
func (e *Engine) Memories() []Memory {
	calls, failures := e.metrics.calls.Stats(), e.metrics.failures.Stats()
	judged := e.feedback.Counts()
	return []Memory{
		{memorySeries, calls.Groups + failures.Groups, calls.Overflowed + failures.Overflowed},
		{memoryEndpoints, len(e.incidents.places), e.incidents.refused},
		{memoryRoutes, e.routes.Services(), e.routes.Evictions()},
		{memoryFindings, e.incidents.book.Len(), e.evicted.findings},
		{memoryFailures, e.incidents.memory.Len(), e.evicted.failures},
		{memoryProcesses, len(e.incidents.learned) + len(e.incidents.losses), e.incidents.unlearned},
		{memoryTransactions, e.transactions.Len(), e.transactions.Stats().Evicted},
		{memoryForecasts, len(e.foresight.services), e.foresight.refused},
		{memoryFeedback, judged.Told, judged.Evicted},
	}
}

// evicted are the evictions that their memories do not add up themselves.
type evicted struct{ findings, failures uint64 }

// addEvicted adds up what was evicted since the last time, and notes which memories are too small.
func (e *Engine) addEvicted() {
	book, memory := e.incidents.book.TakeCounts(), e.incidents.memory.TakeCounts()
	e.evicted.findings += uint64(book.Evicted + book.Lost) //nolint:gosec // counts
	e.evicted.failures += uint64(memory.Evicted)           //nolint:gosec // a count
	e.counts.Malformed += book.Malformed
	for _, m := range e.Memories() {
		if m.Evicted > 0 {
			e.full(m.Name)
		}
	}
}

// full notes that a memory was too small.
func (e *Engine) full(memory string) {
	if !slices.Contains(e.counts.Full, memory) {
		e.counts.Full = append(e.counts.Full, memory)
	}
}
