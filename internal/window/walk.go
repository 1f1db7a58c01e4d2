package window

// walk is how far a walk through the store has come.
type walk[V any] struct {
	next     *node[V] // nil at the end of a segment
	promoted bool     // which segment it is in
	left     int      // steps within it
}

// Walk begins to go through all keys: the ordinary ones, then the promoted ones, from the one left alone the longest to the one used
// last. Whatever happens to the store between two steps, no key is missed but one that changes segments or comes when its segment is
// nearly done, and a key that is used is come to again. There is one walk at a time.
func (s *Store[V, P]) Walk() { s.enter(&s.ordinary, false) }

func (s *Store[V, P]) enter(l *list, promoted bool) {
	// Keys that are used faster than the walk comes by would keep it going for ever.
	const again = 2
	s.walk = walk[V]{promoted: promoted, left: again * l.length}
	if l.oldest != none {
		s.walk.next = s.node(l.oldest)
	}
}

// Step gives the next key of a walk; ok is false when there is none.
func (s *Store[V, P]) Step() (key uint64, value P, promoted, ok bool) {
	if (s.walk.next == nil || s.walk.left == 0) && !s.walk.promoted {
		s.enter(&s.promoted, true)
	}
	n := s.walk.next
	if n == nil || s.walk.left == 0 {
		s.walk.next = nil
		return 0, nil, false, false
	}
	s.walk.next = s.newer(n)
	s.walk.left--
	return n.key, &n.value, n.promoted, true
}

// newer is what was used right after a key, in its segment; nil if nothing was.
func (s *Store[V, P]) newer(n *node[V]) *node[V] {
	if n.prev == none {
		return nil
	}
	return s.node(n.prev)
}

// Emptied returns an empty store for as many keys.
func (s *Store[V, P]) Emptied() *Store[V, P] { return NewStore[V, P](s.limit) }
