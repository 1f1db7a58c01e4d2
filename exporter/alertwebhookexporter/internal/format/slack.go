package format

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/config/configopaque"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// A message a second to a channel, short bursts above it: https://docs.slack.dev/apis/web-api/rate-limits#posting-messages.
var slackLimits = Limits{PerSecond: 1, Burst: 3}

// SlackConfig is for the Web API, by which what follows is told in the thread of the first message. Without it the endpoint is an
// incoming webhook, and every notification a message of its own.
type SlackConfig struct {
	// Token is a bot token with the scope chat:write.
	Token configopaque.String `mapstructure:"token"`
	// Channel is an id such as C0123456789, or a name.
	Channel string `mapstructure:"channel"`
}

var slackChannelName = regexp.MustCompile(`^#?[\p{L}\p{N}_.-]{1,80}$`)

// Check reports what is wrong, by key.
func (cfg *SlackConfig) Check() []error {
	if cfg.Token == "" && cfg.Channel == "" {
		return nil
	}
	errs := checkCredential("token", cfg.Token)
	if !slackChannelName.MatchString(cfg.Channel) {
		errs = append(errs, fmt.Errorf("channel: %q: must be a channel's id, such as C0123456789, or its name: it is needed with token", cfg.Channel))
	}
	return errs
}

// DefaultEndpoint is that of the Web API. A webhook's URL only the user knows.
func (cfg *SlackConfig) DefaultEndpoint() string {
	if cfg.Token == "" {
		return ""
	}
	return "https://slack.com/api"
}

type slack struct {
	endpoint string
	token    configopaque.String
	channel  string
}

func newSlack(endpoint string, cfg *SlackConfig) Format {
	return &slack{endpoint: endpoint, token: cfg.Token, channel: cfg.Channel}
}

// Next posts to the webhook; or to the channel, or the thread of the group's first message, which is then made to show how it stands.
func (s *slack) Next(m *Message, answers []Answer) (*Request, error) {
	if s.token == "" {
		if len(answers) > 0 {
			return nil, nil //nolint:nilnil // all is said
		}
		return s.request(s.endpoint, slackMessageOf(m))
	}
	thread, threaded := slackThreadOf(m)
	body := slackMessageOf(m)
	switch {
	case !threaded && len(answers) == 0,
		// The first message is gone, and its thread with it.
		threaded && len(answers) == 1 && slices.Contains(slackGone, slackErrorOf(&answers[0])):
		body.Channel = s.channel
		return s.call("chat.postMessage", body)
	case threaded && len(answers) == 0:
		body.Channel, body.ThreadTS = thread.channel, thread.ts
		// Whoever does not follow the thread must hear that it is graver than the channel was told.
		body.ReplyBroadcast = m.Cause == notification.CauseWorsened
		return s.call("chat.postMessage", body)
	case threaded && len(answers) == 1 && m.Cause != notification.CauseRepeated:
		body.Channel, body.TS = thread.channel, thread.ts
		// These are no arguments of an update.
		body.UnfurlLinks, body.UnfurlMedia = nil, nil
		return s.call("chat.update", body)
	}
	return nil, nil //nolint:nilnil // all is said
}

func (s *slack) call(method string, body *slackMessage) (*Request, error) {
	return s.request(strings.TrimSuffix(s.endpoint, "/")+"/"+method, body)
}

func (s *slack) request(url string, body *slackMessage) (*Request, error) {
	encoded, err := marshal(body)
	if err != nil {
		return nil, err
	}
	request := post(url, "application/json; charset=utf-8", encoded)
	if s.token != "" {
		request.Header = append(request.Header, Header{Name: "Authorization", Value: "Bearer " + string(s.token)})
	}
	return request, nil
}

// slackThread is a message to which others are replies.
type slackThread struct{ channel, ts string }

var slackThreadForm = regexp.MustCompile(`^([A-Z0-9]{1,32}):(\d{1,20}\.\d{1,20})$`)

// slackThreadOf reads the receipt. What begins anew begins a thread anew.
func slackThreadOf(m *Message) (slackThread, bool) {
	parts := slackThreadForm.FindStringSubmatch(m.Receipt)
	if parts == nil || m.Cause == notification.CauseOpened {
		return slackThread{}, false
	}
	return slackThread{channel: parts[1], ts: parts[2]}, true
}

// Receipt is the group's first message, until nothing of the group fires.
func (s *slack) Receipt(m *Message, answers []Answer) string {
	if s.token == "" || m.Status() == apierror.StatusResolved {
		return ""
	}
	if len(answers) == 0 {
		return ""
	}
	posted := slackPostedOf(&answers[0])
	if thread, threaded := slackThreadOf(m); threaded {
		if slices.Contains(slackGone, slackErrorOf(&answers[0])) {
			posted = slackPostedOf(&answers[len(answers)-1])
		} else if posted.Message == nil || posted.Message.ThreadTS == thread.ts {
			return thread.channel + ":" + thread.ts
		} // else it was posted to the channel, since the first message is gone: it is the first one now
	}
	if receipt := posted.Channel + ":" + posted.TS; slackThreadForm.MatchString(receipt) {
		return receipt
	}
	return ""
}

// slackPosted is where a message stands.
type slackPosted struct {
	Channel string `json:"channel"`
	TS      string `json:"ts"`
	Message *struct {
		ThreadTS string `json:"thread_ts"`
	} `json:"message"`
}

func slackPostedOf(answer *Answer) slackPosted {
	var posted slackPosted
	_ = json.Unmarshal(answer.Body, &posted)
	return posted
}
