package findings

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestWhatWasRefusedComesAgainAsItThenStands(t *testing.T) {
	s := newScene(t)
	s.deaf = true
	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(time.Minute)
	s.observe(attack("eve", apierror.SeverityHigh))
	s.wait(time.Hour)
	s.deaf = false
	assert.Equal(t, []string{"firing high eve: 2"}, s.wait(5*time.Second), "also when it is over by now")
	assert.Equal(t, []string{"resolved high eve: 2"}, s.wait(time.Minute))

	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(4 * time.Minute)
	s.deaf = true
	s.wait(time.Hour)
	s.deaf = false
	assert.Equal(t, []string{"resolved low eve: 1"}, s.wait(time.Hour))
}

func TestWhatGoesOnBeforeItsEndIsToldHasNotEnded(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(4 * time.Minute)
	s.deaf = true
	s.wait(10 * time.Minute)
	s.observe(attack("eve", apierror.SeverityLow))
	s.deaf = false
	assert.Equal(t, []string{"firing low eve: 2", "resolved low eve: 2"}, s.wait(10*time.Minute))
}

func TestWhatGoesOnWhileItsEndIsToldBeginsAnew(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(4*time.Minute + 59*time.Second)
	s.now = start + int64(6*time.Minute)
	due := s.book.Tick(s.now)
	require.Equal(t, []string{"resolved low eve: 2"}, lines(due))
	s.observe(attack("eve", apierror.SeverityLow))
	s.book.Sent(due)
	s.hear(&due[0])

	assert.Equal(t, []string{"firing low eve: 1"}, s.wait(time.Minute))
	assert.Equal(t, start+int64(6*time.Minute), s.last().StartedAt.UnixNano())
}

func TestTheGravestIsToldFirstAndEndsLast(t *testing.T) {
	s := newScene(t)
	s.observe(attack("low", apierror.SeverityLow))
	s.wait(time.Minute)
	s.observe(attack("info", apierror.SeverityInfo))
	s.observe(attack("b", apierror.SeverityHigh))
	s.observe(attack("a", apierror.SeverityHigh))
	s.now += int64(5 * time.Minute)
	due := s.book.Tick(s.now)
	assert.Equal(t, []string{"firing high a: 1", "firing high b: 1", "firing info info: 1", "resolved low low: 1"}, lines(due))
}

func TestUnknownFindingsAreNotConfirmed(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	due := s.book.Tick(s.now)
	s.book.Sent([]apierror.Finding{{ID: "mallory", Status: apierror.StatusFiring}, {ID: "eve", Status: apierror.StatusResolved}})
	assert.Equal(t, lines(due), lines(s.book.Tick(s.now)))
}

func TestBeforeTheClockBeginsNothingIsTold(t *testing.T) {
	book := NewBook(DefaultRules())
	assert.Empty(t, book.Tick(0))
	assert.Empty(t, book.Tick(-5))
}

func TestTheClockNeverGoesBack(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(4 * time.Minute)
	s.book.Tick(start)
	s.book.Observe(&Event{}, 0)
	assert.Equal(t, []string{"resolved low eve: 1"}, s.wait(time.Minute))
}
