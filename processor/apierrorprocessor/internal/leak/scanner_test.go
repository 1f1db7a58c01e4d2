package leak

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// assertSound holds a scan and its redaction against what they promise.
func assertSound(tb testing.TB, text string) {
	tb.Helper()
	findings := scanner.Scan(text, nil)
	before, maskedUntil := 0, 0
	for _, f := range findings {
		require.True(tb, 0 <= f.Start && f.Start < f.End && f.End <= len(text), "%v of %d bytes", f, len(text))
		require.GreaterOrEqual(tb, f.Start, before, "in order")
		before = f.Start
		if utf8.ValidString(text) {
			require.True(tb, utf8.ValidString(text[f.Start:f.End]), "%v halves a character of %q", f, text)
		}
		if f.Kind.masked() {
			require.GreaterOrEqual(tb, f.Start, maskedUntil, "what is masked does not overlap: %v", findings)
			maskedUntil = f.End
		}
	}
	redacted := Redact(text, findings)
	again := scanner.Scan(redacted, nil)
	for _, f := range again {
		require.NotEqual(tb, ClassSecret, f.Kind.Class(), "%q shows %q still, of %q", redacted, redacted[f.Start:f.End], text)
	}
	require.Equal(tb, redacted, Redact(redacted, again), "masking again changes %q", text)
}

func TestTextBeyondTheLimitIsUnscanned(t *testing.T) {
	padding := strings.Repeat("no stock left ", Limit/14+1)[:Limit]
	key := spell("AKIA{upper:16}")

	findings := scanner.Scan(padding+" and more "+key, nil)
	require.Len(t, findings, 1)
	assert.Equal(t, KindUnscanned, findings[0].Kind)
	assert.NotContains(t, Redact(padding+" and more "+key, findings), "AKIA")

	at := Limit - 5
	across := padding[:at-1] + " " + key + " tail"
	findings = scanner.Scan(across, nil)
	assert.NotContains(t, Redact(across, findings), "AKIA", "a key that lies across the limit")

	assert.Empty(t, scanner.Scan(padding[:Limit-1], nil))
}

func TestTextFullOfSecretsIsUnscannedFromSomewhereOn(t *testing.T) {
	text := strings.Repeat("password=s3cret1 ", 1000)
	findings := scanner.Scan(text, nil)
	assert.LessOrEqual(t, len(findings), maxMasked+1)
	assert.Equal(t, KindUnscanned, findings[len(findings)-1].Kind)
	assert.NotContains(t, Redact(text, findings), "s3cret1")
}

func TestFindingsOfOneStackTraceAreOne(t *testing.T) {
	trace := "java.lang.IllegalStateException: boom" + strings.Repeat("\n\tat com.acme.Order.place(Order.java:17)", 50) +
		"\nCaused by: java.net.ConnectException: 10.0.0.7 with password=hunter2x" + strings.Repeat("\n\tat com.acme.Pool.get(Pool.java:1)", 50)
	assert.Equal(t, []Kind{KindStackTrace, KindInternalAddress, KindCredential}, kindsIn(trace))
}

func TestPathsOfAStackTraceAreItsOwn(t *testing.T) {
	assert.Equal(t, []Kind{KindStackTrace}, kindsIn("TypeError: x\n    at f (/usr/src/app/a.js:1:2)\n    at /usr/src/app/b.js:3:4"))
}

func TestScanAppends(t *testing.T) {
	into := scanner.Scan("password=hunter2", scanner.Scan("card 4111 1111 1111 1111", nil))
	assert.Equal(t, []Finding{{KindCardNumber, 5, 24}, {KindCredential, 9, 16}}, into)
}

// TestHostileTextIsNoWork repeats every literal and every example with every joint, where a careless rule would look at all the
// rest each time. A busy machine makes a text look worse than it is, but not each time.
func TestHostileTextIsNoWork(t *testing.T) {
	const (
		patience = time.Second // under the race detector ten times what it takes
		tries    = 5
	)
	for _, r := range rules() {
		var parts []string
		if r.matches != "" {
			parts = append(parts, spell(r.matches))
		}
		for _, literal := range r.literals {
			parts = append(parts, strings.ReplaceAll(literal, "#", "7"))
		}
		for _, part := range parts {
			for _, joint := range []string{"", " ", ".", "=", "@", "a", "\\n"} {
				text := strings.Repeat(part+joint, 1+Limit/len(part+joint))
				took := scanTime(text)
				for try := 1; try < tries && took >= patience; try++ {
					took = scanTime(text)
				}
				assert.Less(t, took, patience, "%s: %q and %q", r.name, part, joint)
			}
		}
	}
}

func scanTime(text string) time.Duration {
	began := time.Now()
	_ = Redact(text, scanner.Scan(text, nil))
	return time.Since(began)
}

func TestCleanTextAllocatesNothing(t *testing.T) {
	for name, text := range cleanTexts {
		assert.Zero(t, testing.AllocsPerRun(100, func() { scanner.Scan(text, nil) }), name)
	}
	room := make([]Finding, 0, 16)
	assert.Zero(t, testing.AllocsPerRun(100, func() { scanner.Scan("dial tcp 10.0.0.7:5432: connect: connection refused", room) }))
}
