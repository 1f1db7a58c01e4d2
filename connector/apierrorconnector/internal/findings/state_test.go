package findings

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// fill makes a book hold one of everything.
func (s *scene) fill() {
	s.t.Helper()
	for i := range 200 {
		e := attack(fmt.Sprint("bot-", i), apierror.SeverityLow)
		e.Subject.Route = fmt.Sprint("/", i)
		s.observe(e)
	}
	s.observe(order(42.5, "USD"))
	cover := surge("db", apierror.SeverityHigh, 50, "buy", "checkout")
	cover.Evidence = map[string]any{"n": 3, "rate": 0.25, "list": []any{"a", 7, 1.5}, "map": map[string]any{"b": true}}
	s.report(cover)
	s.report(surge("buy", apierror.SeverityMedium, 3))
	odd := attack("<script>\x00", apierror.SeverityLow)
	odd.Subject.Route = "\xff"
	odd.Kind, odd.Rationale = apierror.KindContractDrift, strings.Repeat("\xff", 5000)
	s.observe(odd)
}

func TestARestartTellsNothingTwice(t *testing.T) {
	s := newScene(t)
	s.fill()
	before := sortedLines(s.wait(5 * time.Second))
	assert.Len(t, before, 13)
	evidence := s.open["db"].Evidence

	s.restart()
	assert.Empty(t, s.wait(4*time.Minute))
	s.restart()
	assert.Len(t, s.wait(10*time.Minute), len(before), "each ends once")
	assert.Empty(t, s.open)
	for _, f := range s.heard {
		if f.ID == "db" {
			assert.Equal(t, evidence, f.Evidence)
		}
	}
}

func TestWhatEndedWhileNobodyListenedIsResolved(t *testing.T) {
	s := newScene(t)
	s.fill()
	s.wait(5 * time.Second)
	s.restart()
	s.now += int64(24 * time.Hour)
	assert.Empty(t, s.wait(4*time.Minute), "who was not there has heard no silence")
	s.wait(2 * time.Minute)
	assert.Empty(t, s.open)
}

func TestARestartBeforeAnythingWasTold(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	s.restart()
	s.tick()
	assert.Equal(t, []string{"firing low eve: 1"}, lines(s.heard))
}

func TestARestartDoesNotForgetWhatGaveWay(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.MaxOpen = 1 })
	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(time.Second)
	s.observe(attack("mallory", apierror.SeverityLow))
	s.restart()
	assert.Equal(t, []string{"firing low mallory: 1", "resolved low eve: 1"}, s.wait(time.Second))
}

func TestTheClockBeginsAgainAfterARestart(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(time.Minute)
	s.restart()
	assert.Equal(t, start+int64(5*time.Second), s.book.LastSeen(), "when it was told")
	assert.Empty(t, s.book.Tick(0))
	assert.Empty(t, s.wait(time.Minute), "a clock that had not begun has measured nothing")
}

func TestAStateOfTheFutureEndsToo(t *testing.T) {
	s := newScene(t)
	s.now += int64(1000 * time.Hour)
	s.fill()
	s.wait(5 * time.Second)
	s.restart()
	s.now = start
	s.wait(10 * time.Minute)
	assert.Empty(t, s.open)
}

func TestAFewerSituationsMayBeOpenThanWereSaved(t *testing.T) {
	s := newScene(t)
	s.fill()
	s.wait(time.Second)
	state := s.book.AppendState([]byte("\n"))
	s.book = NewBook(Rules{MaxOpen: 2, ResolveAfter: time.Minute, Interval: time.Minute})
	require.NoError(t, s.book.Restore(state))
	s.wait(time.Second)
	assert.Equal(t, 2, s.book.Len())
	assert.Contains(t, s.open, "db")
}

func TestBrokenStatesAreRefused(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	good := string(s.book.AppendState(nil))
	for name, c := range map[string]struct{ state, want string }{
		"no JSON":            {"{", "unexpected EOF"},
		"another version":    {strings.Replace(good, `"version":1`, `"version":2`, 1), "version 2, want 1"},
		"no id":              {strings.Replace(good, `"id":"eve"`, `"id":""`, 1), "lacks its id"},
		"an unknown kind":    {strings.Replace(good, `"security"`, `"gossip"`, 1), "lacks its id, kind"},
		"too many openings":  {strings.Replace(good, `"openings":[`, `"openings":[1,2,3,4,`, 1), "more than was ever saved"},
		"no openings":        {strings.Replace(good, `"openings":[`, `"openings":[],"x":[`, 1), "beginning"},
		"a broken second":    {good + "[]", "cannot unmarshal"},
		"an unknown status":  {strings.Replace(good, `"told":{`, `"told":{"status":"odd",`, 1), "lacks"},
		"a broken estimate":  {strings.Replace(good, `"routes":{`, `"routes":{"all":{"registers":"AAAA"},"x":{`, 1) + "}", "more than"},
		"severity not known": {strings.Replace(good, `"severity":"low"`, `"severity":"dire"`, 1), "dire"},
	} {
		t.Run(name, func(t *testing.T) {
			require.NotEqual(t, good, c.state)
			book := NewBook(DefaultRules())
			require.NoError(t, book.Restore([]byte(good)))
			require.ErrorContains(t, book.Restore([]byte(c.state)), c.want)
			assert.Zero(t, book.Len())
			assert.Empty(t, book.Tick(start))
		})
	}
	require.NoError(t, NewBook(DefaultRules()).Restore(nil), "nothing saved yet")
}

// FuzzRestore holds that no saved state makes the Book panic, grow beyond its bounds, tell of what has no beginning, or keep
// anything open for ever.
func FuzzRestore(f *testing.F) {
	filled := newScene(&testing.T{})
	filled.fill()
	f.Add(filled.book.AppendState(nil))
	filled.tick()
	f.Add(filled.book.AppendState(nil))
	filled.now += int64(time.Hour)
	filled.tick()
	f.Add(filled.book.AppendState(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		rules := DefaultRules()
		rules.MaxOpen = 20
		book := NewBook(rules)
		if book.Restore(data) != nil {
			require.Zero(t, book.Len())
			require.Empty(t, book.AppendState(nil))
			return
		}
		require.LessOrEqual(t, len(book.byID), rules.MaxOpen)
		again := NewBook(rules)
		require.NoError(t, again.Restore(book.AppendState(nil)))
		require.Equal(t, book.Len(), again.Len())

		now := start
		for i := range 40 {
			if i < 10 {
				book.Observe(&Event{ID: "new", Kind: apierror.KindSecurity, Severity: apierror.SeverityLow, Time: now}, now)
			}
			due := book.Tick(now)
			for i := range due {
				require.False(t, math.IsInf(due[i].Subject.Business.ValueAtRisk, 0))
				require.GreaterOrEqual(t, due[i].Count, int64(0))
				require.LessOrEqual(t, due[i].UpdatedAt.UnixNano(), now)
				require.Less(t, len(due[i].Summary), 1<<13)
			}
			book.Sent(due)
			require.Empty(t, book.Tick(now))
			now += int64(5 * time.Minute)
		}
		require.Zero(t, book.Len())
		require.Empty(t, book.byID)
		require.Empty(t, book.leaving)
	})
}
