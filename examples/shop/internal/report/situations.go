package report

import (
	"cmp"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Situation is every alert about one thing: the first tells that it began, later ones that it grew worse or ended.
type Situation struct {
	Latest  Alert
	Alerts  int
	Trusted bool // every alert's signature verified
}

// situationsOf lists the worst first; of equal ones, attacks first, then whatever happened most often.
func situationsOf(alerts []Alert) []Situation {
	byID := make(map[string]*Situation)
	for i := range alerts {
		id := alerts[i].ID
		if byID[id] == nil {
			byID[id] = &Situation{Trusted: true}
		}
		situation := byID[id]
		situation.Latest = alerts[i]
		situation.Alerts++
		situation.Trusted = situation.Trusted && alerts[i].Rejected == nil
	}
	rows := make([]Situation, 0, len(byID))
	for _, situation := range byID {
		rows = append(rows, *situation)
	}
	slices.SortFunc(rows, func(a, b Situation) int {
		return cmp.Or(cmp.Compare(b.Latest.Severity, a.Latest.Severity), cmp.Compare(attack(b), attack(a)),
			cmp.Compare(b.Latest.Count, a.Latest.Count), cmp.Compare(a.Latest.ID, b.Latest.ID))
	})
	return rows
}

// Firing reports whether a situation that the alerts told of has not ended.
func Firing(alerts []Alert) bool {
	return slices.ContainsFunc(situationsOf(alerts), func(s Situation) bool {
		return s.Latest.Status != string(apierror.StatusResolved)
	})
}

func attack(s Situation) int {
	if s.Latest.Kind == string(apierror.KindSecurity) {
		return 1
	}
	return 0
}
