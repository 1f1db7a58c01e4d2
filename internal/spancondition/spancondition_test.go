package spancondition

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

func TestConditions(t *testing.T) {
	rs := ptrace.NewTraces().ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", "checkout")
	ss := rs.ScopeSpans().AppendEmpty()
	span := ss.Spans().AppendEmpty()
	span.SetName("POST /orders")
	span.Attributes().PutInt("http.response.status_code", 200)
	span.Attributes().PutStr("app.result", "rejected")

	tests := map[string]bool{
		`span.attributes["http.response.status_code"] == 200 and span.attributes["app.result"] == "rejected"`: true,
		`span.attributes["app.result"] == "accepted"`:                                                         false,
		`resource.attributes["service.name"] == "checkout"`:                                                   true,
		`IsMatch(span.name, "^POST ")`:                                                                        true,
		`span.attributes["absent"] != nil`:                                                                    false,
	}
	parse := Parser(componenttest.NewNopTelemetrySettings())
	for text, want := range tests {
		condition, err := parse(text)
		require.NoError(t, err, text)
		holds, err := Holds(t.Context(), condition, rs, ss, span)
		require.NoError(t, err, text)
		assert.Equal(t, want, holds, text)
		require.NoError(t, Check(text))
	}
}

func TestWhatIsNoCondition(t *testing.T) {
	for _, bad := range []string{"", "span.attributes[", `set(span.name, "x")`, `attributes["a"] == 1`, `log.body == "x"`} {
		assert.Error(t, Check(bad), bad)
	}
}

func TestAConditionThatCannotBeEvaluated(t *testing.T) {
	rs := ptrace.NewTraces().ResourceSpans().AppendEmpty()
	ss := rs.ScopeSpans().AppendEmpty()
	span := ss.Spans().AppendEmpty()
	span.Attributes().PutStr("n", "seven")
	condition, err := Parse(componenttest.NewNopTelemetrySettings(), `ParseJSON(span.attributes["n"])["a"] == 1`)
	require.NoError(t, err)
	holds, err := Holds(t.Context(), condition, rs, ss, span)
	require.Error(t, err)
	assert.False(t, holds)
}
