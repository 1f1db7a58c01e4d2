package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
)

// export is a route that fails for a while each night.
func export() (asked traffic, broken request) {
	get := server("exports", "GET /exports/{id}")
	return get.every(60), get.failed(apierror.CategoryTimeout, apierror.OriginService, "deadline_exceeded")
}

// night is a day of which a part fails in its first half hour, and what is told of it.
func (s *scene) night(share float64) []apierror.Finding {
	before := len(s.told)
	asked, broken := export()
	s.pass(30*time.Minute, asked.but(share, broken))
	s.pass(23*time.Hour+30*time.Minute, asked.but(0.002, broken))
	var surges []apierror.Finding
	for _, f := range began(s.told[before:]) {
		if f.Kind == apierror.KindSurge {
			surges = append(surges, f)
		}
	}
	return surges
}

// Who says that a finding was expected is not told of the like of it at that hour again, unless it is much worse; and hears of it again
// once the verdict is gone.
func TestWhatPeopleSayOfAFindingCounts(t *testing.T) {
	s := newScene(t)
	asked, broken := export()
	s.pass(24*time.Hour, asked.but(0.002, broken))
	told := s.night(0.3)
	require.Len(t, told, 1)

	expected := []feedback.Verdict{{Finding: told[0].ID, Word: feedback.Expected, By: "ana", At: s.wall}}
	changes := s.engine.Heed(expected, s.wall)
	require.Len(t, changes, 1)
	assert.Equal(t, "route", changes[0].Pool)
	assert.Empty(t, s.engine.Heed(expected, s.wall), "what is known moves nothing")
	assert.Empty(t, s.night(0.3))
	assert.Len(t, s.night(0.8), 1, "as bad as that it was never said to be")

	s.restart(time.Minute)
	assert.Empty(t, s.night(0.3), "a restart forgets no verdict")

	assert.Len(t, s.engine.Heed(nil, s.wall), 1, "it is taken back")
	assert.Len(t, s.night(0.3), 1)
}

func TestOthersAreToldOfAsBefore(t *testing.T) {
	s := newScene(t)
	asked, broken := export()
	orders := server("checkout", "POST /orders")
	lost := orders.failed(apierror.CategoryTimeout, apierror.OriginService, "deadline_exceeded")
	s.pass(24*time.Hour, asked.but(0.002, broken), orders.every(60))
	told := s.night(0.3)
	require.Len(t, told, 1)
	s.engine.Heed([]feedback.Verdict{{Finding: told[0].ID, Word: feedback.False, By: "ben", At: s.wall}}, s.wall)
	s.pass(20*time.Minute, asked.but(0.002, broken), orders.every(60).but(0.3, lost))
	assert.Equal(t, "checkout", s.told[len(s.told)-1].Subject.Service)
}
