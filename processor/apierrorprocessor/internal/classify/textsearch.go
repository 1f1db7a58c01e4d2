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

// quotedCode is how a library puts the code that was answered into its message.
type quotedCode struct {
	before, after string
	spoken        dialect // noDialect for the codes of cloud services
	skipped       string  // what stands between, up to and with this, is no part of the code
}

// quotedCodes name the library in whose source they stand.
var quotedCodes = []quotedCode{
	{before: "An error occurred (", after: ")"},          // botocore
	{before: "api error ", after: ":"},                   // aws-sdk-go-v2
	{before: "RequestID: ", after: ":", skipped: ", "},   // aws-sdk-go-v2, of errors with a type of their own
	{before: "Error Code: ", after: ";"},                 // aws-sdk-java, version 1
	{before: "(SQLSTATE ", after: ")", spoken: sqlState}, // pgx
	{before: "SQLSTATE[", after: "]", spoken: sqlState},  // PDO
	{before: "ORA-", after: ":", spoken: oracle},         // Oracle
	{before: "Error ", after: " (", spoken: mySQL},       // go-sql-driver/mysql
	{before: "Error) (", after: ", ", spoken: mySQL},     // SQLAlchemy, of mysqlclient and PyMySQL
	{before: "AADSTS", after: ":", spoken: entra},        // MSAL, azure-identity
	{before: "reply-code=", after: ",", spoken: amqp},    // amqp-client for Java
	{before: "Exception (", after: ")", spoken: amqp},    // amqp091-go
}

func byCodeWithin(message string) (means *meaning, code bool) {
	for _, form := range quotedCodes {
		_, rest, found := strings.Cut(message, form.before)
		if !found {
			continue
		}
		if form.skipped != "" {
			_, rest, _ = strings.Cut(rest, form.skipped)
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
