package leak

import (
	"slices"
	"unicode/utf8"
)

const (
	// Limit is how much of a text is looked at, the length from which the processor takes a value for malformed. A leak
	// that begins before it is found to its end.
	Limit = 32 << 10

	// maxMasked bounds what is recorded of a text that is all secrets; what follows counts as unscanned.
	maxMasked = 512
	// maxShown bounds what is recorded of each kind that is not masked: the first few say it all.
	maxShown = 8

	// sameTrace is how far apart the frames of one stack trace are at most: the message of a cause stands between.
	sameTrace = 512
)

// Finding is a place in a text: the part that must not be seen, so of an address its local part, of a connection string
// the user and the password.
type Finding struct {
	Kind       Kind
	Start, End int // byte offsets, at the borders of characters
}

// Scanner is safe for concurrent use.
type Scanner struct {
	prefilter *prefilter
	kinds     []Kind   // by rule
	finders   []finder // by rule
	runs      []run    // by rule
}

// NewScanner readies the tables. It takes two milliseconds, so one scanner serves a processor.
func NewScanner() *Scanner {
	return scannerOf(rules())
}

func scannerOf(all []rule) *Scanner {
	s := &Scanner{prefilter: newPrefilter(all)}
	for i := range all {
		r := &all[i]
		s.kinds = append(s.kinds, r.kind)
		s.finders = append(s.finders, r.ready())
		s.runs = append(s.runs, r.run())
	}
	return s
}

// Scan appends what a text gives away, in the order of the text. What is masked never overlaps; what is not masked may lie
// around it. The last finding is KindUnscanned where the text goes on further than it was looked at. Clean text allocates
// nothing, and neither does other text if into has room.
func (s *Scanner) Scan(text string, into []Finding) []Finding {
	first := len(into)
	p := s.prefilter
	grams := uint32(0)
	var ends [lastRun + 1]int // of the last finding of each run
	for i := range min(len(text), Limit) {
		grams = (grams<<codeBits | uint32(codes[text[i]])) & gramMask
		if p.bits[grams>>6]&(1<<(grams&63)) == 0 {
			continue
		}
		calls := p.calls[p.slot[grams]]
		for k := range calls {
			c := &calls[k]
			at, ok := c.stands(text, i)
			if !ok {
				continue
			}
			run := s.runs[c.rule]
			if at+len(c.literal)+longestDelimiter < ends[run] {
				continue // it would run to the same end, which is masked already
			}
			found := s.finders[c.rule](text, at, at+len(c.literal))
			if found.End == 0 {
				continue
			}
			if run != noRun {
				ends[run] = found.End
			}
			if found.Kind == "" {
				found.Kind = s.kinds[c.rule]
			}
			into = record(into, first, found)
			if len(into)-first > maxMasked {
				return unscanned(text, into, first, i+1)
			}
		}
	}
	into = dropPathsInTraces(into, first)
	if len(text) > Limit {
		return unscanned(text, into, first, Limit)
	}
	return into
}

// record keeps the findings ordered and joins those that are one.
func record(into []Finding, first int, found Finding) []Finding {
	if !found.Kind.masked() {
		same := 0
		for i := len(into) - 1; i >= first; i-- {
			if into[i].Kind != found.Kind {
				continue
			}
			same++
			if same == maxShown && found.Kind != KindStackTrace {
				return into
			}
			near := into[i].End
			if found.Kind == KindStackTrace {
				near += sameTrace
			}
			if found.Start < near && into[i].Start < found.End {
				found.Start, found.End = min(found.Start, into[i].Start), max(found.End, into[i].End)
				return insert(slices.Delete(into, i, i+1), first, found)
			}
		}
		return insert(into, first, found)
	}
	for i := len(into) - 1; i >= first; i-- {
		other := into[i]
		if !other.Kind.masked() || other.Start >= found.End {
			continue
		}
		if found.Start >= other.End {
			break // nor does any before it overlap: what is masked is in order
		}
		if other.Kind.Class() <= found.Kind.Class() {
			found.Kind = other.Kind
		}
		found.Start, found.End = min(found.Start, other.Start), max(found.End, other.End)
		into = slices.Delete(into, i, i+1)
	}
	return insert(into, first, found)
}

// insert goes from the end, where it nearly always belongs.
func insert(into []Finding, first int, found Finding) []Finding {
	at := len(into)
	for at > first && into[at-1].Start > found.Start {
		at--
	}
	return slices.Insert(into, at, found)
}

// dropPathsInTraces leaves out the paths of a stack trace's own frames.
func dropPathsInTraces(into []Finding, first int) []Finding {
	kept := first
	traceEnd := -1
	for _, f := range into[first:] {
		switch {
		case f.Kind == KindStackTrace:
			traceEnd = f.End
		case f.Kind == KindFilePath && f.Start < traceEnd:
			continue
		}
		into[kept] = f
		kept++
	}
	return into[:kept]
}

// unscanned marks the text from a place on, or from the word on that stands there: half of it may have been missed.
func unscanned(text string, into []Finding, first, from int) []Finding {
	const longestWord = 256
	for back := 0; back < longestWord && from > 0 && !isA(text[from-1], spaceByte); back++ {
		from--
	}
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from--
	}
	kept := into[:first]
	for _, f := range into[first:] {
		switch {
		case f.Start >= from:
			continue
		case f.Kind.masked():
			from = max(from, f.End)
		}
		kept = append(kept, f)
	}
	if from == len(text) {
		return kept
	}
	return append(kept, Finding{Kind: KindUnscanned, Start: from, End: len(text)})
}
