package engine

import (
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/cascade"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/surge"
)

// beginning is how things stood when an incident, a burn or a breach began, and what was told of it since. It stays while its finding does, whichever
// surges join the incident or leave it, and though it may pause: totals are since then.
type beginning struct {
	Since  int64 `json:"since"`
	SeenAt int64 `json:"seen_at"`
	// Lost is what each process that it hit had lost until then.
	Lost map[string]sum `json:"lost,omitempty"`
	// Failed counts the calls that failed since the latest pause, and Before those until then.
	Failed uint64 `json:"failed"`
	Before uint64 `json:"before,omitempty"`
	// Worst is the highest error rate so far.
	Worst float64 `json:"worst"`
	// Radius is the widest so far: an incident is remembered for what it took down, not for what its last calls show of it.
	Radius cascade.Radius `json:"radius"`
}

// widen gives an incident the widest radius that it had.
func (b *beginning) widen(in *cascade.Incident) {
	if reach(&in.Radius) >= reach(&b.Radius) {
		b.Radius = in.Radius
	}
	in.Radius = b.Radius
}

func reach(r *cascade.Radius) int { return r.ServicesTotal + r.EndpointsTotal + r.ProcessesTotal }

// begin remembers an incident, of which the earliest surge at hand began at a time, and what the verdict on its head says.
func (i *incidents) begin(id string, since int64, v *surge.Verdict, now int64) *beginning {
	known := i.begun[id]
	switch {
	case known == nil || now-known.SeenAt >= i.resolveAfter:
		known = &beginning{Since: since, Lost: make(map[string]sum)}
		i.begun[id] = known
	case since > known.SeenAt: // it goes on after a pause
		known.Before, known.Failed = known.Before+known.Failed, 0
	}
	known.SeenAt = now
	known.Failed = max(known.Failed, v.FailedSince)
	known.Worst = max(known.Worst, v.Rate)
	return known
}

// listen begins to listen after a restart: who was not there has heard no silence, and the findings go on too.
func (i *incidents) listen(now int64) {
	if !i.restored {
		return
	}
	i.restored = false
	for _, b := range i.begun {
		b.SeenAt = now
	}
}

// forget lets go of incidents that are over.
func (i *incidents) forget(now int64) {
	for id, b := range i.begun {
		if now-b.SeenAt >= i.resolveAfter {
			delete(i.begun, id)
		}
	}
}
