package findings

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// cover notes which situations this one explains.
func (s *situation) cover(ids []string, now int64) {
	for _, id := range ids {
		if id == "" || len(id) > maxID || id == s.finding.ID {
			continue
		}
		if _, known := s.judged.Covers[id]; known || len(s.judged.Covers) < maxCovers {
			s.judged.Covers[bounded("", id, maxID)] = now
		}
	}
}

// covers lists the situations that it explains now.
func (s *situation) covers() []string {
	if s.judged == nil || len(s.judged.Covers) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(s.judged.Covers))
}

// uncover lets go what has not been listed for long, so that a cascade whose extent varies covers without flapping.
func (b *Book) uncover(s *situation, now int64) {
	if s.judged == nil {
		return
	}
	maps.DeleteFunc(s.judged.Covers, func(_ string, listedAt int64) bool {
		return now-max(listedAt, b.listeningSince) >= int64(b.rules.ResolveAfter)
	})
}

// covered says of each situation that needs no telling in which other one it is told of. Only what is told of itself covers
// others, and is not covered itself by one that was told, or began, later: two that name each other must not both be silent.
func (b *Book) covered(now int64) map[string]string {
	var covering []*situation
	for _, s := range b.byID {
		b.uncover(s, now)
		if !s.life.Ended && s.judged != nil && len(s.judged.Covers) > 0 {
			covering = append(covering, s)
		}
	}
	slices.SortFunc(covering, func(x, y *situation) int {
		return cmp.Or(cmp.Compare(x.life.toldSince(), y.life.toldSince()), x.compareAge(y))
	})
	by := make(map[string]string)
	active := make(map[string]struct{}, len(covering))
	for _, s := range covering {
		if _, hidden := by[s.finding.ID]; hidden || s.life.silent() {
			continue
		}
		active[s.finding.ID] = struct{}{}
		for id := range s.judged.Covers {
			_, covers := active[id]
			if _, known := by[id]; !known && !covers {
				by[id] = s.finding.ID
			}
		}
	}
	return by
}

// toldSince is since when people know of it; after all others where they do not.
func (l *life) toldSince() int64 {
	if l.Told.firing() {
		return l.Told.Since
	}
	return math.MaxInt64
}

func (s *situation) compareAge(other *situation) int {
	return cmp.Or(
		cmp.Compare(s.life.Openings[len(s.life.Openings)-1], other.life.Openings[len(other.life.Openings)-1]),
		cmp.Compare(s.finding.ID, other.finding.ID),
	)
}
