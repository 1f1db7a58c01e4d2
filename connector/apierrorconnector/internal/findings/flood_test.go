package findings

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestAnAttackFromManyAddressesIsOneFinding(t *testing.T) {
	s := newScene(t)
	for i := range 20_000 {
		s.observe(attack(fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), apierror.SeverityMedium))
		if i%1000 == 0 {
			s.wait(5 * time.Second)
		}
	}
	s.wait(5 * time.Second)
	begun := make(map[string]bool)
	for _, f := range s.heard {
		begun[f.ID] = true
	}
	assert.Len(t, begun, maxNew+1, "the first few by name, the others as one")

	s.wait(6 * time.Minute)
	flood := s.last()
	assert.Regexp(t, `^Resolved: Endpoint scanning by about [\d,]+ actors in service "shop", 19,990 probing calls since it was noticed`, flood.Summary)
	assert.InEpsilon(t, 19_990, flood.Evidence["actors"], 0.1)
	assert.Contains(t, flood.Rationale, "More than 10 new actors in a minute, told of as one; the gravest so far: 10.0.78.31 tried many paths")
	assert.Zero(t, flood.Subject.Actor)
	assert.EqualValues(t, 19_990, s.book.TakeCounts().Flooded)
	assert.Empty(t, s.open)
}

func TestAGraverOneIsSeenInAFlood(t *testing.T) {
	s := newScene(t)
	for i := range 100 {
		s.observe(attack(fmt.Sprint("bot-", i), apierror.SeverityLow))
	}
	s.wait(5 * time.Second)
	s.observe(attack("eve", apierror.SeverityHigh))
	assert.Equal(t, []string{"firing high eve: 1"}, s.wait(5*time.Second))
}

func TestAFewActorsAMinuteAreNoFlood(t *testing.T) {
	s := newScene(t)
	for i := range 60 {
		s.observe(attack(fmt.Sprint("user-", i), apierror.SeverityLow))
		s.wait(7 * time.Second)
	}
	begun := make(map[string]bool)
	for _, f := range s.heard {
		begun[f.ID] = true
	}
	assert.Len(t, begun, 60)
	assert.Zero(t, s.book.TakeCounts().Flooded)
}

func TestFloodsOfOtherServicesAndSignalsAreApart(t *testing.T) {
	s := newScene(t)
	for i := range 30 {
		e := attack(fmt.Sprint("bot-", i), apierror.SeverityLow)
		s.observe(e)
		e.ID, e.Name = "x"+e.ID, "token_abuse"
		s.observe(e)
		e.ID, e.Subject.Service = "y"+e.ID, "bank"
		s.observe(e)
		leak := attack(fmt.Sprint("leak-", i), apierror.SeverityLow)
		leak.Kind, leak.Name = apierror.KindDataLeak, "error_data_leak"
		s.observe(leak)
	}
	s.wait(5 * time.Second)
	var floods []string
	for _, f := range s.heard {
		if strings.Contains(f.Rationale, "told of as one") {
			floods = append(floods, f.Summary)
		}
	}
	assert.Equal(t, []string{
		`Endpoint scanning by 20 actors in service "shop": 20 probing calls since it was noticed`,
		`Error texts leak data on 20 endpoints in service "shop": 20 errors so far`,
		`Token abuse by 20 actors in service "bank": 20 calls since it was noticed`,
		`Token abuse by 20 actors in service "shop": 20 calls since it was noticed`,
	}, sortedLines(floods))
}

func TestAFloodThatComesBackIsCountedAnew(t *testing.T) {
	s := newScene(t)
	for i := range 30 {
		s.observe(attack(fmt.Sprint("bot-", i), apierror.SeverityLow))
	}
	s.wait(10 * time.Minute)
	for i := range 25 {
		s.observe(attack(fmt.Sprint("other-", i), apierror.SeverityLow))
	}
	s.wait(5 * time.Second)
	assert.Contains(t, s.last().Summary+s.heard[len(s.heard)-11].Summary, "by 15 actors")
}

func TestMadeUpServicesShareAFlood(t *testing.T) {
	s := newScene(t)
	for i := range 6000 {
		e := attack(fmt.Sprint("bot-", i), apierror.SeverityLow)
		e.Subject.Service = fmt.Sprint("service-", i)
		s.observe(e)
	}
	require.LessOrEqual(t, len(s.book.gates), maxGates+1)
	assert.LessOrEqual(t, s.book.Len(), maxGates+maxNew+1)
	s.wait(10 * time.Minute)
	assert.Empty(t, s.book.gates)
	assert.Empty(t, s.open)
}

func TestSituationsAreBounded(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.MaxOpen = 50 })
	for i := range 500 {
		e := attack(fmt.Sprintf("%03d", i), apierror.SeverityLow)
		if i < 5 {
			e.Severity = apierror.SeverityHigh
		}
		e.Subject.Service = e.ID
		s.observe(e)
		if i%20 == 0 {
			s.wait(time.Second)
		}
		require.LessOrEqual(t, s.book.Len(), 50)
	}
	s.wait(time.Second)
	assert.Len(t, s.open, 50, "who was told of what gave way is told of its end")
	for i := range 5 {
		assert.Contains(t, s.open, fmt.Sprintf("%03d", i), "the gravest stay")
	}
	assert.Contains(t, s.last().Rationale, "no longer followed: more than 50 situations last")
	counts := s.book.TakeCounts()
	assert.EqualValues(t, 450, counts.Evicted)
	assert.Zero(t, counts.Lost)
	s.wait(10 * time.Minute)
	assert.Empty(t, s.open)
}

func TestWhatGaveWayCanComeBack(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.MaxOpen = 1 })
	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(time.Second)
	s.deaf = true
	s.observe(attack("mallory", apierror.SeverityLow))
	s.wait(time.Second)
	s.deaf = false
	s.observe(attack("eve", apierror.SeverityLow))
	assert.Empty(t, s.wait(time.Second), "before anybody was told that it had gone: it goes on")
	s.observe(attack("mallory", apierror.SeverityLow))
	assert.Equal(t, []string{"firing low mallory: 1", "resolved low eve: 2"}, s.wait(time.Second))
	s.observe(attack("eve", apierror.SeverityLow))
	assert.Equal(t, []string{"firing low eve: 1", "resolved low mallory: 1"}, s.wait(time.Second))
}

func TestWhatGivesWayWhileItIsToldEndsToo(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.MaxOpen = 1 })
	s.observe(attack("eve", apierror.SeverityLow))
	due := s.book.Tick(s.now)
	s.observe(attack("mallory", apierror.SeverityLow))
	s.book.Sent(due)
	s.hear(&due[0])
	assert.Equal(t, []string{"firing low mallory: 1", "resolved low eve: 1"}, s.wait(time.Second))

	due = s.book.Tick(s.now + int64(6*time.Minute))
	s.observe(attack("eve", apierror.SeverityLow))
	require.Equal(t, []string{"resolved low mallory: 1"}, lines(due))
	s.book.Sent(due)
	s.hear(&due[0])
	assert.Equal(t, []string{"firing low eve: 1"}, s.wait(time.Second))
}

func TestUnsentEndsAreBounded(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.MaxOpen = 2 })
	for i := range 4 {
		for n := range 2 {
			e := attack(fmt.Sprint(i, n), apierror.SeverityLow)
			e.Subject.Service = e.ID
			s.observe(e)
		}
		// A consumer that takes beginnings and refuses ends.
		for _, f := range s.book.Tick(s.now) {
			if f.Status == apierror.StatusFiring {
				s.book.Sent([]apierror.Finding{f})
			}
		}
	}
	assert.Len(t, s.book.leaving, 2)
	assert.EqualValues(t, 4, s.book.TakeCounts().Lost)
}
