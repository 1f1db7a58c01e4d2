package classify

import (
	"slices"
	"strings"
)

// names finds what an error's name means.
type names struct {
	anywhere map[string]*meaning
	within   map[string][]qualified // by the name alone
}

// qualified is what a name means in one package.
type qualified struct {
	part  string // of the package's path, in lower case
	means *meaning
}

func indexNames(rows []nameRow) *names {
	index := &names{anywhere: map[string]*meaning{}, within: map[string][]qualified{}}
	for _, row := range rows {
		for _, name := range row.names {
			if part, said, ok := strings.Cut(name, "/"); ok {
				index.within[said] = append(index.within[said], qualified{part, row.means})
			} else {
				index.anywhere[name] = row.means
			}
		}
	}
	return index
}

// ornaments are the last words that say no more than that it is an error: rows leave them out where nothing depends on them.
var ornaments = []string{"exception", "error", "fault", "err"}

// find takes the longest of the table's names that the words end in; nil where there is none.
func (n *names) find(words []string) *meaning {
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

// findIn gives what a whole name means in the package it stands in; nil where that says nothing more.
func (n *names) findIn(path string, words []string) *meaning {
	last := len(words) - 1
	if path == "" || last < 0 {
		return nil
	}
	if means := n.inPackage(path, words); means != nil {
		return means
	}
	if last > 0 && slices.Contains(ornaments, words[last]) {
		return n.inPackage(path, words[:last])
	}
	return nil
}

func (n *names) inPackage(path string, words []string) *meaning {
	for _, q := range n.within[strings.Join(words, " ")] {
		if hasPart(path, q.part) {
			return q.means
		}
	}
	return nil
}

func (n *names) exactly(words []string, whole bool) *meaning {
	said := strings.Join(words, " ")
	if whole {
		if means := n.anywhere["="+said]; means != nil {
			return means
		}
	}
	return n.anywhere[said]
}

// separators stand between the parts of a package's path, in one language or another.
const separators = `./\:#$+`

// hasPart reports whether a package's path holds a part.
func hasPart(path, part string) bool {
	for at := range strings.FieldsFuncSeq(path, func(c rune) bool { return strings.ContainsRune(separators, c) }) {
		if strings.EqualFold(at, part) {
			return true
		}
	}
	return false
}

// nameWords takes an error's name apart into its package's path and its words in lower case: java.net.ConnectException and
// NET::CONNECT_EXCEPTION are both "connect exception".
func nameWords(name string) (path string, words []string) {
	if message := strings.Index(name, ": "); message >= 0 {
		name = name[:message]
	}
	name = strings.TrimRight(name, ".$ ")
	if begin := strings.LastIndexAny(name, separators) + 1; begin > 0 {
		path, name = name[:begin], name[begin:]
	}
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
	return path, words
}

func isWordByte(c byte) bool {
	return c == '_' || c >= 0x80 || isLower(c) || isUpper(c) || ('0' <= c && c <= '9')
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
