package classify

import (
	"bytes"
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

// phrase is one of the table's, made ready to be looked for.
type phrase struct {
	text  string
	means *meaning
	parts [][]byte
	whole bool
	// begins and ends are the trigrams at the edges of the first part.
	begins, ends uint16
}

func readyPhrases(rows []phraseRow) []phrase {
	var ready []phrase
	for _, row := range rows {
		for _, text := range row.phrases {
			p := phrase{text: text, means: row.means}
			text, p.whole = strings.CutPrefix(text, "=")
			for part := range strings.SplitSeq(text, "*") {
				p.parts = append(p.parts, []byte(strings.TrimSpace(part)))
			}
			first := p.parts[0]
			p.begins, p.ends = trigram(first), trigram(first[len(first)-3:])
			ready = append(ready, p)
		}
	}
	return ready
}

// trigrams are the runs of three bytes that a text holds, hashed: most phrases are ruled out by one look at them, which
// makes the search of a text that was not seen before several times as fast.
type trigrams [1 << 12 / 64]uint64

func trigram(text []byte) uint16 {
	return (uint16(text[0])*961 + uint16(text[1])*31 + uint16(text[2])) % (1 << 12)
}

func (t *trigrams) of(text []byte) {
	clear(t[:])
	for i := range max(0, len(text)-2) {
		gram := trigram(text[i:])
		t[gram/64] |= 1 << (gram % 64)
	}
}

func (t *trigrams) has(gram uint16) bool { return t[gram/64]&(1<<(gram%64)) != 0 }

// in reports whether a text, in lower case, holds the parts of the phrase one after the other.
func (p *phrase) in(text []byte) bool {
	if p.whole {
		return bytes.Equal(text, p.parts[0])
	}
	for _, part := range p.parts {
		end := afterWords(text, part)
		if end < 0 {
			return false
		}
		text = text[end:]
	}
	return true
}

// afterWords finds a part of a phrase that begins and ends where words do, and returns where it ends; -1 if it is not there.
func afterWords(text, part []byte) int {
	for from := 0; ; {
		at := bytes.Index(text[from:], part)
		if at < 0 {
			return -1
		}
		begin := from + at
		end := begin + len(part)
		if isEdge(text, begin) && isEdge(text, end) {
			return end
		}
		from = begin + 1
	}
}

// isEdge reports whether no word goes on over a place in the text.
func isEdge(text []byte, at int) bool {
	return at == 0 || at == len(text) || !isWordByte(text[at-1]) || !isWordByte(text[at])
}

func isWordByte(c byte) bool {
	return c == '_' || c >= 0x80 || isLower(c) || isUpper(c) || ('0' <= c && c <= '9')
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
