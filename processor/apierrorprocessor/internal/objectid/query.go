package objectid

import (
	"strings"

	"github.com/cespare/xxhash/v2"
)

// FindQuery finds the object that a call asked for by a parameter behind its path, as in /view?id=1042. It is for calls whose route and
// path name none. It reads no more than 2 KiB of either and allocates nothing.
func FindQuery(path, query string) (ID, bool) {
	path, query = path[:min(len(path), limit)], query[:min(len(query), limit)]
	var found ID
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		name, text, _ := strings.Cut(pair, "=")
		if !namesObjectOfCall(name) {
			continue
		}
		kind, number, numbered := classify(text)
		if kind == Word {
			continue
		}
		where := mix(xxhash.Sum64String(path), xxhash.Sum64String(name))
		found = ID{Text: text, Kind: kind, Where: where, number: number, numbered: numbered}
		if len(name) == len("id") {
			break // any other is of something that it belongs to
		}
	}
	return found, found.Text != ""
}

// namesObjectOfCall reports whether a parameter is named as an id, and not as one that the caller, the call or an advertisement has.
func namesObjectOfCall(name string) bool {
	stem, ok := strings.CutSuffix(name, "id")
	if !ok {
		if stem, ok = strings.CutSuffix(name, "Id"); !ok {
			if stem, ok = strings.CutSuffix(name, "ID"); !ok {
				return false
			}
		}
	}
	if stem == "" {
		return true
	}
	last := stem[len(stem)-1]
	if name[len(stem)] == 'i' && last != '_' && last != '-' && last != '.' {
		return false // gclid, paid, valid
	}
	var f folded
	switch string(f.fold(stem)) {
	case "session", "s", "j", "php", "client", "app", "api", "request", "req", "correlation", "trace", "span", "transaction", "device",
		"visitor", "tracking", "track", "campaign", "ad", "utm", "event", "nonce", "state", "tenant", "locale", "idempotency", "xrequest":
		return false
	}
	return true
}
