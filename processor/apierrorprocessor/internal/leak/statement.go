package leak

import "strings"

const (
	longestStatement = 2048
	// longestList is how far the tables of a statement may stand behind its verb.
	longestList = 512
)

// findSelect takes "select <list> from <table>". Prose says that too, so what a person would not write must be in it: capital
// keywords around a name that is no article, a star, a column with its table, or a condition with an operator.
func findSelect(text string, at, end int) Finding {
	list := text[end:min(end+longestList, len(text))]
	from := indexFold(list, "from ")
	if from < 1 || !isA(list[from-1], spaceByte) && !escapeBefore(list, from) && list[from-1] != ')' {
		return Finding{}
	}
	columns := list[:from]
	afterFrom := end + from + len("from ")
	table, rest := tableName(text, afterFrom)
	if table == "" || isArticle(table) {
		return Finding{}
	}
	capital := text[at] == 'S' && text[at+1] == 'E' && list[from] == 'F' && list[from+1] == 'R'
	if capital || strings.HasPrefix(columns, "*") || hasColumnOf(columns, table, text[rest:]) || callsFunction(columns) || hasCondition(text, rest) {
		return statement(text, at)
	}
	return Finding{}
}

func findInsert(text string, at, end int) Finding {
	table, rest := tableName(text, end)
	if table == "" || isArticle(table) {
		return Finding{}
	}
	next := skip(text, rest, " \r\n\t", 8)
	if hasFold(text, next, "values") || hasFold(text, next, "select ") || hasFold(text, next, "default values") {
		return statement(text, at)
	}
	if byteAt(text, next) == '(' {
		columns := text[next:min(next+longestList, len(text))]
		if text[at] == 'I' && text[at+1] == 'N' || indexFold(columns, "values") > 0 || indexFold(columns, "select ") > 0 {
			return statement(text, at)
		}
	}
	return Finding{}
}

func findUpdate(text string, at, end int) Finding {
	table, rest := tableName(text, end)
	if table == "" || isArticle(table) {
		return Finding{}
	}
	const longestAlias = 64
	window := text[rest:min(rest+longestAlias, len(text))]
	set := indexFold(window, " set ")
	if set < 0 || !isAlias(window[:set]) {
		return Finding{}
	}
	column, after := tableName(text, rest+set+len(" set "))
	after = skip(text, after, " ", 2)
	if column == "" || byteAt(text, after) != '=' {
		return Finding{}
	}
	return statement(text, at)
}

func findDelete(text string, at, end int) Finding {
	table, rest := tableName(text, end)
	if table == "" || isArticle(table) || !hasCondition(text, rest) && (text[at] != 'D' || text[at+1] != 'E') {
		return Finding{}
	}
	return statement(text, at)
}

// findDefinition takes capitals only, or what goes on as a definition does.
func findDefinition(text string, at, end int) Finding {
	if hasFold(text, end, "if ") {
		end += len("if ")
		for _, word := range []string{"not ", "exists "} {
			if hasFold(text, end, word) {
				end += len(word)
			}
		}
	}
	table, rest := tableName(text, end)
	if table == "" || isArticle(table) {
		return Finding{}
	}
	next := skip(text, rest, " ", 2)
	if isA(text[at+1], upperByte) || byteAt(text, next) == '(' || hasFold(text, next, "add ") || hasFold(text, next, "drop column") || hasFold(text, next, "alter column") {
		return statement(text, at)
	}
	return Finding{}
}

// tableName reads a name, quoted or dotted or not, and where it ends.
func tableName(text string, at int) (name string, end int) {
	const longest = 130
	limit := min(at+longest, len(text))
	at = skip(text, at, " \r\n\t", 4)
	for end = at; end < limit; end++ {
		if c := text[end]; !isA(c, nameByte) && c != '.' && c != '"' && c != '`' && c != '[' && c != ']' && c != '\\' && c < 0x80 {
			break
		}
	}
	if end <= at {
		return "", at
	}
	return text[at:end], end
}

var articles = []string{"the", "a", "an", "your", "this", "that", "our", "my", "any", "one", "all", "each", "these", "those", "its", "their", "here", "there", "where"}

func isArticle(word string) bool {
	for _, article := range articles {
		if strings.EqualFold(word, article) {
			return true
		}
	}
	return false
}

// isAlias takes what stands between a table and "set": nothing, " u" or " as u".
func isAlias(words string) bool {
	if words == "" {
		return true
	}
	alias := strings.TrimPrefix(words[1:], "as ")
	return words[0] == ' ' && runEnd(alias, 0, len(alias), nameByte) == len(alias)
}

// hasColumnOf tells whether a column in the list is that of the table or of its alias, which stands behind it.
func hasColumnOf(columns, table, behind string) bool {
	behind = strings.TrimPrefix(strings.TrimLeft(behind, " "), "as ")
	alias := behind[:runEnd(behind, 0, len(behind), nameByte)]
	return alias != "" && strings.Contains(columns, alias+".") || strings.Contains(columns, table+".")
}

// callsFunction tells count(*) from words in brackets.
func callsFunction(columns string) bool {
	open := strings.IndexByte(columns, '(')
	return open > 0 && isA(columns[open-1], nameByte) && strings.IndexByte(columns[open:], ')') > 0
}

// hasCondition tells whether "where" and an operator follow.
func hasCondition(text string, at int) bool {
	const longest = 160
	window := text[at:min(at+longest, len(text))]
	where := indexFold(window, " where ")
	if where < 0 {
		return false
	}
	_, after := tableName(window, where+len(" where "))
	rest := window[after:]
	rest = strings.TrimLeft(rest, " ")
	return rest != "" && strings.IndexByte("=<>!", rest[0]) >= 0 || hasFold(rest, 0, "in (") || hasFold(rest, 0, "in(") || hasFold(rest, 0, "like ") ||
		hasFold(rest, 0, "is null") || hasFold(rest, 0, "is not null") || hasFold(rest, 0, "between ")
}

// statement ends with the quote or bracket that it stands in, with a semicolon, with an empty line, or with the text.
func statement(text string, at int) Finding {
	limit := min(at+longestStatement, len(text))
	closer := byte(0)
	switch byteAt(text, at-1) {
	case '"':
		closer = '"'
	case '[':
		closer = ']'
	case '`':
		closer = '`'
	}
	inString := false
	for i := at; i < limit; i++ {
		switch c := text[i]; {
		case c == '\'':
			inString = !inString
		case inString:
		case c == ';' || c == closer && closer != 0:
			return Finding{Start: at, End: i}
		case c == '\n' && byteAt(text, i+1) == '\n':
			return Finding{Start: at, End: i}
		}
	}
	return Finding{Start: at, End: characterEnd(text, limit)}
}
