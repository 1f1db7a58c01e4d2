package objectid

import "strings"

// folded is a name in small letters without dashes, underscores and the like, so that apiVersion, api_version and api-version
// are one. Longer names are cut at the front: what they are comes last.
type folded struct {
	bytes  [24]byte
	length int
}

func (f *folded) fold(name string) []byte {
	name = name[max(0, len(name)-len(f.bytes)):]
	f.length = 0
	for i := range len(name) {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != '-' && c != '_' {
			f.bytes[f.length] = c
			f.length++
		}
	}
	return f.bytes[:f.length]
}

// namesNoObject reports whether a parameter chooses something else than an object: an API's version, a representation, code, a
// page of a list, a time or a spot on a map. The last three are walked through in order by anybody.
func namesNoObject(name string) bool {
	if length := len(name); length < 1 || length > 1 && name[length-1]|0x20 == 'd' && name[length-2]|0x20 == 'i' {
		return false // most are some id
	}
	var f folded
	switch string(f.fold(name)) {
	case "v", "ver", "version", "apiver", "apiversion", "versionnumber", "majorversion",
		"format", "ext", "extension", "suffix",
		"controller", "action", "area",
		"page", "pageno", "pagenumber", "pagenum", "pageindex", "pagesize", "perpage", "offset", "limit", "size",
		"year", "month", "day", "date", "week", "hour", "time", "timestamp", "since", "until",
		"startdate", "enddate", "starttime", "endtime",
		"x", "y", "z", "zoom", "lat", "lon", "lng", "latitude", "longitude", "width", "height":
		return true
	default:
		return false
	}
}

// namesObject reports whether a parameter is named as objects' are, so that even a word in it is one: alice in {username} as
// opposed to privacy in {section}.
func namesObject(name string) bool {
	if name == "" {
		return true
	}
	var f folded
	lower := f.fold(name)
	for _, ending := range [...]string{
		"id", "name", "slug", "key", "pk", "code", "number", "user", "login", "email", "handle", "token", "hash", "ref", "sku", "isbn",
	} {
		if len(lower) >= len(ending) && string(lower[len(lower)-len(ending):]) == ending {
			return true
		}
	}
	return false
}

// isCounted reports whether a number behind a segment counts no objects: pages, times, versions, status codes, sizes.
func isCounted(before, text string) bool {
	var f folded
	switch string(f.fold(before)) {
	case "error", "errors", "status", "http":
		return isBetween(text, 100, 599)
	case "page", "offset", "limit", "size", "year", "month", "week", "day", "since", "until", "after", "before", "top", "last",
		"version", "versions", "v", "zoom", "width", "height", "step", "chapter", "part":
		return true
	default:
		return false
	}
}

// isTechnical reports whether what stands before a number makes a word with it: http-2, sha256, utf-8, step-3, covid-19.
func isTechnical(prefix string) bool {
	prefix = strings.TrimRight(prefix, "-_.:~")
	var f folded
	switch string(f.fold(prefix)) {
	case "http", "https", "oauth", "openid", "sha", "md", "utf", "utc", "gmt", "iso", "rfc", "rs", "es", "hs", "ps", "x", "h", "ec",
		"base", "ipv", "web", "win", "mp", "log", "crc", "aes", "rsa", "tls", "ssl", "error", "status", "fips", "pkcs", "saml", "soap",
		"v", "version", "ver", "release", "api", "rest", "page", "step", "part", "chapter", "lesson", "episode", "season", "section",
		"level", "day", "week", "month", "year", "quarter", "q", "top", "tab", "phase", "round", "tier", "zone", "region", "covid",
		"vol", "volume", "column", "col", "row", "size", "type", "gen", "stage", "slide", "figure", "layer", "beta", "alpha", "rc":
		return true
	default:
		return false
	}
}
