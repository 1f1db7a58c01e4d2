package format

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatServicesAnswerIsJudged(t *testing.T) {
	webhook := newSlack("https://hooks.slack.com/services/T/B/x", &SlackConfig{})
	accepted, byStatus := Judgement{Outcome: OutcomeAccepted}, Judgement{}
	retry := func(reason string) Judgement { return Judgement{Outcome: OutcomeRetry, Reason: reason} }
	rejected := func(reason string) Judgement { return Judgement{Outcome: OutcomeRejected, Reason: reason} }
	asked := &Request{Method: methodGet, URL: "https://api.example/things/1"}
	created := func(f Format) *Request {
		request, err := f.Next(messageOf(samples()["firing"]), nil)
		require.NoError(t, err)
		return request
	}
	for name, tc := range map[string]struct {
		format Format
		status int
		body   string
		want   Judgement
	}{
		"slack took it":                         {services["slack"].format(), 200, `{"ok":true,"ts":"1.2"}`, accepted},
		"slack is asked too much":               {services["slack"].format(), 200, `{"ok":false,"error":"ratelimited"}`, retry("ratelimited")},
		"slack has a fault":                     {services["slack"].format(), 200, `{"ok":false,"error":"internal_error"}`, retry("internal_error")},
		"slack knows the token no more":         {services["slack"].format(), 200, `{"ok":false,"error":"invalid_auth"}`, rejected("invalid_auth")},
		"slack knows no such channel":           {services["slack"].format(), 200, `{"ok":false,"error":"channel_not_found"}`, rejected("channel_not_found")},
		"slack says what nobody knows":          {services["slack"].format(), 200, `{"ok":false,"error":"<b>x</b>"}`, rejected("refused_by_service")},
		"slack has no message to update":        {services["slack"].format(), 200, `{"ok":false,"error":"message_not_found"}`, accepted},
		"a proxy answers for slack":             {services["slack"].format(), 200, `<html>`, retry("unexpected_answer")},
		"slack is down":                         {services["slack"].format(), 503, `{"ok":false,"error":"invalid_auth"}`, byStatus},
		"a slack webhook took it":               {webhook, 200, "ok", byStatus},
		"a slack webhook is gone":               {webhook, 404, "no_service", Judgement{Outcome: OutcomeDisabled, Reason: "no_service"}},
		"a slack webhook has no such channel":   {webhook, 404, "channel_not_found", rejected("channel_not_found")},
		"one that speaks as slack does not":     {webhook, 200, `{"ok":false,"error":"ratelimited"}`, retry("ratelimited")},
		"a webhook of another says success":     {webhook, 200, `{"success":true}`, byStatus},
		"teams took it":                         {services["teams"].format(), 200, "1", byStatus},
		"teams did not take it now":             {services["teams"].format(), 200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x", retry("delivery_failed")},
		"teams does not take it":                {services["teams"].format(), 200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId x", rejected("delivery_failed")},
		"discord says how long":                 {services["discord"].format(), 429, `{"message":"x","retry_after":1.5,"global":false}`, Judgement{OutcomeRetry, "rate_limited", 1500 * time.Millisecond}},
		"discord says nonsense":                 {services["discord"].format(), 429, `{"retry_after":1e300}`, retry("rate_limited")},
		"discord says a time that is past":      {services["discord"].format(), 429, `{"retry_after":-1}`, retry("rate_limited")},
		"discord has no such webhook":           {services["discord"].format(), 404, `{"code":10015}`, Judgement{Outcome: OutcomeDisabled, Reason: "unknown_webhook"}},
		"discord has no such thread":            {services["discord"].format(), 404, `{"code":10003}`, byStatus},
		"pagerduty takes no such event":         {services["pagerduty"].format(), 400, `{"status":"invalid event"}`, rejected("invalid_event")},
		"pagerduty took it":                     {services["pagerduty"].format(), 202, `{"status":"success"}`, byStatus},
		"opsgenie has nothing to close":         {services["opsgenie"].format(), 404, `{"message":"Alert does not exist","took":0.1,"requestId":"1"}`, accepted},
		"opsgenie is not there":                 {services["opsgenie"].format(), 404, `<html>`, byStatus},
		"opsgenie is not there, in JSON":        {services["jsm"].format(), 404, `{"message":"Not Found"}`, byStatus},
		"jira made it":                          {services["jira"].format(), 201, `{"id":"1","key":"OPS-1"}`, byStatus},
		"jira made it, a proxy ate what it is":  {services["jira"].format(), 201, `{}`, byStatus},
		"jira moved it":                         {services["jira"].format(), 204, ``, byStatus},
		"jira has no such issue":                {services["jira"].format(), 404, `{"errorMessages":["x"]}`, accepted},
		"jira is not there":                     {services["jira"].format(), 404, `{"message":"null for uri"}`, byStatus},
		"jira asks to log in":                   {services["jira"].format(), 200, `<html>`, retry("unexpected_answer")},
		"something like jira":                   {services["jira"].format(), 200, `{}`, retry("unexpected_answer")},
		"jira found nothing":                    {services["jira"].format(), 200, `{"issues":[]}`, byStatus},
		"splunk took it":                        {services["splunk_hec"].format(), 200, `{"text":"Success","code":0}`, accepted},
		"splunk is busy and says 200":           {services["splunk_hec"].format(), 200, `{"text":"Server is busy","code":9}`, retry("server_busy")},
		"splunk is busy":                        {services["splunk_hec"].format(), 503, `{"text":"Server is busy","code":9}`, retry("server_busy")},
		"splunk knows no such token":            {services["splunk_hec"].format(), 403, `{"text":"Invalid token","code":4}`, rejected("invalid_token")},
		"splunk knows no such index":            {services["splunk_hec"].format(), 400, `{"text":"Incorrect index","code":7}`, rejected("incorrect_index")},
		"splunk says what nobody knows":         {services["splunk_hec"].format(), 200, `{"code":4711}`, rejected("refused_by_service")},
		"splunk says what nobody knows, failed": {services["splunk_hec"].format(), 503, `{"code":4711}`, byStatus},
		"a success that is none":                {services["splunk_hec"].format(), 500, `{"code":0}`, byStatus},
		"a proxy answers for splunk":            {services["splunk_hec"].format(), 200, `<html>`, retry("unexpected_answer")},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, tc.format.Judge(asked, &Answer{Status: tc.status, Body: []byte(tc.body)}))
		})
	}

	// What is not there where it is to be made was not made.
	absent := &Answer{Status: 404, Body: []byte(`{"errorMessages":["x"],"requestId":"1"}`)}
	for _, service := range []string{"opsgenie", "jsm", "jira"} {
		format := services[service].format()
		assert.Equal(t, byStatus, format.Judge(created(format), absent), service)
	}
}
