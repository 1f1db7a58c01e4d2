package spanview

import "strings"

// IsCatchAll reports whether a route matches everything below it, so that "matched" says nothing: gateways, static file
// servers and the 404 handlers of many frameworks are such routes.
func IsCatchAll(route string) bool {
	if route == "" {
		return false
	}
	switch route[len(route)-1] {
	case '}':
		if isPlainParameter(route) {
			return false
		}
	case '*', ')', ']', '>':
	default:
		// Most routes end in a word. Gin and Echo name what they catch: /*path.
		return strings.HasPrefix(lastSegment(route), "*") || route == "/error" // Spring Boot forwards there
	}
	switch last := lastSegment(route); {
	case strings.HasSuffix(last, "*"): // Express, ASP.NET, Spring
		return true
	case strings.HasPrefix(last, "{"):
		// {x+} API Gateway, {x...} Go, {*x} ASP.NET and Spring, {x:path} Starlette, {x:.*} gorilla and Spring
		return strings.HasSuffix(last, "+}") || strings.HasSuffix(last, "...}") || strings.HasPrefix(last, "{*") ||
			strings.HasSuffix(last, ":path}") || strings.HasSuffix(last, "*}")
	default:
		// (.*) regular expressions, [...x] and [[...x]] Next.js, <path:x> Flask
		return strings.HasSuffix(last, "(.*)") || strings.Contains(last, "[...") || strings.HasPrefix(last, "<path:")
	}
}

// isPlainParameter recognises a route that ends in {name}, as most routes of objects do.
func isPlainParameter(route string) bool {
	for i := len(route) - 2; i > 0; i-- {
		switch c := route[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_':
		default:
			return c == '{' && route[i-1] == '/'
		}
	}
	return false
}

func lastSegment(route string) string { return route[strings.LastIndexByte(route, '/')+1:] }
