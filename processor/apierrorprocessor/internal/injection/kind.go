package injection

// Kind is what a payload tries to slip in.
type Kind uint8

const (
	KindNone Kind = iota
	KindLookup
	KindEntity
	KindSQL
	KindScript
	KindCommand
	KindTraversal
	KindTemplate
	KindQueryOperator
	KindLDAP
	KindForgery
	KindHeader
)

// kinds tells of each kind what it is called in a sentence, and its weakness (cwe.mitre.org).
var kinds = [...]struct{ about, weakness string }{
	KindNone:          {"", ""},
	KindLookup:        {"a JNDI lookup", "cwe:917"},
	KindEntity:        {"an XML external entity", "cwe:611"},
	KindSQL:           {"SQL", "cwe:89"},
	KindScript:        {"a script", "cwe:79"},
	KindCommand:       {"a shell command", "cwe:78"},
	KindTraversal:     {"a path that leads out of its directory", "cwe:22"},
	KindTemplate:      {"a template expression", "cwe:1336"},
	KindQueryOperator: {"an operator of a document database's query", "cwe:943"},
	KindLDAP:          {"an LDAP filter", "cwe:90"},
	KindForgery:       {"an address that the server is to call for the caller", "cwe:918"},
	KindHeader:        {"a header after a line break", "cwe:113"},
}

// About names the kind in a sentence.
func (k Kind) About() string { return kinds[k].about }

// References are the kind's entries in OWASP's API Security Top 10 of 2023, where it has one, and CWE.
func (k Kind) References() []string {
	if k == KindForgery {
		return []string{"owasp:API7:2023", kinds[k].weakness}
	}
	return []string{kinds[k].weakness}
}
