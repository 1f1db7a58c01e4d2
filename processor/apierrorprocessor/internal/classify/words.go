package classify

import (
	"slices"
	"strings"
)

// names finds what an error's name means.
type names map[string]*meaning

func indexNames(rows []nameRow) names {
	index := names{}
	for _, row := range rows {
		for _, name := range row.names {
			index[name] = row.means
		}
	}
	return index
}

// ornaments are the last words that say no more than that it is an error: rows leave them out where nothing depends on them.
var ornaments = []string{"exception", "error", "fault", "err"}

// find takes the longest of the table's names that the words end in; nil where there is none.
func (n names) find(words []string) *meaning {
	for i := range words {
		said := words[i:]
		if means := n.exactly(said, i == 0); means != nil {
			return means
		}
		if last := len(said) - 1; last > 0 && slices.Contains(ornaments, said[last]) {
			if means := n.exactly(said[:last], i == 0); means != nil {
				return means
			}
		}
	}
	return nil
}

func (n names) exactly(words []string, whole bool) *meaning {
	said := strings.Join(words, " ")
	if whole {
		if means := n["="+said]; means != nil {
			return means
		}
	}
	return n[said]
}

// nameWords takes an error's name apart into words in lower case, without its package path: java.net.ConnectException and
// NET::CONNECT_EXCEPTION are both "connect exception".
func nameWords(name string) []string {
	if message := strings.Index(name, ": "); message >= 0 {
		name = name[:message]
	}
	name = strings.TrimRight(name, ".$ ")
	if path := strings.LastIndexAny(name, `./\:#$+`); path >= 0 {
		name = name[path+1:]
	}
	var words []string
	begin := 0
	end := func(i int) {
		if i > begin {
			words = append(words, strings.ToLower(name[begin:i]))
		}
	}
	for i := range len(name) {
		c := name[i]
		switch {
		case !isWordByte(c) || c == '_':
			end(i)
			begin = i + 1
		case isUpper(c) && i > begin && (!isUpper(name[i-1]) || (i+1 < len(name) && isLower(name[i+1]))):
			end(i)
			begin = i
		}
	}
	end(len(name))
	return words
}

func isWordByte(c byte) bool {
	return c == '_' || c >= 0x80 || isLower(c) || isUpper(c) || ('0' <= c && c <= '9')
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
