package route

import "strings"

// Exactness orders patterns that match the same call: the larger names it more exactly.
type Exactness int

// What decides first is the least exact segment of a pattern; then how many of its segments are literal.
const (
	AnyDepth   Exactness = iota + 1 // has a "**"
	AnySegment                      // has a template segment, or a "*"
	Literal
)

// Exactness is how exactly the pattern's path names a call.
func (p *Pattern) Exactness() Exactness {
	least := Literal
	for _, segment := range p.segments {
		switch {
		case segment == "**":
			least = AnyDepth
		case isOpen(segment):
			least = min(least, AnySegment)
		}
	}
	return least
}

// Literals is how many segments of the pattern are literal: of two patterns of one exactness, more of them say more.
func (p *Pattern) Literals() int {
	n := 0
	for _, segment := range p.segments {
		if segment != "**" && !isOpen(segment) {
			n++
		}
	}
	return n
}

// Method is the one that the pattern names; "" for every method.
func (p *Pattern) Method() string { return p.method }

// Path is the same for patterns whose paths match the same calls, whatever their templates' segments are called.
func (p *Pattern) Path() string {
	same := make([]string, len(p.segments))
	for i, segment := range p.segments {
		if same[i] = segment; isOpen(segment) {
			same[i] = "*"
		}
	}
	return "/" + strings.Join(same, "/")
}

func isOpen(segment string) bool { return segment == "*" || isTemplate(segment) }
