package transaction

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// checkout is the process of most tests.
func checkout() []Definition {
	return []Definition{{
		Name: "checkout", Process: "sales", Correlation: "app.cart.id", Steps: []string{"cart", "address", "pay", "confirm"},
		Timeout: 30 * time.Minute,
	}}
}

var scriptStart = time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC).UnixNano()

// script reads attempts of one key, each "step@end", "step!@end" if it failed, "step@start-end" if it took time worth telling:
// "cart@0s pay!@10s pay@20s-25s". Times are since scriptStart.
func script(tb testing.TB, key, text string) []Attempt {
	steps := checkout()[0].Steps
	var attempts []Attempt
	for i, word := range strings.Fields(text) {
		name, when, ok := strings.Cut(word, "@")
		require.True(tb, ok, word)
		from, to, ok := strings.Cut(when, "-")
		if !ok {
			to = from
		}
		start, err := time.ParseDuration(from)
		require.NoError(tb, err, word)
		end, err := time.ParseDuration(to)
		require.NoError(tb, err, word)
		step := slices.Index(steps, strings.TrimSuffix(name, "!"))
		require.GreaterOrEqual(tb, step, 0, word)
		a := Attempt{Step: step, Key: key, End: scriptStart + int64(end), Duration: end - start, Failed: strings.HasSuffix(name, "!")}
		binary.BigEndian.PutUint32(a.SpanID[:], uint32(i+1))
		attempts = append(attempts, a)
	}
	return attempts
}

// arrive shows attempts in their order, at the newest time seen so far.
func arrive(tracker *Tracker, attempts []Attempt) (ended []Ended) {
	newest := int64(0)
	for i := range attempts {
		newest = max(newest, attempts[i].End)
		tracker.Observe(newest, &attempts[i])
		ended = append(ended, tracker.Tick(newest)...)
	}
	return ended
}

// wait lets time pass until everything has ended.
func wait(tracker *Tracker) []Ended { return tracker.Tick(tracker.clock + int64(1000*time.Hour)) }

// told is what a reader wants to see of an end.
func told(e *Ended) string {
	text := fmt.Sprintf("%s at %s after %s", e.Outcome, e.Step, e.Duration)
	if e.Retried {
		text += ", retried"
	}
	return text
}

func toldAll(ended []Ended) []string {
	slices.SortStableFunc(ended, func(a, b Ended) int { return cmp.Compare(a.StartedAt, b.StartedAt) })
	list := []string{}
	for i := range ended {
		list = append(list, told(&ended[i]))
	}
	return list
}
