package format

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// CheckEndpoint reports an endpoint to which nothing of a type can be delivered, since its requests would lead elsewhere. What it says
// of the URL is its host: webhook URLs hold tokens.
func (o *Options) CheckEndpoint(t Type, endpoint *url.URL) error {
	host, path := endpoint.Hostname(), strings.TrimSuffix(endpoint.EscapedPath(), "/")
	of := func(domain string) bool { return host == domain || strings.HasSuffix(host, "."+domain) }
	appended := t == TypeAlertmanager || t == TypeJira || t == TypeOpsgenie || t == TypeJSM || t == TypeSlack && orEmpty(o.Slack).Token != ""
	switch {
	case appended && endpoint.RawQuery != "":
		return errors.New("[REDACTED]: must have no query (?…): a path is added to it")
	case t == TypeAlertmanager && strings.Contains(path+"/", "/api/v"):
		return errors.New("[REDACTED]: must be the server's base URL, such as http://alertmanager:9093: /api/v2/alerts is added")
	case t == TypeJira && strings.Contains(path+"/", "/rest/"):
		return errors.New("[REDACTED]: must be the site's URL, such as https://acme.atlassian.net: /rest/api/3 is added")
	case t == TypeSlack && orEmpty(o.Slack).Token != "" && host == "hooks.slack.com":
		return errors.New("[REDACTED]: is an incoming webhook's, and slack::token is for the Web API: leave one of them out")
	case t == TypeOpsgenie && of("opsgenie.com") && path != "/v2/alerts":
		return fmt.Errorf("[REDACTED]: must be https://%s/v2/alerts: or leave it out, and set opsgenie::region", host)
	case t == TypePagerDuty && of("pagerduty.com") && path != "/v2/enqueue":
		return fmt.Errorf("[REDACTED]: must be https://%s/v2/enqueue: or leave it out, and set pagerduty::region", host)
	}
	return nil
}
