package format

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEndpointsThatLeadElsewhere(t *testing.T) {
	withToken := Options{Slack: &SlackConfig{Token: "xoxb-1", Channel: "alerts"}}
	for _, tc := range []struct {
		of       Type
		options  Options
		endpoint string
		want     string // "" where it is fine
	}{
		{of: TypeAlertmanager, endpoint: "http://alertmanager:9093"},
		{of: TypeAlertmanager, endpoint: "http://monitoring.example/alertmanager/"},
		{of: TypeAlertmanager, endpoint: "http://alertmanager:9093/api/v2/alerts", want: "must be the server's base URL"},
		{of: TypeAlertmanager, endpoint: "http://alertmanager:9093/api/v2", want: "must be the server's base URL"},
		{of: TypeAlertmanager, endpoint: "http://alertmanager:9093?x=secret", want: "must have no query"},
		{of: TypeAlertmanagerWebhook, endpoint: "http://hook.example/api/v2/alerts?key=1"},
		{of: TypeJira, endpoint: "https://acme.atlassian.net"},
		{of: TypeJira, endpoint: "https://acme.atlassian.net/rest/api/3", want: "must be the site's URL"},
		{of: TypeSlack, endpoint: "https://hooks.slack.com/services/T0/B0/secret"},
		{of: TypeSlack, options: withToken, endpoint: "https://slack.com/api"},
		{of: TypeSlack, options: withToken, endpoint: "https://hooks.slack.com/services/T0/B0/secret", want: "is an incoming webhook's"},
		{of: TypeOpsgenie, endpoint: "https://api.eu.opsgenie.com/v2/alerts"},
		{of: TypeOpsgenie, endpoint: "https://api.eu.opsgenie.com", want: "must be https://api.eu.opsgenie.com/v2/alerts"},
		{of: TypeOpsgenie, endpoint: "https://opsgenie-relay.example/in"},
		{of: TypePagerDuty, endpoint: "https://events.eu.pagerduty.com/v2/enqueue"},
		{of: TypePagerDuty, endpoint: "https://events.pagerduty.com", want: "must be https://events.pagerduty.com/v2/enqueue"},
	} {
		t.Run(string(tc.of)+" "+tc.endpoint, func(t *testing.T) {
			endpoint, err := url.Parse(tc.endpoint)
			require.NoError(t, err)
			err = tc.options.CheckEndpoint(tc.of, endpoint)
			if tc.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tc.want)
			assert.NotContains(t, err.Error(), "secret")
		})
	}
}
