package injection

import (
	"strings"

	libinjection "github.com/corazawaf/libinjection-go"
)

// sql recognises what would change a statement that a value is pasted into.
func sql(text string) string {
	if !mayBeSQL(text) {
		return ""
	}
	if injected, fingerprint := libinjection.IsSQLi(text); injected {
		return "SQL of the form " + fingerprint
	}
	// What ends a value and begins a statement, by which libinjection's forms don't go.
	if sign := containsAny(text, "waitfor delay '", "union select ", "union all select ", "union distinct select ", "select case when ",
		"information_schema.", "procedure analyse(", "into outfile '", "into dumpfile '", "xp_cmdshell", "dbms_pipe.", "utl_inaddr.",
		"utl_http.", "ctxsys.drithsx"); sign != "" {
		return sign
	}
	if sign := calls(text, number, "sleep", "pg_sleep", "benchmark", "extractvalue", "updatexml", "generate_series", "iif", "elt",
		"regexp_substring", "randomblob", "make_set"); sign != "" {
		return sign
	}
	if sign := containsAny(text, "(select ", "( select "); sign != "" && strings.ContainsAny(text, "'\")=") &&
		strings.Contains(text, " from ") {
		return sign
	}
	return stacked(text)
}

// mayBeSQL spares libinjection what holds no mark that a statement needs: most values are a word, a name or a sentence.
func mayBeSQL(text string) bool {
	return strings.ContainsAny(text, "'\"`;=(<>#*|") || strings.Contains(text, "--") ||
		containsAny(text, "union ", "select ", " or ", " and ", "having ", "order by ", " in ", " like ") != ""
}

// stacked finds a second statement behind a semicolon.
func stacked(text string) string {
	for rest := text; ; {
		_, after, found := strings.Cut(rest, ";")
		if !found {
			return ""
		}
		rest = after
		if sign := prefixOf(strings.TrimLeft(after, " ("), "select ", "insert into ", "delete from ", "update ", "drop table ", "drop database ",
			"alter table ", "create table ", "exec ", "declare @", "waitfor ", "shutdown", "begin dbms_", "truncate table "); sign != "" {
			return "; " + sign
		}
	}
}
