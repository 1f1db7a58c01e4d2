package format

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestServiceConfigsAreChecked(t *testing.T) {
	for name, tc := range map[string]struct {
		section section
		want    string // "" for nothing wrong
	}{
		"slack by a webhook":                {&SlackConfig{}, ""},
		"slack by the API":                  {&SlackConfig{Token: plantedKey, Channel: "#ops"}, ""},
		"slack by the API, channel by id":   {&SlackConfig{Token: plantedKey, Channel: "C0123456789"}, ""},
		"slack without a channel":           {&SlackConfig{Token: plantedKey}, `channel: "": must be a channel's id`},
		"slack with two channels":           {&SlackConfig{Token: plantedKey, Channel: "#ops, #dev"}, `channel: "#ops, #dev": must be`},
		"slack without a token":             {&SlackConfig{Channel: "#ops"}, "token: missing or empty"},
		"slack with a token of two lines":   {&SlackConfig{Token: plantedKey + "\nx", Channel: "#ops"}, "token: [REDACTED]: must have visible ASCII"},
		"teams":                             {&TeamsConfig{}, ""},
		"discord":                           {&DiscordConfig{}, ""},
		"pagerduty":                         {&PagerDutyConfig{RoutingKey: plantedKey}, ""},
		"pagerduty in Europe":               {&PagerDutyConfig{RoutingKey: plantedKey, Region: "eu"}, ""},
		"pagerduty on the moon":             {&PagerDutyConfig{RoutingKey: plantedKey, Region: "moon"}, `region: "moon": must be one of us, eu`},
		"pagerduty without a key":           {&PagerDutyConfig{}, "routing_key: missing or empty"},
		"pagerduty with a blank":            {&PagerDutyConfig{RoutingKey: "0123456789abcdef0123 "}, "routing_key: [REDACTED]: must have visible ASCII characters only"},
		"opsgenie":                          {&OpsgenieConfig{APIKey: plantedKey}, ""},
		"opsgenie without a key":            {&OpsgenieConfig{}, "api_key: missing or empty"},
		"opsgenie on the moon":              {&OpsgenieConfig{APIKey: plantedKey, Region: "moon"}, `region: "moon": must be one of us, eu`},
		"jsm":                               {&JSMConfig{APIKey: plantedKey}, ""},
		"jsm without a key":                 {&JSMConfig{}, "api_key: missing or empty"},
		"jira":                              {&JiraConfig{Project: "OPS"}, ""},
		"jira with an account":              {&JiraConfig{Project: "OPS", User: "bot@acme.example", Token: plantedKey}, ""},
		"jira without a project":            {&JiraConfig{}, `project: "": must be a project's key`},
		"jira with a break out of a search": {&JiraConfig{Project: `OPS" OR "A`}, `project: "OPS\" OR \"A": must be`},
		"jira with a token of nobody":       {&JiraConfig{Project: "OPS", Token: plantedKey}, "user: missing"},
		"jira with an account, no token":    {&JiraConfig{Project: "OPS", User: "bot@acme.example"}, "token: missing or empty"},
		"jira with a user of two":           {&JiraConfig{Project: "OPS", User: "a:b", Token: plantedKey}, `user: "a:b": must be`},
		"splunk":                            {&SplunkHECConfig{Token: plantedKey, Index: "alerts_eu-1"}, ""},
		"splunk without a token":            {&SplunkHECConfig{}, "token: missing or empty"},
		"splunk with an index of capitals":  {&SplunkHECConfig{Token: plantedKey, Index: "Alerts"}, `index: "Alerts": must be`},
	} {
		t.Run(name, func(t *testing.T) {
			err := errors.Join(tc.section.Check()...)
			if tc.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tc.want)
			assert.NotContains(t, err.Error(), plantedKey[:20])
		})
	}
}

func TestServicesAreWhereTheyPublish(t *testing.T) {
	for want, section := range map[string]section{
		"https://slack.com/api":                                   &SlackConfig{Token: plantedKey},
		"https://events.pagerduty.com/v2/enqueue":                 &PagerDutyConfig{},
		"https://events.eu.pagerduty.com/v2/enqueue":              &PagerDutyConfig{Region: "eu"},
		"https://api.opsgenie.com/v2/alerts":                      &OpsgenieConfig{Region: "us"},
		"https://api.eu.opsgenie.com/v2/alerts":                   &OpsgenieConfig{Region: "eu"},
		"https://api.atlassian.com/jsm/ops/integration/v2/alerts": &JSMConfig{},
	} {
		assert.Equal(t, want, section.DefaultEndpoint())
	}
	for _, own := range []section{&SlackConfig{}, &TeamsConfig{}, &DiscordConfig{}, &JiraConfig{}, &SplunkHECConfig{}} {
		assert.Empty(t, own.DefaultEndpoint(), "only the user knows")
	}
}
