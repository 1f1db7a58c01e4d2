package endpoint

import "strings"

// hasParameter reports whether a route has one, or a wildcard, in the syntax of any framework: {id}, :id, [id], <id>, $id, *, (\d+).
func hasParameter(route string) bool {
	for i := range len(route) {
		switch route[i] {
		case '{', '<', '[', '*', '\\', '^':
			return true
		case '(':
			if i+1 < len(route) && strings.IndexByte("?:./", route[i+1]) >= 0 {
				return true
			}
		case ':': // unlike /orders:search and 12:30
			if nameFollows(route, i) && (i == 0 || !isLetter(route[i-1]) && !isDigit(route[i-1])) {
				return true
			}
		case '$':
			if nameFollows(route, i) && (i == 0 || route[i-1] == '/') {
				return true
			}
		}
	}
	return false
}

func nameFollows(route string, i int) bool {
	return i+1 < len(route) && (isLetter(route[i+1]) || route[i+1] == '_')
}

// appendTemplate appends a route that has parameters. What is none of its syntax, but an id, is what the route was mounted under:
// Express gives that as it was called.
func appendTemplate(name []byte, route string) []byte {
	before := ""
	for more := true; more; {
		var segment string
		segment, route, more = strings.Cut(route, "/")
		if !strings.ContainsAny(segment, `{}<>[]()*\^$|?+:`) && segment != "" {
			kind, text := shapeOf(segment, before, false)
			if kind == identifier {
				text = placeholder
			}
			segment = text
		}
		name = append(name, segment...)
		if more {
			name = append(name, '/')
		}
		before = segment
	}
	return name
}
