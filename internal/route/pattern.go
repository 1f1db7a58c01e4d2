// Package route tells which calls a configuration means: patterns of routes, services, and a memory that makes the choice once
// a route instead of once a span.
package route

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Pattern is a compiled pattern of a configuration: an optional method, then a path whose segments are literal, "*"
// (exactly one segment) or "**" (any number, also none). A template segment, {id} or :id, matches one segment.
type Pattern struct {
	method   string // "" matches every method
	segments []string
}

// methods are those of RFC 9110 and RFC 5789.
var methods = []string{"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"}

// ParsePattern compiles a pattern. The error says what is allowed.
func ParsePattern(pattern string) (Pattern, error) {
	method, path, found := strings.Cut(pattern, " ")
	if !found {
		method, path = "", pattern
	}
	if found {
		if err := CheckMethod(method); err != nil {
			return Pattern{}, fmt.Errorf("method %q: %w, then a space and a path", method, err)
		}
	}
	if !strings.HasPrefix(path, "/") {
		return Pattern{}, errors.New("the path must begin with /")
	}
	segments := strings.Split(trimPath(path), "/")
	for _, segment := range segments {
		if err := checkSegment(segment); err != nil {
			return Pattern{}, fmt.Errorf("segment %q: %w", segment, err)
		}
	}
	return Pattern{method: method, segments: segments}, nil
}

// CheckPattern reports what is wrong with a pattern, and what is allowed.
func CheckPattern(pattern string) error {
	_, err := ParsePattern(pattern)
	return err
}

// CheckMethod reports a method that is none of HTTP's, and which there are.
func CheckMethod(method string) error {
	if !slices.Contains(methods, method) {
		return errors.New("one of " + strings.Join(methods, ", "))
	}
	return nil
}

func checkSegment(segment string) error {
	if segment == "*" || segment == "**" {
		return nil
	}
	if strings.ContainsFunc(segment, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '?' || r == '#' }) {
		return errors.New("a path without spaces, control characters, query or fragment")
	}
	// A framework's template may hold anything between its braces, such as an expression: {id:[0-9]+}.
	depth := 0
	for _, r := range segment {
		switch {
		case r == '{':
			depth++
		case r == '}':
			depth--
		case depth == 0 && r == '*':
			return errors.New("* stands for one whole segment and ** for any number of them")
		case depth == 0 && (r == '[' || r == ']'):
			return errors.New("[ and ] stand for nothing: * and {id} stand for one whole segment, ** for any number of them")
		}
		if depth < 0 {
			break
		}
	}
	if depth != 0 {
		return errors.New("{ and } must come in pairs, as in {id}")
	}
	return nil
}

// trimPath leaves out the slash before a path, and the one behind it, which few routers tell apart from none.
func trimPath(path string) string { return strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/") }

// Matches compares a method and a route template or path. It allocates nothing.
func (p *Pattern) Matches(method, path string) bool {
	if p.method != "" && p.method != method {
		return false
	}
	return matchSegments(p.segments, trimPath(path), false)
}

// matchSegments matches pattern against the rest of a path; done says that the path is used up. At a "**" it tries every
// length, but only the last "**" can need more than one try each, so hostile paths cost no more than length × patterns.
func matchSegments(pattern []string, rest string, done bool) bool {
	var retryPattern []string
	var retryRest string
	retryDone := true
	for {
		switch {
		case len(pattern) > 0 && pattern[0] == "**":
			pattern = pattern[1:]
			if len(pattern) == 0 {
				return true
			}
			retryPattern, retryRest, retryDone = pattern, rest, done
			continue
		case len(pattern) == 0 && done:
			return true
		case len(pattern) > 0 && !done:
			segment, tail, last := cutSegment(rest)
			if segmentMatches(pattern[0], segment) {
				pattern, rest, done = pattern[1:], tail, last
				continue
			}
		}
		if retryDone { // no "**" before, or it has swallowed everything
			return false
		}
		_, retryRest, retryDone = cutSegment(retryRest)
		pattern, rest, done = retryPattern, retryRest, retryDone
	}
}

func cutSegment(path string) (segment, rest string, last bool) {
	slash := strings.IndexByte(path, '/')
	if slash < 0 {
		return path, "", true
	}
	return path[:slash], path[slash+1:], false
}

func segmentMatches(pattern, segment string) bool {
	if pattern == "*" || pattern == segment {
		return true
	}
	return segment != "" && isTemplate(pattern)
}

// isTemplate recognises {id} and :id.
func isTemplate(segment string) bool {
	return len(segment) > 1 && (segment[0] == ':' || (segment[0] == '{' && segment[len(segment)-1] == '}'))
}
