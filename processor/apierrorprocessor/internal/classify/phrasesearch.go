package classify

import (
	"bytes"
	"math/bits"
	"strings"
)

// phrase is one of the table's, made ready to be looked for.
type phrase struct {
	text  string
	means *meaning
	parts [][]byte
}

func readyPhrases(rows []phraseRow) (phrases []phrase, messages map[string]*meaning) {
	messages = map[string]*meaning{}
	for _, row := range rows {
		for _, text := range row.phrases {
			if message, whole := strings.CutPrefix(text, "="); whole {
				messages[message] = row.means
				continue
			}
			p := phrase{text: text, means: row.means}
			for part := range strings.SplitSeq(text, "*") {
				p.parts = append(p.parts, []byte(strings.TrimSpace(part)))
			}
			phrases = append(phrases, p)
		}
	}
	return phrases, messages
}

const (
	// runLength is how many bytes of a phrase it is filed under: no phrase is shorter.
	runLength = 4
	// maxPhrases bounds the table, so that a search needs no memory of its own.
	maxPhrases = 4096
	slotBits   = 16
	slots      = 1 << slotBits
)

// phraseIndex finds phrases by one run of bytes each, the one that it shares with the fewest others. A text that holds a
// phrase holds its run: only phrases whose run the text holds are looked at, so that a search costs what the text is long,
// however long the table is.
type phraseIndex struct {
	messages map[string]*meaning // phrases that are the whole message
	phrases  []phrase
	taken    [slots / 64]uint64 // which slots hold any: it stays in the processor's nearest cache
	first    [slots]uint16      // the first phrase that is filed in each slot, counted from one; 0 where there is none
	filed    []filing           // how each phrase is filed, counted from one
}

// filing is the run that a phrase is filed under: where it ends in which part, and which phrase stands in the same slot.
type filing struct {
	part []byte
	end  int
	next uint16
}

func indexPhrases(rows []phraseRow) *phraseIndex {
	phrases, messages := readyPhrases(rows)
	index := &phraseIndex{messages: messages, phrases: phrases, filed: make([]filing, len(phrases)+1)}
	var shared [slots]int
	for i := range phrases {
		for slot := range phrases[i].runs {
			shared[slot]++
		}
	}
	for i := range phrases {
		rarest, rare := -1, filing{}
		for slot, run := range phrases[i].runs {
			if rarest < 0 || shared[slot] < shared[rarest] {
				rarest, rare = slot, run
			}
		}
		rare.next = index.first[rarest]
		index.filed[i+1] = rare
		index.first[rarest] = uint16(i + 1)
		index.taken[rarest/64] |= 1 << (rarest % 64)
	}
	return index
}

// runs yields the runs that a phrase holds, and their slots.
func (p *phrase) runs(yield func(int, filing) bool) {
	for _, part := range p.parts {
		var run uint32
		for i, c := range part {
			run = run<<8 | uint32(c)
			if i >= runLength-1 && !yield(slotOf(run), filing{part: part, end: i + 1}) {
				return
			}
		}
	}
}

// slotOf spreads runs over the slots by Fibonacci hashing.
func slotOf(run uint32) int { return int(run * 2654435769 >> (32 - slotBits)) }

// find gives the meaning of the first phrase of the table that a text, in lower case, holds; nil where there is none. One that is
// vague or general gives way to a later one that is not: "connection failed: … database does not exist".
func (x *phraseIndex) find(text []byte) *meaning {
	if means := x.messages[string(text)]; means != nil {
		return means
	}
	var candidates [maxPhrases / 64]uint64
	var run uint32
	for i, c := range text {
		run = run<<8 | uint32(c)
		if i < runLength-1 {
			continue
		}
		slot := slotOf(run)
		if x.taken[slot/64]&(1<<(slot%64)) == 0 {
			continue
		}
		for at := x.first[slot]; at != 0; at = x.filed[at].next {
			filed := &x.filed[at]
			if begin := i + 1 - filed.end; begin >= 0 && bytes.HasPrefix(text[begin:], filed.part) {
				candidates[(at-1)/64] |= 1 << ((at - 1) % 64)
			}
		}
	}
	var best *meaning
	for word, set := range &candidates {
		for ; set != 0; set &= set - 1 {
			p := &x.phrases[word*64+bits.TrailingZeros64(set)]
			switch says := p.means; {
			case (best != nil && (says.vague || says.general)) || !p.in(text):
			case !says.vague && !says.general:
				return says
			default:
				best = says
			}
		}
	}
	return best
}

// in reports whether a text, in lower case, holds the parts of the phrase one after the other.
func (p *phrase) in(text []byte) bool {
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
