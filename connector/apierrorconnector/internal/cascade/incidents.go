package cascade

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// incidents are what was listed lately, so that an incident keeps its id while it lasts.
type incidents struct {
	told     map[string]*told       // by id
	assigned map[string]*assignment // by surge
	restored bool                   // and not looked at since
}

// told is an incident that was listed.
type told struct {
	ID      string   `json:"id"`
	Key     key      `json:"key"`
	Members []string `json:"members"`
	First   string   `json:"first"` // where it was first told of
	Since   int64    `json:"since"`
	SeenAt  int64    `json:"seen_at"`
}

// assignment is where a surge was last said to come from.
type assignment struct {
	Key    key   `json:"key"`
	Place  Place `json:"place"`
	SeenAt int64 `json:"seen_at"`
}

// maxTold bounds the incidents: those at hand and those that were at hand a while ago.
const maxTold = 2 * maxSurges

func newIncidents() incidents {
	return incidents{told: make(map[string]*told), assigned: make(map[string]*assignment)}
}

func (in *incidents) expire(now int64, keep time.Duration) {
	if in.restored {
		in.restored = false
		for _, t := range in.told {
			t.Since, t.SeenAt = min(t.Since, now), now
		}
		for _, a := range in.assigned {
			a.SeenAt = now
		}
	}
	for id, t := range in.told {
		if now-t.SeenAt >= int64(keep) {
			delete(in.told, id)
		}
	}
	for id, a := range in.assigned {
		if now-a.SeenAt >= int64(keep) {
			delete(in.assigned, id)
		}
	}
}

func (in *incidents) assign(surge string, o *origin, now int64) {
	if _, known := in.assigned[surge]; known || len(in.assigned) < maxTold {
		in.assigned[surge] = &assignment{Key: o.key, Place: o.place, SeenAt: now}
	}
}

// recognize finds for each group the incident that it was before: the one of the same cause, else the one that it shares most
// surges with. Others that it shares surges with turned out to be the same.
func (in *incidents) recognize(groups []*group) {
	type match struct {
		g      *group
		t      *told
		same   int
		shared int
	}
	of := make(map[string]*group)
	for _, g := range groups {
		for i := range g.members {
			of[g.members[i].ID] = g
		}
	}
	byKey := make(map[key]*group, len(groups))
	for _, g := range groups {
		byKey[g.key] = g
	}
	var matches []match
	for _, t := range in.told {
		shared := make(map[*group]int)
		for _, id := range t.Members {
			if g := of[id]; g != nil {
				shared[g]++
			}
		}
		if g := byKey[t.Key]; g != nil {
			matches = append(matches, match{g: g, t: t, same: 1, shared: shared[g]})
			delete(shared, g)
		}
		for g, n := range shared {
			matches = append(matches, match{g: g, t: t, shared: n})
		}
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(
			cmp.Compare(b.same, a.same), cmp.Compare(b.shared, a.shared), cmp.Compare(a.t.Since, b.t.Since),
			cmp.Compare(a.t.ID, b.t.ID), a.g.key.compare(b.g.key),
		)
	})
	taken := make(map[string]bool)
	for _, found := range matches {
		if found.g.told == nil && !taken[found.t.ID] {
			found.g.told, taken[found.t.ID] = found.t, true
		}
	}
	for _, found := range matches {
		if !taken[found.t.ID] && len(found.g.merged) < maxTold {
			found.g.merged, taken[found.t.ID] = append(found.g.merged, found.t.ID), true
		}
	}
}

// list notes that an incident is listed, and returns its id.
func (in *incidents) list(g *group, i *Incident, now int64) string {
	if g.told == nil {
		id := g.newID(i)
		for in.told[id] != nil { // another incident was first told of there
			id = apierror.SituationID(apierror.KindSurge, "", id, g.key.Called+g.key.Service+g.key.Endpoint+string(g.key.Category))
		}
		g.told = &told{ID: id, First: i.Cause.String(), Since: now}
		if len(in.told) < maxTold {
			in.told[id] = g.told
		}
	}
	g.told.Key, g.told.Members, g.told.SeenAt = g.key, slices.Clone(i.Surges), now
	return g.told.ID
}

// stateVersion is that of a saved state. One of another version is not read.
const stateVersion = 1

type state struct {
	Version  int                    `json:"version"`
	Told     []*told                `json:"told"`
	Assigned map[string]*assignment `json:"assigned"`
}

// AppendState appends the incidents' ids. What is known of traces is not saved: it is gone in minutes anyway, and until as much is
// known again, surges come from where they came before.
func (m *Memory) AppendState(buf []byte) []byte {
	saved := state{Version: stateVersion, Assigned: m.incidents.assigned}
	for _, t := range m.incidents.told {
		saved.Told = append(saved.Told, t)
	}
	slices.SortFunc(saved.Told, func(a, b *told) int { return cmp.Compare(a.ID, b.ID) })
	encoded, _ := json.Marshal(&saved) // it holds nothing that is beyond JSON
	return append(buf, encoded...)
}

var errIncomplete = errors.New("an incident lacks its id, or there are more than were ever saved")

// Restore replaces everything by what was saved. After an error the Memory is empty.
func (m *Memory) Restore(data []byte) error {
	*m = *NewMemory(m.rules)
	if len(data) == 0 {
		return nil
	}
	var read state
	err := json.Unmarshal(data, &read)
	switch {
	case err != nil:
	case read.Version != stateVersion:
		err = fmt.Errorf("version %d, want %d", read.Version, stateVersion)
	case !read.valid():
		err = errIncomplete
	}
	if err != nil {
		return fmt.Errorf("read incidents: %w", err)
	}
	for _, t := range read.Told {
		t.First = apierror.Cut(t.First, 2*maxText)
		m.incidents.told[t.ID] = t
	}
	for id, a := range read.Assigned {
		a.Place = a.Place.bounded()
		m.incidents.assigned[id] = a
	}
	m.incidents.restored = true
	return nil
}

func (s *state) valid() bool {
	if len(s.Told) > maxTold || len(s.Assigned) > maxTold {
		return false
	}
	for _, t := range s.Told {
		if t == nil || t.ID == "" || len(t.ID) > maxText || len(t.Members) > maxSurges {
			return false
		}
	}
	for _, a := range s.Assigned {
		if a == nil {
			return false
		}
	}
	return true
}
