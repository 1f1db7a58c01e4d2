package leak

import (
	"net/netip"
	"slices"
	"strings"
)

// ambiguous are the directories that are as well the first part of a route; a file in them tells itself by its ending.
var ambiguous = []string{"/home/", "/app/", "/data/", "/code/", "/build/", "/workspace/", "/users/", "/run/", "/layers/"}

// methods stand in front of a path that is a route, also a scanner's "GET /etc/passwd".
var methods = []string{"get ", "post ", "put ", "delete ", "patch ", "head ", "options ", "route ", "routes ", "endpoint "}

// findUnixPath takes a path from its root on, in a directory that servers have.
func findUnixPath(text string, at, end int) Finding {
	before := byteAt(text, at-1)
	begins := !isA(before, pathByte) || strings.HasSuffix(text[:at], "file://") || escapeBefore(text, at)
	if !begins {
		return Finding{}
	}
	stop := runEnd(text, end, end+longestFrame, pathByte)
	for stop > end && strings.IndexByte(".,@%\\", text[stop-1]) >= 0 {
		stop--
	}
	if stop == end {
		return Finding{}
	}
	for _, method := range methods {
		if hasFold(text, at-len(method), method) || hasFold(text, at-len(method)-1, method) {
			return Finding{}
		}
	}
	for _, root := range ambiguous {
		if hasFold(text, at, root) && !isFile(text[at:stop]) {
			return Finding{}
		}
	}
	return Finding{Start: at, End: stop}
}

// isFile tells a file by its ending, which an API's last segment seldom has, or a directory by what only a server's disk has.
func isFile(path string) bool {
	for _, part := range []string{"/node_modules/", "/site-packages/", "/src/", "/lib/", "/bin/", "/.", "/target/", "/vendor/"} {
		if strings.Contains(path, part) {
			return true
		}
	}
	name := path[strings.LastIndexByte(path, '/')+1:]
	dot := strings.LastIndexByte(name, '.')
	return dot > 0 && len(name)-dot > 1 && len(name)-dot <= 11 && isA(name[dot+1], letterByte)
}

// findWindowsPath takes a drive and a path, also with its backslashes escaped.
func findWindowsPath(text string, at, end int) Finding {
	drive := at - 1
	if !isA(byteAt(text, drive), letterByte) || !beginsWord(text, drive) {
		return Finding{}
	}
	if byteAt(text, end) == '\\' {
		end++
	}
	stop := runEnd(text, end, end+longestFrame, pathByte)
	if !isA(byteAt(text, end), wordByte) || stop-end < 3 || strings.IndexByte(text[end:stop], '\\') < 0 && strings.IndexByte(text[end:stop], '.') < 0 {
		return Finding{}
	}
	return Finding{Start: drive, End: stop}
}

// internalNetworks are those that no caller can reach: private use, loopback, link-local, carriers' own, unique local.
var internalNetworks = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"), netip.MustParsePrefix("::1/128"),
}

// versionWords stand in front of a version of four numbers.
var versionWords = []string{"version", "release", "build", "chrome/", "edg/", "upgrade", "driver", "sdk", "firmware", "assembly", "ver."}

// findIPv4 takes an address, not a version of four numbers.
func findIPv4(text string, at, _ int) Finding {
	if before := byteAt(text, at-1); before == '.' || before == '-' && isA(byteAt(text, at-2), wordByte) {
		return Finding{}
	}
	var octets [4]byte
	end := at
	for i := range octets {
		if i > 0 {
			if byteAt(text, end) != '.' {
				return Finding{}
			}
			end++
		}
		from := end
		value := 0
		for end < len(text) && end-from < 3 && isA(text[end], digitByte) {
			value = value*10 + int(text[end]-'0')
			end++
		}
		if end == from || value > 255 || end-from > 1 && text[from] == '0' {
			return Finding{}
		}
		octets[i] = byte(value)
	}
	switch after := byteAt(text, end); {
	case isA(after, wordByte), after == '_', after == '-' && isA(byteAt(text, end+1), letterByte), after == '.' && isA(byteAt(text, end+1), wordByte):
		return Finding{}
	case octets[3] == 0 && after != '/':
		return Finding{} // a network's own address is nobody's, and Chrome is at 127.0.0.0
	}
	if !isInternal(netip.AddrFrom4(octets)) || holdsAnyFold(text[max(0, at-12):at], versionWords) {
		return Finding{}
	}
	return Finding{Start: at, End: end}
}

func isInternal(address netip.Addr) bool {
	for _, network := range internalNetworks {
		if network.Contains(address) {
			return true
		}
	}
	return false
}

// findIPv6 takes an address with two colons at least, so that no word of hex digits is one.
func findIPv6(text string, at, _ int) Finding {
	const longest = 39
	if before := byteAt(text, at-1); before == ':' || isA(before, wordByte) && !escapeBefore(text, at) {
		return Finding{}
	}
	end, colons := at, 0
	for end < len(text) && end-at <= longest && (isA(text[end], hexByte) || text[end] == ':') {
		if text[end] == ':' {
			colons++
		}
		end++
	}
	if text[end-1] == ':' && end-at > 2 && text[end-2] != ':' {
		end--
		colons--
	}
	if colons < 2 || isA(byteAt(text, end), wordByte) {
		return Finding{}
	}
	address, err := netip.ParseAddr(text[at:end])
	if err != nil || !isInternal(address) {
		return Finding{}
	}
	return Finding{Start: at, End: end}
}

// notHosts are first or last labels of dotted names that are packages, keys and files.
var notHosts = []string{
	"com", "org", "net", "io", "java", "javax", "jdk", "sun", "dev", "error", "errors", "err", "exception", "code", "codes", "message",
	"messages", "status", "i18n", "validation", "api", "go", "config", "settings", "env", "this", "self", "app", "application", "thread",
	"types", "utils", "core", "lib", "google", "k8s", "github", "golang", "pkg", "cache", "reason",
}

// findInternalHost takes a host name whose last labels are internal by convention, and which is no name in code.
func findInternalHost(text string, at, end int) Finding {
	const longest = 200
	start := runStart(text, at, longest, hostByte)
	if escapeBefore(text, start+1) && start < at {
		start++ // an escaped line break
	}
	stop := end
	for stop < len(text) && stop-end < longest && (isA(text[stop], lowerByte|digitByte) || (text[stop] == '.' || text[stop] == '-') && isA(byteAt(text, stop+1), lowerByte|digitByte)) {
		stop++
	}
	host := text[start:stop]
	ending, rest := text[at:end], text[end:stop]
	switch {
	case start == at || !isA(host[0], lowerByte|digitByte) || !isHost(host[:at-start]):
		return Finding{}
	case ending == ".svc" && (rest != "" && !strings.HasPrefix(rest, ".cluster") || strings.IndexByte(host[:at-start], '.') < 0):
		return Finding{}
	case ending != ".svc" && ending != ".privatelink." && rest != "" && !isDomain(rest):
		return Finding{}
	}
	if after := byteAt(text, stop); after == '(' || after == '_' || isA(after, upperByte) || after == '=' {
		return Finding{}
	}
	return Finding{Start: start, End: stop}
}

// isDomain tells a company's own domain, as in db-1.internal.acme.com, from the rest of a name in code.
func isDomain(rest string) bool {
	last := rest[strings.LastIndexByte(rest, '.')+1:]
	return strings.Count(rest, ".") >= 2 && slices.Contains([]string{"com", "net", "org", "io", "cloud", "dev", "example"}, last)
}

func isHost(name string) bool {
	for i := range len(name) {
		if isA(name[i], upperByte) || name[i] == '_' {
			return false
		}
	}
	first, _, _ := strings.Cut(name, ".")
	for _, word := range notHosts {
		if first == word {
			return false
		}
	}
	return true
}

// findSingleLabelHost takes the host of a URL that has no dot and a port: no public name is like that.
func findSingleLabelHost(text string, at, end int) Finding {
	const longestLabel = 63
	if !isA(byteAt(text, at-1), letterByte) {
		return Finding{}
	}
	stop := end
	for stop < len(text) && stop-end <= longestLabel && (isA(text[stop], wordByte) || text[stop] == '-' || text[stop] == '_') {
		stop++
	}
	port := runEnd(text, stop+1, stop+7, digitByte)
	if stop == end || byteAt(text, stop) != ':' || port-stop < 3 || byteAt(text, port) == '@' || strings.EqualFold(text[end:stop], "localhost") || runEnd(text, end, stop, digitByte) == stop {
		return Finding{}
	}
	return Finding{Start: end, End: stop}
}
