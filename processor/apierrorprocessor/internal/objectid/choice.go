package objectid

import "strings"

// choice is the parameter that is taken for the object's.
type choice struct {
	text     string
	place    int // its segment in the route
	number   uint64
	kind     Kind
	numbered bool
	certain  bool // no parameter before it can be meant instead
}

// offer takes a parameter for the object's, unless one behind it is: they are offered from the last to the first. The last counts;
// but where that holds a word and is not named as an object is, a number, UUID or the like before it is more of an object:
// /users/42/settings/privacy.
func (c *choice) offer(place int, name, text string) {
	if c.certain || namesNoObject(name) || isVersion(text) {
		return
	}
	kind, number, numbered := Word, uint64(0), false
	if stem := withoutFormat(text); len(stem) < len(text) {
		if kind, number, numbered = classify(stem); kind != Word {
			text = stem
		}
	}
	if kind == Word {
		kind, number, numbered = classify(text)
	}
	if kind == Word && c.text != "" {
		return
	}
	c.text, c.place, c.kind, c.number, c.numbered = text, place, kind, number, numbered
	c.certain = kind != Word || namesObject(name)
}

// withoutFormat cuts off the representation that Rails and older Spring let a caller ask for: /orders/1042.json.
func withoutFormat(text string) string {
	dot := strings.LastIndexByte(text, '.')
	if dot <= 0 {
		return text
	}
	switch text[dot+1:] {
	case "json", "xml", "html", "csv", "pdf", "txt", "xlsx", "yaml", "atom", "rss", "ics", "jpg", "jpeg", "png":
		return text[:dot]
	default:
		return text
	}
}
