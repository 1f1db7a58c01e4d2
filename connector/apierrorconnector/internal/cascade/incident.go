package cascade

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// Incident is one cause and the surges that it explains.
type Incident struct {
	// ID is that of the surge at the cause, if there is one, or else made from what was called. The id under which an incident
	// was first listed stays until nothing was listed of it for KeepIncident, also when its cause is learned only later.
	ID    string
	Cause Place

	Root   string   // id of the surge at the cause itself; "" where there is none
	Surges []string // ids of all that it explains, the root's among them
	// Covers are the ids that are told of in this incident: those of its surges, and of incidents that were listed besides and
	// turned out to be this one. Not its own.
	Covers []string

	Radius    Radius
	Rationale string

	// Of the surges' recent traces: how many were looked at, of how many the cause is known, and how many have this one.
	Sampled, Known, Common int

	TraceID pcommon.TraceID // an example, at the cause
	SpanID  pcommon.SpanID
}

// group is what of the surges has one cause.
type group struct {
	key     key
	members []member
	told    *told // what was listed of it before; nil if nothing was
	merged  []string
}

type member struct {
	*Surge
	origin
}

// Group says which surges are one incident: those most of whose traces began to fail at the same place. A surge whose cause is
// its own, is not known, or is not the same for most of its calls, is an incident by itself.
func (m *Memory) Group(surges []Surge, now int64) []Incident {
	m.incidents.expire(now, m.rules.KeepIncident)
	sorted := slices.Clone(surges)
	slices.SortFunc(sorted, func(a, b Surge) int { return cmp.Compare(a.ID, b.ID) })
	sorted = slices.CompactFunc(sorted, func(a, b Surge) bool { return a.ID == b.ID })

	byKey := make(map[key]*group)
	for i := range sorted {
		s := &sorted[i]
		o := origin{key: key{Surge: s.ID}, place: s.ownPlace()}
		if i < maxSurges {
			o = m.originOf(s, m.incidents.assigned[s.ID])
			m.incidents.assign(s.ID, &o, now)
		} else {
			m.counts.Surges++
		}
		g := byKey[o.key]
		if g == nil {
			g = &group{key: o.key}
			byKey[o.key] = g
		}
		g.members = append(g.members, member{s, o})
	}
	groups := make([]*group, 0, len(byKey))
	for _, g := range byKey {
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b *group) int { return a.key.compare(b.key) })
	m.incidents.recognize(groups)
	incidents := make([]Incident, 0, len(groups))
	for _, g := range groups {
		incidents = append(incidents, m.incident(g, now))
	}
	return incidents
}

// root is the surge at the cause: the one that served the call in which it began. Where several did, none is.
func (g *group) root() *member {
	var found *member
	for i := range g.members {
		s := &g.members[i]
		if s.Service != s.place.Service || s.Endpoint != s.place.Endpoint {
			continue
		}
		switch {
		case found == nil:
			found = s
		case found.Service != s.Service || found.Endpoint != s.Endpoint:
			return nil
		case found.Category != found.place.Category && s.Category == s.place.Category:
			found = s // the same place, failing in the cause's own way
		}
	}
	return found
}

// cause is the place that most traces name.
func (g *group) cause(root *member) Place {
	best := &g.members[0]
	for i := range g.members {
		if g.members[i].common > best.common {
			best = &g.members[i]
		}
	}
	place := best.place
	if root == nil {
		for i := range g.members {
			if s := &g.members[i]; s.place.Service != place.Service {
				place.Service = "" // it is nobody's in particular
			}
			if s := &g.members[i]; s.place.Endpoint != place.Endpoint {
				place.Endpoint = ""
			}
		}
	} else {
		place = root.place
	}
	return place
}

func (m *Memory) incident(g *group, now int64) Incident {
	root := g.root()
	found := Incident{Cause: g.cause(root)}
	if root != nil {
		found.Root = root.ID
	}
	var traces [][]pcommon.TraceID
	for i := range g.members {
		s := &g.members[i]
		found.Surges = append(found.Surges, s.ID)
		found.Sampled, found.Known, found.Common = found.Sampled+s.sampled, found.Known+s.known, found.Common+s.common
		traces = append(traces, s.traces)
		if found.TraceID.IsEmpty() {
			found.TraceID, found.SpanID = s.example, s.span
		}
	}
	found.Radius = m.Radius(merged(traces...))
	found.ID = m.incidents.list(g, &found, now)
	found.Covers = slices.DeleteFunc(slices.Concat(found.Surges, g.merged), func(id string) bool { return id == found.ID })
	slices.Sort(found.Covers)
	found.Covers = slices.Compact(found.Covers)
	found.Rationale = g.rationale(&found)
	return found
}

// Summary says in one sentence what failed and what it took down.
func (i *Incident) Summary() string {
	r := &i.Radius
	took := []string{sentence.Count(int64(r.EndpointsTotal), "endpoint")}
	if r.EndpointsTotal == 0 {
		took = took[:0]
	}
	took = append(took, sentence.Count(int64(r.ServicesTotal), "service"))
	if r.ProcessesTotal > 0 {
		took = append(took, sentence.Count(int64(r.ProcessesTotal), "process"))
	}
	return fmt.Sprintf("Failures began at %s: %s hit", i.Cause.String(), strings.Join(took, ", "))
}

func (g *group) rationale(i *Incident) string {
	var why string
	switch {
	case i.Common > 0:
		why = fmt.Sprintf("%d of %d failed calls whose cause is known began to fail at %s", i.Common, i.Known, i.Cause.String())
	case g.key.Surge == "":
		why = "the last calls whose cause is known began to fail at " + i.Cause.String()
	case i.Known > 0:
		why = fmt.Sprintf("no cause is common to most of the %d failed calls whose cause is known", i.Known)
	default:
		why = fmt.Sprintf("of %s nothing is known of a cause elsewhere", sentence.Count(int64(i.Sampled), "failed call"))
	}
	if others := len(i.Surges) - 1; others > 0 && i.Root != "" {
		why += fmt.Sprintf("; it explains %s more", sentence.Count(int64(others), "surge"))
	} else if others > 0 {
		why += "; it explains " + sentence.Count(int64(others+1), "surge")
	}
	if first := g.told.First; first != i.Cause.String() {
		why += "; first told of at " + first
	}
	return why
}

// newID names an incident that was not listed before.
func (g *group) newID(i *Incident) string {
	switch {
	case i.Root != "":
		return i.Root
	case g.key.Surge != "":
		return g.key.Surge
	case g.key.Called != "":
		return apierror.SurgeSituation(g.key.Service, g.key.Called, "")
	default:
		return apierror.SurgeSituation(g.key.Service, g.key.Endpoint, g.key.Category)
	}
}
