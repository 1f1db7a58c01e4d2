package classify

import (
	"strings"

	"github.com/cespare/xxhash/v2"
)

// hashHost hashes the name of whom a call went to, without what only tells instances, pods, zones and regions apart. An
// address is nobody's name.
func hashHost(host string) uint64 {
	if !mayVary(host) {
		return hashName(host)
	}
	if strings.IndexByte(host, ':') >= 0 { // IPv6
		return 0
	}
	var buffer [256]byte
	return xxhash.Sum64(appendHost(buffer[:0], host[:min(len(host), len(buffer))]))
}

// mayVary reports whether a host's name has digits or a short part (eu, a) in it, as the names of instances do. Most have not.
func mayVary(host string) bool {
	begin := 0
	for i := range len(host) {
		switch c := host[i]; {
		case '0' <= c && c <= '9', c == ':':
			return true
		case c == '.', c == '-':
			if i-begin <= 2 {
				return true
			}
			begin = i + 1
		}
	}
	return strings.IndexByte(host, '-') >= 0 && len(host)-begin <= 2
}

// appendHost appends the name without pods' hashes, numbers, zones and regions.
func appendHost(name []byte, host string) []byte {
	separator := ""
	for host != "" {
		label, rest, _ := strings.Cut(host, ".")
		host = rest
		instance := false // a part of the label named one
		for label != "" {
			part, tail, _ := strings.Cut(label, "-")
			label = tail
			kept := stem(part)
			if kept == "" || isPlace(kept) || (instance && len(kept) == 5 && !strings.ContainsAny(kept, "aeiouy")) {
				instance = true
				continue
			}
			name = append(append(name, separator...), kept...)
			separator = "-"
		}
		if separator != "" {
			separator = "."
		}
	}
	return name
}

// stem is a part of a host's name without the number at its end (sql01); "" where it is only a number, a hash or a letter.
func stem(part string) string {
	end := len(part)
	for end > 0 && '0' <= part[end-1] && part[end-1] <= '9' {
		end--
	}
	if end < 2 || strings.ContainsAny(part[:end], "0123456789") {
		return ""
	}
	if end < len(part) && len(part) >= 5 && !strings.ContainsAny(part[:end], "aeiouy") && end < 5 && len(part)-end > 1 {
		return ""
	}
	return part[:end]
}

// isPlace reports whether a part of a host's name is of a region's (eu-west-1, us-central1, westeurope).
func isPlace(part string) bool {
	switch part {
	case "us", "eu", "ap", "sa", "ca", "me", "af", "cn", "il", "mx", "uk", "jp", "in", "au", "use", "usw", "euw", "euc",
		"east", "west", "north", "south", "central", "northeast", "northwest", "southeast", "southwest",
		"europe", "asia", "australia", "northamerica", "southamerica",
		"eastus", "westus", "centralus", "northeurope", "westeurope":
		return true
	default:
		return false
	}
}
