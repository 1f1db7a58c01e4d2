package injection

import "strings"

// lookup recognises what Log4j would look up (CVE-2021-44228), also where it is spelled by other lookups: ${${lower:j}ndi:…}.
func lookup(text string) string {
	if !strings.Contains(text, "${") {
		return ""
	}
	if strings.Contains(text, "${jndi:") {
		return "${jndi:"
	}
	if strings.Contains(unnested(text), "jndi:") {
		return "a spelled-out ${jndi:"
	}
	return containsAny(text, "${env:", "${sys:", "${ctx:", "${java:")
}

// unnested resolves lookups within lookups to what they give: ${lower:j}, ${upper:j}, ${::-j} and ${env:X:-j} are all j.
func unnested(text string) string {
	for range 64 {
		open := strings.LastIndex(text, "${")
		if open < 0 {
			return text
		}
		length := strings.IndexByte(text[open:], '}')
		if length < 0 {
			return strings.ReplaceAll(text, "${", "")
		}
		inner := text[open+len("${") : open+length]
		if at := strings.LastIndex(inner, ":-"); at >= 0 {
			inner = inner[at+len(":-"):]
		} else if after, found := strings.CutPrefix(inner, "lower:"); found {
			inner = after
		} else if after, found := strings.CutPrefix(inner, "upper:"); found {
			inner = after
		}
		text = text[:open] + inner + text[open+length+1:]
	}
	return text
}

// template recognises what a template engine would work out. That a template stands in a value is no attack: marketing mails are made
// of them. That it calculates, or reaches into the engine, is.
func template(text string) string {
	if sign := containsAny(text, "__class__", "__globals__", "__subclasses__", "__import__(", "t(java.lang.", "java.lang.runtime",
		"freemarker.template", ".getclass()", "@java.", "self.__init__", "{{config", "{{self", "{{request.", "<%= system", "#{system"); sign != "" {
		return sign
	}
	for _, opening := range [...]string{"{{", "${", "<%=", "#{", "*{", "@("} {
		for rest := text; ; {
			_, after, found := strings.Cut(rest, opening)
			if !found {
				break
			}
			rest = after
			if calculates(after) {
				return opening + " and a calculation"
			}
		}
	}
	return ""
}

// calculates reports whether an expression begins with one number times another, which is how a template is found out.
func calculates(expression string) bool {
	expression = strings.TrimLeft(expression, " '\"({")
	digits := 0
	for digits < len(expression) && isDigit(expression[digits]) {
		digits++
	}
	if digits == 0 {
		return false
	}
	rest := strings.TrimLeft(expression[digits:], " ")
	if rest == "" || strings.IndexByte("*+-/", rest[0]) < 0 {
		return false
	}
	rest = strings.TrimLeft(rest[1:], " '\"")
	return number(rest)
}

// externalEntity recognises a document that fetches what it is not given.
func externalEntity(text string) string {
	if !strings.Contains(text, "<!") && !strings.Contains(text, "xinclude") {
		return ""
	}
	if sign := containsAny(text, "<!entity", "xmlns:xi=\"http://www.w3.org/2001/xinclude\""); sign != "" {
		return sign
	}
	if at := strings.Index(text, "<!doctype "); at >= 0 && strings.ContainsRune(text[at:], '[') && containsAny(text[at:], " system ", " public ") != "" {
		return "<!doctype [ system"
	}
	return ""
}

// queryOperator recognises an operator of MongoDB's where a value belongs.
func queryOperator(text string) string {
	if !strings.ContainsRune(text, '$') {
		return ""
	}
	return containsAny(strings.ReplaceAll(text, " ", ""), `{"$ne":`, `{"$gt":`, `{"$gte":`, `{"$lt":`, `{"$regex":`, `{"$in":`, `{"$nin":`,
		`{"$exists":`, `"$where":`, `{$ne:`, `{$gt:`, `||'1'=='1`)
}

// operatorName recognises the same in a parameter's name, of which frameworks make an object: password[$ne]=.
func operatorName(name string) string {
	if strings.IndexByte(name, '$') < 0 && !strings.Contains(name, "%24") {
		return ""
	}
	return containsAny(strings.NewReplacer("%5B", "[", "%5b", "[", "%24", "$", "%5D", "]", "%5d", "]").Replace(name),
		"[$ne]", "[$gt]", "[$gte]", "[$lt]", "[$regex]", "[$in]", "[$nin]", "[$exists]", "[$where]")
}

// ldapFilter recognises what ends a filter and begins another.
func ldapFilter(text string) string {
	for rest := text; ; {
		_, after, found := strings.Cut(rest, ")(")
		if !found {
			break
		}
		rest = after
		if prefixOf(after, "|(", "&(", "!(", "uid=", "cn=", "objectclass=", "mail=", "userpassword=", "samaccountname=") != "" {
			return ")(" + after[:1]
		}
	}
	return containsAny(text, "*)(|", "*)(&", "*))%00", "(|(uid=", "(|(cn=", "(&(uid=", "(objectclass=*")
}
