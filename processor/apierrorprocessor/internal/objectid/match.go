package objectid

import "strings"

// maxPrefix is how many segments a path may have before what a route with a catch-all begins with.
const maxPrefix = 8

// find matches the route against a path. The ends are aligned, for gateways and mounted applications put segments before the
// ones that the route knows; what stands before a catch-all is searched for from the front.
func (t *template) find(path string, whole bool) bool {
	if t.firstOpen < 0 {
		return whole && t.align(0, t.present(path), path)
	}
	if whole && t.lastOpen+1 < t.count && t.align(t.lastOpen+1, t.count, path) {
		return true
	}
	if t.firstOpen == 0 {
		return false
	}
	end, more := segmentEnd(path, 0)
	for count := 1; more && count <= t.firstOpen+maxPrefix; count++ {
		if count >= t.firstOpen && t.align(0, t.firstOpen, path[:end]) {
			return true
		}
		end, more = segmentEnd(path, end)
	}
	return false
}

// present returns how many of the route's segments the path has, if optional ones at the end are left out.
func (t *template) present(path string) int {
	count := t.count
	if !t.optional {
		return count
	}
	segments := 0
	for end, more := segmentEnd(path, 0); more && segments < count; segments++ {
		end, more = segmentEnd(path, end)
	}
	for count > segments && t.segments[count-1].optional {
		count--
	}
	return count
}

// segmentEnd returns where the next segment ends, slashes before it passed over.
func segmentEnd(path string, from int) (end int, ok bool) {
	for from < len(path) && path[from] == '/' {
		from++
	}
	slash := strings.IndexByte(path[from:], '/')
	if slash < 0 {
		return len(path), from < len(path)
	}
	return from + slash, true
}

// align matches the segments of the route from one to before another against the last ones of the path.
func (t *template) align(from, to int, path string) bool {
	t.found = choice{}
	for i := to - 1; i >= from; i-- {
		var text string
		path, text = cutLast(path)
		part := &t.segments[i]
		if text == "" {
			if part.optional {
				continue
			}
			return false
		}
		switch part.role {
		case literal:
			if !t.isSame(part, text) {
				return false
			}
		case parameter:
			if !t.choose(i, text) {
				return false
			}
		case anything, open:
		}
	}
	return t.found.text != ""
}

// cutLast cuts the last segment off a path.
func cutLast(path string) (rest, last string) {
	for path != "" && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	slash := strings.LastIndexByte(path, '/')
	return path[:slash+1], path[slash+1:]
}

// isSame compares as ASP.NET does, without case. A literal that is percent-encoded in the path is not decoded but believed.
func (t *template) isSame(part *segment, text string) bool {
	route := t.route[part.start:part.end]
	if route == text {
		return true
	}
	text = withoutParameters(text)
	if part.formatted {
		text = withoutFormat(text)
	}
	return strings.EqualFold(route, text) || strings.IndexByte(text, '%') >= 0
}

// choose offers what a segment has at the parameter; it is false for a segment that does not fit.
func (t *template) choose(place int, segment string) bool {
	part := &t.segments[place]
	text, ok := t.value(part, withoutParameters(segment))
	if ok {
		t.found.offer(place, t.route[part.name:part.nameEnd], text)
	}
	return ok
}

// value cuts off what the route has around the parameter in its segment.
func (t *template) value(part *segment, text string) (string, bool) {
	if part.formatted {
		if dot := strings.LastIndexByte(text, '.'); dot > 0 {
			text = text[:dot]
		}
	}
	if before := strings.TrimLeft(t.route[part.literal:part.from], `\`); before != "" {
		at := 0
		if part.literal != part.start { // another parameter stands before it
			at = strings.LastIndex(text, before)
		}
		if at < 0 || !strings.HasPrefix(text[at:], before) {
			return "", false
		}
		text = text[at+len(before):]
	}
	if behind := strings.TrimLeft(t.route[part.to:max(part.to, part.next)], `\`); behind != "" {
		at := len(text) - len(behind)
		if part.next != part.end {
			at = strings.Index(text, behind)
		}
		if at < 0 || !strings.HasPrefix(text[at:], behind) {
			return "", false
		}
		text = text[:at]
	}
	return text, text != ""
}
