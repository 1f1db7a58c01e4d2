package impact

import (
	"errors"
	"strings"
)

// serverPattern is a host name, or "*." and a domain, which matches every host below it.
type serverPattern struct {
	host   string // in lower case
	suffix bool
}

func parseServer(pattern string) (serverPattern, error) {
	host, suffix := strings.CutPrefix(strings.ToLower(pattern), "*.")
	switch {
	case host == "":
		return serverPattern{}, errors.New("a host name, or *. and a domain")
	case strings.ContainsAny(host, "*/ "):
		return serverPattern{}, errors.New("a host name without scheme and path; * only as the whole first label, as in *.cardnet.example")
	case strings.Count(host, ":") == 1:
		return serverPattern{}, errors.New("a host name without a port")
	}
	return serverPattern{host: host, suffix: suffix}, nil
}

// matches compares without regard to case, as DNS does (RFC 4343). It allocates nothing.
func (p serverPattern) matches(host string) bool {
	if !p.suffix {
		return strings.EqualFold(host, p.host)
	}
	dot := len(host) - len(p.host) - 1
	return dot > 0 && host[dot] == '.' && strings.EqualFold(host[dot+1:], p.host)
}
