package impact

import (
	"sync"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// affectedWindow is how long an actor counts who met a failure, in span time.
const affectedWindow = 5 * time.Minute

var affectedSlots = window.NewLength(affectedWindow)

// affected is who met failures of a process lately. It is safe for concurrent use.
type affected struct {
	mu     sync.Mutex
	actors window.Distinct
}

// add counts an actor, and reports whether so many have met failures lately.
func (a *affected) add(actor uint64, at int64, many int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.actors.Add(actor, affectedSlots.Slot(at))
	return a.actors.Sum() >= many
}
