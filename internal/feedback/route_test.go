package feedback

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestWhatIsExpected(t *testing.T) {
	s := newScene(t)
	s.told(surge("/batch", 6, at(0, 2)), "nobody said anything yet")
	s.judge(surge("/batch", 6, at(0, 2)), Expected)

	reason := s.held(surge("/batch", 6, at(1, 2)), "the same in the next night")
	assert.Equal(t, `held back by the verdicts of "ann" on this route (1 × expected): it is told from 9 times the least effect on, and at other hours than `+
		`from 01:00 to 03:30 UTC, and where it lasts longer than 18m0s, and where it is graver than medium`, reason)
	s.held(surge("/batch", 8, at(2, 2.9)), "somewhat larger, and an hour later")

	s.told(surge("/batch", 9.1, at(3, 2)), "much larger")
	s.told(surge("/batch", 6, at(3, 14)), "at another hour")
	s.told(surge("/other", 6, at(3, 2)), "another route")
	other := surge("/batch", 6, at(4, 2))
	other.ID, other.Name = apierror.SurgeSituation("shop", "/batch", apierror.CategoryInternal), "internal"
	s.told(other, "another failure")
	grave := surge("/batch", 6, at(4, 2))
	grave.Severity = apierror.SeverityHigh
	s.told(grave, "graver")
	long := surge("/batch", 6, at(5, 2))
	long.At = long.Started + 19*minutes
	s.told(long, "it doesn't end")
	ebbing := surge("/batch", 6, at(6, 2))
	ebbing.At, ebbing.Evidence = ebbing.Started+40*minutes, -2
	s.held(ebbing, "it has ended, and is only not known to have yet")
}

func TestWhatRecursOnAWeekday(t *testing.T) {
	s := newScene(t)
	s.judge(surge("/deploy", 4, at(1, 15)), Expected)
	s.held(surge("/deploy", 4, at(2, 15)), "on which days is not known yet")
	s = newScene(t)
	first, second := surge("/deploy", 4, at(1, 15)), surge("/deploy", 4, at(8, 15.5))
	s.Told(first.ID, &first)
	s.judge(second, Expected)
	s.held(surge("/deploy", 4, at(15, 15)), "the next Tuesday")
	s.told(surge("/deploy", 4, at(16, 15)), "a Wednesday")
	assert.Contains(t, s.held(surge("/deploy", 4, at(22, 15)), "a Tuesday"), "on Tuesdays from 14:30 to 17:00 UTC")
}

// What was held back since is remembered: that it was not told on other days doesn't make it weekly.
func TestWhatWasHeldBackStillRecursDaily(t *testing.T) {
	s := newScene(t)
	s.judge(surge("/batch", 4, at(0, 2)), Expected)
	for d := 1; d < 7; d++ {
		s.held(surge("/batch", 4, at(d, 2)), "daily")
	}
	s.judge(surge("/batch", 9, at(7, 2)), Expected)
	s.held(surge("/batch", 9, at(9, 2)), "a Wednesday")
}

func TestWhatIsFalse(t *testing.T) {
	s := newScene(t)
	s.judge(surge("/noisy", 10, at(0, 2)), False)
	s.told(surge("/noisy", 10, at(1, 2)), "one verdict moves the limit to 4 times the least effect at most, and would hold nothing back")
	s.judge(surge("/noisy", 11, at(1, 9)), False)
	s.held(surge("/noisy", 11, at(2, 16)), "two of them to 16, and it came at two hours, so at any")
	s.told(surge("/noisy", 17, at(3, 16)), "never more than 16")
	for d := 4; d < 12; d++ {
		s.judge(surge("/noisy", 15, at(d, 20)), False)
	}
	s.told(surge("/noisy", 16.1, at(13, 16)), "whatever is said")
}

// Where few calls are, the p-value is nearer to the detector's own limit than the effect is, and costs less.
func TestLimitsAreMovedOnTheAxisThatCostsLess(t *testing.T) {
	weak := func(days int) Situation {
		s := surge("/rare", 12, at(days, 4))
		s.Evidence = 0.5
		return s
	}
	s := newScene(t)
	s.judge(weak(0), False)
	s.held(weak(1), "as little evidence")
	strong := weak(2)
	strong.Evidence = 2
	s.told(strong, "more evidence")
}

func TestTrueHoldsLimitsBack(t *testing.T) {
	s := newScene(t)
	s.judge(surge("/noisy", 10, at(0, 2)), False)
	s.judge(surge("/noisy", 10, at(1, 9)), False)
	s.judge(surge("/noisy", 10, at(2, 2.5)), False)
	s.held(surge("/noisy", 9, at(2, 12)), "")
	changes := s.judge(surge("/noisy", 14, at(3, 12)), True)
	require.Len(t, changes, 1)
	assert.Less(t, changes[0].After[0].BelowEffect, changes[0].Before[0].BelowEffect, "with room to spare")
	s.judge(surge("/noisy", 9, at(4, 12)), True)
	s.told(surge("/noisy", 9, at(5, 12)), "as was rightly told")
	s.held(surge("/noisy", 10, at(7, 2)), "at the hour at which it was false twice, and never true")
	s.told(surge("/noisy", 10, at(7, 9)), "at which it was false once")
}
