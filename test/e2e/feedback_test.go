package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Who says that a nightly failure was expected is not told of it the next night, the audit log says why, and a file that is no list of verdicts
// changes nothing.
func TestAnExpectedFailureIsNotToldOfAgain(t *testing.T) {
	webhook, dir := newReceiver(t), t.TempDir()
	verdicts, audit := filepath.Join(dir, "verdicts.yaml"), filepath.Join(dir, "feedback.jsonl")
	c := startExample(t, webhook.URL,
		"yaml:connectors::apierror::findings::feedback::file: "+verdicts, "yaml:connectors::apierror::findings::feedback::audit_log: "+audit,
		"yaml:connectors::apierror::forecast::enabled: false")
	now := time.Now()
	random := rand.New(rand.NewPCG(3, 5))
	night := func(from, to time.Duration) { // the last hour but one of each day fails
		for ago := from; ago > to; ago -= 10 * time.Minute {
			rate := 0.002
			if left := ago % (24 * time.Hour); left <= 2*time.Hour && left > time.Hour {
				rate = 0.3
			}
			for minute := range 10 {
				c.sendHTTP(t, charges(now.Add(time.Duration(minute)*time.Minute-ago), 30, rate, random))
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	surges := func() (ids []string) {
		for _, a := range webhook.seen() {
			if data := a.data(t); data["kind"] == "surge" && data["status"] == "firing" && a.body["cause"] == "opened" {
				ids = append(ids, fmt.Sprint(data["id"]))
			}
		}
		return ids
	}
	night(49*time.Hour, 24*time.Hour)
	require.Eventually(t, func() bool { return len(surges()) == 1 }, patience, 100*time.Millisecond)

	require.NoError(t, os.WriteFile(verdicts, fmt.Appendf(nil, "- { finding: %s, verdict: expected, by: ana, note: settlement }\n", surges()[0]), 0o600))
	require.Eventually(t, func() bool { return strings.Contains(c.log.String(), `"limits_moved": 1`) }, patience, 100*time.Millisecond, "%s", c.log)
	require.NoError(t, os.WriteFile(verdicts, []byte("nonsense"), 0o600))
	require.Eventually(t, func() bool { return strings.Contains(c.log.String(), "what people said before stays in force") }, patience, 100*time.Millisecond)
	night(24*time.Hour, 0)
	time.Sleep(5 * time.Second) // whatever there were to tell would come
	assert.Len(t, surges(), 1)
	assert.Contains(t, read(t, audit), `"by":"ana"`)
}
