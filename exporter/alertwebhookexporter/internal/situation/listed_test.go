package situation

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Of a group with more situations than there is room for, the news are listed, and all of them are counted.
func TestNewsFindRoomInALargeGroup(t *testing.T) {
	s := newScene(t, rules(byTenant))
	medium := ofSeverity(apierror.SeverityMedium)
	for i := range 60 {
		s.hear(surgeOn("old/" + strconv.Itoa(i)))
	}
	s.wait(10 * time.Second)
	for i := range 30 {
		s.hear(surgeOn("new/"+strconv.Itoa(i), medium))
	}
	s.wait(6 * time.Minute)
	require.Len(t, s.told, 2)
	assert.Equal(t, 60, s.told[0].Joined, "the first is all new")
	n := s.told[1]
	assert.Equal(t, [3]int{90, 30, 0}, [3]int{n.Firing, n.Joined, n.Worse})
	require.Len(t, n.Alerts, notification.MaxAlerts)
	news := 0
	for i := range n.Alerts {
		if n.Alerts[i].News {
			news++
		}
		if i > 0 {
			assert.LessOrEqual(t, n.Alerts[i].Finding.Severity, n.Alerts[i-1].Finding.Severity, "in the usual order")
		}
	}
	assert.Equal(t, 30, news)
	assert.False(t, n.Alerts[0].News, "the gravest leads all the same")
	assert.Equal(t, 40, n.Rest.Situations)
	assert.Equal(t, apierror.SeverityHigh, n.Rest.Severity)

	for i := range 55 {
		s.hear(surgeOn("old/"+strconv.Itoa(i), ofSeverity(apierror.SeverityCritical)))
	}
	for i := range 10 {
		s.hear(surgeOn("newer/"+strconv.Itoa(i), medium))
	}
	for i := range 20 {
		s.hear(surgeOn("new/"+strconv.Itoa(i), medium, ended))
	}
	s.now = s.now.Add(5 * time.Minute)
	s.wait(10 * time.Second)
	require.Len(t, s.told, 3)
	n = s.told[2]
	assert.Equal(t, [4]int{80, 10, 55, 20}, [4]int{n.Firing, n.Joined, n.Worse, n.Resolved})
	assert.Len(t, n.Alerts, notification.MaxAlerts)
}

func TestChoose(t *testing.T) {
	lines := func(marks string) []line {
		all := make([]line, 0, len(marks))
		for i, mark := range marks {
			all = append(all, line{news: mark == 'n', count: int64(i)})
		}
		return all
	}
	places := func(lines []line) string {
		var text strings.Builder
		for i := range lines {
			text.WriteString(strconv.FormatInt(lines[i].count, 10))
		}
		return text.String()
	}
	for _, test := range []struct {
		firing           string
		room             int
		listed, unlisted string
	}{
		{"", 3, "", ""},
		{"ooo", 3, "012", ""},
		{"oooo", 3, "012", "3"},
		{"ooon", 3, "013", "2"},
		{"oonnn", 3, "023", "14"},
		{"nooon", 3, "014", "23"},
		{"nnnnn", 3, "012", "34"},
		{"on", 1, "0", "1"},
	} {
		listed, unlisted := choose(lines(test.firing), test.room)
		assert.Equal(t, test.listed, places(listed), test.firing)
		assert.Equal(t, test.unlisted, places(unlisted), test.firing)
	}
}
