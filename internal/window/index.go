package window

// index finds a key's Ref. It is a hash table of its own making because finding is nearly all that a call costs where a great many
// keys come by turns: Go's map reads two or three lines of cold memory for each, this reads one, and the key itself lies where the
// value does, which is read anyway. Keys are seeded hashes already.
//
// Probing is linear, and the order of entries that of their tags, so that growing reads and writes memory in a row.
type index struct {
	entries []entry
	shift   uint // a tag's upper bits say where its entry belongs
	length  int
}

// entry is a key's upper half, mixed, and its Ref plus one; zero where there is none.
type entry struct {
	tag uint32
	ref Ref
}

const smallestIndex = 16

func newIndex() index { return index{entries: make([]entry, smallestIndex), shift: 32 - 4} }

// tagOf spreads a key: not all of those in tests are hashes.
func tagOf(key uint64) uint32 { return uint32((key * 0x9E3779B97F4A7C15) >> 32) }

// place is where the search for a tag begins.
func (x *index) place(tag uint32) int { return int(tag >> x.shift) }

func (x *index) after(i int) int { return (i + 1) & (len(x.entries) - 1) }

// insert adds a key that is not there.
func (x *index) insert(key uint64, ref Ref) {
	const most, of = 3, 4 // of the entries may be taken
	if of*(x.length+1) > most*len(x.entries) {
		x.grow()
	}
	x.length++
	x.put(entry{tag: tagOf(key), ref: ref + 1})
}

func (x *index) put(e entry) {
	i := x.place(e.tag)
	for x.entries[i].ref != 0 {
		i = x.after(i)
	}
	x.entries[i] = e
}

func (x *index) grow() {
	old := x.entries
	x.entries, x.shift = make([]entry, 2*len(old)), x.shift-1
	for _, e := range old {
		if e.ref != 0 {
			x.put(e)
		}
	}
}

// remove forgets a key that is there, and closes the gap that it leaves: those behind it move up unless they would come to stand before
// the place where they belong.
func (x *index) remove(key uint64, ref Ref) {
	gap := x.place(tagOf(key))
	for x.entries[gap].ref != ref+1 {
		gap = x.after(gap)
	}
	x.length--
	mask := len(x.entries) - 1
	for i := x.after(gap); x.entries[i].ref != 0; i = x.after(i) {
		if strayed := (i - x.place(x.entries[i].tag)) & mask; strayed >= (i-gap)&mask {
			x.entries[gap] = x.entries[i]
			gap = i
		}
	}
	x.entries[gap] = entry{}
}
