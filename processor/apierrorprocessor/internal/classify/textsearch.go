package classify

import "strings"

var (
	codeIndex    = indexNames(serviceCodes)
	nameIndex    = indexNames(errorNames)
	phrasesReady = indexPhrases(errorPhrases)
)

// search finds what a text means and whether it says so by a code; nil where it is in no table. What is vague gives way to
// what is not.
func (c *textCache) search(from source, spoken dialect, text string) (means *meaning, code bool) {
	switch from {
	case fromDBCode:
		return spoken.byCode(text), true
	case fromErrorCode, fromErrorType, fromException:
		if means := spoken.byCode(text); means != nil {
			return means, true
		}
		if means, code := byName(text); means != nil || !strings.ContainsRune(text, ' ') {
			return means, code
		}
		return c.byPhrase(text), false // some put the message there
	default:
		means, code := byCodeWithin(text)
		name := leadingName(text)
		if means == nil {
			means, code = byName(name)
		}
		if means == nil || means.vague || means.general {
			if said := c.byPhrase(text); said != nil && (means == nil || said.refines(means)) {
				return said, code && said.category == means.category
			}
			if means == nil && name != "" && text[0] != '(' {
				return c.byPhrase(text[len(name)+len(": "):]), false // phrases that are the whole message
			}
		}
		return means, code
	}
}

// byName finds what a name means. The codes of services stand first: they are the more exact ones.
func byName(name string) (means *meaning, code bool) {
	path, words := nameWords(name)
	if means := codeIndex.findIn(path, words); means != nil {
		return means, true
	}
	if means := nameIndex.findIn(path, words); means != nil {
		return means, false
	}
	if means := codeIndex.find(words); means != nil {
		return means, true
	}
	return nameIndex.find(words), false
}

func (c *textCache) byPhrase(text string) *meaning {
	c.lower = c.lower[:0]
	for i := range len(text) {
		c.lower = append(c.lower, lowerASCII(text[i]))
	}
	return phrasesReady.find(c.lower)
}

// leadingName is the name of the error with which many a message begins: "TypeError: …", "java.io.IOException: …", and
// "(WriteConflict) …" of MongoDB's drivers.
func leadingName(message string) string {
	after := ": "
	if strings.HasPrefix(message, "(") {
		message, after = message[1:], ") "
	}
	name, _, found := strings.Cut(message, after)
	if !found || strings.ContainsRune(name, ' ') {
		return ""
	}
	return name
}

func lowerASCII(c byte) byte {
	if isUpper(c) {
		return c + ('a' - 'A')
	}
	return c
}
