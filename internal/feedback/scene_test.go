package feedback

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// at is a time in the world's first weeks: its day, from a Monday on, and hour.
func at(days int, hour float64) int64 { return monday + int64(days)*day + int64(hour*60)*minutes }

// surge is a situation of a route that is told of at a time, ten minutes after it began.
func surge(route string, effect float64, started int64) Situation {
	return Situation{
		ID: apierror.SurgeSituation("shop", route, apierror.CategoryTimeout), Kind: apierror.KindSurge, Name: "timeout", Service: "shop", Endpoint: route,
		Severity: apierror.SeverityMedium, Evidence: 40, Effect: effect, Started: started, At: started + 10*minutes,
	}
}

// scene is a Book with a file of verdicts.
type scene struct {
	*Book
	t    *testing.T
	file []Verdict
}

func newScene(t *testing.T) *scene {
	t.Helper()
	return &scene{Book: NewBook(), t: t}
}

// judge tells a situation, and what somebody said of it.
func (s *scene) judge(of Situation, word Word) []Change {
	s.Told(of.ID, &of)
	s.file = append(s.file, Verdict{Finding: of.ID, Word: word, At: of.At, By: "ann", Note: "as every night"})
	return s.Heed(s.file, of.At)
}

func (s *scene) told(of Situation, why string) {
	s.t.Helper()
	told, reason := s.Allows(&of)
	assert.True(s.t, told, "%s: %s", why, reason)
	assert.Empty(s.t, reason)
}

func (s *scene) held(of Situation, why string) string {
	s.t.Helper()
	told, reason := s.Allows(&of)
	assert.False(s.t, told, why)
	assert.NotEmpty(s.t, reason)
	return reason
}
