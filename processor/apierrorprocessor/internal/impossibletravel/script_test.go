package impossibletravel

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var (
	berlin    = Place{52.52, 13.40, "DE", "Berlin"}
	potsdam   = Place{52.40, 13.06, "DE", "Potsdam"}
	hamburg   = Place{53.55, 9.99, "DE", "Hamburg"}
	germany   = Place{51.30, 9.49, "DE", ""}
	paris     = Place{48.86, 2.35, "FR", "Paris"}
	amsterdam = Place{52.37, 4.90, "NL", "Amsterdam"}
	newYork   = Place{40.71, -74.01, "US", "New York"}
	toronto   = Place{43.65, -79.38, "CA", "Toronto"}
	sanJose   = Place{37.34, -121.89, "US", "San Jose"}
	america   = Place{37.75, -97.82, "US", ""}
	lagos     = Place{6.45, 3.39, "NG", "Lagos"}
	nigeria   = Place{10.0, 8.0, "NG", ""}
	singapore = Place{1.35, 103.82, "SG", "Singapore"}
	auckland  = Place{-36.85, 174.76, "NZ", "Auckland"}
	honolulu  = Place{21.31, -157.86, "US", "Honolulu"}
)

// Agents and sessions, as seeded hashes.
const (
	laptop uint64 = (iota + 1) << 40
	phone
	tablet
	thief
	onLaptop // sessions
	onPhone
	onTablet
	newLogin
	stolen
)

const alice = 0xA11CE

var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC).UnixNano()

// step is one sighting, so long after the morning.
type step struct {
	after          time.Duration
	place          Place
	agent, session uint64
}

func (s *step) sighting() *Sighting {
	return &Sighting{Time: morning + int64(s.after), Place: s.place, Agent: s.agent, Session: s.session}
}

// script is what happens to one user, in the order in which it is told of.
type script []step

// every repeats steps n times, each round so long after the one before.
func every(interval time.Duration, n int, steps ...step) (all script) {
	for i := range n {
		for _, s := range steps {
			s.after += time.Duration(i) * interval
			all = append(all, s)
		}
	}
	return all
}

func then(scripts ...script) (all script) {
	for _, s := range scripts {
		all = append(all, s...)
	}
	return all
}

// outcome is the worst that was said of each place, and the last finding.
type outcome struct {
	worst map[string]apierror.Severity
	last  Finding
}

func play(t *testing.T, m *Memory, s script) outcome {
	t.Helper()
	o := outcome{worst: map[string]apierror.Severity{}}
	for i := range s {
		var f Finding
		if !m.Observe(alice, s[i].sighting(), &f) {
			require.Zero(t, f)
			continue
		}
		require.Positive(t, f.Confidence)
		require.Less(t, f.Confidence, 1.0)
		require.GreaterOrEqual(t, f.Severity, apierror.SeverityLow)
		name := s[i].place.City + s[i].place.Country
		o.worst[name] = max(o.worst[name], f.Severity)
		o.last = f
	}
	return o
}

func (o *outcome) severity() (worst apierror.Severity) {
	for _, s := range o.worst {
		worst = max(worst, s)
	}
	return worst
}
