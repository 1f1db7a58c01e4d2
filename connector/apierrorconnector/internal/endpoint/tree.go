package endpoint

import (
	"hash/maphash"
	"strings"
)

// limits are how much of a tree is believed.
type limits struct {
	words     int // one place in a path may have until it is taken to hold ids
	positions int // in all; the place of the most words is taken to hold ids to make room
}

var (
	// strict is for paths, and for the routes of a service of which none has parameters: they may be paths.
	strict = limits{words: 100, positions: 700}
	// trusting is for the routes of a service that tells parameters: those without any are most likely routes, each of its own.
	trusting = limits{words: 1000, positions: 2000}
)

const (
	// maxSegments is how deep a path is looked at.
	maxSegments = 16
	// A path has one version, near its begin, and few are in use at a time. So the positions that are left when all words are ids
	// are fewer than the least that a tree may have.
	versionDepth = 4
	maxVersions  = 5
	// positionBytes is about what a position takes, with its place in a map.
	positionBytes = 120
)

// tree is what is known of the paths of a service. Paths that begin with a slash, and names that do not, have nothing in common.
type tree struct {
	roots     [2]position
	positions int
	made      int               // positions, ever
	names     map[string]string // those in use, by themselves
	nameBytes int
}

// position is a place behind the segments that lead to it.
type position struct {
	number  int // in the order in which positions were made
	learned bool
	words   map[uint64]*position // by hash; none once it is learned that the place holds ids
	fixed   map[uint64]*position // versions, which are never ids
	id      *position
}

func (t *tree) bytes() int { return t.positions*positionBytes + t.nameBytes }

// intern returns a name that is made of bytes.
func (t *tree) intern(name []byte) string {
	if known, ok := t.names[string(name)]; ok {
		return known
	}
	if t.names == nil {
		t.names = make(map[string]string)
	}
	made := string(name)
	t.names[made] = made
	t.nameBytes += mapBytes + len(made)
	return made
}

// append appends the name of a path. It is not ok if there is no room for what is new in it.
func (t *tree) append(name []byte, seed maphash.Seed, path string, limit limits, assets bool) (made []byte, ok bool) {
	at := &t.roots[0]
	if strings.HasPrefix(path, "/") {
		at = &t.roots[1]
		name = append(name, '/')
	}
	before, versioned := "", false
	for depth := 0; path != ""; {
		segment, rest, _ := strings.Cut(path, "/")
		path = rest
		if segment == "" {
			continue // "//" leads to the same place
		}
		if depth > 0 {
			name = append(name, '/')
		}
		depth++
		if depth > maxSegments {
			return append(name, "**"...), true
		}
		kind, text := shapeOf(segment, before, assets && strings.Trim(path, "/") == "")
		if kind == version {
			kind = word
			if !versioned && depth <= versionDepth {
				kind, versioned = version, true
			}
		}
		at, before = t.next(at, kind, text, seed, limit)
		if at == nil {
			return name, false
		}
		name = append(name, before...)
	}
	return name, true
}

// next gives the position behind a segment, and what stands for it in the name. There is none if there is no room for it.
func (t *tree) next(at *position, kind shape, text string, seed maphash.Seed, limit limits) (next *position, name string) {
	hash := maphash.String(seed, text)
	if kind == version && (at.fixed[hash] != nil || len(at.fixed) < maxVersions) {
		if at.fixed == nil {
			at.fixed = make(map[uint64]*position)
		}
		return t.child(at.fixed, hash, limit), text
	}
	if kind != identifier && !at.learned {
		if at.words == nil {
			at.words = make(map[uint64]*position)
		}
		if at.words[hash] != nil || len(at.words) < limit.words {
			return t.child(at.words, hash, limit), text
		}
		t.learn(at)
	}
	if at.id == nil {
		at.id = t.position(limit)
	}
	return at.id, placeholder
}

func (t *tree) child(of map[uint64]*position, hash uint64, limit limits) *position {
	child := of[hash]
	if child != nil {
		return child
	}
	child = t.position(limit)
	if child != nil {
		of[hash] = child
	}
	return child
}

// position makes one, if there is room.
func (t *tree) position(limit limits) *position {
	if t.positions >= limit.positions {
		return nil
	}
	t.positions++
	t.made++
	return &position{number: t.made}
}

// learn takes a place to hold ids. What was known behind its words is forgotten: it will be learned anew, for all of them.
func (t *tree) learn(p *position) {
	for _, below := range p.words {
		t.positions -= below.count()
	}
	p.words, p.learned = nil, true
	t.names, t.nameBytes = nil, 0
}

// count is how many positions there are from one on.
func (p *position) count() int {
	count := 1
	for below := range p.below {
		count += below.count()
	}
	return count
}

// below goes through the positions right behind one, in no order.
func (p *position) below(yield func(*position) bool) {
	if p.id != nil && !yield(p.id) {
		return
	}
	for _, list := range []map[uint64]*position{p.words, p.fixed} {
		for _, next := range list {
			if !yield(next) {
				return
			}
		}
	}
}

// widest is the position of the most words from one on, and of several the one made first.
func (p *position) widest() *position {
	found := p
	for below := range p.below {
		if w := below.widest(); len(w.words) > len(found.words) || len(w.words) == len(found.words) && w.number < found.number {
			found = w
		}
	}
	return found
}

// makeRoom takes the place of the most words to hold ids, and returns how many words that were.
func (t *tree) makeRoom() uint64 {
	found := t.roots[1].widest()
	if other := t.roots[0].widest(); len(other.words) > len(found.words) {
		found = other
	}
	gone := len(found.words)
	t.learn(found)
	return uint64(gone)
}
