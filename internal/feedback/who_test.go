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

// What is clearly of the one whose failures were called false may come at any hour, and be stronger than what may be anybody's.
func TestWhatIsClearlyTheirs(t *testing.T) {
	noisy := func(who string, effect float64, day int, hour float64) Situation {
		s := surge("POST /pay", effect, at(day, hour))
		s.Who = who
		return s
	}
	s := newScene(t)
	changes := s.judge(noisy("partner acme", 9, 0, 2), False)
	require.Len(t, changes, 1)
	require.Len(t, changes[0].After, 1)
	assert.True(t, changes[0].After[0].Clearly)
	assert.Equal(t, "at any hour", changes[0].After[0].Hours)
	assert.Contains(t, s.held(noisy("partner acme", 9, 1, 15), "at another hour"), `and where it is not clearly of "partner acme"`)
	s.told(noisy("partner globex", 9, 2, 2), "another")
	s.told(noisy("", 9, 2, 2), "nobody stands out")
	s.told(noisy("partner acme", 17, 3, 15), "one verdict moves the limit to 16 times the least effect at most")

	ebbing := noisy("", 9, 1, 15)
	ebbing.At, ebbing.Evidence = ebbing.At+5*minutes, -1
	s.held(ebbing, "it was held back, and is ending: who stood out does no longer")
	ebbing.NotOf = func(who string) bool { return who == "partner acme" }
	s.told(ebbing, "hardly any of it is theirs")
	ebbing.NotOf, ebbing.Evidence = nil, 1
	s.told(ebbing, "it rises again, and is nobody's")
	waning := noisy("partner acme", 9, 2, 15)
	s.held(waning, "at another hour")
	waning.Who, waning.Effect, waning.At = "", 7, waning.At+3*minutes
	waning.NotOf = func(who string) bool { return who == "partner acme" }
	s.held(waning, "their failures are minutes ago, and the rate falls")
	waning.Who = "partner globex"
	s.told(waning, "another goes on with it")
	for day := 4; day < 8; day++ {
		s.judge(noisy("partner acme", 60, day, 3), False)
	}
	s.held(noisy("partner acme", 60, 9, 20), "as strong as it was")
	s.told(noisy("partner acme", 64.1, 10, 20), "never more than 64")

	saved := s.AppendState(nil)
	require.NoError(t, s.Restore(saved))
	s.held(noisy("partner acme", 60, 11, 20), "after a restart")
	s.judge(noisy("partner acme", 20, 12, 9), True)
	s.told(noisy("partner acme", 20, 13, 9), "as was rightly told")
}

// Where nobody stands out it may still be told of whom it is not.
func TestWhatIsNotTheirs(t *testing.T) {
	s := newScene(t)
	s.judge(of("tenant.id acme", 0), Expected)
	anothers := of("", 1)
	anothers.NotOf = func(who string) bool { return who == "tenant.id acme" }
	s.told(anothers, "hardly any of the failures are theirs")
	theirs := of("", 2)
	theirs.NotOf = func(string) bool { return false }
	s.held(theirs, "some are")

	s.judge(of("tenant.id globex", 3), Expected)
	anothers = of("", 4)
	anothers.NotOf = func(who string) bool { return who == "tenant.id acme" }
	s.held(anothers, "it may be of the other one")
}

func TestWhatFollowsTheirsIsNotItsEnd(t *testing.T) {
	notTheirs := func(string) bool { return true }
	begins := func(s *scene) (burst, after Situation) {
		judged := of("tenant.id acme", 0)
		judged.At += 60 * minutes
		s.judge(judged, Expected)
		burst = of("tenant.id acme", 1)
		s.held(burst, "as was expected")
		after = burst
		after.Who, after.Effect, after.NotOf = "", burst.Effect/1.3, notTheirs
		return burst, after
	}
	t.Run("what begins then", func(t *testing.T) {
		s := newScene(t)
		burst, next := begins(s)
		next.Started = burst.At + 9*minutes
		next.At = next.Started
		s.told(next, "minutes later others fail")
	})
	t.Run("what goes on", func(t *testing.T) {
		s := newScene(t)
		burst, ebbing := begins(s)
		for ebbing.At += minutes; ebbing.At <= burst.At+longestEbb; ebbing.At += minutes {
			s.held(ebbing, "their failures are in the window of the rate")
		}
		s.told(ebbing, "they have left it")
	})
}

// What all had is not what one has.
func TestWhatWasNobodys(t *testing.T) {
	s := newScene(t)
	deployed := of("", 0)
	deployed.Spread = true
	s.judge(deployed, Expected)
	s.held(of("", 1), "nobody stands out yet")
	s.told(of("tenant.id acme", 2), "it is theirs")
	saved := s.AppendState(nil)
	require.NoError(t, s.Restore(saved))
	s.told(of("tenant.id acme", 3), "after a restart")
}
