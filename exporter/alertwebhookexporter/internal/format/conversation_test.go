package format

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
)

// said is a conversation in short: what was asked for, in order.
func said(requests []*Request) []string {
	list := make([]string, 0, len(requests))
	for _, request := range requests {
		path := request.URL
		for _, base := range []string{"https://slack.com/api", "https://acme.atlassian.net/rest/api/3", "https://api.opsgenie.com/v2"} {
			path = strings.TrimPrefix(path, base)
		}
		list = append(list, request.Method+" "+path)
	}
	return list
}

func TestSlackTellsInTheThread(t *testing.T) {
	const parent = "C0123456789:1763805608.000100"
	posted := `{"ok":true,"channel":"C0123456789","ts":"1763805608.000100"}`
	reply := `{"ok":true,"channel":"C0123456789","ts":"1763809999.000200"}`
	anew := `{"ok":true,"channel":"C0123456789","ts":"1763810000.000300"}`
	gone := `{"ok":false,"error":"thread_not_found"}`
	const post, change = "POST /chat.postMessage", "POST /chat.update"
	for name, tc := range map[string]struct {
		sample, receipt string
		cause           notification.Cause
		answers         []string
		want            []string
		kept            string
	}{
		"the first is a message to the channel":       {"firing", "", "opened", []string{posted}, []string{post}, parent},
		"a worsening is a reply, and the first shows": {"worsened", parent, "worsened", []string{reply, posted}, []string{post, change}, parent},
		"a repeat is a reply only":                    {"worsened", parent, "repeated", []string{reply}, []string{post}, parent},
		"an end is both, and ends the thread":         {"resolved", parent, "ended", []string{reply, posted}, []string{post, change}, ""},
		"what begins anew has a thread anew":          {"firing", "C0123456789:1.2", "opened", []string{posted}, []string{post}, parent},
		"a thread that is gone is begun anew":         {"worsened", parent, "worsened", []string{gone, anew}, []string{post, post}, "C0123456789:1763810000.000300"},
		"one that is gone, and nobody says so": {
			"worsened", parent, "worsened",
			[]string{`{"ok":true,"channel":"C0123456789","ts":"1763810000.000300","message":{"ts":"1763810000.000300"}}`, `{"ok":false,"error":"message_not_found"}`},
			[]string{post, change},
			"C0123456789:1763810000.000300",
		},
		"an update whose message is gone is no matter": {
			"worsened", parent, "worsened", []string{reply, `{"ok":false,"error":"message_not_found"}`}, []string{post, change}, parent,
		},
		"a receipt of another form is none": {"worsened", "../x", "worsened", []string{posted}, []string{post}, parent},
		"an answer of another form is none": {"firing", "", "opened", []string{`{"ok":true,"channel":"x/y","ts":"1"}`}, []string{post}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			format := services["slack"].format()
			m := messageOf(samples()[tc.sample])
			m.Receipt, m.Cause = tc.receipt, tc.cause
			left := tc.answers
			requests, answers := told(t, format, m, func(request *Request) Answer {
				require.NotEmpty(t, left)
				answer := Answer{Status: http.StatusOK, Body: []byte(left[0])}
				left = left[1:]
				require.Equal(t, OutcomeAccepted, format.Judge(request, &answer).Outcome)
				return answer
			})
			assert.Equal(t, tc.want, said(requests))
			assert.Equal(t, tc.kept, format.Receipt(m, answers))
		})
	}
}

func TestSlackTellsTheChannelOfAWorseningToo(t *testing.T) {
	for cause, want := range map[notification.Cause]bool{notification.CauseWorsened: true, notification.CauseJoined: false, notification.CauseRepeated: false} {
		m := messageOf(samples()["worsened"])
		m.Receipt, m.Cause = services["slack"].receipt, cause
		request, err := services["slack"].format().Next(m, nil)
		require.NoError(t, err)
		var body slackMessage
		require.NoError(t, json.Unmarshal(request.Body, &body))
		assert.Equal(t, want, body.ReplyBroadcast, cause)
	}
}

func TestSlackByAWebhookIsAMessageEach(t *testing.T) {
	format := newSlack("https://hooks.slack.com/services/T/B/x", &SlackConfig{})
	m := messageOf(samples()["worsened"])
	m.Receipt = services["slack"].receipt
	requests, answers := told(t, format, m, func(*Request) Answer { return Answer{Status: http.StatusOK, Body: []byte("ok")} })
	require.Len(t, requests, 1)
	assert.Equal(t, "https://hooks.slack.com/services/T/B/x", requests[0].URL)
	assert.Empty(t, format.Receipt(m, answers))
	assert.NotContains(t, string(requests[0].Body), `"thread_ts"`)
	for _, header := range requests[0].Header {
		assert.NotEqual(t, "Authorization", header.Name)
	}
}

func TestJiraHasOneOpenIssueForAGroup(t *testing.T) {
	const (
		search  = "POST /search/jql"
		look    = "GET /issue/OPS-7?fields=status"
		create  = "POST /issue"
		comment = "POST /issue/OPS-7/comment"
		list    = "GET /issue/OPS-7/transitions"
		move    = "POST /issue/OPS-7/transitions"
	)
	for name, tc := range map[string]struct {
		sample, receipt string
		site            jiraSite
		want            []string
		kept            string
	}{
		"the first is created":                         {"firing", "", jiraSite{}, []string{search, create}, "OPS-8"},
		"unless a crash came between it and its key":   {"firing", "", jiraSite{"OPS-7", "new"}, []string{search, comment}, "OPS-7"},
		"what begins anew is another issue":            {"firing", "OPS-7", jiraSite{"OPS-7", "done"}, []string{search, create}, "OPS-8"},
		"a worsening is a comment":                     {"worsened", "OPS-7", jiraSite{"OPS-7", "indeterminate"}, []string{look, comment}, "OPS-7"},
		"on the one that is found if the key was lost": {"worsened", "", jiraSite{"OPS-7", "new"}, []string{search, comment}, "OPS-7"},
		"one that somebody closed is not spoken to":    {"worsened", "OPS-7", jiraSite{"OPS-7", "done"}, []string{look, search, create}, "OPS-8"},
		"nor one that is deleted":                      {"worsened", "OPS-7", jiraSite{}, []string{look, search, create}, "OPS-8"},
		"the end moves it":                             {"resolved", "OPS-7", jiraSite{"OPS-7", "new"}, []string{look, comment, list, move}, ""},
		"and nothing that is closed":                   {"resolved", "OPS-7", jiraSite{"OPS-7", "done"}, []string{look, search}, ""},
		"nor is there one made for it":                 {"resolved", "", jiraSite{}, []string{search}, ""},
		"a key of another form is none":                {"worsened", "OPS-7/../x", jiraSite{"OPS-7", "new"}, []string{search, comment}, "OPS-7"},
	} {
		t.Run(name, func(t *testing.T) {
			format := services["jira"].format()
			m := messageOf(samples()[tc.sample])
			m.Receipt = tc.receipt
			requests, answers := told(t, format, m, func(request *Request) Answer {
				answer := tc.site.answer(request)
				outcome := format.Judge(request, &answer).Outcome
				require.True(t, outcome == OutcomeAccepted || outcome == OutcomeByStatus && answer.Status < 300, "%s", answer.Body)
				return answer
			})
			assert.Equal(t, tc.want, said(requests))
			assert.Equal(t, tc.kept, format.Receipt(m, answers))
		})
	}
}

func TestJiraMovesNothingUnlessToldHow(t *testing.T) {
	m := messageOf(samples()["resolved"])
	m.Receipt = "OPS-7"
	site := jiraSite{"OPS-7", "new"}
	requests, _ := told(t, newJira("https://acme.atlassian.net", &JiraConfig{Project: "OPS"}), m, site.answer)
	assert.Equal(t, []string{"GET /issue/OPS-7?fields=status", "POST /issue/OPS-7/comment"}, said(requests))
	for _, request := range requests {
		for _, header := range request.Header {
			assert.NotEqual(t, "Authorization", header.Name, "headers or auth of the destination say it")
		}
	}
}

func TestJiraSaysThatThereIsNoSuchTransition(t *testing.T) {
	format := newJira("https://acme.atlassian.net", &JiraConfig{Project: "OPS", ResolveTransition: "Verschwinde"})
	m := messageOf(samples()["resolved"])
	m.Receipt = "OPS-7"
	site := jiraSite{"OPS-7", "new"}
	var answers []Answer
	for range 3 {
		request, err := format.Next(m, answers)
		require.NoError(t, err)
		answers = append(answers, site.answer(request))
	}
	_, err := format.Next(m, answers)
	assert.ErrorContains(t, err, `jira::resolve_transition: "Verschwinde"`)
}

func TestJiraMakesNoIssueWhereTheSearchCannotBeRead(t *testing.T) {
	_, err := services["jira"].format().Next(messageOf(samples()["firing"]), []Answer{{Status: http.StatusOK, Body: []byte(`{"key":"OPS-7"}`)}})
	assert.ErrorContains(t, err, "is the endpoint the site's URL")
}

func TestOpsgenieTellsOfAnAlertByItsAlias(t *testing.T) {
	const alert = " /alerts/9c1185a5c5e9fc54"
	for sample, want := range map[string][]string{
		"firing":   {"POST /alerts"},
		"worsened": {"POST /alerts", "POST" + alert + "/notes?identifierType=alias", "PUT" + alert + "/priority?identifierType=alias"},
		"resolved": {"POST" + alert + "/close?identifierType=alias"},
	} {
		requests, _ := told(t, services["opsgenie"].format(), messageOf(samples()[sample]), services["opsgenie"].answer)
		assert.Equal(t, want, said(requests), sample)
	}
	requests, _ := told(t, services["jsm"].format(), messageOf(samples()["worsened"]), services["jsm"].answer)
	assert.Len(t, requests, 2, "the integration API changes no priority")
}

func TestPagerDutyResolvesWhatItTriggered(t *testing.T) {
	for sample, want := range map[string]string{"firing": "trigger", "worsened": "trigger", "resolved": "resolve"} {
		request, err := services["pagerduty"].format().Next(messageOf(samples()[sample]), nil)
		require.NoError(t, err)
		var event pagerDutyEvent
		require.NoError(t, json.Unmarshal(request.Body, &event))
		assert.Equal(t, want, event.EventAction, sample)
		assert.Equal(t, "9c1185a5c5e9fc54", event.DedupKey, sample)
	}
}

func TestSplunkTakesTheURLWithOrWithoutThePath(t *testing.T) {
	for endpoint, want := range map[string]string{
		"https://splunk.example:8088":                           "https://splunk.example:8088/services/collector/event",
		"https://splunk.example:8088/":                          "https://splunk.example:8088/services/collector/event",
		"https://splunk.example/proxied/services/collector/raw": "https://splunk.example/proxied/services/collector/raw",
	} {
		request, err := newSplunkHEC(endpoint, &SplunkHECConfig{Token: plantedKey}).Next(messageOf(samples()["firing"]), nil)
		require.NoError(t, err)
		assert.Equal(t, want, request.URL)
	}
}

func TestSplunkIsToldInBatchesThatItTakes(t *testing.T) {
	m := messageOf(samples()["full"])
	m.Alerts = slices.Clone(m.Alerts)
	evidence := make(map[string]any)
	for key := range 11 {
		evidence[strconv.Itoa(key)] = strings.Repeat("\"", 1<<10) // two bytes each in JSON
	}
	for i := range m.Alerts {
		m.Alerts[i].Finding.ID = fmt.Sprintf("%016d", i)
		m.Alerts[i].Finding.Evidence = evidence
	}
	requests, answers := told(t, services["splunk_hec"].format(), m, services["splunk_hec"].answer)
	assert.Greater(t, len(requests), 1)
	var ids []string
	for _, request := range requests {
		assert.LessOrEqual(t, len(request.Body), 1_000_000)
		for line := range bytes.Lines(request.Body) {
			var event splunkEvent
			require.NoError(t, json.Unmarshal(line, &event))
			ids = append(ids, event.Event.ID)
		}
	}
	require.Len(t, ids, len(m.Alerts), "each once")
	assert.IsIncreasing(t, ids)
	none, err := services["splunk_hec"].format().Next(m, answers)
	require.NoError(t, err)
	assert.Nil(t, none)
}

func TestSlackHasRoomForFiftyBlocks(t *testing.T) {
	m := messageOf(samples()["firing"])
	m.Text.Sections = slices.Repeat(m.Text.Sections[:1], 40)
	request, err := services["slack"].format().Next(m, nil)
	require.NoError(t, err)
	checkSlack(t, request)
}
