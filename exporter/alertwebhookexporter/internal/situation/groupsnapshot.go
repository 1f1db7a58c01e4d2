package situation

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	// Prefixes of keys: a situation has its id for one, unless that could be taken for another.
	groupPrefix = "group:"
	idPrefix    = "id:"

	maxGroupID = 64
)

// savedGroup is a group of several situations as it is saved. Which are in it, each says for itself.
type savedGroup struct {
	Destination string               `json:"destination"`
	ID          string               `json:"id"`
	Route       string               `json:"route,omitempty"`
	Labels      []notification.Label `json:"labels,omitempty"`
	Flood       bool                 `json:"flood,omitempty"`
	OpenedAt    time.Time            `json:"opened_at"`
	ToldAt      time.Time            `json:"told_at,omitzero"`
	Sequence    uint64               `json:"sequence,omitempty"`
	Worst       apierror.Severity    `json:"worst,omitempty"`
	Lost        lost                 `json:"lost,omitzero"`
	Over        notification.Rest    `json:"over,omitzero"`
}

func (s *situation) key() string {
	id := s.finding.ID
	if strings.HasPrefix(id, groupPrefix) || strings.HasPrefix(id, idPrefix) {
		return idPrefix + id
	}
	return id
}

func (g *group) key() string { return groupPrefix + g.lane.destination + "/" + g.id }

func (g *group) encode() ([]byte, error) {
	encoded, err := json.Marshal(struct {
		Version int        `json:"version"`
		Group   savedGroup `json:"group"`
	}{snapshotVersion, savedGroup{
		Destination: g.lane.destination, ID: g.id, Route: g.path, Labels: g.labels, Flood: g.flood,
		OpenedAt: g.openedAt, ToldAt: g.toldAt, Sequence: g.sequence, Worst: g.worst, Lost: g.lost, Over: g.over,
	}})
	if err != nil {
		return nil, fmt.Errorf("save group %s: %w", g.id, err)
	}
	return encoded, nil
}

// saved is what is saved under a key; nil where there is no such thing.
func (t *Tracker) saved(key string) saveable {
	if of, isGroup := strings.CutPrefix(key, groupPrefix); isGroup {
		destination, id, _ := strings.Cut(of, "/")
		if l, ok := t.lanes[destination]; ok && l.groups[id] != nil {
			return l.groups[id]
		}
		return nil
	}
	if s, ok := t.byID[strings.TrimPrefix(key, idPrefix)]; ok {
		return s
	}
	return nil
}

func (t *Tracker) restoreGroup(read *savedGroup, now time.Time) error {
	if read.ID == "" || len(read.ID) > maxGroupID || read.Worst > apierror.SeverityCritical || !read.Lost.check() || !checkRest(&read.Over) {
		return errors.New("read group: incomplete")
	}
	l, ok := t.lanes[read.Destination]
	if !ok {
		return nil // there is nobody to tell any more
	}
	if _, twice := l.groups[read.ID]; twice {
		return errors.New("read group: it was read already")
	}
	g := &group{
		lane: l, id: strings.Clone(read.ID), path: bounded(read.Route), shared: true, flood: read.Flood,
		openedAt: earlier(read.OpenedAt, now), toldAt: earlier(read.ToldAt, now), sequence: read.Sequence, worst: read.Worst, lost: read.Lost, over: read.Over,
	}
	for _, label := range read.Labels[:min(len(read.Labels), maxLabels)] {
		g.labels = append(g.labels, notification.Label{Name: bounded(label.Name), Value: bounded(label.Value)})
	}
	g.lost.At = earlier(g.lost.At, now)
	for _, rest := range []*notification.Rest{&g.lost.Rest, &g.over} {
		rest.Currency, rest.Since, rest.Until = bounded(rest.Currency), earlier(rest.Since, now), earlier(rest.Until, now)
	}
	if g.lost.Example != nil {
		boundFinding(g.lost.Example, now)
	}
	l.groups[g.id] = g
	t.restored = true
	return nil
}

func checkRest(r *notification.Rest) bool {
	return r.Situations >= 0 && r.Events >= 0 && r.Severity <= apierror.SeverityCritical
}

// check reports whether what was saved can be.
func (l *lost) check() bool {
	if l.Situations == 0 {
		return *l == lost{}
	}
	return l.Situations > 0 && l.Told >= 0 && l.Told <= l.Situations && l.Severity <= apierror.SeverityCritical && l.Example != nil &&
		l.Example.ID != "" && l.Example.Severity != apierror.SeverityNone
}
