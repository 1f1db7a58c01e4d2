package messagetemplate

import "strings"

// isSchema reports whether what is quoted behind a word names a part of a schema, of the code or of the configuration.
func isSchema(word []byte) bool {
	switch string(word) {
	case "constraint", "relation", "column", "columns", "table", "field", "fields", "property", "properties", "attribute", "key", "index", "schema",
		"view", "sequence", "trigger", "procedure", "database", "object", "collection", "keyspace", "enum", "partition",
		"function", "method", "parameter", "param", "argument", "arg", "class", "type", "bean", "interface", "module", "package", "member",
		"variant", "struct", "trait", "variable", "symbol", "constant", "identifier", "keyword", "model", "entity", "operator",
		"queue", "exchange", "topic", "vhost", "stream", "bucket", "header", "operation", "command", "option", "directive", "template",
		"component", "plugin", "path", "service", "circuitbreaker", "breaker", "bulkhead", "ratelimiter", "feature", "flag",
		"scope", "permission", "claim", "policy", "provider", "scheme", "driver", "extension",
		"reading", "setting", "evaluating", "invoke", "because", "assign", "read", "load", "store", "keyerror", "attributeerror", "fetch":
		return true
	default:
		return false
	}
}

// isTelling reports whether the value under a key names the fault.
func isTelling(key []byte) bool {
	word := string(key[max(0, len(key)-len("description")):])
	for _, end := range [...]string{
		"code", "type", "reason", "error", "errors", "status", "errno", "message", "msg", "detail", "details", "title", "cause", "category", "kind",
		"desc", "description", "exception", "operation", "method", "constraint", "column", "table", "field", "property", "topic", "queue", "text",
	} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// listsFields reports whether a list under a key is one of fields, columns or steps on the way to one.
func listsFields(key []byte) bool {
	switch string(key) {
	case "path", "loc", "location", "field", "fields", "param", "params", "parameter", "parameters", "property", "properties", "column", "columns",
		"attribute", "attributes", "keys", "key", "required", "missing", "members", "membernames", "argument", "arguments", "target", "expected", "scopes":
		return true
	default:
		return false
	}
}

// complains reports whether a text that stands under the name of a field says what is wrong with it.
func complains(text string) bool {
	for _, phrase := range [...]string{
		" must ", " should ", " required", " not ", "n't ", " already ", " invalid", " too ", " cannot ", " may only ", " expected", " at least ", " at most ",
	} {
		if strings.Contains(text, phrase) {
			return true
		}
	}
	return false
}

// isUnit reports whether a word behind a number only says of what: it changes with the number (900 ms, 1.2 s).
func isUnit(word string) bool {
	if len(word) > len("seconds") {
		return false
	}
	var folded [len("seconds")]byte
	for i := range len(word) {
		folded[i] = lower(word[i])
	}
	switch string(folded[:len(word)]) {
	case "ms", "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hour", "hours", "us", "ns",
		"b", "kb", "mb", "gb", "kib", "mib", "gib",
		"usd", "eur", "gbp", "jpy", "chf", "cad", "aud", "inr", "cny", "utc", "gmt", "cet", "cest", "est", "pst", "am", "pm":
		return true
	default:
		return false
	}
}

// isData reports whether what stands in braces behind a word is what was asked for or stored, not what was answered.
func isData(word []byte) bool {
	switch string(word) {
	case "key", "parameters", "params", "values", "input_value", "args", "arguments", "row", "document", "query", "filter", "payload", "request":
		return true
	default:
		return false
	}
}

// isCode reports whether a number is a code by the words before it: a status, an errno, an SQLSTATE.
func isCode(last, second []byte, number string, assigned bool) bool {
	if number == "" || len(number) > 5 {
		return false
	}
	digits := true
	for i := range len(number) {
		digits = digits && kinds[number[i]] == digit
		if !isWord(number[i]) || number[i] >= 0x80 {
			return false
		}
	}
	switch string(last) {
	case "sqlstate":
		return len(number) == 5
	case "errno", "ora", "tns", "pls", "dpy", "dpi", "sqlcode":
		return digits
	case "status", "http":
		return digits && len(number) == 3
	case "error":
		return digits && len(number) >= 4 // MySQL's
	case "code":
		if !digits || len(number) < 3 {
			return false
		}
		switch string(second) {
		case "status", "error", "response", "exit", "result", "http", "vendor", "sql", "reply", "return", "sqlite":
			return true
		}
		return assigned
	default:
		return false
	}
}

// describes reports whether the text behind a quoted name says that it names something: 'amount' must be positive.
func describes(rest string, beginsClause bool) bool {
	for _, is := range [...]string{
		" field", " column", " property", " parameter", " attribute", " table", " constraint", " index", " header", " argument", " object",
		" function", " method", " relation", " is not defined", " is not a function", " is not iterable", " claim", " scope", " key ",
	} {
		if strings.HasPrefix(rest, is) {
			return true
		}
	}
	if !beginsClause {
		return false
	}
	for _, is := range [...]string{
		" must ", " should ", " is required", " is missing", " is mandatory", " is null", " is undefined", " is not allowed",
		" cannot be ", " can't be ", " can not be ", " may not be ", " contains an invalid", " does not match", " fails to match", " length must",
		": must ", ": is required", ": required",
	} {
		if strings.HasPrefix(rest, is) {
			return true
		}
	}
	return false
}
