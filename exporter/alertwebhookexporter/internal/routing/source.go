package routing

import (
	"cmp"
	"container/heap"
)

// entries is a heap of sources, the strongest first.
type entries []*entry

var _ heap.Interface = (*entries)(nil)

func (b *bucket) of(s *source) *entries {
	if s.target {
		return &b.targets
	}
	return &b.free
}

// before orders sources: the graver, the earlier, and something that always decides.
func (s *source) before(other *source) bool {
	return cmp.Or(
		cmp.Compare(other.severity, s.severity),
		s.since.Compare(other.since),
		cmp.Compare(s.id, other.id),
	) < 0
}

// strongest is the first source but the finding itself.
func (h entries) strongest(but string) *source {
	if len(h) == 0 {
		return nil
	}
	if h[0].id != but {
		return h[0].source
	}
	// Next to the first comes one of its two children.
	var next *source
	for _, e := range h[1:min(3, len(h))] {
		if next == nil || e.before(next) {
			next = e.source
		}
	}
	return next
}

func (h entries) Len() int           { return len(h) }
func (h entries) Less(i, j int) bool { return h[i].before(h[j].source) }

func (h entries) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].at, h[j].at = i, j
}

// Push is heap.Interface's.
func (h *entries) Push(x any) {
	e, _ := x.(*entry)
	e.at = len(*h)
	*h = append(*h, e)
}

// Pop is heap.Interface's.
func (h *entries) Pop() any {
	last := len(*h) - 1
	e := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return e
}
