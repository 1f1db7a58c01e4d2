package business

import (
	"errors"
	"strings"
	"unicode"
)

// serverPattern is a host name, or "*." and a domain, which matches every host below it.
type serverPattern struct {
	host   string // in lower case
	suffix bool
}

func parseServer(pattern string) (serverPattern, error) {
	host, suffix := strings.CutPrefix(strings.ToLower(strings.TrimSuffix(pattern, ".")), "*.")
	switch {
	case strings.TrimSpace(host) == "":
		return serverPattern{}, errors.New("a host name, or *. and a domain")
	case strings.ContainsAny(host, "*/"), strings.ContainsFunc(host, unicode.IsSpace), strings.ContainsFunc(host, unicode.IsControl):
		return serverPattern{}, errors.New("a host name without scheme and path; * only as the whole first label, as in *.cardnet.example")
	case strings.Count(host, ":") == 1, strings.ContainsAny(host, "[]"):
		return serverPattern{}, errors.New("a host name without a port")
	}
	return serverPattern{host: host, suffix: suffix}, nil
}

// sameServer is the same for patterns that match the same hosts. The error says what is wrong with one, and what is allowed.
func sameServer(pattern string) (string, error) {
	p, err := parseServer(pattern)
	if p.suffix {
		return "*." + p.host, err
	}
	return p.host, err
}

func checkServer(pattern string) error {
	_, err := parseServer(pattern)
	return err
}

// bareHost takes from an address what some instrumentations leave on it: the port, the brackets of an IPv6 address, and the
// dot at the end of a name that is complete.
func bareHost(address string) string {
	if inner, ok := strings.CutPrefix(address, "["); ok {
		host, _, _ := strings.Cut(inner, "]")
		return host
	}
	if host, _, ok := strings.Cut(address, ":"); ok && strings.Count(address, ":") == 1 {
		address = host
	}
	return strings.TrimSuffix(address, ".")
}

// matches compares without regard to case, as DNS does (RFC 4343). It allocates nothing.
func (p serverPattern) matches(host string) bool {
	if !p.suffix {
		return strings.EqualFold(host, p.host)
	}
	dot := len(host) - len(p.host) - 1
	return dot > 0 && host[dot] == '.' && strings.EqualFold(host[dot+1:], p.host)
}
