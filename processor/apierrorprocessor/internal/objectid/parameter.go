package objectid

import "strings"

// group reads what is enclosed in brackets of any kind, and returns where it ends.
func (t *template) group(current *segment, i int) int {
	end := closing(t.route, i)
	inner := t.route[i+1 : max(i+1, end-1)]
	switch t.route[i] {
	case '{':
		t.braces(current, i, end, inner)
	case '<':
		t.angles(current, i, end, inner)
	case '[':
		t.brackets(current, i, end, inner)
	default:
		t.parentheses(current, i, end, inner)
	}
	return end
}

// braces reads {id}, {id:int}, {id?}, {id=5}, {id:[0-9]{4}}, {id<\d+>}; {*path}, {path...}, {proxy+}, {path:path} take the rest.
func (t *template) braces(current *segment, i, end int, inner string) {
	if inner == "$" { // Go: the path ends here
		current.start = position(end)
		return
	}
	if inner != "" && strings.IndexByte("*+", inner[0]) >= 0 {
		current.role = open
		return
	}
	name := i + 1
	for name < end && strings.IndexByte("! ", t.route[name]) >= 0 {
		name++
	}
	after := nameEnd(t.route, name)
	constraint := strings.TrimLeft(t.route[min(after, end-1):max(min(after, end-1), end-1)], " ")
	switch {
	case strings.HasPrefix(constraint, "..."), strings.HasPrefix(constraint, "+"), strings.HasPrefix(constraint, "*"):
		current.role = open
		return
	case strings.HasPrefix(constraint, ":"):
		kind := strings.TrimLeft(constraint[1:], " ")
		switch {
		case kind == "path", strings.HasPrefix(kind, ".*"):
			current.role = open
			return
		case strings.HasPrefix(kind, "apiVersion"):
			if current.role == literal {
				current.role = anything
			}
			return
		}
	}
	if strings.HasSuffix(constraint, "?") || strings.HasPrefix(constraint, "=") {
		current.optional = true
	}
	t.add(current, i, end, name, after)
}

// angles reads <id>, <int:id>, <id:int>, <uuid:id>; <path:name> takes the rest.
func (t *template) angles(current *segment, i, end int, inner string) {
	colon := strings.LastIndexByte(inner, ':')
	if inner == "path" || colon >= 0 && (inner[:colon] == "path" || inner[colon+1:] == "path") || strings.HasSuffix(inner, "..") {
		current.role = open
		return
	}
	name := i + 1 + colon + 1
	t.add(current, i, end, name, nameEnd(t.route, name))
}

// brackets reads [id], [[language]], [id=integer]; [...path] and [[...path]] take the rest.
func (t *template) brackets(current *segment, i, end int, inner string) {
	name := i + 1
	if strings.HasPrefix(inner, "[") {
		inner = inner[1:]
		name++
		current.optional = true
	}
	if strings.HasPrefix(inner, "...") {
		current.role = open
		return
	}
	t.add(current, i, end, name, nameEnd(t.route, name))
}

// parentheses reads the groups of regular expressions, (?P<id>\d+), (?<id>\d+), (\d+), and the optional parts of Rails'
// routes, (.:format) and (:locale).
func (t *template) parentheses(current *segment, i, end int, inner string) {
	switch {
	case strings.HasPrefix(inner, ".:"):
		current.formatted = true
		if current.next == 0 {
			current.next = position(i)
		}
	case strings.HasPrefix(inner, ":"):
		current.optional = true
		t.add(current, i, end, i+2, nameEnd(t.route, i+2))
	case strings.HasPrefix(inner, "?:"):
		if current.role == literal {
			current.role = anything
		}
	case strings.HasPrefix(inner, ".*"), strings.Contains(inner, ">.*"):
		current.role = open
	case strings.HasPrefix(inner, "?"):
		name := i + 1 + strings.IndexByte(inner, '<') + 1
		t.add(current, i, end, name, nameEnd(t.route, name))
	default:
		t.add(current, i, end, i, i)
	}
}

// colon reads :id, :id?, :id(\d+), :id<int> and Remix' $id; :path* and :path+ take the rest. It returns where the parameter ends.
func (t *template) colon(current *segment, i, name int) int {
	end := name
	if end < len(t.route) && (t.route[end] == '<' || t.route[end] == '(' && !strings.HasPrefix(t.route[end:], "(.") &&
		!strings.HasPrefix(t.route[end:], "(/") || strings.HasPrefix(t.route[end:], "(.*")) {
		group := end
		end = closing(t.route, group)
		if strings.HasPrefix(t.route[group:], "(.*") {
			current.role = open
			return end
		}
	}
	if end < len(t.route) {
		switch t.route[end] {
		case '*', '+':
			current.role = open
			return end + 1
		case '?':
			current.optional = true
			end++
		}
	}
	t.add(current, i, end, i+1, name)
	return end
}

// star reads the * that is a segment, **, *path and those within a segment. A * amid a route is taken for one segment, as
// Spring has it; at the end it takes the rest, as everywhere else.
func (t *template) star(current *segment, i int) int {
	end := i + 1
	for end < len(t.route) && t.route[end] == '*' {
		end++
	}
	name := nameEnd(t.route, end)
	last := strings.TrimRight(t.route[name:], "/)}") == ""
	switch {
	case i == int(current.start) && (end > i+1 || name > end || last):
		current.role = open
	case current.role == literal:
		current.role = anything
	}
	return name
}

// opensParameter reports whether a colon begins a parameter: in /orders/{id}:cancel and /orders:search it does not.
func opensParameter(route string, start, i int) bool {
	if i == start {
		return true
	}
	before := route[i-1]
	return route[i] == ':' && !isLetter(before) && !isDigit(before) && strings.IndexByte("}])>", before) < 0
}

// nameEnd returns where a parameter's name ends that begins here.
func nameEnd(route string, start int) int {
	end := start
	for end < len(route) && (isLetter(route[end]) || isDigit(route[end]) || route[end] == '_' ||
		route[end] == '-' && end+1 < len(route) && isLetter(route[end+1])) {
		end++
	}
	return end
}

// closing returns the position behind the bracket that closes the one here, or the end of the route.
func closing(route string, start int) int {
	opener := route[start]
	closer := opener + 2 // in ASCII, so it is for {}, [] and <>
	if opener == '(' {
		closer = ')'
	}
	depth := 0
	for i := start; i < len(route); i++ {
		switch route[i] {
		case '\\':
			i++
		case opener:
			depth++
		case closer:
			depth--
			if depth == 0 {
				return i + 1
			}
		}
	}
	return len(route)
}
