package classify

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/generatedpage"
)

// TestDocumentation holds docs/classification.md against the tables.
func TestDocumentation(t *testing.T) {
	generatedpage.Require(t, "../../../../docs/classification.md", document(), "go test ./processor/apierrorprocessor/internal/classify -run TestDocumentation -update")
}

// Every reason has its first look, and every first look its reason.
func TestFirstLooks(t *testing.T) {
	reasons := documentedReasons()
	for reason := range reasons {
		look := firstLook[reason]
		assert.NotEmptyf(t, look, "what does somebody look at first who reads %q?", reason)
		assert.LessOrEqual(t, len(strings.Fields(look)), 10, reason)
	}
	for reason := range firstLook {
		assert.NotEmptyf(t, reasons[reason], "no table gives the reason %q", reason)
	}
}

func TestCellsAreHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"connect timeout":    "`connect timeout`",
		"a | b":              "`a \\| b`",
		"called `unwrap()`":  "`` called `unwrap()` ``",
		"<b>\x1b[2J\nnext":   "`<b>�[2J�next`",
		"\u202egnp.exe":      "`�gnp.exe`",
		"``` and more `````": "`````` ``` and more ````` ``````",
	} {
		assert.Equal(t, want, code(text))
	}
}

func document() string {
	page := &strings.Builder{}
	page.WriteString(introduction)
	writeReasons(page)
	writeStatuses(page)
	writeWords(page)
	return page.String()
}

const introduction = `# Classification

Everything that the processor ` + "`apierror`" + ` recognises, generated from the tables in
[internal/classify](../processor/apierrorprocessor/internal/classify). Do not edit it: add a line to a table there, and run

    go test ./processor/apierrorprocessor/internal/classify -run TestDocumentation -update

**How evidence is weighed.** The most specific wins: a status that names its cause, then a code or the error's type, then its
message, then a status that only says that something went wrong (HTTP 400 and 500, gRPC UNKNOWN and INTERNAL), then the bare
fact. Of two names that fit, the longer one counts; of two phrases, the one that stands first in the table. What is marked as
*vague* tells how a failure was felt, not what it was (an exhausted pool is felt as a timeout): whatever else the span says
stands before it. A code of a service outranks the status that came with it, since cloud services answer one status for many causes.

**Whose fault** is relative to the service that owns the span: "answered" is the side that served the call, "called" the side that
made it. A service that answers a 5xx is never let off by what its caller sent, and a failed call to a declared partner is a third
party's (` + "`third_party`" + `) where a dependency's is meant here. Where a table names two with a "/" between them, the first is for the
side that answered, the second for the side that called.

`

// told is what one piece of evidence tells on either side of a call.
type told struct {
	answered, called knowledge
	vague            bool
}

func tellMeaning(m *meaning) told {
	r := newRecognised(m, false, "")
	return told{r.answered, r.elsewhere, m.vague}
}

func documentedReasons() map[string][]told {
	reasons := map[string][]told{}
	add := func(t told) {
		reasons[t.answered.reason] = append(reasons[t.answered.reason], t)
	}
	for _, row := range httpRows {
		add(told{answered: *httpKnowledge(row.status, false), called: *httpKnowledge(row.status, true)})
	}
	for _, row := range grpcRows {
		add(told{answered: *grpcKnowledge(row.status, false), called: *grpcKnowledge(row.status, true)})
	}
	for i := range challengeRows {
		add(told{answered: challenged[i][0], called: challenged[i][1]})
	}
	for _, k := range []*knowledge{&noAnswer, &dependencyFailed, &unhandled, &markedOnly} {
		add(told{answered: *k, called: *k})
	}
	add(told{answered: errorsAnswered, called: errorsReceived})
	for _, row := range allRows() {
		add(tellMeaning(row.means))
	}
	return reasons
}

func writeReasons(page *strings.Builder) {
	page.WriteString("## Reasons\n\nWhere a reason has several categories or origins, it depends on the evidence and on the side.\n\n")
	head(page, "reason", "category", "whose fault, answered", "whose fault, called", "a retry may help", "first look")
	reasons := documentedReasons()
	for _, reason := range slices.Sorted(maps.Keys(reasons)) {
		var categories, answered, called, retry []string
		for _, t := range reasons[reason] {
			categories = append(categories, string(t.answered.category), string(t.called.category))
			answered, called = append(answered, string(t.answered.origin)), append(called, string(t.called.origin))
			retry = append(retry, yesNo(t.answered.retryable))
		}
		slices.Sort(retry)
		row(page, code(reason), each(categories), each(answered), each(called), strings.Join(slices.Compact(retry), " or "), firstLook[reason])
	}
}

func writeStatuses(page *strings.Builder) {
	page.WriteString("\n## HTTP statuses\n\nA status that is in no registry counts as its class's first: 400 or 500.\n\n")
	head(page, "status", "says", "category", "reason", "whose fault", "retry", "source")
	for _, r := range slices.SortedFunc(slices.Values(httpRows), func(a, b httpRow) int { return cmp.Compare(a.status, b.status) }) {
		writeStatus(page, strconv.Itoa(int(r.status)), r.says, httpKnowledge(r.status, false), httpKnowledge(r.status, true), r.source)
	}
	page.WriteString("\n## gRPC statuses\n\nConnect's and Twirp's codes of the same name are read as these.\n\n")
	head(page, "status", "says", "category", "reason", "whose fault", "retry", "source")
	for _, r := range grpcRows {
		writeStatus(page, strconv.Itoa(int(r.status)), r.says, grpcKnowledge(r.status, false), grpcKnowledge(r.status, true), r.source)
	}
	page.WriteString("\n## WWW-Authenticate challenges\n\nThe first that the header holds counts.\n\n")
	head(page, "holds", "says", "category", "reason", "whose fault", "retry", "source")
	for i, r := range challengeRows {
		writeStatus(page, code(r.part), r.says, &challenged[i][0], &challenged[i][1], r.source)
	}
}

func writeStatus(page *strings.Builder, name, says string, answered, called *knowledge, source string) {
	category := each([]string{string(answered.category), string(called.category)})
	row(page, name, plain(says), category, code(answered.reason), fault(answered, called), yesNo(answered.retryable), plain(source))
}

func writeWords(page *strings.Builder) {
	for _, table := range tables() {
		page.WriteString("\n" + table.title + "\n\n")
		if table.about != "" {
			page.WriteString(table.about + "\n\n")
		}
		if len(table.rows) == 0 {
			continue // the head of a chapter
		}
		head(page, table.what, "category", "reason", "whose fault", "retry", "source")
		rows := slices.Clone(table.rows)
		if !table.ordered {
			slices.SortStableFunc(rows, func(a, b documentedRow) int {
				return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.means.reason, b.means.reason), slices.Compare(a.says, b.says))
			})
		}
		for _, r := range rows {
			t := tellMeaning(r.means)
			reason := code(r.means.reason)
			if t.vague {
				reason += " (vague)"
			}
			row(page, spans(r.says), code(string(r.means.category)), reason, fault(&t.answered, &t.called), yesNo(r.means.retryable),
				plain(r.source))
		}
	}
}

// fault is whose it is where the call was answered and, if it is another's, where it was made.
func fault(answered, called *knowledge) string {
	if answered.origin == called.origin {
		return code(string(answered.origin))
	}
	return code(string(answered.origin)) + " / " + code(string(called.origin))
}

func head(page *strings.Builder, columns ...string) {
	row(page, columns...)
	row(page, slices.Repeat([]string{"---"}, len(columns))...)
}

func row(page *strings.Builder, cells ...string) {
	page.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

func each(words []string) string {
	slices.Sort(words)
	return spans(slices.Compact(words))
}

func spans(texts []string) string {
	list := make([]string, len(texts))
	for i, text := range texts {
		list[i] = code(text)
	}
	return strings.Join(list, ", ")
}

// code is a text as Markdown's code span in a cell of a table: nothing in it is read as markup.
func code(text string) string {
	text, longest, run := plain(text), 0, 0
	for _, c := range text {
		run++
		if c != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	if longest == 0 {
		return "`" + text + "`"
	}
	fence := strings.Repeat("`", longest+1)
	return fence + " " + text + " " + fence
}

// plain keeps a text within its cell.
func plain(text string) string {
	return strings.ReplaceAll(strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return unicode.ReplacementChar
		}
		return c
	}, text), "|", `\|`)
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
