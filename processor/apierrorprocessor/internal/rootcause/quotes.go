package rootcause

import (
	"strconv"
	"strings"
	"unicode"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

const (
	// wordsLimit bounds what is compared of a text, in bytes; traceLimit what is searched of a stack trace.
	wordsLimit = 1 << 10
	traceLimit = 1 << 14
	// quoteLimit is how many letters and digits of a text are looked for: whoever passes it on may have cut it.
	quoteLimit = 64
	// tellingWords is how many letters and digits a text or a type has to have that is not in another by chance. Shorter
	// ones count where the other text ends in them: wrappers stand before what they wrap.
	tellingWords, tellingEnd = 12, 3
	// tellingWord is how long a word is that two texts have in common because they speak of the same.
	tellingWord = 6
	// maxQuoted is how many calls an error's text is followed upwards.
	maxQuoted = 8
)

// findQuotes looks where a failure's own text (or, failing that, its status) stands in that of a failed span above, although
// it was not taken for the cause: the text has then only been passed on, whatever it sounds like. A span between that says
// nothing, as most HTTP clients' do, is passed over.
func (g *Graph) findQuotes() {
	for i := range g.nodes {
		d := &g.nodes[i]
		if d.isEffect() || d.up == none {
			continue
		}
		words, asked := g.quote[:0], false
		c := d
		for range maxQuoted {
			if c.up == none {
				break
			}
			p := &g.nodes[c.up]
			if c.mayBeQuoted(p) {
				if !asked {
					words, asked = compact(words, unwrapped(d.message), quoteLimit), true
				}
				c.link = max(c.link, g.quotes(p, d, words))
			}
			if c.link == not {
				break
			}
			c = p
		}
		g.quote = words[:0]
	}
}

// mayBeQuoted reports whether the text of p can settle whether n explains it.
func (n *node) mayBeQuoted(p *node) bool {
	if !p.doubted || n.link == sure || n.isEffect() || p.isCalling() || (p.message == "" && p.span.Events().Len() == 0) {
		return false
	}
	ps, cs := p.symptoms(), n.symptoms()
	local := isLocal(&ps, &cs)
	tooEarly := local && outlives(&cs, &ps, local, slack) // what is over cannot quote what is to come
	return !isAsync(&ps, &cs) && !tooEarly
}

// quotes says how surely the text of p is that of d, whose words are given.
func (g *Graph) quotes(p, d *node, words []byte) strength {
	text := compact(g.words[:0], p.message, wordsLimit)
	g.words = text[:0]
	name := lastName(d.errorName)
	switch {
	case len(words) >= tellingWords && strings.Contains(string(text), string(words)),
		len(words) >= tellingEnd && strings.HasSuffix(string(text), string(words)),
		len(text) >= tellingWords && strings.Contains(string(words), string(text)),
		len(name) >= tellingWords && p.errorName != d.errorName && strings.Contains(p.message[:min(len(p.message), wordsLimit)], name):
		return sure
	case d.isCalling() && namesStatus(p.message, d.status):
		return alike
	}
	if lastName(p.errorName) != name || differ(p, d) {
		return inTrace(p.stacktrace(), name, d.message)
	}
	return not
}

// stacktrace is that of the last exception on the span: it may go on with what that was made of.
func (n *node) stacktrace() string {
	for i := n.span.Events().Len() - 1; i >= 0; i-- {
		if trace, found := n.span.Events().At(i).Attributes().Get("exception.stacktrace"); found && trace.Type() == pcommon.ValueTypeStr {
			return trace.Str()[:min(len(trace.Str()), traceLimit)]
		}
	}
	return ""
}

// inTrace looks for an error among the causes that a stack trace goes on with: "Caused by: a.B: message".
func inTrace(trace, name, message string) strength {
	said, _, _ := strings.Cut(message, "\n")
	said = said[:min(len(said), quoteLimit)]
	switch {
	case len(said) >= tellingWords && strings.Contains(trace, said),
		said == "" && len(name) >= tellingWords && strings.Contains(trace, name):
		return sure
	}
	for name != "" && said != "" {
		at := strings.Index(trace, name)
		if at < 0 {
			break
		}
		trace = trace[at+len(name):]
		if strings.HasPrefix(trace, ": ") && strings.HasPrefix(trace[len(": "):], said) {
			return sure
		}
	}
	return not
}

// compact appends the letters and digits of a text, in lower case: what passes texts on quotes them, and escapes the quotes.
func compact(to []byte, text string, limit int) []byte {
	text = text[:min(len(text), wordsLimit)]
	for i := 0; i < len(text) && len(to) < limit; i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && strings.IndexByte("nrt", text[i+1]) >= 0:
			i++
		case c == '&': // &quot;
			if end := strings.IndexByte(text[i:min(len(text), i+7)], ';'); end > 0 {
				i += end
			}
		case '0' <= c && c <= '9', 'a' <= c && c <= 'z', c >= 0x80:
			to = append(to, c)
		case 'A' <= c && c <= 'Z':
			to = append(to, c+('a'-'A'))
		}
	}
	return to
}

// unwrapped is a text without what the protocol and the language put before it: the status ("rpc error: code = Internal desc =
// ", "13 INTERNAL: ") and the error's type ("KeyError: ").
func unwrapped(text string) string {
	if at := strings.LastIndex(text[:min(len(text), wordsLimit)], "desc = "); at >= 0 {
		text = text[at+len("desc = "):]
	}
	for range 2 {
		before, after, found := strings.Cut(text, ": ")
		if at := strings.IndexByte(before, ' '); at >= 0 && at <= 2 && isNumber(before[:at]) {
			before = before[at+1:]
		}
		if !found || after == "" || before == "" || strings.IndexByte(before, ' ') >= 0 || !isErrorName(before) {
			break
		}
		text = after
	}
	return text
}

// isErrorName reports whether a word is a type's, or a status'.
func isErrorName(word string) bool {
	return strings.HasSuffix(word, "Error") || strings.HasSuffix(word, "Exception") || word == strings.ToUpper(word)
}

func isNumber(text string) bool {
	_, err := strconv.ParseUint(text, 10, 16)
	return err == nil
}

// namesStatus reports whether a text names the status that a call was answered with: "[500] during [GET]", "code = Internal".
func namesStatus(text string, status int16) bool {
	text = text[:min(len(text), wordsLimit)]
	switch {
	case status > grpcStatuses:
		// In the languages' own spellings: INVALID_ARGUMENT, InvalidArgument. Alone, the names are everyday words.
		var name, said [wordsLimit]byte
		code := compact(name[:0], spanview.GRPCName(int32(status-grpcStatuses)), wordsLimit)
		return strings.Contains(string(compact(said[:0], text, wordsLimit)), "code"+string(code)) ||
			strings.Contains(text, spanview.GRPCName(int32(status-grpcStatuses))+": ")
	case status > 0:
		number := strconv.Itoa(int(status))
		for at := strings.Index(text, number); at >= 0; {
			end := at + len(number)
			if (at == 0 || !isAlphanumeric(text[at-1])) && (end == len(text) || !isAlphanumeric(text[end])) {
				return true
			}
			next := strings.Index(text[end:], number)
			if next < 0 {
				return false
			}
			at = end + next
		}
	}
	return false
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// differ reports whether two failures both say something, and not the same.
func differ(p, c *node) bool {
	return p.message != "" && c.message != "" && !strings.Contains(p.message, c.message) && !strings.Contains(c.message, p.message)
}

// isVague reports whether a text says only that something did not work: it may wrap anything.
func isVague(text string) bool {
	text = text[:min(len(text), wordsLimit)]
	for _, word := range [...]string{
		"fail", "Fail", "ould not", "ouldn't", "nable to", "rror while", "rror during", "rror in", "rror processing", "rror occurred", "bort", "went wrong",
		"nexpected error", "nternal error", "navailable",
	} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

func isBreak(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// shareWord reports whether two texts have a longer word in common.
func shareWord(a, b string) bool {
	for word := range strings.FieldsFuncSeq(a[:min(len(a), wordsLimit)], isBreak) {
		if len(word) >= tellingWord && strings.Contains(b[:min(len(b), wordsLimit)], word[1:]) { // whether or not it begins the sentence
			return true
		}
	}
	return false
}
