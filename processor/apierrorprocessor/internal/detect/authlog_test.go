package detect

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var (
	attempt  = regexp.MustCompile(`^(\w+ +\d+ [\d:]+) .*?(Failed|Accepted) (?:password|publickey) for (?:invalid user )?(\S*) from (\S+) port`)
	repeated = regexp.MustCompile(`message repeated (\d+) times`)
)

// TestRealPasswordGuessing plays an SSH server's log of three weeks as calls of a login.
func TestRealPasswordGuessing(t *testing.T) {
	file, err := os.Open(filepath.Join("testdata", "auth.log.gz"))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	unpacked, err := gzip.NewReader(file)
	require.NoError(t, err)

	var script traffic
	failures, successes := map[string]int{}, map[string]int{}
	lines := bufio.NewScanner(unpacked)
	for lines.Scan() {
		found := attempt.FindStringSubmatch(lines.Text())
		if found == nil {
			continue
		}
		when, err := time.Parse("Jan 2 15:04:05", found[1])
		require.NoError(t, err)
		times := 1
		if again := repeated.FindStringSubmatch(lines.Text()); again != nil {
			times, err = strconv.Atoi(again[1])
			require.NoError(t, err)
		}
		ev := login(found[4], found[3])
		if found[2] == "Failed" {
			ev = wrongPassword(found[4], found[3])
			failures[found[4]] += times
		} else {
			successes[found[4]] += times
		}
		ev.Time = when.AddDate(2017, 0, 0).UnixNano()
		for range times {
			script = append(script, ev)
		}
	}
	require.NoError(t, lines.Err())

	p := play(fresh(), script.numbered())
	t.Log(p.worst, p.sources)
	for source, severity := range p.sources {
		if severity >= apierror.SeverityMedium {
			assert.GreaterOrEqual(t, failures[source], 10, "%s failed too seldom to be an attacker", source)
		}
	}
	// The two that guess for minutes on end, one of them from an address whose users also log in.
	assert.GreaterOrEqual(t, p.sources["24.151.103.17"], apierror.SeverityMedium)
	assert.GreaterOrEqual(t, p.sources["49.4.143.105"], apierror.SeverityMedium)
	// The administrator's address, with 174 logins and 11 mistakes in three weeks.
	assert.NotContains(t, p.sources, "85.245.107.41")
}
