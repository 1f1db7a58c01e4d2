package objectid

// maxSegments bounds what is remembered of a route; Azure's management API has the longest in use, of some 14.
const maxSegments = 24

// role says what a segment of a route stands for in a path.
type role uint8

const (
	literal   role = iota
	anything       // one segment, whose text is no id
	parameter      // one segment that can hold an id
	open           // any number of segments
)

// segment is a segment of a route; positions are in the route.
type segment struct {
	start, end uint16
	literal    uint16 // where the literal begins that stands before the parameter
	last       uint16 // where the last parameter ends, be it this or not
	from, to   uint16 // the parameter, with what encloses it
	next       uint16 // where the literal ends that stands behind the parameter
	name       uint16
	nameEnd    uint16
	role       role
	optional   bool
	formatted  bool // Rails: a format may follow, (.:format)
}

// template is a parsed route.
type template struct {
	route     string
	segments  [maxSegments + 1]segment // and the one that is being read
	count     int
	firstOpen int // negative where there is none
	lastOpen  int
	parameter bool // whether there is any
	optional  bool
	found     choice
}

// parse reads the templates of all frameworks alike: what one means by a parameter is never a literal in another.
func (t *template) parse(route string) bool {
	t.route, t.firstOpen = withoutMethod(route), -1
	return t.scan() && t.parameter
}

// withoutMethod cuts the method off that Go's patterns may begin with: GET /users/{id}.
func withoutMethod(route string) string {
	for i := range len(route) {
		if c := route[i]; c == ' ' {
			return route[i+1:]
		} else if c < 'A' || c > 'Z' {
			break
		}
	}
	return route
}

// scan splits the route into segments. It is false for a route of too many.
func (t *template) scan() bool {
	route := t.route
	groups := 0 // of optional segments, that are not closed
	current := t.begin(0, false)
	for i := 0; i < len(route) && current != nil; {
		if !special[route[i]] {
			i++
			continue
		}
		end := i + 1
		switch c := route[i]; c {
		case '/':
			t.finish(i)
			current = t.begin(end, false)
		case '^':
			if i == int(current.start) {
				current.start = position(end)
			}
		case '\\':
			end++
			if current.role == literal {
				current.role = anything // of Django's regular expressions only the groups are understood
			}
		case '{', '(':
			switch {
			case end < len(route) && route[end] == '/': // an optional segment: {/:id} of Express, (/:locale) of Rails
				end++
				groups++
				t.finish(i)
				current = t.begin(end, true)
			case c == '{' || end < len(route) && route[end] != '{': // unlike OData's orders({key})
				end = t.group(current, i)
			}
		case '}', ')':
			if groups > 0 {
				groups--
				t.finish(i)
				current = t.begin(end, false)
			}
		case '[', '<':
			end = t.group(current, i)
		case ':', '$':
			if name := nameEnd(route, end); name > end && !isDigit(route[end]) && opensParameter(route, int(current.start), i) {
				end = t.colon(current, i, name)
			}
		case '*':
			end = t.star(current, i)
		}
		i = end
	}
	if current == nil {
		return false
	}
	t.finish(len(route))
	t.dropHost()
	return true
}

// begin begins a segment; there is none for a route that has too many.
func (t *template) begin(start int, optional bool) *segment {
	if t.count == maxSegments {
		return nil
	}
	current := &t.segments[t.count]
	*current = segment{start: position(start), optional: optional}
	return current
}

// special are the characters that mean something in some framework's routes.
var special = func() (special [256]bool) {
	for _, c := range `/^\{}()[<:$*` {
		special[c] = true
	}
	return special
}()

// finish ends the segment, without what a regular expression has at its end: /?$. An empty one is none.
func (t *template) finish(end int) {
	current := &t.segments[t.count]
	start := int(current.start)
	for end > start && int(current.to) < end && (t.route[end-1] == '$' || t.route[end-1] == '?') {
		end--
	}
	if end <= start {
		return
	}
	current.end = position(end)
	switch current.role {
	case literal:
		if current.formatted {
			current.end = current.next
		}
	case parameter:
		t.parameter = true
		if current.next == 0 {
			current.next = current.end
		}
	case open:
		if t.firstOpen < 0 {
			t.firstOpen = t.count
		}
		t.lastOpen = t.count
	case anything:
	}
	t.optional = t.optional || current.optional
	t.count++
}

// add notes a parameter of the segment. Of several it keeps the last, or the one that is named as an id: {id}-{title}.
func (t *template) add(current *segment, from, to, name, nameEnd int) {
	before := current.start
	if current.role == parameter {
		if current.next == 0 {
			current.next = position(from)
		}
		before, current.last = current.last, position(to)
		if namesObject(t.route[current.name:current.nameEnd]) && !namesObject(t.route[name:nameEnd]) ||
			namesNoObject(t.route[name:nameEnd]) {
			return
		}
		current.next = 0
	}
	current.role = parameter
	current.literal, current.from, current.to, current.last = before, position(from), position(to), position(to)
	current.name, current.nameEnd = position(name), position(nameEnd)
}

// dropHost leaves out the host that Go's patterns may begin with: shop.example/orders/{id}.
func (t *template) dropHost() {
	if t.count < 2 || t.route[0] == '/' || t.segments[0].role != literal ||
		!hasExtension(t.route[t.segments[0].start:t.segments[0].end]) {
		return
	}
	copy(t.segments[:], t.segments[1:t.count])
	t.count--
	t.firstOpen--
	t.lastOpen--
}

func position(i int) uint16 { return uint16(i) } //nolint:gosec // no more than limit
