package window

// Store keeps the values of a bounded number of keys. When it is full, the key that was left alone the longest makes room
// for a new one, and its eviction is counted.
//
// To use a key costs no more than to find it: it moves ahead in that order only once an eighth of the store has moved before it, so
// it is an eighth at most that it is taken to be left alone longer than it was.
//
// Attackers choose keys: a flood of made-up ones must not push out the few that matter. A key that its owner promotes
// moves to a segment of its own, from which nothing is evicted while there are ordinary keys. That segment holds at most
// half of the store; promoting one more returns the one left alone the longest to the ordinary keys.
type Store[V any, P resetter[V]] struct {
	index    index
	chunks   [][]node[V]
	free     Ref // removed nodes, linked by next
	allotted int
	limit    int
	lazy     uint32 // links that a key in use waits until it moves ahead: its neighbours are cold memory

	ordinary, promoted list
	evictions          uint64
	links              uint32 // keys that were added or moved ahead so far

	walk walk[V]
}

// resetter is a value that can be emptied for the next key without giving up its memory.
type resetter[V any] interface {
	*V
	Reset()
}

// Ref is where a key's value is kept. It is valid until the key is evicted or removed.
type Ref int32

const none Ref = -1

// node is a key's value and its neighbours in the order of use.
type node[V any] struct {
	key        uint64
	prev, next Ref
	linked     uint32 // the store's links when the key was
	promoted   bool
	value      V
}

type list struct {
	newest, oldest Ref
	length         int
}

// Chunks make the store grow without copying: a million entries would otherwise be moved while spans wait.
const (
	chunkBits = 10
	chunkSize = 1 << chunkBits
)

// NewStore returns an empty store for at most limit keys, at least two.
func NewStore[V any, P resetter[V]](limit int) *Store[V, P] {
	return &Store[V, P]{
		index:    newIndex(),
		free:     none,
		limit:    max(2, limit),
		lazy:     uint32(max(2, limit) / 8), //nolint:gosec // limited by memory
		ordinary: list{newest: none, oldest: none},
		promoted: list{newest: none, oldest: none},
	}
}

// Len returns how many keys are kept.
func (s *Store[V, P]) Len() int { return s.ordinary.length + s.promoted.length }

// Evictions returns how many keys had to make room so far.
func (s *Store[V, P]) Evictions() uint64 { return s.evictions }

// Value returns the value at ref.
func (s *Store[V, P]) Value(ref Ref) P { return &s.node(ref).value }

// Peek finds a key without counting as use.
func (s *Store[V, P]) Peek(key uint64) (Ref, bool) {
	tag := tagOf(key)
	for i := s.index.place(tag); ; i = s.index.after(i) {
		switch e := s.index.entries[i]; {
		case e.ref == 0:
			return none, false
		case e.tag == tag && s.node(e.ref-1).key == key:
			return e.ref - 1, true
		}
	}
}

// Touch uses a key: it finds it, or adds it with an empty value.
func (s *Store[V, P]) Touch(key uint64) Ref {
	if ref, ok := s.Peek(key); ok {
		if s.links-s.node(ref).linked > s.lazy {
			s.Renew(ref)
		}
		return ref
	}
	ref := s.vacancy()
	s.node(ref).key = key
	s.index.insert(key, ref)
	s.link(&s.ordinary, ref)
	return ref
}

// Promote protects a key from eviction by ordinary ones.
func (s *Store[V, P]) Promote(ref Ref) {
	n := s.node(ref)
	if n.promoted {
		return
	}
	if s.promoted.length >= s.limit/2 {
		oldest := s.promoted.oldest
		demoted := s.node(oldest)
		s.unlink(&s.promoted, demoted)
		demoted.promoted = false
		s.link(&s.ordinary, oldest)
	}
	s.unlink(&s.ordinary, n)
	n.promoted = true
	s.link(&s.promoted, ref)
}

// Oldest returns the ordinary key that was left alone the longest; false if there is none.
func (s *Store[V, P]) Oldest() (Ref, bool) { return s.ordinary.oldest, s.ordinary.oldest != none }

// Renew moves a key ahead of all others of its segment.
func (s *Store[V, P]) Renew(ref Ref) {
	n := s.node(ref)
	if l := s.listOf(n); l.newest != ref {
		s.unlink(l, n)
		s.link(l, ref)
	}
}

// Remove forgets a key.
func (s *Store[V, P]) Remove(ref Ref) {
	n := s.node(ref)
	s.unlink(s.listOf(n), n)
	s.index.remove(n.key, ref)
	P(&n.value).Reset()
	n.promoted = false
	n.next = s.free
	s.free = ref
}

// vacancy returns an unlinked node with an empty value: a removed one, a new one, or that of the key that has to go.
func (s *Store[V, P]) vacancy() Ref {
	if s.free == none && s.allotted == s.limit {
		oldest := s.ordinary.oldest
		if oldest == none {
			oldest = s.promoted.oldest
		}
		s.Remove(oldest)
		s.evictions++
	}
	if s.free != none {
		ref := s.free
		s.free = s.node(ref).next
		return ref
	}
	ref := Ref(s.allotted) //nolint:gosec // limited by the memory of the entries
	if s.allotted%chunkSize == 0 {
		s.chunks = append(s.chunks, make([]node[V], min(chunkSize, s.limit-s.allotted)))
	}
	s.allotted++
	return ref
}

func (s *Store[V, P]) node(ref Ref) *node[V] { return &s.chunks[ref>>chunkBits][ref&(chunkSize-1)] }

func (s *Store[V, P]) listOf(n *node[V]) *list {
	if n.promoted {
		return &s.promoted
	}
	return &s.ordinary
}

func (s *Store[V, P]) link(l *list, ref Ref) {
	n := s.node(ref)
	n.prev, n.next = none, l.newest
	if l.newest != none {
		s.node(l.newest).prev = ref
	} else {
		l.oldest = ref
	}
	l.newest = ref
	l.length++
	s.links++
	n.linked = s.links
}

func (s *Store[V, P]) unlink(l *list, n *node[V]) {
	if n == s.walk.next {
		s.walk.next = s.newer(n)
	}
	if n.prev != none {
		s.node(n.prev).next = n.next
	} else {
		l.newest = n.next
	}
	if n.next != none {
		s.node(n.next).prev = n.prev
	} else {
		l.oldest = n.prev
	}
	l.length--
}
