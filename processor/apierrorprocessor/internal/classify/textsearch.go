package classify

import "strings"

var (
	codeIndex    = indexNames(serviceCodes)
	nameIndex    = indexNames(errorNames)
	phrasesReady = readyPhrases(errorPhrases)
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
		if means == nil {
			means, code = byName(leadingName(text))
		}
		if means == nil || means.vague {
			if said := c.byPhrase(text); said != nil && (means == nil || !said.vague) {
				return said, false
			}
		}
		return means, code
	}
}

// byName finds what a name means. The codes of services stand first: they are the more exact ones.
func byName(name string) (means *meaning, code bool) {
	words := nameWords(name)
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
	var held trigrams
	held.of(c.lower)
	for i := range phrasesReady {
		if p := &phrasesReady[i]; held.has(p.begins) && held.has(p.ends) && p.in(c.lower) {
			return p.means
		}
	}
	return nil
}

// leadingName is the name of the error with which many a message begins: "TypeError: …", "java.io.IOException: …".
func leadingName(message string) string {
	name, _, found := strings.Cut(message, ": ")
	if !found || strings.ContainsRune(name, ' ') {
		return ""
	}
	return name
}

// quotedCode is how a library puts the code that was answered into its message.
type quotedCode struct {
	before, after string
	spoken        dialect // noDialect for the codes of cloud services
}

// quotedCodes name the library in whose source they stand.
var quotedCodes = []quotedCode{
	{"An error occurred (", ")", noDialect}, // botocore
	{"api error ", ":", noDialect},          // aws-sdk-go-v2
	{"Error Code: ", ";", noDialect},        // aws-sdk-java, version 1
	{"(SQLSTATE ", ")", sqlState},           // pgx
	{"SQLSTATE[", "]", sqlState},            // PDO
	{"ORA-", ":", oracle},                   // Oracle
	{"Error ", " (", mySQL},                 // go-sql-driver/mysql
}

func byCodeWithin(message string) (means *meaning, code bool) {
	for _, form := range quotedCodes {
		_, rest, found := strings.Cut(message, form.before)
		if !found {
			continue
		}
		quoted, _, found := strings.Cut(rest, form.after)
		if !found || quoted == "" || strings.ContainsRune(quoted, ' ') {
			continue
		}
		if form.spoken != noDialect {
			means = form.spoken.byCode(quoted)
		} else {
			means, _ = byName(quoted)
		}
		if means != nil {
			return means, true
		}
	}
	return nil, false
}

func lowerASCII(c byte) byte {
	if isUpper(c) {
		return c + ('a' - 'A')
	}
	return c
}
