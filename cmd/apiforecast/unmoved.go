package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
)

// unmoved says which verdicts hold nothing back, and why; empty if none. What they did before another stood against them doesn't count.
func (h *heeding) unmoved() string {
	count, text := 0, ""
	for _, verdict := range h.heard {
		if verdict.Word == feedback.True || h.moves(verdict) {
			continue
		}
		count++
		if count == 1 {
			text = fmt.Sprintf("the verdict %s on %s holds nothing back at the end: %s", verdict.Word,
				time.Unix(0, verdict.At).UTC().Format(time.DateTime), h.why(verdict))
		}
	}
	if count > 1 {
		text = fmt.Sprintf("%d verdicts hold nothing back at the end of the series. The first: %s", count, text)
	}
	return text
}

// moves reports whether the like of what was judged is held back when it comes again, at the same hour of the same weekday.
func (h *heeding) moves(verdict feedback.Verdict) bool {
	const week = int64(7 * 24 * time.Hour)
	s := h.of[verdict.At]
	s.Started += week
	s.At += week
	_, _, lasting := h.book.HeldBy(&s)
	return lasting
}

func (h *heeding) why(verdict feedback.Verdict) string {
	falseOnce, falseTwice := noise*feedback.Reach(feedback.False, 1), noise*feedback.Reach(feedback.False, 2)
	falseMost := noise * feedback.Reach(feedback.False, feedback.MaxVerdicts)
	expectedMost := noise * feedback.Reach(feedback.Expected, 1)
	off := noise * h.of[verdict.At].Effect
	others, again := false, false
	for _, other := range h.heard {
		if other.Finding != verdict.Finding {
			continue
		}
		others = others || other != verdict
		again = again || other.Word == feedback.False && other.At != verdict.At
	}
	switch {
	case verdict.Word == feedback.False && off >= falseMost:
		return fmt.Sprintf("it is %.3g usual deviations out, and false holds back up to %.3g at most. Say expected if that is what it is", off, falseMost)
	case slices.Contains(h.book.Unknown(), verdict.Finding):
		return "so many alerts of " + verdict.Finding + " came before it counted that the one it is on is forgotten: name an earlier time at which it was given"
	case verdict.Word == feedback.False && off >= falseOnce && !again:
		return fmt.Sprintf("it is %.3g usual deviations out, and one verdict false on %s holds back up to %.3g. A second one, on another alert, holds back up to %.3g",
			off, verdict.Finding, falseOnce, falseTwice)
	case off >= expectedMost:
		return fmt.Sprintf("it is %.3g usual deviations out, and expected holds back up to %.3g at most", off, expectedMost)
	case others:
		return "other verdicts on " + verdict.Finding + " stand against it"
	default:
		return "none of what is told of " + verdict.Finding + " is like it"
	}
}
