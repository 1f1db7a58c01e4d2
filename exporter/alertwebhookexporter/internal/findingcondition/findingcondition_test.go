package findingcondition

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
)

func TestConditions(t *testing.T) {
	surge := notificationtest.Surge()
	record, err := Write(&surge)
	require.NoError(t, err)

	tests := map[string]bool{
		`log.attributes["apierror.finding.kind"] == "surge"`:          true,
		`log.attributes["apierror.finding.kind"] == "security"`:       false,
		`log.attributes["tenant.id"] == "acme"`:                       true,
		`log.severity_number >= SEVERITY_NUMBER_ERROR`:                true,
		`log.severity_number >= SEVERITY_NUMBER_FATAL`:                false,
		`IsMatch(log.body, "^Timeouts at ")`:                          true,
		`log.attributes["apierror.business.value_at_risk"] > 1000`:    true,
		`log.attributes["apierror.finding.evidence"]["users"] >= 100`: false,
		`log.attributes["absent"] != nil`:                             false,
		`resource.attributes["service.name"] == "orders"`:             false,
	}
	parse := Parser(componenttest.NewNopTelemetrySettings())
	for text, want := range tests {
		condition, err := parse(text)
		require.NoError(t, err, text)
		holds, err := record.Holds(condition)
		require.NoError(t, err, text)
		assert.Equal(t, want, holds, text)
		require.NoError(t, Check(text))
	}
}

func TestWhatIsNoCondition(t *testing.T) {
	for _, bad := range []string{"", "log.attributes[", `set(log.body, "x")`, `attributes["a"] == 1`, `span.name == "x"`} {
		assert.Error(t, Check(bad), bad)
	}
}

func TestAConditionThatCannotBeEvaluated(t *testing.T) {
	attack := notificationtest.Attack()
	record, err := Write(&attack)
	require.NoError(t, err)
	condition, err := Parse(componenttest.NewNopTelemetrySettings(), `ParseJSON(log.body)["a"] == 1`)
	require.NoError(t, err)
	holds, err := record.Holds(condition)
	require.Error(t, err)
	assert.False(t, holds)
}

func TestAFindingThatMakesNoRecord(t *testing.T) {
	surge := notificationtest.Surge()
	surge.Evidence = map[string]any{"odd": make(chan int)}
	_, err := Write(&surge)
	assert.ErrorContains(t, err, "apierror.finding.evidence")
}
