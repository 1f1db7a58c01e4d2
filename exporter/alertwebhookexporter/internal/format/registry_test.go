package format

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
)

func TestTypes(t *testing.T) {
	assert.ElementsMatch(t, []Type{
		TypeGeneric, TypeCloudEvents, TypeAlertmanager, TypeAlertmanagerWebhook, TypeSlack, TypeTeams, TypePagerDuty, TypeOpsgenie,
		TypeJSM, TypeJira, TypeDiscord, TypeSplunkHEC, TypeTemplate,
	}, Types())
}

// complete has what each type needs, as a destination's configuration would.
var complete = map[Type]map[string]any{
	TypeGeneric:             nil,
	TypeCloudEvents:         {"mode": "binary", "source": "/collectors/eu"},
	TypeAlertmanager:        {"resend_interval": "30s"},
	TypeAlertmanagerWebhook: nil,
	TypeSlack:               {"token": "xoxb-1", "channel": "C0123456789"},
	TypeTeams:               nil,
	TypePagerDuty:           {"routing_key": "0123456789abcdef0123456789abcdef", "region": "eu"},
	TypeOpsgenie:            {"api_key": "k", "region": "eu"},
	TypeJSM:                 {"api_key": "k"},
	TypeJira:                {"project": "OPS", "issue_type": "Bug", "user": "a@b.example", "token": "t"},
	TypeDiscord:             nil,
	TypeSplunkHEC:           {"token": "00000000-0000-0000-0000-000000000000"},
	TypeTemplate:            {"body": `{"text": {{ json .message.title }}}`},
}

func optionsOf(t *testing.T, sections map[Type]map[string]any) *Options {
	t.Helper()
	raw := make(map[string]any)
	for name, section := range sections {
		if section != nil {
			raw[string(name)] = section
		}
	}
	var destination struct {
		Options `mapstructure:",squash"`
	}
	require.NoError(t, confmap.NewFromStringMap(raw).Unmarshal(&destination))
	return &destination.Options
}

func TestEveryTypeCanBeMade(t *testing.T) {
	for _, name := range Types() {
		t.Run(string(name), func(t *testing.T) {
			section, listed := complete[name]
			require.True(t, listed)
			o := optionsOf(t, map[Type]map[string]any{name: section})
			require.Empty(t, o.Check(name))
			f, err := New(name, "https://service.example/base", o, testSelf)
			require.NoError(t, err)
			request, err := f.Next(messageOf(notificationtest.Firing()), nil)
			require.NoError(t, err)
			assert.True(t, strings.HasPrefix(request.URL, "https://service.example/base"), request.URL)

			f, err = New(name, "https://service.example/base", o, testSelf)
			require.NoError(t, err)
			again, err := f.Next(messageOf(notificationtest.Firing()), nil)
			require.NoError(t, err)
			assert.Equal(t, request, again, "also after a restart")
		})
	}
}

func TestEveryTypeIsCheckedWithoutItsSection(t *testing.T) {
	needed := map[Type]string{
		TypePagerDuty: "pagerduty::", TypeOpsgenie: "opsgenie::", TypeJSM: "jsm::", TypeJira: "jira::", TypeSplunkHEC: "splunk_hec::",
		TypeTemplate: "template::body: missing",
	}
	for _, name := range Types() {
		errs := new(Options).Check(name)
		want, needs := needed[name]
		if !needs {
			assert.Empty(t, errs, name)
			continue
		}
		require.NotEmpty(t, errs, name)
		assert.True(t, strings.HasPrefix(errs[0].Error(), want), "%s: %s", name, errs[0])
	}
}

func TestSectionsOfOtherTypesAreRefused(t *testing.T) {
	for _, name := range Types() {
		o := optionsOf(t, complete)
		errs := o.Check(name)
		sections := 0
		for other, section := range complete {
			if section == nil || other == name {
				continue
			}
			sections++
			assert.Contains(t, texts(errs), string(other)+": is for type "+string(other)+", and the type is "+string(name)+
				": leave the section out, or change the type")
		}
		assert.Len(t, errs, sections)
	}
}

func texts(errs []error) []string {
	list := make([]string, 0, len(errs))
	for _, err := range errs {
		list = append(list, err.Error())
	}
	return list
}

func TestUnknownType(t *testing.T) {
	const want = `type: unknown type "smoke": must be one of [generic cloudevents alertmanager alertmanager_webhook slack teams discord ` +
		`pagerduty opsgenie jsm jira splunk_hec template]`
	assertErrors(t, want, new(Options).Check("smoke"))
	_, err := New("smoke", hook, &Options{}, testSelf)
	require.EqualError(t, err, want)
	assert.Equal(t, Limits{}, LimitsOf("smoke", &Options{}))
	assert.Empty(t, new(Options).DefaultEndpoint("smoke"))
}

func TestNewReportsWhatCheckWould(t *testing.T) {
	_, err := New(TypeTemplate, hook, &Options{}, testSelf)
	require.ErrorContains(t, err, "body: missing")
	_, err = New(TypeAlertmanager, "http://host/%zz", &Options{}, testSelf)
	require.ErrorContains(t, err, "is no URL")
}

func TestDefaultEndpoints(t *testing.T) {
	for name, want := range map[Type]string{
		TypeGeneric: "", TypeTeams: "", TypeTemplate: "", TypeAlertmanager: "", TypeCloudEvents: "", TypeJira: "", TypeSplunkHEC: "",
		TypeSlack: "https://slack.com/api",
	} {
		assert.Equal(t, want, optionsOf(t, map[Type]map[string]any{name: complete[name]}).DefaultEndpoint(name), name)
	}
	for _, name := range []Type{TypePagerDuty, TypeOpsgenie, TypeJSM} {
		assert.Contains(t, new(Options).DefaultEndpoint(name), "https://", name)
	}
}

func TestLimitsOf(t *testing.T) {
	assert.Equal(t, slackLimits, LimitsOf(TypeSlack, &Options{}))
	assert.Equal(t, Limits{}, LimitsOf(TypeGeneric, &Options{}))
}

func TestResendEvery(t *testing.T) {
	assert.Equal(t, time.Minute, ResendEvery(TypeAlertmanager, &Options{}))
	assert.Equal(t, 30*time.Second, ResendEvery(TypeAlertmanager, optionsOf(t, map[Type]map[string]any{TypeAlertmanager: complete[TypeAlertmanager]})))
	assert.Zero(t, ResendEvery(TypeAlertmanagerWebhook, &Options{}))
}
