package format

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestSeveritiesAreTheServicesOwn(t *testing.T) {
	for severity, want := range map[apierror.Severity][3]string{
		apierror.SeverityCritical: {"critical", "P1", "attention"},
		apierror.SeverityHigh:     {"error", "P2", "attention"},
		apierror.SeverityMedium:   {"warning", "P3", "warning"},
		apierror.SeverityLow:      {"info", "P4", "accent"},
		apierror.SeverityInfo:     {"info", "P5", "accent"},
	} {
		m := messageOf(samples()["firing"])
		m.Alerts[0].Finding.Severity = severity
		assert.Equal(t, want, [3]string{pagerDutySeverity(severity), opsgeniePriority(severity), teamsStyle(m)}, severity.String())
	}
}

func TestPagerDutyIsToldNoTimeThatNoCalendarHas(t *testing.T) {
	for at, want := range map[time.Time]string{
		{}:                             "",
		time.Unix(1<<40, 0):            "",
		time.Unix(-1, 0).UTC():         "",
		time.Unix(1763805608, 0).UTC(): "2025-11-22T10:00:08Z",
	} {
		assert.Equal(t, want, pagerDutyTime(at))
	}
}

func TestTextThatGrowsInJSONIsCutUntilItFits(t *testing.T) {
	m := messageOf(samples()["firing"])
	m.Text.Sections = nil
	for range 10 {
		m.Text.Sections = append(m.Text.Sections, content.Section{Name: "What happens", Lines: []string{strings.Repeat(`"`, 4<<10)}})
	}
	teams, _ := told(t, services["teams"].format(), m, services["teams"].answer)
	checkTeams(t, teams[0])
	assert.Greater(t, len(teams[0].Body), 14<<10, "as much as fits, to a half")
	jira, _ := told(t, services["jira"].format(), m, services["jira"].answer)
	checkJira(t, jira[len(jira)-1])

	_, err := within(10, 4, func(int) any { return "more than ten bytes" })
	require.ErrorContains(t, err, "21 bytes without any text, 10 are taken")
}
