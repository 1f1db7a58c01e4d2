package format

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const plantedKey = "0123456789abcdef0123456789abcdef"

// services are the formats of services, each with answers such as the service gives.
var services = map[string]struct {
	format  func() Format
	receipt string // of a group that was told of before
	answer  func(*Request) Answer
}{
	"slack": {
		format: func() Format {
			return newSlack("https://slack.com/api", &SlackConfig{Token: plantedKey, Channel: "#ops"})
		},
		receipt: "C0123456789:1763805608.000100",
		answer: func(*Request) Answer {
			return Answer{Status: http.StatusOK, Body: []byte(`{"ok":true,"channel":"C0123456789","ts":"1763805608.000100"}`)}
		},
	},
	"teams": {
		format: func() Format { return newTeams("https://prod.logic.azure.example/workflows/1", &TeamsConfig{}) },
		answer: func(*Request) Answer { return Answer{Status: http.StatusAccepted} },
	},
	"discord": {
		format: func() Format { return newDiscord("https://discord.com/api/webhooks/1/x?thread_id=7", &DiscordConfig{}) },
		answer: func(*Request) Answer { return Answer{Status: http.StatusOK, Body: []byte(`{"id":"1"}`)} },
	},
	"pagerduty": {
		format: func() Format {
			return newPagerDuty((&PagerDutyConfig{}).DefaultEndpoint(), &PagerDutyConfig{RoutingKey: plantedKey})
		},
		answer: func(*Request) Answer {
			return Answer{Status: http.StatusAccepted, Body: []byte(`{"status":"success"}`)}
		},
	},
	"opsgenie": {
		format: func() Format {
			return newOpsgenie((&OpsgenieConfig{}).DefaultEndpoint(), &OpsgenieConfig{APIKey: plantedKey})
		},
		answer: func(*Request) Answer { return Answer{Status: http.StatusAccepted, Body: []byte(`{"requestId":"1"}`)} },
	},
	"jsm": {
		format: func() Format { return newJSM((&JSMConfig{}).DefaultEndpoint(), &JSMConfig{APIKey: plantedKey}) },
		answer: func(*Request) Answer { return Answer{Status: http.StatusAccepted, Body: []byte(`{"requestId":"1"}`)} },
	},
	"jira": {
		format: func() Format {
			return newJira("https://acme.atlassian.net/", &JiraConfig{
				Project: "OPS", User: "bot@acme.example", Token: plantedKey, ResolveTransition: "Done",
			})
		},
		receipt: "OPS-7",
		answer:  (&jiraSite{status: "new", issue: "OPS-7"}).answer,
	},
	"splunk_hec": {
		format: func() Format {
			return newSplunkHEC("https://splunk.example:8088", &SplunkHECConfig{Token: plantedKey, Index: "alerts", Source: "otelcol"})
		},
		answer: func(*Request) Answer {
			return Answer{Status: http.StatusOK, Body: []byte(`{"text":"Success","code":0}`)}
		},
	},
}

// told makes the requests that tell of a message, all of which are accepted.
func told(tb testing.TB, format Format, m *Message, answer func(*Request) Answer) ([]*Request, []Answer) {
	tb.Helper()
	var (
		requests []*Request
		answers  []Answer
	)
	for {
		request, err := format.Next(m, answers)
		require.NoError(tb, err)
		if request == nil {
			return requests, answers
		}
		require.Less(tb, len(requests), 8, "it must come to an end")
		again, err := format.Next(m, answers)
		require.NoError(tb, err)
		require.Equal(tb, request, again, "every attempt carries the same")
		requests = append(requests, request)
		answers = append(answers, answer(request))
	}
}

func TestServicesAreToldInTheirForm(t *testing.T) {
	for service, is := range services {
		for sample, n := range samples() {
			if service == "splunk_hec" && sample == "full" {
				continue // 600 KiB that nobody reads; TestEveryServiceIsWithinItsLimits has it
			}
			t.Run(service+"/"+sample, func(t *testing.T) {
				m := messageOf(n)
				if n.Sequence > 1 {
					m.Receipt = is.receipt
				}
				requests, answers := told(t, is.format(), m, is.answer)
				var shown bytes.Buffer
				for _, request := range requests {
					shown.WriteString(shownRequest(t, request))
				}
				shown.WriteString("Receipt: " + is.format().Receipt(m, answers) + "\n")
				golden(t, service+"/"+sample+".golden.json", shown.Bytes())
			})
		}
	}
}

func shownRequest(t *testing.T, request *Request) string {
	t.Helper()
	var shown strings.Builder
	shown.WriteString(request.Method + " " + request.URL + "\n")
	for _, header := range request.Header {
		shown.WriteString(header.Name + ": " + header.Value + "\n")
	}
	shown.WriteString("\n")
	for document := range bytes.Lines(request.Body) {
		require.True(t, json.Valid(document))
		shown.Write(indented(t, document))
	}
	return shown.String() + "\n"
}

func TestNoServiceIsToldMoreThanOnceOfTheSame(t *testing.T) {
	for service, is := range services {
		t.Run(service, func(t *testing.T) {
			m := messageOf(samples()["firing"])
			requests, _ := told(t, is.format(), m, is.answer)
			if service == "jira" {
				require.Len(t, requests, 2, "it looks for one that there is")
				return
			}
			require.Len(t, requests, 1)
		})
	}
}

func TestAnswersThatSayNothingAreJudgedByTheirStatus(t *testing.T) {
	for service, is := range services {
		for _, status := range []int{http.StatusTooManyRequests, http.StatusForbidden, http.StatusGone, http.StatusServiceUnavailable} {
			got := is.format().Judge(&Request{}, &Answer{Status: status, Body: []byte("<html>no</html>")})
			if service == "discord" && status == http.StatusTooManyRequests {
				assert.Equal(t, OutcomeRetry, got.Outcome)
				continue
			}
			assert.Equal(t, Judgement{}, got, "%s %d", service, status)
		}
	}
}

// FuzzServiceAnswers: what a service answers is outside data. Whatever it is, the format says what follows in words of its own, the
// conversation ends, and what is kept of it is short and of the service's form.
func FuzzServiceAnswers(f *testing.F) {
	for _, body := range []string{
		"ok", "no_service", `{"ok":false,"error":"ratelimited"}`, `{"ok":true,"channel":"../..","ts":"1"}`, `{"retry_after":1e99}`,
		`{"code":9}`, `{"issues":[{"key":"OPS-1/../../x"}]}`, `{"transitions":[{"id":"1/../2","name":"Done"}]}`, `{"errorMessages":["x"]}`, "", "[]", "null",
		`{"issues":null,"key":"OPS-1","id":"1"}`, `Webhook message delivery failed with error: HTTP error 429`,
	} {
		f.Add(http.StatusOK, []byte(body))
		f.Add(http.StatusNotFound, []byte(body))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		for service, is := range services {
			format := is.format()
			answer := Answer{Status: status, Body: body}
			judgement := format.Judge(&Request{Method: methodGet}, &answer)
			assert.LessOrEqual(t, judgement.Outcome, OutcomeDisabled)
			assert.GreaterOrEqual(t, judgement.RetryAfter, time.Duration(0))
			assert.LessOrEqual(t, judgement.RetryAfter, longestWait)
			if judgement.Outcome != OutcomeRetry && judgement.Outcome != OutcomeRejected && judgement.Outcome != OutcomeDisabled {
				assert.Empty(t, judgement.Reason)
			}
			for _, cause := range []string{"resolved", "firing", "worsened"} {
				m := messageOf(samples()[cause])
				m.Receipt = is.receipt
				var answers []Answer
				for {
					request, err := format.Next(m, answers)
					if err != nil || request == nil {
						break
					}
					require.Less(t, len(answers), 8, service)
					assert.NotContains(t, request.URL, "..")
					answers = append(answers, answer)
				}
				receipt := format.Receipt(m, answers)
				assert.LessOrEqual(t, len(receipt), 256)
				assert.True(t, receipt == "" || slackThreadForm.MatchString(receipt) || jiraKey.MatchString(receipt))
			}
		}
	})
}

// jiraSite answers as a site with one issue, if any.
type jiraSite struct {
	issue, status string
}

func (s *jiraSite) answer(request *Request) Answer {
	issue := `{"id":"1","key":"` + s.issue + `","fields":{"status":{"statusCategory":{"key":"` + s.status + `"}}}}`
	switch _, path, _ := strings.Cut(request.URL, "/rest/api/3"); {
	case path == "/search/jql" && s.issue == "", path == "/search/jql" && s.status == "done":
		return Answer{Status: http.StatusOK, Body: []byte(`{"issues":[],"isLast":true}`)}
	case path == "/search/jql":
		return Answer{Status: http.StatusOK, Body: []byte(`{"issues":[` + issue + `],"isLast":true}`)}
	case path == "/issue":
		return Answer{Status: http.StatusCreated, Body: []byte(`{"id":"2","key":"OPS-8"}`)}
	case s.issue == "":
		return Answer{Status: http.StatusNotFound, Body: []byte(`{"errorMessages":["Issue does not exist or you do not have permission to see it."]}`)}
	case strings.HasSuffix(path, "?fields=status"):
		return Answer{Status: http.StatusOK, Body: []byte(issue)}
	case strings.HasSuffix(path, "/comment"):
		return Answer{Status: http.StatusCreated, Body: []byte(`{"id":"3"}`)}
	case request.Method == http.MethodGet:
		return Answer{Status: http.StatusOK, Body: []byte(`{"transitions":[{"id":"11","name":"In Progress"},{"id":"31","name":"done"}]}`)}
	}
	return Answer{Status: http.StatusNoContent}
}
