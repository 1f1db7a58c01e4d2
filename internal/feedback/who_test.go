package feedback

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// of is a surge in which somebody stands out.
func of(who string, hour int) Situation {
	s := surge("GET /export", 6, at(hour, 2))
	s.Who = who
	return s
}

// What somebody causes is not what another does, though it looks the same.
func TestWhatAnotherCausesIsTold(t *testing.T) {
	s := newScene(t)
	changes := s.judge(of("tenant.id acme", 0), Expected)
	require.Len(t, changes, 1)
	assert.Equal(t, "tenant.id acme", unquoted(changes[0].After[0].Who))
	assert.Contains(t, s.held(of("tenant.id acme", 1), "the same"), "of others than")
	s.held(of("", 2), "nobody stands out yet")
	s.told(of("tenant.id globex", 3), "another")

	saved := s.AppendState(nil)
	require.NoError(t, s.Restore(saved))
	s.told(of("tenant.id globex", 4), "another, after a restart")
	s.held(of("tenant.id acme", 5), "the same, after a restart")

	require.Len(t, s.Heed(nil, at(6, 0)), 1)
	s.told(of("tenant.id acme", 7), "the verdict was taken back")
}

// A fault of another is no reason to tell of what was expected.
func TestAFaultOfAnotherMovesNothing(t *testing.T) {
	s := newScene(t)
	s.judge(of("tenant.id acme", 0), Expected)
	s.judge(of("tenant.id globex", 1), True)
	s.held(of("tenant.id acme", 2), "expected")
	s.told(of("tenant.id globex", 3), "true")
}

// What was judged of several, or of nobody, is anybody's.
func TestAnybodys(t *testing.T) {
	s := newScene(t)
	for day, version := range []string{"service.version 1", "service.version 2", "service.version 3"} {
		s.judge(of(version, day), Expected)
	}
	s.held(of("service.version 4", 4), "it comes with each version")

	s = newScene(t)
	s.judge(of("", 0), Expected)
	s.held(of("tenant.id acme", 1), "nobody was known to stand out")
}

func unquoted(text string) string {
	if len(text) < 2 {
		return text
	}
	return text[1 : len(text)-1]
}
