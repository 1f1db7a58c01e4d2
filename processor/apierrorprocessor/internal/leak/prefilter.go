package leak

// prefilter tells in one pass at which places of a text a literal of a rule may stand. It looks up three neighbouring bytes
// at a time, each folded to one of 32 codes, so that its table of bits stays in the first-level cache (4 KiB).
type prefilter struct {
	bits  [1 << gramBits / 64]uint64
	slot  [1 << gramBits]uint16 // where in candidates the rules of a gram are
	calls [][]candidate
}

// candidate is a literal of a rule; its gram ends ahead bytes after its first byte.
type candidate struct {
	literal  string
	ahead    int
	rule     int
	anyWhere bool // it may begin within a word
}

const (
	codeBits = 5
	gramBits = 3 * codeBits
	gramMask = 1<<gramBits - 1
)

const (
	codeOther = 0 // 1 to 26 are the letters
	codeDigit = iota + 26
	codeDot
	codeSlash
	codeAt
	codeJoint
)

var codes = func() (codes [256]uint8) {
	for c := byte('a'); c <= 'z'; c++ {
		codes[c], codes[c-'a'+'A'] = c-'a'+1, c-'a'+1
	}
	for c := byte('0'); c <= '9'; c++ {
		codes[c] = codeDigit
	}
	codes['#'] = codeDigit // in literals; in a text it costs a futile look
	codes['.'] = codeDot
	codes['/'], codes['\\'] = codeSlash, codeSlash
	codes['@'] = codeAt
	for _, c := range []byte(":=-_") {
		codes[c] = codeJoint
	}
	return codes
}()

// commonness ranks the codes by how often an error message has them, so that a literal is called up by its rarest gram.
var commonness = func() (rank [1 << codeBits]int) {
	for i, c := range []byte("zqjxkvbywgfpmhudclsnriaote") {
		rank[codes[c]] = i + 1
	}
	rank[codeOther], rank[codeDigit], rank[codeDot] = 26, 15, 12
	rank[codeSlash], rank[codeAt], rank[codeJoint] = 8, 1, 10
	return rank
}()

func newPrefilter(all []rule) *prefilter {
	p := &prefilter{calls: make([][]candidate, 1)}
	for i := range all {
		for _, literal := range all[i].literals {
			p.add(literal, candidate{literal: literal, rule: i, anyWhere: all[i].inWord || !isA(literal[0], wordByte)})
		}
	}
	return p
}

func (p *prefilter) add(literal string, c candidate) {
	if len(literal) < 3 {
		// Too short for a gram of its own: every gram that begins with it.
		c.ahead = 2
		free := 3 - len(literal)
		for rest := range 1 << (codeBits * free) {
			p.call(gram(literal)<<(codeBits*free)|rest, c)
		}
		return
	}
	best, least := 0, 1<<30
	for at := range len(literal) - 2 {
		common := 1
		for k := range 3 {
			common *= commonness[codes[literal[at+k]]]
		}
		if common < least {
			best, least = at, common
		}
	}
	c.ahead = best + 2
	p.call(gram(literal[best:best+3]), c)
}

func gram(of string) int {
	g := 0
	for i := range len(of) {
		g = g<<codeBits | int(codes[of[i]])
	}
	return g
}

func (p *prefilter) call(gram int, c candidate) {
	p.bits[gram>>6] |= 1 << (gram & 63)
	if p.slot[gram] == 0 {
		p.slot[gram] = uint16(len(p.calls)) //nolint:gosec // there are no more grams than fit
		p.calls = append(p.calls, nil)
	}
	at := &p.calls[p.slot[gram]]
	*at = append(*at, c)
}

// stands tells whether the literal really stands where its gram was seen to end, and where it begins.
func (c *candidate) stands(text string, gramEnd int) (at int, ok bool) {
	at = gramEnd - c.ahead
	if !hasFold(text, at, c.literal) || !c.anyWhere && !beginsWord(text, at) {
		return 0, false
	}
	return at, true
}
